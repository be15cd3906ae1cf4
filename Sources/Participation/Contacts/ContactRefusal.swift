/// A part of the contacts (通知先の項目).
public enum ContactField: String, Sendable, CaseIterable {
    /// The section (担当課).
    case section
    /// The address (メールアドレス).
    case address
    /// Where a webhook is sent (送信先URL).
    case url
    /// What a webhook is told of (出来事の種類).
    case type
    /// Which webhook (Webhook番号).
    case webhook

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .section: "担当課"
        case .address: "メールアドレス"
        case .url: "送信先URL"
        case .type: "出来事の種類"
        case .webhook: "Webhook番号"
        }
    }
}

/// Why the contacts are not changed (通知先を変更できない理由).
public enum ContactRefusal: ExplainedRefusal {
    /// What is written is no code or no type (記入の誤り).
    case text(ContactField, TextFault)
    /// No such address can be mailed to (メールアドレスの誤り).
    case notAnAddress
    /// Neither `https` nor on this machine, or no URL at all (送信先URLの誤り).
    case notAURL
    /// More than there may be (数の超過).
    case tooMany(ContactField, limit: Int)
    /// No event of an item is called so (知らない出来事の種類).
    case unknownType(Wording)
    /// No such section (知らない担当課).
    case unknownSection(Wording)
    /// Several sections are called so (担当課があいまい).
    case ambiguousSection(Wording, candidates: [String])
    /// No such webhook (知らないWebhook).
    case unknownWebhook
    /// The id was given before (使用済みの番号).
    case usedBefore

    /// The field beside which it is shown (該当項目).
    public var field: ContactField? {
        switch self {
        case .text(let field, _), .tooMany(let field, _): field
        case .notAnAddress: .address
        case .notAURL: .url
        case .unknownType: .type
        case .unknownSection, .ambiguousSection: .section
        case .unknownWebhook, .usedBefore: .webhook
        }
    }

    /// What is wrong and what to do (理由の説明).
    public var japanese: String {
        switch self {
        case .text(let field, let fault): fault.japanese(of: field.japanese)
        case .notAnAddress:
            "メールアドレスの形ではありません。「soumu@city.example.jp」のように入力してください。"
        case .notAURL:
            "送信先URLはhttps://で始まるものにしてください(http://はこのサーバー自身あてに限ります)。"
        case .tooMany(.url, let limit):
            "Webhookは\(limit.grouped)件までです。使わないものを廃止してください。"
        case .tooMany(let field, let limit):
            "\(field.japanese)は\(limit.grouped)件までにしてください。"
        case .unknownType(let type):
            "「\(type)」という出来事の種類はありません。つづりを確かめてください。"
        case .unknownSection(let section):
            "「\(section)」という担当課は組織一覧にありません。名称かコードを確かめてください。"
        case .ambiguousSection(let section, let candidates):
            "「\(section)」に当てはまる担当課がいくつもあります。コードで指定してください"
                + "(\(candidates.joined(separator: "、")))。"
        case .unknownWebhook: "その番号のWebhookはありません。番号を確かめてください。"
        case .usedBefore: "その番号のWebhookは以前に登録されています。もう一度登録してください。"
        }
    }
}
