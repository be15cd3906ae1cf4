import Participation
import Testing

// A letter of 28 June 2026, answered by word of mouth on 9 July: five years end on 31 March 2032.
@Suite("案件の保存と消去")
struct EraseItemTests {
    private static let book = [
        RetentionTermEvent.defined(
            RetentionTerm(.items, from: .on("2020-04-01"), period: .years(5))),
        .defined(RetentionTerm(.scheme(.petition), from: .on("2020-04-01"), period: .standing)),
    ].reduce(RetentionBook.initial, RetentionBook.evolve)
    private static let answered = ItemEvent.response(
        .answeredOrally(
            SpokenAnswer(on: .on("2026-07-09"), medium: .phone, gist: .readable("了解された。"))))
    private static let span = RetentionSpan(
        completedOn: .on("2026-07-09"), years: 5, lastDay: .on("2032-03-31"))
    private static let lawsuit = RecordHold(
        .lawsuit, reference: "令和8年(行ウ)第3号", from: .on("2026-07-01"))

    private func erase(
        _ ground: ErasureGround, _ state: Scenario<Item>, on day: String = "2032-04-01",
        book: RetentionBook = book, isEarlierRecord: Bool = false
    ) -> Scenario<Item>.Outcome {
        state.when(
            .retain(
                .erase(EraseItem(ground: ground, book: book, isEarlierRecord: isEarlierRecord)),
                today: .on(day)))
    }

    @Test("保存期間が満了した翌日から、廃棄決裁番号で消去できる")
    func expired() throws {
        let given = try Scenario.givenLetter(Self.answered)
        let ground = ErasureGround.expired(approval: "令和14年度廃棄第1号")
        erase(ground, given, on: "2032-03-31").thenRefused(.retention(.notBefore(Self.span)))
        let erased = RecordErasure(ground: ground, on: .on("2032-04-01"), span: Self.span)
        let outcome = erase(ground, given)
        outcome.then(.retention(.erased(erased)))
        let item = try outcome.item()
        #expect(item.personal == .erased && item.retention.erasure == erased)
        #expect(
            item.response.answer
                == .spoken(
                    SpokenAnswer(on: .on("2026-07-09"), medium: .phone, gist: .erased)))
        #expect(item.plain == (try given.item.plain))
        // Twice does nothing, whatever the ground.
        erase(.entryError(.trial), Scenario(state: .received(item))).thenNothing()
    }

    @Test("満了日を名指しして断る")
    func namesTheDay() throws {
        let refusal = RetentionRefusal.notBefore(Self.span)
        #expect(
            refusal.japanese == "保存期間(5年)は令和14年3月31日までです。令和14年4月1日から消去できます。")
    }

    @Test("完結していないもの、定めのないもの、常用のものは満了しない")
    func notExpired() throws {
        let ground = ErasureGround.expired(approval: "第1号")
        erase(ground, try .givenLetter()).thenRefused(.retention(.notCompleted))
        erase(ground, try .givenLetter(Self.answered), book: .initial).thenRefused(
            .retention(.noPeriod(.scheme(.letterToMayor), completedOn: .on("2026-07-09"))))
        erase(ground, try .givenLetter(Self.answered) { $0.scheme = .petition }).thenRefused(
            .retention(.standing(.scheme(.petition))))
        // Another ground needs none of this.
        erase(.entryError(.trial), try .givenLetter(), book: .initial).then(
            .retention(
                .erased(RecordErasure(ground: .entryError(.trial), on: .on("2032-04-01")))))
        erase(.useSuspension(decision: "令和8年度利停第2号"), try .givenLetter(), on: "2026-07-10")
            .thenAccepted()
    }

    @Test("引継ぎ・取下げ・返戻・重複、取込みのみの記録も完結する")
    func completed() throws {
        let handover = ItemHandover(to: .informationDisclosure, arrivedOn: .on("2026-07-02"))
        let ends: [(ItemEvent, String)] = [
            (.passedOn(handover), "2026-07-02"), (.withdrawn(on: .on("2026-07-03")), "2026-07-03"),
            (.returned(on: .on("2026-07-04")), "2026-07-04"),
            (.linked(to: .two, as: .duplicate), "2026-06-28"), (Self.answered, "2026-07-09"),
        ]
        for (event, day) in ends {
            #expect(try Scenario.givenLetter(event).item.completedOn == .on(day))
        }
        #expect(try Scenario.givenLetter().item.completedOn == nil)
        erase(.expired(approval: "第1号"), try .givenLetter(), isEarlierRecord: true)
            .thenAccepted()
    }

    @Test("番号のない根拠、数字のない番号、長すぎる番号では消去しない")
    func numbers() throws {
        let given = try Scenario.givenLetter(Self.answered)
        for blank: Wording in ["", " 　"] {
            erase(.expired(approval: blank), given).thenRefused(
                .retention(.numberRequired(.approval)))
            erase(.useSuspension(decision: blank), given).thenRefused(
                .retention(.numberRequired(.decision)))
        }
        erase(.expired(approval: "根室太郎さんの希望"), given).thenRefused(
            .retention(.numberMalformed(.approval)))
        erase(.useSuspension(decision: Wording(String(repeating: "1", count: 51))), given)
            .thenRefused(.tooLong(.decision, limit: 50))
    }

    @Test(
        "開示請求・審査請求・訴訟・監査の間は、どの根拠でも消去しない。解除されれば消去できる",
        arguments: HoldKind.allCases)
    func held(by kind: HoldKind) throws {
        let hold = RecordHold(kind, reference: "第3号", from: .on("2026-07-01"))
        let given = try Scenario.givenLetter(Self.answered, .retention(.held(hold)))
        let grounds: [ErasureGround] = [
            .expired(approval: "第1号"), .useSuspension(decision: "第2号"), .entryError(.trial),
        ]
        for ground in grounds { erase(ground, given).thenRefused(.retention(.held([hold]))) }
        let lifted = given.when(
            .retain(
                .lift(kind, reference: "第3号", on: .on("2032-03-01")), today: .on("2032-03-01")))
        lifted.then(
            .retention(.lifted(kind, reference: "第3号", on: .on("2032-03-01"))))
        let free = Scenario<Item>(state: .received(try lifted.item()))
        for ground in grounds { erase(ground, free).thenAccepted() }
    }

    @Test("止めている事情を一つずつ名指しして断る")
    func namesEachHold() {
        let audit = RecordHold(.audit, reference: "監査第5号", from: .on("2026-08-01"))
        #expect(
            RetentionRefusal.held([Self.lawsuit, audit]).japanese
                == "消去が止められています: 訴訟(令和8年(行ウ)第3号、令和8年7月1日から)、"
                + "監査(監査第5号、令和8年8月1日から)。解除後に行ってください。")
    }

    @Test("停止は番号と日付で登録し、二度目は何もせず、知らない停止は解除できない")
    func holds() throws {
        let given = try Scenario.givenLetter()
        func ask(_ command: RetentionCommand, _ state: Scenario<Item>) -> Scenario<Item>.Outcome {
            state.when(.retain(command, today: .on("2026-07-10")))
        }
        ask(.hold(Self.lawsuit), given).then(.retention(.held(Self.lawsuit)))
        let held = try Scenario.givenLetter(.retention(.held(Self.lawsuit)))
        ask(.hold(Self.lawsuit), held).thenNothing()
        var other = Self.lawsuit
        other.from = .on("2026-07-02")
        ask(.hold(other), held).thenRefused(
            .retention(.heldAlready(.lawsuit, Self.lawsuit.reference)))
        ask(.hold(RecordHold(.audit, reference: "", from: .on("2026-07-01"))), given).thenRefused(
            .retention(.numberRequired(.reference)))
        ask(.hold(RecordHold(.audit, reference: "1", from: .on("2026-07-11"))), given).thenRefused(
            .inFuture(.on, today: .on("2026-07-10")))
        ask(.lift(.audit, reference: "1", on: .on("2026-07-10")), held).thenRefused(
            .retention(.unknownHold(.audit, "1")))
        ask(.lift(.lawsuit, reference: Self.lawsuit.reference, on: .on("2026-06-30")), held)
            .thenRefused(.retention(.liftedBeforeSet(Self.lawsuit)))
    }

    @Test("利用停止の決定は自動処理から外し、訂正の決定は訂正とともに残る")
    func decisions() throws {
        let decision = RightsDecision(number: "令和8年度決定第4号", on: .on("2026-07-08"))
        let given = try Scenario.givenLetter()
        let suspended = given.when(.retain(.suspendUse(decision), today: .on("2026-07-10")))
        suspended.then(.retention(.useSuspended(decision)))
        let item = try suspended.item()
        #expect(RoutingSubject(item).exemption == .unusable && RoutingSubject(item).text == nil)
        let again = Scenario<Item>(state: .received(item))
        again.when(.retain(.suspendUse(decision), today: .on("2026-07-10"))).thenNothing()
        let resumed = again.when(.retain(.resumeUse(decision), today: .on("2026-07-10")))
        #expect(try RoutingSubject(resumed.item()).exemption == nil)

        let correction = CorrectItem.correction { $0.summary = .set("除雪を早く") }
        let corrected = given.when(
            .retain(.correct(correction, by: decision), today: .on("2026-07-10")))
        let events = try corrected.result.get()
        #expect(events.last == .retention(.correctionDecided(decision)) && events.count == 2)
        #expect(try corrected.item().personal.content?.summary == "除雪を早く")
    }

    @Test("消去した案件には、もう何も書き加えられない")
    func nothingIsAdded() throws {
        let erased = try Scenario.givenLetter(
            .retention(.erased(RecordErasure(ground: .entryError(.trial), on: .on("2026-07-10")))))
        erased.when(.correct(.correction { $0.summary = .set("新しい要旨") }))
            .thenRefused(.personalErased)
        erased.when(.transcribe(body: "本文", nil)).thenRefused(.personalErased)
        erased.when(
            .retain(.hold(Self.lawsuit), today: .on("2026-07-10"))
        ).thenRefused(.personalErased)
    }
}
