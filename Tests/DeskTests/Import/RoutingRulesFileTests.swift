import Foundation
import Participation
import Testing

@testable import Desk

@Suite("振分け規則ファイル")
struct RoutingRulesFileTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "db/rules")

    static func shipped(_ name: String) throws -> RoutingRulesFile {
        let data = try Data(contentsOf: folder.appending(path: "\(name).yaml"))
        return try RoutingRulesFile(String(decoding: data, as: UTF8.self))
    }

    private func problems(_ yaml: String) -> [String] {
        do throws(RoutingRulesRejected) {
            _ = try RoutingRulesFile(yaml)
            return []
        } catch {
            return error.problems.map(\.japanese)
        }
    }

    @Test("出荷する規則はすべて読め、書き出すと同じ規則に戻る", arguments: ["example", "nyc311"])
    func readsShippedRules(name: String) throws {
        let rules = try Self.shipped(name).rules
        #expect(!rules.rules.isEmpty)
        let again = try RoutingRulesFile(RoutingRulesFile.text(of: rules))
        #expect(again.rules == rules)
    }

    @Test("書いたとおりの規則になる")
    func readsARule() throws {
        let file = try RoutingRulesFile(
            """
            effectiveOn: 令和8年4月1日
            source: 要領
            rules:
              - id: D01
                from: R8.11.1
                through: 2027-03-31
                when:
                  scheme: letter-to-mayor
                  channel: [paper, fax]
                  nature: complaint
                  category: ["07", 08]
                  district: 常盤町
                  topics: 2-5
                  attributes: {年代: [30代, 40代], 職業: 農業}
                  keywords: [除雪, 排雪]
                  without: 学校
                to: [道路課, 危機管理課]
                because: 除雪計画
                confidence: 92.6%
              - {id: B01, find: duty-of-category, because: 事務分掌}
            """)
        #expect(
            file.rules
                == RoutingRules(
                    effectiveOn: .on("2026-04-01"), source: "要領",
                    rules: [
                        RoutingRule(
                            id: "D01", from: .on("2026-11-01"), through: .on("2027-03-31"),
                            conditions: RoutingConditions(
                                schemes: [.letterToMayor], natures: [.complaint],
                                channels: [.paper, .fax], categories: ["07", "08"],
                                districts: ["常盤町"], topics: ["2-5"],
                                attributes: ["年代": ["30代", "40代"], "職業": ["農業"]],
                                keywords: ["除雪", "排雪"], exceptions: ["学校"]),
                            target: .sections(lead: "道路課", others: ["危機管理課"]),
                            reason: "除雪計画", confidence: Confidence(0.926)),
                        RoutingRule(id: "B01", target: .dutyOfCategory, reason: "事務分掌"),
                    ]))
        #expect(try RoutingRulesFile("effectiveOn: 2026-04-01\nrules: []").rules.rules.isEmpty)
    }

    @Test("おかしな規則は、行を言ってすべて示す")
    func namesLines() {
        let found = problems(
            """
            effectiveOn: 2026-04-01
            rules:
              - {id: A, to: 道路課}
              - {id: B, to: 道路課, find: triage, because: 理由}
              - {id: C, find: moon, because: 理由}
              - {id: D, when: {scheme: letter}, to: 道路課, because: 理由}
              - {id: E, when: {keyword: 除雪}, to: 道路課, because: 理由}
              - {id: F, when: {keywords: []}, to: 道路課, because: 理由}
              - {id: G, when: {}, to: 道路課, because: 理由}
              - {id: H, from: 2026-02-30, to: 道路課, because: 理由}
              - {id: I, to: 道路課, because: 理由, confidence: 101%}
            """)
        #expect(found.count == 9)
        for (index, problem) in found.enumerated() {
            #expect(problem.hasPrefix("\(index + 3)行目: \(index + 1)番目の規則"), "\(problem)")
        }
        #expect(found[0].hasSuffix("because: 指定してください。"))
        #expect(found[4].contains("知らないキー"))
    }

    @Test("規則どうしの誤りと期間の誤りも、行で示す")
    func namesLinesOfRefusals() {
        let found = problems(
            """
            effectiveOn: 2026-04-01
            rules:
              - {id: A, to: 道路課, because: 理由}
              - {id: A, to: 水道課, because: 理由}
              - {id: B, through: 2026-03-31, to: 道路課, because: 理由}
            """)
        #expect(found.count == 2)
        #expect(found.first?.hasPrefix("4行目: 2番目の規則番号は") == true)
        #expect(found.last?.hasPrefix("5行目: 3番目の規則: 適用終了日") == true)
    }

    @Test(
        "規則ファイルでないものを断る",
        arguments: [
            "", "rules: []", "effectiveOn: 2026-04-01", "effectiveOn: 2026-04-01\nrules: 1",
            "effectiveOn: 2026-04-01\nrules: []\nrule: []", "effectiveOn: soon\nrules: []",
            "effectiveOn: 2026-04-01\nrules: [", "effectiveOn: 2026-04-01\nrules: [1]",
        ])
    func refusesOthers(yaml: String) {
        #expect(!problems(yaml).isEmpty)
    }
}
