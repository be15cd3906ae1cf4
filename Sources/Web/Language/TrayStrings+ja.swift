import Desk
import Participation

extension TrayStrings {
    /// 日本語
    static let japanese = TrayStrings(
        triage: "担当未定（広聴で振分け）", choose: "担当課",
        choice: { name, open, overdue in
            "\(name) \(open)" + (overdue.map { "（超過\($0)）" } ?? "")
        },
        stage: \.japanese, items: { "\($0)件\($1 ? "以上" : "")" }, none: "ありません。",
        further: { "ほか\($0)を見る" }, beyond: { "ほかに\($0)あります。" },
        allStages: "すべての状況を見る",
        left: { mark in
            guard mark.due != nil else { return "期限なし" }
            guard let days = mark.daysLeft else { return mark.isLate ? "期限後に回答" : "期限内に回答" }
            let unit = mark.countsOpeningDays ? "開庁日" : "日"
            return switch days {
            case ..<0: "\(-days)\(unit)超過"
            case 0: "本日まで"
            default: "あと\(days)\(unit)"
            }
        },
        receivedOn: { "\($0.wareki)受付" },
        restrictedGist: "（限定のため、一覧には表示しません）",
        restrictedNote: "限定の案件です。受け持つ人も、担当替え先で見る人も、先に閲覧者に指名してください。",
        instructed: { "市長・副市長の指示 \($0)件が対応待ち" },
        instructionsTitle: "市長・副市長の指示", instruction: { "\($0) \($1)（\($2)）" },
        proposalTitle: "これまでの振分けから学習した提案",
        proposal: { "提案「\($0)」 確からしさ\($1)（1に近いほど確か）" },
        proposalWords: { "手掛かりの言葉: " + $0.map { "「\($0)」" }.joined() },
        takeProposal: { "提案どおり「\($0)」に振り分ける" }, sorted: { "\($0)の担当を決めました。" },
        holder: { "担当者: \($0)" }, consulted: "関係課として意見を求められています",
        hops: { "担当替え\($0)回" },
        claimNext: "次の1件を受け持つ", claimNextHint: "期限の近いものから1件が、あなたの担当になります。",
        claim: "受け持つ", claimOne: { "\($0)を受け持つ" },
        nothingNext: "受け持てる新しい案件はありません。",
        done: { "\($1)の\(verbs($0))を記録しました。" },
        awaited: "あなたの押印を待つ起案", noStamps: "押印を待つ起案はありません。",
        duty: { duty, post in
            switch duty {
            case .decide: "\(post)としての決裁"
            case .review: "\(post)としての後閲"
            case .deputise: "\(post)の代決ができます"
            }
        },
        answers: { "主担当: \($0)" },
        back: "担当課トレイへ戻る", record: "案件の記録と経過の全体",
        letter: "届いた内容", gist: "要旨", noBody: "本文はまだ転記されていません。",
        scans: { "添付 \($0)件" }, lead: "主担当", others: "関係課", due: "回答期限",
        sender: "差出人", senderKind: \.japanese, masked: "（伏せています）",
        reveal: "差出人を表示する", revealReason: "表示する理由",
        revealHint: "だれが、いつ、なぜ表示したかが記録されます。",
        course: "これまでの経過", router: "自動振分け", now: "いまできること",
        nothingNow: "この案件で、いま行うことはありません。", otherActions: "ほかにできること",
        cancel: "やめる", verb: verbs,
        verbHint: { verb in
            switch verb {
            case .accept: "この課の仕事として受け取ります。"
            case .transfer: "所管でないときに、ほかの課へ渡します。"
            case .returnToTriage: "広聴主管に戻し、担当を決め直してもらいます。"
            case .interimAnswer: "時間がかかることと見込みの日を知らせます。手紙には【中間回答】と付けます。"
            case .close: "回答せずに終えるときは、理由を選びます。"
            case .checkEnvelope: "宛名・回答文・封入物が合っているか、別々の2人が確かめます。"
            case .measure: "回答したことを、実際にどう生かしたかを残します。"
            case .release: "受け持ちをやめ、ほかの人が受け持てるようにします。"
            case .withdrawDraft: "決裁に回した起案を取り下げ、直せるようにします。"
            case .answerInstruction: "市長・副市長の指示に、どう対応したかを残します。"
            case .claim, .note, .oralAnswer, .draft, .approve, .sendBack, .dispatch,
                .checkMeasure, .reopen:
                nil
            }
        },
        submit: { verb in
            switch verb {
            case .claim: "受け持つ"
            case .release: "受け持ちをやめる"
            case .accept: "受領する"
            case .transfer: "この課へ担当替えする"
            case .returnToTriage: "広聴主管へ戻す"
            case .note: "メモを残す"
            case .interimAnswer: "中間回答を記録する"
            case .oralAnswer: "口頭回答を記録する"
            case .draft: "起案する"
            case .withdrawDraft: "起案を引き戻す"
            case .approve: "承認する"
            case .sendBack: "差し戻す"
            case .checkEnvelope: "宛名と封入物を確かめました"
            case .dispatch: "発送を記録する"
            case .measure: "反映を記録する"
            case .checkMeasure: "確認の結果を記録する"
            case .close: "回答せずに完了する"
            case .reopen: "再開する"
            case .answerInstruction: "対応を記録する"
            }
        },
        label: { field in
            switch field {
            case .on: "年月日"
            case .medium: "方法"
            case .text: "内容"
            case .note: "説明"
            case _: field.japanese
            }
        },
        dayHint: "「R8.7.10」「7/10」のように書けます。", medium: \.japanese,
        outcome: \.japanese, noAnswer: \.japanese, cause: \.japanese,
        choosePlease: "選んでください", contribution: "関係課の意見として残す",
        transferTo: "担当替え先", hopsSoFar: { "この案件の担当替えは、これまでに\($0)回です。" },
        sort: "担当を決める", sortHint: "回答する課を選びます。意見を聞く課があれば、関係課も選びます。",
        sortTo: "主担当", sortWith: "関係課（なければそのまま）", sortSubmit: "この課に振り分ける",
        changedTitle: "ほかの人が先に変更しました",
        changedDetail: "何も記録していません。入力した内容は残っています。次の変更を確かめ、よければもう一度押してください。",
        sentBefore: "この入力は、先ほど別の内容で記録済みです。別の記録のときは、もう一度押してください。",
        notNow: "ただいま記録を確認できません。入力した内容は残っています。しばらくしてから、もう一度押してください。二重に記録されることはありません。",
        textLimit: { "\($0)字以内" }
    )

    @Sendable private static func verbs(_ verb: ResponseVerb) -> String {
        switch verb {
        case .claim: "受け持ち"
        case .release: "受け持ちの取消し"
        case .accept: "受領"
        case .transfer: "担当替え"
        case .returnToTriage: "担当未定への戻し"
        case .note: "庁内メモ"
        case .interimAnswer: "中間回答"
        case .oralAnswer: "口頭回答"
        case .draft: "回答起案"
        case .withdrawDraft: "起案の引戻し"
        case .approve: "承認"
        case .sendBack: "差戻し"
        case .checkEnvelope: "宛名・封入確認"
        case .dispatch: "発送"
        case .measure: "反映"
        case .checkMeasure: "後の確認"
        case .close: "回答しない"
        case .reopen: "再開"
        case .answerInstruction: "指示への対応"
        }
    }
}
