import Desk

extension Strings {
    /// 日本語
    static let japanese = Strings(
        code: "ja", otherCode: "en", otherLanguage: "English", otherLanguageLink: "/?lang=en",
        productName: "Koe（声）", statusTitle: "稼働状況",
        stateRunning: "動いています",
        stateUnavailable: "データベースにつながりません。復旧すると自動的に再開します。",
        cityTitle: "設定されている市",
        cityCode: { "団体コード \($0)" },
        cityMissing: "市の設定がまだです",
        cityMissingDetail: "サーバーのあるパソコンで、次の命令を市名と団体コード（6桁）を置き換えて実行してください。",
        demoNotice: "これは見本です。実在の市や人とは関係ありません。",
        logTitle: "台帳", logPosition: "記録の件数（最終位置）", logRoot: "根のハッシュ（SHA-256）",
        logExplanation: "台帳は追記だけを受け付けます。過去の記録が一文字でも変われば、根のハッシュが変わります。",
        furtherTitle: "監視する方へ", healthLive: "生存確認 /health/live",
        healthReady: "受付可否 /health/ready", metrics: "監視指標 /metrics（Prometheus）",
        version: { "Koe \($0)" },
        betweenSentences: "",
        invalid: "入力内容を確認してください。",
        badRequest: "要求の形が正しくありません。",
        notFound: "見つかりません。", notFoundDetail: "この場所には何もありません。",
        methodNotAllowed: "この操作はできません。",
        methodNotAllowedDetail: { "ここで使えるのは \($0) です。" },
        tooLarge: "大きすぎます。",
        tooLargeDetail: { "要求の本文は\($0) KiBまでです。" },
        unsupportedMediaType: "本文の形式が違います。",
        unsupportedMediaTypeDetail: "本文をJSONにし、Content-Type: application/json を付けてください。",
        notJSON: "JSONとして読めません。",
        notJSONDetail: { "\($0 + 1)バイト目が正しくありません。数値は整数だけ、文字はUTF-8で送ってください。" },
        idempotencyKeyMissing: "Idempotency-Key がありません。",
        idempotencyKeyMalformed: "Idempotency-Key が正しくありません。",
        idempotencyKeyDetail:
            "重複を防ぐため、要求ごとに新しいUUIDか200字までの文字列を Idempotency-Key ヘッダーに付けてください。再送のときは同じ値を使います。",
        idempotencyKeyReused: "この Idempotency-Key は使用済みです。",
        idempotencyKeyReusedDetail: "別の内容の要求に使われています。新しい要求には新しい値を付けてください。",
        notOpenYet: "まだ受け付けていません。",
        notOpenYetDetail:
            "ログインの機能ができるまで、書込みはKoeと同じパソコンから、127.0.0.1 か localhost で起動したときだけ受け付けます。",
        conflict: "ほかの人が先に変更しました。", conflictDetail: "最新の状態を確かめてから、もう一度お試しください。",
        overloaded: "混み合っています。", unavailable: "ただいま利用できません。",
        tryAgain: "記録されていません。しばらくしてから、同じ Idempotency-Key でもう一度お試しください。",
        outcomeUnknown: "記録できたか確認できません。",
        outcomeUnknownDetail: "同じ Idempotency-Key でもう一度送ってください。二重に記録されることはありません。",
        internalFault: "内部エラーが起きました。",
        internalFaultDetail: "記録されていません。続く場合は、時刻を添えてシステム管理者に知らせてください。",
        inputError: { $0.japanese })
}
