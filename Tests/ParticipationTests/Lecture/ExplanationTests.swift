import Participation
import Testing

@Suite("出前講座・催し・把握値の説明")
struct ExplanationTests {
    @Test("出前講座の説明は、何をすればよいかと該当項目を言う")
    func lectures() {
        let year = FiscalYear(.on("2026-04-01"))
        let expected: [(LectureRefusal, LectureField?, String)] = [
            (
                .against(.groupTooSmall(minimum: 10)), .expectedHeadcount,
                "10人以上の団体からお申し込みください。"
            ),
            (
                .against(.tooSoon(earliest: .on("2026-06-15"))), .choices,
                "希望日は令和8年6月15日以降の日を選んでください。"
            ),
            (
                .against(.outsideHours(opens: .at("9:00"), closes: .at("21:00"))), .choices,
                "講座は09:00から21:00までの間に終わるように選んでください。"
            ),
            (.against(.tooLong(longestMinutes: 120)), .minutes, "講座の時間は120分以内にしてください。"),
            (
                .against(.closed(.on("2026-12-28"))), .choices,
                "令和8年12月28日は講座を行わない期間です。ほかの日を選んでください。"
            ),
            (
                .against(.notOnWeekday(.on("2026-07-01"))), .choices,
                "この講座は令和8年7月1日(水)には行っていません。ほかの曜日を選んでください。"
            ),
            (
                .against(.otherYear(.on("2027-04-01"), menu: year)), .choices,
                "令和9年4月1日は令和8年度の日ではありません。その年度のメニューからお申し込みください。"
            ),
            (.against(.venueOutsideCity), .venue, "会場は市内でご用意ください。"),
            (
                .against(.excludedPurpose), .subject,
                "政治、宗教または営利を目的とする集まりには講師を派遣できません。"
            ),
            (
                .inFuture(.heldOn, today: .on("2026-07-02")), .heldOn,
                "実施日は本日(令和8年7月2日)までの日付を入力してください。"
            ),
            (.text(.reason, .missing), .reason, "理由を入力してください。"),
            (.person(.text(.name, .missing)), .representative, "氏名を入力してください。"),
            (
                .person(.emailMalformed), .contact,
                "メールアドレスの形が正しくありません(例: koe@city.example.jp)。"
            ),
            (
                .headcount(.agesExceed(total: 1_200)), .ages,
                "年代別人数の合計が参加人数(1,200人)を超えています。人数を確かめてください。"
            ),
            (
                .noSuchChoice(4), .choices,
                "第4希望の日時は申し込まれていません。申込みにある希望か、別の日時を選んでください。"
            ),
            (.notScheduled, nil, "日時が決まっていません。先に日時を決定してください。"),
        ]
        for (refusal, field, japanese) in expected {
            #expect(refusal.field == field)
            #expect(refusal.japanese == japanese)
        }
    }

    @Test("催しの説明も同じ")
    func gatherings() {
        let expected: [(GatheringRefusal, GatheringField?, String)] = [
            (.text(.name, .missing), .name, "名称を入力してください。"),
            (
                .partyTooLarge(capacity: 10), .partySize,
                "申込人数が定員(10人)を超えています。定員以内で入力してください。"
            ),
            (
                .notYetHeld(.on("2026-07-10")), .heldOn,
                "令和8年7月10日の開催前です。参加人数は開催後に記録してください。"
            ),
            (
                .alreadyOver(.on("2026-07-10")), .registeredOn,
                "令和8年7月10日に終了しています。参加した方は出欠に記録してください。"
            ),
            (
                .personRegistered, .person,
                "この方はすでに申し込んでいます。人数が変わる場合は、取り消してから申し込み直してください。"
            ),
            (.alreadyDrawn, nil, "抽選は済んでいます。やり直すことはできません。"),
            (.entryReused, .attendance, "この出欠記録はすでに別の内容で受け取っています。新しい番号で記録してください。"),
        ]
        for (refusal, field, japanese) in expected {
            #expect(refusal.field == field)
            #expect(refusal.japanese == japanese)
        }
    }

    @Test("把握値の説明も同じ")
    func observations() {
        let year = FiscalYear(.on("2026-06-01"))
        let refusal = ObservationRefusal.inFuture(.surveyYear, thisYear: year)
        #expect(refusal.field == .surveyYear)
        #expect(refusal.japanese == "調査年度は令和8年度までの年度を入力してください。")
        #expect(ObservationRefusal.text(.source, .tooLong(limit: 500)).field == .source)
    }

    @Test("中止の区分、入力者、休止期間の表記")
    func words() {
        #expect(
            CancellationCause.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "applicant 申込者の都合", "city 市の都合", "weather 荒天・災害", "too-few 申込み少数",
                "entry-error 誤登録",
            ])
        #expect(RequestOrigin.allCases.map(\.japanese) == ["市民", "職員"])
        #expect(ClosedPeriod.newYear.japanese == "12月28日から1月4日まで")
        #expect(
            RegistrationStanding.allCases.map(\.japanese) == ["抽選待ち", "参加決定", "キャンセル待ち", "取消し"])
    }
}
