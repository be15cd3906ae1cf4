import Participation
import Testing

@Suite("分類・転記・振分け・公表・取扱")
struct ItemRegisterTests {
    @Test("分類は変わったところだけを記録する")
    func categorises() throws {
        let wanted = ItemClassification(
            category: "12", topics: ["除雪", "2-5"], nature: .complaint, reason: .misclassified)
        let outcome = try Scenario.givenLetter().when(.categorise(wanted))
        outcome.then(
            .categorised(
                ItemClassification(category: "12", nature: .complaint, reason: .misclassified)))
        let item = try outcome.item()
        #expect(item.plain.category == "12" && item.plain.nature == .complaint)
        #expect(item.plain.topics == ["除雪", "2-5"])
        #expect(item.receipt.plain.category == "07")
        Scenario<Item>(state: .received(item)).when(.categorise(wanted)).thenNothing()
    }

    @Test("分類は取り消せる")
    func uncategorises() throws {
        let none = ItemClassification(category: "　", topics: [], reason: .typo)
        let outcome = try Scenario.givenLetter().when(.categorise(none))
        outcome.then(
            .categorised(ItemClassification(category: nil, topics: [], reason: .typo)))
        let item = try outcome.item()
        #expect(item.plain.category == nil && item.plain.topics.isEmpty)
        #expect(item.plain.nature == .request)
    }

    @Test("分類と話題の上限は受付時と同じ")
    func refusesCategories() throws {
        let long = String(repeating: "分", count: 101)
        try Scenario.givenLetter().when(
            .categorise(ItemClassification(category: long, reason: .typo))
        ).thenRefused(.tooLong(.category, limit: 100))
        let many = (1...21).map(String.init)
        try Scenario.givenLetter().when(
            .categorise(ItemClassification(category: "07", topics: many, reason: .typo))
        ).thenRefused(.tooManyTopics(limit: 20))
    }

    @Test("後から本文を転記する。二度目は何も起こさない")
    func transcribes() throws {
        let scenario = try Scenario.givenLetter { $0.body = nil }
        let outcome = scenario.when(.transcribe(body: "朝6時までに", .transcript))
        outcome.then(
            .transcribed(
                ItemTranscribed(
                    textKind: .transcript, personal: .readable(.init(body: "朝6時までに")))))
        let item = try outcome.item()
        #expect(item.plain.hasBody && item.plain.textKind == .transcript)
        #expect(item.personal.content?.body == "朝6時までに")
        let later = Scenario<Item>(state: .received(item))
        later.when(.transcribe(body: "朝6時までに", .transcript)).thenNothing()
        later.when(.transcribe(body: "朝7時までに", .transcript)).thenRefused(.alreadyTranscribed)
    }

    @Test("空の本文と長すぎる本文は転記できない")
    func refusesTranscripts() throws {
        let scenario = try Scenario.givenLetter { $0.body = nil }
        scenario.when(.transcribe(body: " \n", nil)).thenRefused(.bodyRequired)
        let long = String(repeating: "字", count: 100_001)
        scenario.when(.transcribe(body: long, nil))
            .thenRefused(.tooLong(.body, limit: 100_000))
        var receipt = try scenario.item.receipt
        receipt.personal = .erased
        Scenario<Item>.given(.received(receipt)).when(.transcribe(body: "朝", nil))
            .thenRefused(.personalErased)
    }

    @Test("担当を選ぶ。同じ担当をもう一度選んでも何も起こさない")
    func routes() throws {
        let wanted = ItemRouting(
            lead: "kensetsu-1", others: ["", "suido", "kensetsu-1"], by: .clerk)
        let outcome = try Scenario.givenLetter().when(.route(wanted))
        let routing = ItemRouting(lead: "kensetsu-1", others: ["suido"], by: .clerk)
        outcome.then(.routed(routing))
        let item = try outcome.item()
        #expect(item.routing == routing)
        let later = Scenario<Item>(state: .received(item))
        later.when(.route(wanted)).thenNothing()
        later.when(.route(ItemRouting(lead: "kensetsu-1", others: ["suido"], by: .rule())))
            .thenNothing()
        later.when(.route(ItemRouting(lead: "suido", by: .clerk))).thenAccepted()
    }

    @Test("限定の案件は規則では振り分けない。職員は選べる")
    func restrictedStaysOut() throws {
        let scenario = try Scenario.givenLetter { $0.handling = .restricted }
        scenario.when(.route(ItemRouting(lead: "jinji", by: .rule(id: "7", version: 2))))
            .thenRefused(.restrictedFromRules)
        scenario.when(.route(ItemRouting(lead: "jinji", by: .clerk))).thenAccepted()
        try Scenario.givenLetter { $0.handling = .care }
            .when(.route(ItemRouting(lead: "jinji", by: .rule()))).thenAccepted()
    }

    @Test("担当は空欄にできず、関係課は20か所まで")
    func refusesRoutings() throws {
        let scenario = try Scenario.givenLetter()
        scenario.when(.route(ItemRouting(lead: " ", by: .clerk))).thenRefused(.leadRequired)
        let many = (1...21).map { "課\($0)" }
        scenario.when(.route(ItemRouting(lead: "a", others: many, by: .clerk)))
            .thenRefused(.tooManySections(limit: 20))
        scenario.when(.route(ItemRouting(lead: "a", others: ["\u{0}"], by: .clerk)))
            .thenRefused(.controlCharacter(.others))
    }

    @Test("公表の可否は差出人の申出で変わる")
    func changesConsent() throws {
        let outcome = try Scenario.givenLetter().when(.changeConsent(.yes))
        outcome.then(.consentChanged(.yes))
        #expect(try outcome.item().plain.mayPublish == .yes)
        try Scenario.givenLetter().when(.changeConsent(.no)).thenNothing()
    }

    @Test("取扱区分と緊急は、変わるときだけ記録する")
    func setsHandling() throws {
        let outcome = try Scenario.givenLetter().when(.setHandling(.restricted, isUrgent: true))
        outcome.then(.handlingSet(.restricted, isUrgent: true))
        let item = try outcome.item()
        #expect(item.plain.handling == .restricted && item.plain.isUrgent)
        try Scenario.givenLetter().when(.setHandling(.ordinary, isUrgent: false)).thenNothing()
    }

    @Test("受け付けていない案件には何もできない")
    func nothingBeforeReceipt() throws {
        let commands: [ItemCommand] = [
            .categorise(ItemClassification(category: "07", reason: .typo)),
            .transcribe(body: "朝", nil), .route(ItemRouting(lead: "a", by: .clerk)),
            .link(.link(.samePurpose)), .unlink(from: .one),
            .passOn(ItemHandover(to: .auditRequest, arrivedOn: .earliest), today: .latest),
            .withdraw(on: .earliest, today: .latest), .sendBack(on: .earliest, today: .latest),
            .reinstate, .changeConsent(.yes), .setHandling(.care, isUrgent: false),
        ]
        for command in commands {
            Scenario<Item>.given().when(command).thenRefused(.notReceived)
        }
    }

    @Test("受付のない案件の出来事は、何も変えない")
    func eventsBeforeReceipt() {
        let events: [ItemEvent] = [
            .categorised(ItemClassification(category: "07", reason: .typo)),
            .corrected(.corrected()),
            .transcribed(ItemTranscribed(textKind: nil, personal: .erased)),
            .routed(ItemRouting(lead: "a", by: .clerk)), .linked(to: .one, as: .duplicate),
            .unlinked(from: .one),
            .passedOn(ItemHandover(to: .auditRequest, arrivedOn: .earliest)),
            .withdrawn(on: .earliest), .returned(on: .earliest), .reinstated,
            .consentChanged(.yes), .handlingSet(.care, isUrgent: true),
        ]
        for event in events { #expect(Scenario<Item>.given(event).state == .notReceived) }
    }
}
