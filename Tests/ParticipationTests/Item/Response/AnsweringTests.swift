import Participation
import Testing

@Suite("中間回答・口頭回答・完了・再開・反映")
struct AnsweringTests {
    private static let interim = InterimAnswer(
        on: .on("2026-07-05"), medium: .post, expectedOn: .on("2026-08-01"),
        reason: .readable("関係機関と調整中のため"))
    private static let spoken = SpokenAnswer(
        on: .on("2026-07-06"), medium: .phone, gist: .readable("除雪の時刻を早めると説明し、了承を得た。"))

    @Test("中間回答には理由と、それより後の見込日が要る")
    func interim() throws {
        let routed = try Scenario<Item>.givenRouted()
        let outcome = routed.asked(.answerInterim(Self.interim))
        outcome.thenRecorded(.interimAnswered(Self.interim))
        #expect(try outcome.item().response.stage == .considering)
        #expect(try outcome.item().response.firstAnsweredOn == nil)
        var wrong = Self.interim
        wrong.expectedOn = wrong.on
        routed.asked(.answerInterim(wrong)).thenDeclined(.expectedOutOfRange(after: wrong.on))
        wrong = Self.interim
        wrong.reason = .readable("")
        routed.asked(.answerInterim(wrong)).thenDeclined(.required(.reason))
        wrong = Self.interim
        wrong.on = .on("2026-07-11")
        routed.asked(.answerInterim(wrong)).thenRefused(.inFuture(.on, today: .on("2026-07-10")))
    }

    @Test("口頭回答は電話か面談で、要旨が要り、それで完了する")
    func spoken() throws {
        let routed = try Scenario<Item>.givenRouted()
        let outcome = routed.asked(.answerOrally(Self.spoken))
        outcome.thenRecorded(.answeredOrally(Self.spoken))
        #expect(try outcome.item().response.stage == .done)
        #expect(try outcome.item().response.firstAnsweredOn == .on("2026-07-06"))
        var wrong = Self.spoken
        wrong.medium = .post
        routed.asked(.answerOrally(wrong)).thenDeclined(.writtenMedium)
        wrong = Self.spoken
        wrong.on = .on("2026-06-27")
        routed.asked(.answerOrally(wrong)).thenRefused(
            .beforeReceipt(.on, receivedOn: .on("2026-06-28")))
    }

    @Test("匿名の差出人には回答できず、理由「匿名」で完了する")
    func anonymous() throws {
        let routed = try Scenario<Item>.givenRouted { $0.sender = .anonymous }
        routed.asked(.draft(.draft())).thenDeclined(.senderAnonymous)
        routed.asked(.answerOrally(Self.spoken)).thenDeclined(.senderAnonymous)
        let closure = ItemClosure(
            on: .on("2026-07-10"), noAnswer: .anonymous, note: .readable(nil))
        let outcome = routed.asked(
            .close(CloseItem(on: .on("2026-07-10"), noAnswer: .anonymous)))
        outcome.thenRecorded(.closed(closure))
        #expect(try outcome.item().response.stage == .done)
    }

    @Test("回答せずに完了するには理由が要り、回答した案件はもう完了している")
    func closing() throws {
        let plain = CloseItem(on: .on("2026-07-10"), noAnswer: nil)
        var unanswered = plain
        unanswered.noAnswer = .answeredBefore
        unanswered.note = "昨年と同じ内容"
        let closure = ItemClosure(
            on: .on("2026-07-10"), noAnswer: .answeredBefore, note: .readable("昨年と同じ内容"))
        let routed = try Scenario<Item>.givenRouted()
        routed.asked(.close(plain)).thenDeclined(.noAnswerReasonMissing)
        routed.asked(.close(unanswered)).thenRecorded(.closed(closure))
        let answered = try Scenario<Item>.givenRouted(.answeredOrally(Self.spoken))
        answered.asked(.close(plain)).thenNothing()
        answered.asked(.close(unanswered)).thenDeclined(.answeredAlready(on: .on("2026-07-06")))
        let closed = try Scenario<Item>.givenRouted(.closed(closure))
        closed.asked(.close(unanswered)).thenNothing()
        closed.asked(.close(plain)).thenNothing()
        closed.asked(.claim(.claim("佐藤"))).thenDeclined(.done(on: .on("2026-07-10")))
    }

    @Test("誤って記録した完了と回答は取り消せ、再対応では最初の回答日が残る")
    func reopening() throws {
        let closure = ItemClosure(on: .on("2026-07-10"), noAnswer: .unclear, note: .readable(nil))
        let error = ItemReopening(cause: .entryError, reason: .readable("別の案件だった"))
        let further = ItemReopening(cause: .further, reason: .readable("再度の申出"))
        let closed = try Scenario<Item>.givenRouted(.closed(closure))
        #expect(try closed.asked(.reopen(error)).item().response.stage == .new)
        let answered = try Scenario<Item>.givenRouted(.answeredOrally(Self.spoken))
        let undone = try answered.asked(.reopen(error)).item()
        #expect(undone.response.answer == nil)
        #expect(undone.response.firstAnsweredOn == nil)
        let again = try answered.asked(.reopen(further)).item()
        #expect(again.response.stage == .new)
        #expect(again.response.firstAnsweredOn == .on("2026-07-06"))
        try Scenario<Item>.givenRouted().asked(.reopen(error)).thenNothing()
    }

    @Test("反映は完了の後でも記録でき、後から検証する")
    func measure() throws {
        let measure = MeasureTaken(
            section: "土木課", on: .on("2026-07-08"), outcome: .realised,
            text: .readable("除雪の順番を変えた。"))
        let check = MeasureCheck(on: .on("2026-07-09"), text: .readable("苦情はなくなった。"))
        let done = try Scenario<Item>.givenRouted(.answeredOrally(Self.spoken))
        done.asked(.checkMeasure(check)).thenDeclined(.noMeasure)
        done.asked(.takeMeasure(measure)).thenRecorded(.measureTaken(measure))
        let taken = try Scenario<Item>.givenRouted(.measureTaken(measure))
        taken.asked(.takeMeasure(measure)).thenNothing()
        #expect(try taken.asked(.checkMeasure(check)).item().response.isMeasureChecked)
        var early = check
        early.on = .on("2026-07-07")
        taken.asked(.checkMeasure(early)).thenDeclined(.checkedBeforeMeasure(.on("2026-07-08")))
    }

    @Test("断りの文には、みな何をすればよいかがある")
    func refusalsSayWhatToDo() {
        let step = ApprovalStep(post: "土木課長")
        let refusals: [ResponseRefusal] = [
            .claimed(.claim("佐藤")), .notOfSection("水道課", sections: []),
            .notOfSection("水道課", sections: ["土木課"]), .triage(isSorted: true),
            .triage(isSorted: false), .alreadyWith("土木課"), .required(.reason),
            .done(on: .on("2026-07-10")), .senderAnonymous, .inApproval, .noDraft,
            .draftChanged(now: 2), .notSubmitted, .sentBack, .notOnRoute(post: "土木課長"),
            .notNext(step), .alreadyApproved, .nothingToReview(post: "土木課長"),
            .routeMalformed(limit: 20), .notApproved(next: step), .envelopeUnchecked(missing: 1),
            .spokenMedium, .writtenMedium, .expectedOutOfRange(after: .on("2026-07-10")),
            .notContributor(lead: nil), .notContributor(lead: "土木課"), .noMeasure,
            .checkedBeforeMeasure(.on("2026-07-10")), .noAnswerReasonMissing,
            .answeredAlready(on: .on("2026-07-10")),
        ]
        let texts = refusals.map { ItemRefusal.response($0).japanese }
        #expect(Set(texts).count == texts.count)
        for text in texts { #expect(text.hasSuffix("。")) }
    }

    @Test("符号と言葉")
    func codes() {
        #expect(ResponseStage.allCases.map(\.japanese) == ["新着", "検討中", "決裁中", "発送待ち", "完了"])
        #expect(
            NoAnswerReason.allCases.map(\.japanese) == [
                "匿名", "回答不要", "回答済みの反復", "係争中", "所管外", "営業", "趣旨不明", "誹謗中傷",
            ])
        #expect(
            ItemOutcome.allCases.map(\.japanese) == ["実現・実現可能", "調査・検討", "困難", "参考", "その他"])
        #expect(StampManner.allCases.map(\.japanese) == ["承認", "代決", "紙決裁済", "後閲"])
    }
}
