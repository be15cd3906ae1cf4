import Desk
import Participation

/// What a reply says of the letter it answers, filled in when it is printed: the draft itself names
/// nobody (回答文の差込み).
struct ReplyText: Sendable {
    /// A word in brackets that stands for something known (差込み項目).
    enum Field: String, Sendable, CaseIterable {
        case addressee = "〔宛名〕"
        case receivedOn = "〔受付日〕"
        case number = "〔受付番号〕"
        case mayor = "〔市長名〕"
    }

    /// What a draft begins with.
    static let template = """
        〔宛名〕

        日頃から市政にご理解とご協力をいただき、ありがとうございます。
        〔受付日〕に受け付けましたご意見（受付番号 〔受付番号〕）について、次のとおりお答えします。



        今後とも、市政へのご意見をお寄せくださいますようお願いいたします。

        〔市長名〕
        """

    let item: ReceivedItem
    /// Nil where it was not opened: then the brackets stay.
    let sender: SenderDetails?
    /// The title and the name of who signs; nil where no list of posts says it.
    let mayor: String?

    /// A text with its fields filled in, as far as they are known.
    func filled(_ text: String) -> String {
        Field.allCases.reduce(text) { text, field in
            guard let value = value(of: field) else { return text }
            return text.replacing(field.rawValue, with: value)
        }
    }

    private func value(of field: Field) -> String? {
        switch field {
        case .addressee: sender.map { "\($0.name) \(honorific)" }
        case .receivedOn: item.plain.receivedOn.wareki
        case .number: item.plain.receiptNumber.description
        case .mayor: mayor
        }
    }

    /// 「御中」 for associations and businesses, 「様」 for people.
    var honorific: String {
        switch item.plain.senderParty {
        case .organisation?, .business?: "御中"
        case .individual?, nil: "様"
        }
    }
}
