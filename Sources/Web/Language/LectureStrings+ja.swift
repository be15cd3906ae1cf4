import Desk
import Participation

extension LectureStrings {
    /// 日本語
    static let japanese = LectureStrings(
        stage: "段階",
        stageName: \.japanese,
        allStages: "すべて",
        nextStep: { stage in
            switch stage {
            case .requested: "日程を調整し決定する"
            case .scheduled: "実施する"
            case .unreported: "実施を報告する"
            case .reported, .refused, .cancelled, .struck: nil
            }
        },
        next: "次にすること（担当、期限）",
        by: { "\($0)まで" },
        between: "、",
        hearingSection: "広聴主管",
        undecided: "未定",
        day: "実施日・予定日",
        people: "人数",
        date: \.warekiWithWeekday,
        slot: { slot in
            slot.date.warekiWithWeekday + (slot.start.map { " \($0)" } ?? "")
        },
        cameCount: { "\($0)人" },
        expectedCount: { "予定\($0)人" },
        unknownCount: "未把握",
        minutes: { "\($0)分" },
        none: "この条件の出前講座はありません。",
        listCaption: "期限のあるものから順に並びます。",
        masked: "（担当課のみ表示）",
        label: \.japanese,
        menuLabel: \.japanese,
        ruleName: { rule in
            switch rule {
            case .groupSize: "人数が、実施要綱の最少人数に足りません。"
            case .leadTime: "申込みが、実施要綱の期限より遅れています。"
            case .openingHours: "実施要綱の時間帯の外です。"
            case .duration: "実施要綱の時間より長くなります。"
            case .closedPeriod: "講座を行わない期間です。"
            case .weekday: "この講座を行っていない曜日です。"
            case .menuYear: "メニューの年度の外の日です。"
            case .venue: "会場が市外です。"
            case .purpose: "政治、宗教または営利を目的とする集まりです。"
            }
        },
        warningsTitle: "確認してください（実施要綱に合わない点）",
        menuTitle: "年度のメニュー",
        menuStage: { stage in
            switch stage {
            case .draft: "案です。確定すると、市民が選べるようになります。"
            case .confirmed: "確定しています。直した講座は、そのまま市民に示されます。"
            }
        },
        noMenu: "この年度のメニューは、まだありません。",
        menuOf: { "講座（\($0)のメニュー）" },
        copyMenu: "前年度のメニューを写す",
        confirmMenu: "メニューを確定する",
        addOffer: "講座を追加する",
        changeOffer: "講座を変更する",
        withdrawOffer: "この講座を取り下げる",
        save: "登録する",
        asRules: "要綱のとおり",
        anyDay: "いつでも",
        minutesHint: "分で入力します。例: 60",
        minimumHint: "空欄のときは、実施要綱のとおりです。",
        topicsHint: "いくつかあるときは「、」で区切ります。",
        weekdaysHint: "例: 火木。空欄のときは、いつでも行います。",
        requestTitle: "申込みを受け付ける",
        requestLead: "実施要綱に合わない点があっても受け付けます。合わない点は、受付の後に示します。",
        takeRequest: "受け付ける",
        requestedOnHint: "空欄のときは本日です。「R8.6.30」「6/30」のようにも書けます。",
        besideMenu: "メニュー外",
        wish: "メニュー外の希望",
        wishHint: "講座で「メニュー外」を選んだときに入力します。",
        choice: { "第\($0)希望" },
        choiceHint: "日と開始時刻。例: R8.10.1 13:30",
        outsideCity: "会場が市外",
        excludedPurpose: "政治・宗教・営利を目的とする集まり",
        considerationsHint: "手話通訳、車いす、駐車場など",
        requestPart: "申込み",
        decisionPart: "決定",
        reportPart: "実施報告",
        noteLabel: "備考",
        noticeDay: "実施日時",
        otherDate: "希望以外の日時",
        otherVenue: "会場（申込みと異なるとき）",
        scheduleTitle: "日程を決定する",
        rescheduleTitle: "決定を変更する",
        decide: "決定する",
        refuseTitle: "却下する",
        refuseHint: "団体にお知らせする文言で書きます。",
        refuse: "却下する",
        cancelTitle: "中止を記録する",
        cancel: "中止を記録する",
        strikeTitle: "誤った報告を取り消す",
        strike: "報告を取り消す",
        causeLabel: "中止の区分",
        causeName: \.japanese,
        reportTitle: "実施を報告する",
        reportButton: "報告する",
        startsAt: "開始時刻",
        endsAt: "終了時刻",
        timeHint: "例: 13:30",
        headcountHint: "職員、講師、引率者を除く延べ人数",
        agesHint: "分かるときだけ。例: 10代=3 60代=20",
        correctTitle: "参加人数を訂正する",
        correct: "訂正する",
        opinionsTitle: "出た意見を受け付ける",
        opinions: "意見（1行に1件）",
        opinionsHint: "1行ごとに「市民の声」として受け付け、手紙と同じように担当課に振り分けます。氏名は書きません。",
        takeOpinions: "意見を受け付ける",
        noted: { "受け付けた意見: \($0)" },
        doneName: { done in
            [
                "request": "申込みを受け付けました。", "schedule": "決定しました。",
                "refuse": "却下しました。", "cancel": "中止を記録しました。",
                "report": "実施を報告しました。", "correct": "参加人数を訂正しました。",
                "opinions": "意見を受け付けました。",
            ][done] ?? "記録しました。"
        },
        printNotice: "決定通知書（印刷用）",
        noticeTitle: "出前講座実施決定通知書",
        noticeText: { "\($0)にお申し込みのありました出前講座について、次のとおり実施することに決定しましたので通知します。" },
        noticeFoot: "ご都合により変更や取りやめをされるときは、担当課までお早めにご連絡ください。",
        addressee: { "\($0) 様" },
        backToLecture: "講座の記録へ戻る",
        backToList: "出前講座の一覧へ戻る",
        sentBefore: "この入力は、先ほど別の内容で登録済みです。画面を開き直して確かめてください。",
        notNow: "ただいま登録を確認できません。入力した内容は残っています。しばらくしてから、もう一度送信してください。二重に登録されることはありません。")
}
