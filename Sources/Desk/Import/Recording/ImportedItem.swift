import Participation

/// A row that is something a citizen said (取り込む受付案件).
struct ImportedItem: ImportedRecord {
    typealias Deciding = Item

    private let letter: ReceiveItem

    init(_ row: ImportRow, in context: ImportContext) throws(RowRefusal) {
        let receivedOn = try row.required(.receivedOn, row.day(.receivedOn))
        guard let number = ReceiptNumber(fiscalYear: FiscalYear(receivedOn), serial: 1) else {
            throw RowRefusal("受付日: 元号のない年です")
        }
        letter = ReceiveItem(
            origin: .imported, today: context.today, receiptNumber: number,
            scheme: try row.required(.scheme, row.text(.scheme).flatMap(Scheme.init(rawValue:))),
            nature: row.text(.nature).flatMap(Nature.init(rawValue:)),
            channel: try row.required(
                .channel, row.text(.channel).flatMap(Channel.init(rawValue:))),
            receivedOn: receivedOn, sender: try Self.sender(row), summary: row.text(.summary),
            body: row.text(.body), category: row.text(.category),
            topics: row.text(.topics)?.split(separator: "\n").map(String.init) ?? [],
            wantsReply: ReplyWish(row.flag(.wantsReply)),
            mayPublish: PublicationConsent(row.flag(.mayPublish)),
            district: row.text(.district), department: row.text(.department),
            attributes: row.attributes)
    }

    /// Who is neither named nor said to be anonymous is not known: nothing is made up (PRODUCT H2).
    private static func sender(_ row: ImportRow) throws(RowRefusal) -> Sender {
        let fields: [ImportField] = [.name, .kana, .postalCode, .address, .phone, .email]
        let given = fields.filter { row.text($0)?.isBlank == false }
        if given.isEmpty { return row.flag(.anonymous) == true ? .anonymous : .unknown }
        if row.flag(.anonymous) == true {
            let names = given.map(\.japanese).joined(separator: "・")
            throw RowRefusal("匿名: \(names)も書かれています")
        }
        return .identified(
            SenderDetails(
                name: row.text(.name) ?? "", kana: row.text(.kana),
                postalCode: row.text(.postalCode), address: row.text(.address),
                phone: row.text(.phone), email: row.text(.email)))
    }

    var register: FiscalYear? { FiscalYear(letter.receivedOn) }

    var texts: [String] { [letter.summary, letter.body].compactMap(\.self) }

    var objections: [String] { letter.refusals.map(\.japanese) }

    func events(numbered number: ReceiptNumber?) throws -> [ItemEvent] {
        var letter = letter
        letter.receiptNumber = number ?? letter.receiptNumber
        return try Item.decide(.receive(letter), .initial)
    }

    func events(correcting current: Item, from source: Item) throws -> [ItemEvent] {
        guard case .received(let before) = source else { return [] }
        return try Item.decide(.correct(before.correction(to: letter)), current)
    }
}
