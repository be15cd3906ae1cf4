import FoundationEssentials
import Participation
import Testing

extension UUID {
    static let one = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))
    static let two = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2))
    static let three = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3))
}

extension LinkItem {
    /// A tie of the item one to another.
    static func link(
        _ kind: LinkKind, to other: UUID = .two, isTargetDuplicate: Bool = false
    ) -> LinkItem {
        LinkItem(item: .one, to: other, as: kind, isTargetDuplicate: isTargetDuplicate)
    }
}

@Suite("関連付け")
struct LinkItemTests {
    @Test("同趣旨として結び、取り消すと元に戻る")
    func linksAndUnlinks() throws {
        let before = try Scenario.givenLetter().item
        let outcome = try Scenario.givenLetter().when(.link(.link(.samePurpose)))
        outcome.then(.linked(to: .two, as: .samePurpose))
        let linked = try outcome.item()
        #expect(linked.links == [.two: .samePurpose] && !linked.isDuplicate)
        let undone = Scenario<Item>(state: .received(linked)).when(.unlink(from: .two))
        undone.then(.unlinked(from: .two))
        #expect(try undone.item() == before)
    }

    @Test("重複は数えない印。取り消すとまた数える")
    func duplicates() throws {
        let linked = try Scenario.givenLetter().when(.link(.link(.duplicate))).item()
        #expect(linked.isDuplicate)
        let undone = try Scenario<Item>(state: .received(linked)).when(.unlink(from: .two)).item()
        #expect(!undone.isDuplicate)
    }

    @Test("同じ関連付けと、ない関連付けの取消しは、何も起こさない")
    func repeats() throws {
        try Scenario.givenLetter(.linked(to: .two, as: .duplicate))
            .when(.link(.link(.duplicate))).thenNothing()
        try Scenario.givenLetter().when(.unlink(from: .two)).thenNothing()
    }

    @Test("同趣旨は何件とでも結べ、重複に改めることもできる")
    func changesKind() throws {
        let scenario = try Scenario.givenLetter(
            .linked(to: .two, as: .samePurpose), .linked(to: .three, as: .samePurpose))
        let item = try scenario.when(.link(.link(.duplicate))).item()
        #expect(item.links == [.two: .duplicate, .three: .samePurpose])
    }

    @Test("自分自身とは結べない", arguments: LinkKind.allCases)
    func notToItself(kind: LinkKind) throws {
        try Scenario.givenLetter().when(.link(.link(kind, to: .one)))
            .thenRefused(.linkedToItself)
    }

    @Test("重複の元は一件だけで、重複の重複にはできない")
    func oneOriginal() throws {
        try Scenario.givenLetter(.linked(to: .two, as: .duplicate))
            .when(.link(.link(.duplicate, to: .three))).thenRefused(.alreadyDuplicate)
        try Scenario.givenLetter()
            .when(.link(.link(.duplicate, isTargetDuplicate: true)))
            .thenRefused(.targetIsDuplicate)
        try Scenario.givenLetter()
            .when(.link(.link(.samePurpose, isTargetDuplicate: true))).thenAccepted()
    }
}

@Suite("引継ぎ・取下げ・返戻")
struct ItemEndingTests {
    private let today = LocalDate.on("2026-07-10")
    private let day = LocalDate.on("2026-07-01")

    @Test("引継ぎ先と到達日を記録する", arguments: HandoverProcedure.allCases)
    func passesOn(procedure: HandoverProcedure) throws {
        let handover = ItemHandover(to: procedure, arrivedOn: .on("2026-06-28"))
        let outcome = try Scenario.givenLetter().when(.passOn(handover, today: today))
        outcome.then(.passedOn(handover))
        let item = try outcome.item()
        #expect(item.standing == .passedOn(handover))
        Scenario<Item>(state: .received(item)).when(.passOn(handover, today: today)).thenNothing()
        #expect(
            item.standing.japanese == "引継ぎ済み(\(procedure.japanese)、令和8年6月28日到達)")
    }

    @Test("取下げと返戻は日付とともに記録する")
    func endings() throws {
        let withdrawn = try Scenario.givenLetter().when(.withdraw(on: day, today: today))
        withdrawn.then(.withdrawn(on: day))
        #expect(try withdrawn.item().standing.japanese == "取下げ済み(令和8年7月1日)")
        let returned = try Scenario.givenLetter().when(.sendBack(on: day, today: today))
        returned.then(.returned(on: day))
        #expect(try returned.item().standing.japanese == "返戻済み(令和8年7月1日)")
        try Scenario.givenLetter(.withdrawn(on: day)).when(.withdraw(on: day, today: today))
            .thenNothing()
        try Scenario.givenLetter(.returned(on: day)).when(.sendBack(on: day, today: today))
            .thenNothing()
    }

    @Test("終わった案件を別の形では終えられず、担当も変えられない")
    func oneEnding() throws {
        let scenario = try Scenario.givenLetter(.withdrawn(on: day))
        let ended = ItemRefusal.ended(.withdrawn(on: day))
        scenario.when(.withdraw(on: today, today: today)).thenRefused(ended)
        scenario.when(.sendBack(on: day, today: today)).thenRefused(ended)
        scenario.when(.passOn(ItemHandover(to: .reviewRequest, arrivedOn: day), today: today))
            .thenRefused(ended)
        scenario.when(.route(ItemRouting(lead: "a", by: .clerk))).thenRefused(ended)
    }

    @Test("終わった案件でも、訂正・分類・関連付けはできる")
    func stillCorrectable() throws {
        let scenario = try Scenario.givenLetter(.returned(on: day))
        scenario.when(.correct(.correction { $0.changes.channel = .fax })).thenAccepted()
        scenario.when(.categorise(ItemClassification(category: "1", reason: .typo)))
            .thenAccepted()
        scenario.when(.link(.link(.duplicate))).thenAccepted()
        scenario.when(.setHandling(.care, isUrgent: false)).thenAccepted()
    }

    @Test("誤って終えた案件は元に戻せる")
    func reinstates() throws {
        let before = try Scenario.givenLetter().item
        let endings: [ItemEvent] = [
            .withdrawn(on: day), .returned(on: day),
            .passedOn(ItemHandover(to: .abuseReport, arrivedOn: day)),
        ]
        for ending in endings {
            let outcome = try Scenario.givenLetter(ending).when(.reinstate)
            outcome.then(.reinstated)
            #expect(try outcome.item() == before)
        }
        try Scenario.givenLetter().when(.reinstate).thenNothing()
    }

    @Test("日付は受付日から本日まで")
    func days() throws {
        let scenario = try Scenario.givenLetter()
        let early = LocalDate.on("2026-06-27")
        let late = LocalDate.on("2026-07-11")
        let received = LocalDate.on("2026-06-28")
        scenario.when(.withdraw(on: early, today: today))
            .thenRefused(.beforeReceipt(.on, receivedOn: received))
        scenario.when(.sendBack(on: late, today: today)).thenRefused(.inFuture(.on, today: today))
        scenario.when(.passOn(ItemHandover(to: .abuseReport, arrivedOn: early), today: today))
            .thenRefused(.beforeReceipt(.arrivedOn, receivedOn: received))
        scenario.when(.withdraw(on: received, today: today)).thenAccepted()
        scenario.when(.withdraw(on: today, today: today)).thenAccepted()
    }

    @Test("断りの言葉には、直すべき欄と、することが書いてある")
    func words() {
        #expect(
            ItemRefusal.inFuture(.arrivedOn, today: day).japanese
                == "到達日は本日(令和8年7月1日)までの日付を入力してください。")
        #expect(
            ItemRefusal.ended(.withdrawn(on: day)).japanese
                == "この案件は取下げ済み(令和8年7月1日)です。変更する場合は、先にその記録を取り消してください。")
        #expect(ItemRefusal.ended(.open).field == nil)
        #expect(ItemRefusal.beforeReceipt(.on, receivedOn: day).field == .on)
    }
}
