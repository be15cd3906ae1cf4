import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("学習による提案")
struct ProposalTests {
    private static func letter(_ desk: Desk, _ text: String) async throws -> UUID {
        try await desk.receive(
            .letter {
                $0.category = nil
                $0.summary = text
                $0.body = nil
            }, actor: "test", command: nil
        ).id
    }

    /// Letters about snow to 11, about tax to 12.
    private static func teach(_ desk: Desk) async throws {
        for number in 0..<20 {
            for (text, section) in [("歩道の除雪\(number)", "11"), ("税の納付書\(number)", "12")] {
                _ = try await desk.sort(
                    try await letter(desk, text), to: section, actor: "test", command: nil)
            }
        }
        #expect(try await desk.retrainClassifier() != nil)
    }

    @Test("しきい値がなくても提案し、手掛かりの言葉を挙げる。限定と読めないものには提案しない")
    func proposes() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let opening = Opening.trial
            let early = try await Self.letter(desk, "歩道の除雪を早く")
            #expect(try await desk.proposals(for: [early], for: opening).isEmpty)
            try await Self.teach(desk)
            let restricted = try await Self.letter(desk, "歩道の除雪と職員")
            _ = try await desk.handle(
                .setHandling(.restricted, isUrgent: false), of: Item.self, stream: restricted,
                actor: "test", command: nil)
            let found = try await desk.proposals(for: [early, restricted], for: opening)
            #expect(found.keys.map(\.self) == [early])
            let proposal = try #require(found[early])
            #expect(proposal.proposal.section == "11")
            #expect(proposal.proposal.probability > Confidence(0.5))
            #expect(Set(proposal.words).isSuperset(of: ["歩道", "除雪"]))
            let view = try await desk.item(early, opening: opening)
            #expect(try await desk.proposal(for: view.item) == proposal)
            // Unopened, there is nothing to go by.
            #expect(try await desk.proposal(for: try await desk.item(early).item) == nil)
            // That the letter was opened for it is written down, once a day.
            _ = try await desk.proposals(for: [early], for: opening)
            let openings = try await desk.openings(
                by: nil, from: desk.today, through: desk.today)
            #expect(openings.filter { $0.part == .text }.count == 1)
        }
    }

    @Test("しきい値以上なら自動で振り分け、足りなければ提案にとどめる")
    func threshold() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            try await Self.teach(desk)
            _ = try await desk.setClassifierThreshold(.certain, actor: "test")
            let waiting = try await Self.letter(desk, "歩道の除雪を早く")
            _ = try await RoutingRunner(desk: desk).catchUp()
            #expect(try await desk.item(waiting).item.routing == nil)
            #expect(
                try await desk.proposals(for: [waiting], for: .trial)[waiting]?.proposal.section
                    == "11")
            _ = try await desk.setClassifierThreshold(Confidence(0.5), actor: "test")
            let snow = try await Self.letter(desk, "歩道の除雪を早く")
            _ = try await RoutingRunner(desk: desk).catchUp()
            #expect(try await desk.item(snow).item.routing?.lead == "11")
        }
    }

    @Test("採用と不採用、自動の振分けとその後の担当替えを、台帳から数える")
    func isCounted() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            try await Self.teach(desk)
            #expect(try await desk.proposalRecord() == ProposalRecord())
            let proposed = RoutingProposal(
                section: "11", probability: Confidence(0.87), version: 5)
            for lead in ["11", "11", "12"] {
                _ = try await desk.sort(
                    try await Self.letter(desk, "除雪"), to: lead, proposed: proposed,
                    actor: "test", command: nil)
            }
            for isMoved in [true, false] {
                let id = try await Self.letter(desk, "除雪")
                _ = try await desk.handle(
                    .route(
                        ItemRouting(
                            lead: "11",
                            by: .classifier(version: 5, probability: Confidence(0.9)))),
                    of: Item.self, stream: id, actor: "routing", command: nil)
                guard isMoved else { continue }
                _ = try await desk.respond(
                    ResponseRequest(
                        .transfer, [.by: "a", .section: "11", .to: "12", .reason: "所管外"]),
                    to: id, actor: "a", command: nil)
            }
            let record = try await desk.proposalRecord()
            #expect(record.shown == 3 && record.taken == 2)
            #expect(record.routed == 2 && record.moved == 1)
        }
    }
}
