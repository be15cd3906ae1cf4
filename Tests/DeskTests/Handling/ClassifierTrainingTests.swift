import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("受付案件からの学習")
struct ClassifierTrainingTests {
    /// Receives a letter and routes it.
    private static func letter(
        _ text: String, to section: String, by chooser: ItemRouting.Chooser = .clerk,
        handling: Handling = .ordinary, _ desk: Desk
    ) async throws -> UUID {
        let id = try await desk.receive(
            .letter {
                $0.summary = text
                $0.body = nil
            }, actor: "test", command: nil
        ).id
        let commands: [ItemCommand] = [
            .route(ItemRouting(lead: section, by: chooser)),
            .setHandling(handling, isUrgent: false),
        ]
        for command in commands {
            _ = try await desk.handle(
                command, of: Item.self, stream: id, actor: "test", command: nil)
        }
        return id
    }

    @Test("振り分けた案件から学ぶ。限定・引継ぎ・消去と、受領前の学習自身の振分けからは学ばない")
    func learns() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            #expect(try await desk.trainClassifier() == nil)
            for number in 1...6 {
                _ = try await Self.letter("除雪が遅い\(number)", to: "11", desk)
                _ = try await Self.letter("税の納付書\(number)", to: "12", desk)
                _ = try await Self.letter(
                    "公益通報の件\(number)", to: "11", handling: .restricted, desk)
                _ = try await Self.letter(
                    "騒音の苦情\(number)", to: "11",
                    by: .classifier(version: 1, probability: Confidence(0.99)), desk)
            }
            let accepted = try await Self.letter(
                "騒音の苦情", to: "11",
                by: .classifier(version: 1, probability: Confidence(0.99)), desk)
            _ = try await desk.handle(
                .respond(.accept(section: "11"), today: desk.today), of: Item.self,
                stream: accepted, actor: "test", command: nil)
            let handed = try await Self.letter("情報公開請求", to: "12", desk)
            _ = try await desk.handle(
                .passOn(
                    ItemHandover(to: .informationDisclosure, arrivedOn: .on("2026-06-28")),
                    today: desk.today), of: Item.self, stream: handed, actor: "test",
                command: nil)
            let erased = try await Self.letter("税の相談", to: "12", desk)
            _ = try await city.keyring.destroy(
                StreamName(category: Item.streamCategory, id: erased))

            let classifier = try #require(try await desk.trainClassifier())
            #expect(classifier.items == 13)
            #expect(classifier.sections == ["11", "12"])
            #expect(classifier.version == Int(try await city.log.headPosition()))
            #expect(classifier.classify("除雪のお願い")?.section == "11")
            #expect(classifier.classify("納付書について")?.section == "12")
            #expect(classifier.classify("公益通報") == nil)
            #expect(classifier.classify("騒音") == nil)
        }
    }

    @Test("組織改正の後は、後継の課の案件として学ぶ。後継が決まらないものは学ばない")
    func followsTheOrganisation() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            func table(_ text: String) throws -> TableFile { try TableFile(Array(text.utf8)) }
            _ = try await desk.importOrganisation(
                OrganisationFiles(list: try table("code,name\n11,道路課\n12,税務課\n13,庶務課\n")),
                effectiveOn: .on("2020-04-01"), actor: "test")
            for number in 1...6 {
                _ = try await Self.letter("除雪が遅い\(number)", to: "11", desk)
                _ = try await Self.letter("税の納付書\(number)", to: "12", desk)
                _ = try await Self.letter("庁舎の掃除\(number)", to: "13", desk)
            }
            let outcome = try await desk.importOrganisation(
                OrganisationFiles(
                    list: try table("code,name\n21,土木課\n12,税務課\n"),
                    successors: try table("旧,新,区分\n道路課,土木課,名称変更\n庶務課,,廃止\n")),
                effectiveOn: .on("2026-06-28"), actor: "test")
            #expect(!outcome.isRejected)
            let classifier = try #require(try await desk.trainClassifier())
            #expect(classifier.sections == ["12", "21"])
            #expect(classifier.classify("除雪")?.section == "21")
        }
    }
}
