import Foundation
import Participation
import Testing

@Suite("個人を示す記載の検出: 公表された文章")
struct PublishedTextTests {
    private static func lines(_ name: String) throws -> [[String]] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = folder.appendingPathComponent("Fixtures/privacy/\(name)")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: "\t").map(String.init)
        }
    }

    /// Of what there is, how much was found; of what was found, how much was right. Percent.
    private struct Score {
        var found = 0
        var missed = 0
        var wrong = 0
        var recall: Int { 100 * found / max(1, found + missed) }
        var precision: Int { 100 * found / max(1, found + wrong) }

        mutating func add(_ count: Int, is wanted: Bool, wasFound: Bool) {
            switch (wanted, wasFound) {
            case (true, true): found += count
            case (true, false): missed += count
            case (false, true): wrong += count
            case (false, false): break
            }
        }
    }

    @Test("高松市の催しの一覧: 電話番号はすべて見つかり、日付や金額は電話番号にならない")
    func phones() throws {
        var score = Score()
        for line in try Self.lines("takamatsu-numbers.tsv") {
            let kinds = PersonalMarks(in: line[1]).kinds(from: .likely)
            score.add(1, is: line[0] == "1", wasFound: kinds.contains(.phone))
        }
        #expect(score.recall == 100 && score.precision == 100, "\(score)")
        #expect(score.found == 72)
    }

    @Test("福井県の来訪者の回答: 敬称の前の氏名(候補と、おそらく氏名であるもの)")
    func names() throws {
        var proposed = Score()
        var likely = Score()
        for line in try Self.lines("fukui-titles.tsv") {
            let (count, isPerson) = (Int(line[0]) ?? 0, line[1] == "1")
            let marks = PersonalMarks(in: "きのう、\(line[2])に会いました").marks
            proposed.add(count, is: isPerson, wasFound: !marks.isEmpty)
            let isLikely = marks.contains { $0.certainty >= .likely }
            likely.add(count, is: isPerson, wasFound: isLikely)
        }
        #expect(proposed.recall >= 95 && proposed.precision >= 30, "\(proposed)")
        #expect(likely.recall >= 85 && likely.precision >= 80, "\(likely)")
    }
}
