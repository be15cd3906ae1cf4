import Desk
import Participation

extension IntakeStrings {
    /// 日本語
    static let japanese = IntakeStrings(
        lead: "紙の手紙などを1通ずつ入力します。最初の4項目は、次の手紙にも引き継がれます。数字は全角でも入力できます。",
        batch: "まとめて入力する手紙に共通の項目",
        receivedOn: "受付日",
        receivedOnHint: "市のいずれかの窓口に最初に届いた日。「R8.6.30」「6/30」「30」のようにも書けます。",
        channel: "経路", channelName: \.japanese,
        scheme: "受付制度", schemeName: \.japanese,
        sender: "差出人（氏名）",
        senderHint: "匿名のときは「*」、差出人が分からないときは「?」。以前の差出人は、ローマ字かかな3文字で探せます。",
        findSender: "差出人を探す",
        candidates: { "以前の差出人 \($0)人。選ぶと氏名、住所などを入力します。" },
        noCandidates: "当てはまる以前の差出人はいません。そのまま入力してください。",
        wroteBefore: { newest, letters in
            letters == 1 ? newest : "\(newest) ほか\(letters - 1)件"
        },
        kana: "ふりがな", postalCode: "郵便番号", postalCodeHint: "7桁の数字。例: 087-8711",
        findTown: "住所を引く", chooseTown: "町名を選んでください。",
        townNotListed: "この郵便番号は一覧にありません。住所をそのまま入力してください。",
        townsNotCovered: "今日の郵便番号の一覧がありません。住所をそのまま入力してください。",
        address: "住所", phone: "電話番号", email: "メールアドレス",
        wantsReply: "回答希望", wantsReplyHint: "1 要、2 不要、3 記載なし。匿名のときは、2として記録します。",
        mayPublish: "公表の可否", mayPublishHint: "1 可、2 不可、3 記載なし（不可として扱います）",
        category: "分類", categoryHint: "分類のコード。後から決めるときは空欄にします。",
        section: "担当",
        sectionHint: "そのままなら、受付の後に事務分掌などの規則で決まります。変えるときだけ選びます。",
        asProposed: "提案のとおり",
        noProposal: "分類や要旨を入力すると、担当を提案します。",
        proposal: { "提案: \($0)（\($1)）" },
        undecided: { "提案: 未定。広聴主管が振り分けます（\($0)）" },
        noSuchSection: "この担当は本日の組織にありません。選び直してください。",
        other: "関係課", otherHint: "二つ目の課にも関わるとき。担当の欄で「+」を押すと移ります。", noOther: "なし",
        otherAlone: "関係課は、担当とは別の課を、担当を選んだうえで選んでください。",
        place: "投函場所", placeHint: "投書箱の場所など。次の手紙に引き継ぎます。",
        check: "担当の提案と、似た手紙を調べる",
        alike: "似た手紙があります。同趣旨としてまとめるときは印を付けます（Ctrl+D で先頭）。件数はそれぞれ1件のままです。",
        nothingAlike: "過去90日に似た手紙はありません。",
        sameSender: "【同じ差出人】", day: \.wareki,
        nature: "性質", natureName: \.japanese, natureUnknown: "後から決める",
        summary: "要旨", summaryHint: { "\($0)字以内。受付簿の1行になります。" },
        body: "本文", bodyHint: { "\($0)字以内。後から転記するときは空欄にします。" },
        handling: "取扱区分",
        handlingHint: "公益通報、職員個人への苦情、虐待、DV等支援措置は「限定」にします。指名された人だけが見られます。",
        handlingName: \.japanese,
        urgent: "緊急", urgentHint: "自殺予告、虐待、犯罪予告、災害など、待てないもの",
        resumed: "書きかけの入力を戻しました",
        resumedHint: { "\($0) に保存した内容です。続きを入力して登録してください。" },
        discard: "書きかけを捨てる",
        unreachable:
            "サーバーにつながりません。入力した内容はこの画面に残っています。つながったら、もう一度「登録して次へ」を押してください。二重に登録されることはありません。",
        submit: "登録して次へ", keys: "Ctrl+Enter でも登録できます。Enter は次の項目へ進むだけです。",
        received: { "\($0) を受け付けました" },
        next: "続けて、次の手紙を入力できます。",
        undo: "この受付を取り消す", redo: "取消しをやめる",
        annulled: { "\($0) の受付を取り消しました" },
        annulledHint: "受付番号は受付簿に「受付取消し」として残り、ほかの手紙には使いません。件数には入りません。",
        joined: { "\($0) と同趣旨としてまとめました。" }, part: "まとめるのをやめる",
        closedQuarter: { "\($0.quarter?.japanese ?? "")の公表値は変わりません。次版の差異一覧に載ります。" },
        warnings: "確認してください。",
        warning: { warning in
            warning.kind == .individualNumber
                ? "要旨または本文に個人番号とみられる12桁の数字があります。番号法第20条により保管できません。"
                    + "広聴主管に連絡し、黒塗りにしてください。"
                : warning.text
        },
        between: "、",
        sentBefore:
            "この入力は、先ほど別の内容で登録済みです。訂正のつもりのときは、登録しないでください。別の手紙のときは、もう一度「登録して次へ」を押してください。",
        notNow:
            "ただいま登録を確認できません。入力した内容は残っています。しばらくしてから、もう一度「登録して次へ」を押してください。二重に登録されることはありません。"
    )
}
