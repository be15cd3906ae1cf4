import Participation
import Testing

@Suite("起案・決裁・発送")
struct ApprovalTests {
    private func drafted(_ events: ResponseEvent...) throws -> Scenario<Item> {
        let before = try Scenario<Item>.givenRouted(.drafted(.draft()))
        return Scenario(
            state: events.map(ItemEvent.response).reduce(before.state, Item.evolve))
    }

    @Test("順路を付けて起案すると決裁中、付けなければ下書きのまま検討中")
    func drafting() throws {
        let routed = try Scenario<Item>.givenRouted(.accepted(section: "土木課"))
        let outcome = routed.asked(.draft(.draft()))
        outcome.thenRecorded(.drafted(.draft()))
        #expect(try outcome.item().response.stage == .approving)
        let noted = routed.asked(.draft(.draft(route: [])))
        #expect(try noted.item().response.stage == .considering)
        routed.asked(.draft(.draft(" "))).thenDeclined(.required(.text))
        routed.asked(.draft(.draft(route: ["土木課長", "土木課長"])))
            .thenDeclined(.routeMalformed(limit: 20))
        try Scenario<Item>.givenLetter().asked(.draft(.draft()))
            .thenDeclined(.triage(isSorted: false))
    }

    @Test("同じ起案は記録せず、変えると新しい版になって押印は残らない")
    func newVersion() throws {
        let stamped = try drafted(.stamped(.stamp("道路係長")))
        stamped.asked(.draft(.draft())).thenNothing()
        let outcome = stamped.asked(.draft(.draft("5時までに除雪します。")))
        outcome.thenRecorded(.drafted(.draft(2, "5時までに除雪します。")))
        #expect(try outcome.item().response.draft?.stamps == [])
        let second = try drafted(.drafted(.draft(2, "5時までに除雪します。")))
        second.asked(.stamp(.stamp("道路係長", draft: 1))).thenDeclined(.draftChanged(now: 2))
        second.asked(.stamp(.stamp("道路係長", draft: 2))).thenAccepted()
    }

    @Test("押印は順路のとおりに進み、最後の職の押印で発送待ちになる")
    func order() throws {
        try drafted().asked(.stamp(.stamp("土木課長")))
            .thenDeclined(.notNext(ApprovalStep(post: "道路係長")))
        try drafted().asked(.stamp(.stamp("水道課長"))).thenDeclined(.notOnRoute(post: "水道課長"))
        let first = try drafted().asked(.stamp(.stamp("道路係長")))
        #expect(try first.item().response.stage == .approving)
        let stamped = try drafted(.stamped(.stamp("道路係長")))
        stamped.asked(.stamp(.stamp("道路係長"))).thenNothing()
        let last = stamped.asked(.stamp(.stamp("土木課長")))
        #expect(try last.item().response.stage == .toSend)
        try Scenario<Item>.givenRouted().asked(.stamp(.stamp("土木課長"))).thenDeclined(.noDraft)
    }

    @Test("紙決裁済は、それより前の職もすべて済ませる。代理入力も残る")
    func onPaper() throws {
        let stamp = ApprovalStamp.stamp("土木課長", .onPaper, by: "佐藤", onBehalfOf: "田中課長")
        let outcome = try drafted().asked(.stamp(stamp))
        outcome.thenRecorded(.stamped(stamp))
        #expect(try outcome.item().response.stage == .toSend)
    }

    @Test("後閲は代決した職だけに、発送した後でもできる")
    func review() throws {
        let review = ApprovalStamp.stamp("土木課長", .reviewed, by: "田中")
        try drafted(.stamped(.stamp("道路係長")), .stamped(.stamp("土木課長")))
            .asked(.stamp(review)).thenDeclined(.nothingToReview(post: "土木課長"))
        let deputised = try drafted(
            .stamped(.stamp("道路係長")), .stamped(.stamp("土木課長", .deputised)), .sent(.sent()))
        deputised.asked(.stamp(review)).thenRecorded(.stamped(review))
        try drafted(
            .stamped(.stamp("道路係長")), .stamped(.stamp("土木課長", .deputised)),
            .stamped(review)
        ).asked(.stamp(review)).thenNothing()
    }

    @Test("差戻しには理由が要り、検討中に戻って、直すと決裁をやり直す")
    func sendBack() throws {
        let back = DraftSentBack(
            draft: 1, post: "道路係長", by: "高橋", reason: .readable("時刻の根拠を書くこと"))
        let outcome = try drafted().asked(.sendBack(back))
        outcome.thenRecorded(.sentBack(back))
        #expect(try outcome.item().response.stage == .considering)
        var wrong = back
        wrong.reason = .readable("")
        try drafted().asked(.sendBack(wrong)).thenDeclined(.required(.reason))
        wrong = back
        wrong.post = "土木課長"
        try drafted().asked(.sendBack(wrong))
            .thenDeclined(.notNext(ApprovalStep(post: "道路係長")))
        let returned = try drafted(.sentBack(back))
        returned.asked(.stamp(.stamp("道路係長"))).thenDeclined(.sentBack)
        // The same text may be laid before them once more.
        returned.asked(.draft(.draft())).thenRecorded(.drafted(.draft(2)))
    }

    @Test("決裁中は担当替えも口頭回答もできず、引き戻せばできる")
    func withdraw() throws {
        let transfer = ItemTransfer(from: "土木課", to: "水道課", reason: .readable("所管外"))
        try drafted().asked(.transfer(transfer)).thenDeclined(.inApproval)
        let outcome = try drafted().asked(.withdrawDraft(by: "佐藤"))
        outcome.thenRecorded(.draftWithdrawn(version: 1, by: "佐藤"))
        #expect(try outcome.item().response.stage == .new)
        try drafted(.draftWithdrawn(version: 1, by: "佐藤")).asked(.transfer(transfer)).thenAccepted()
        try drafted(.draftWithdrawn(version: 1, by: "佐藤")).asked(.draft(.draft()))
            .thenRecorded(.drafted(.draft(2)))
        try Scenario<Item>.givenRouted().asked(.withdrawDraft(by: "佐藤")).thenNothing()
    }

    @Test("郵便は、別々の二人が宛名・封入を確認してから発送する")
    func envelope() throws {
        let approved: [ResponseEvent] = [
            .stamped(.stamp("道路係長")), .stamped(.stamp("土木課長")),
        ]
        func given(_ more: ResponseEvent...) throws -> Scenario<Item> {
            let state = (approved + more).map(ItemEvent.response)
                .reduce(try drafted().state, Item.evolve)
            return Scenario(state: state)
        }
        try drafted().asked(.checkEnvelope(version: 1, by: "佐藤"))
            .thenDeclined(.notApproved(next: ApprovalStep(post: "道路係長")))
        try drafted().asked(.send(.sent()))
            .thenDeclined(.notApproved(next: ApprovalStep(post: "道路係長")))
        try given().asked(.send(.sent())).thenDeclined(.envelopeUnchecked(missing: 2))
        let once = try given(.envelopeChecked(version: 1, by: "佐藤"))
        once.asked(.checkEnvelope(version: 1, by: "佐藤")).thenNothing()
        once.asked(.send(.sent())).thenDeclined(.envelopeUnchecked(missing: 1))
        let twice = try given(
            .envelopeChecked(version: 1, by: "佐藤"), .envelopeChecked(version: 1, by: "鈴木"))
        let outcome = twice.asked(.send(.sent()))
        outcome.thenRecorded(.sent(.sent()))
        #expect(try outcome.item().response.stage == .done)
        #expect(try outcome.item().response.firstAnsweredOn == .on("2026-07-09"))
        try given().asked(.send(.sent(by: .email))).thenRecorded(.sent(.sent(by: .email)))
        try given().asked(.send(.sent(by: .phone))).thenDeclined(.spokenMedium)
    }

    @Test("誤って記録した発送は取り消せ、決裁は生きている")
    func unsend() throws {
        let sent = try drafted(
            .stamped(.stamp("道路係長")), .stamped(.stamp("土木課長")), .sent(.sent(by: .email)))
        let outcome = sent.asked(
            .reopen(ItemReopening(cause: .entryError, reason: .readable("まだ出していない"))))
        #expect(try outcome.item().response.stage == .toSend)
    }

    @Test("消去された案件には、文を書くものは記録できない")
    func erased() throws {
        guard case .received(var item) = try Scenario<Item>.givenRouted().state else { return }
        item.personal = .erased
        let erased = Scenario<Item>(state: .received(item))
        erased.asked(.draft(.draft())).thenRefused(.personalErased)
        erased.asked(.claim(.claim("佐藤"))).thenAccepted()
    }
}
