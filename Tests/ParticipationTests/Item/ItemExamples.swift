import Participation
import Testing

extension LocalDate {
    /// A date of a test, which is there or the test is wrong.
    static func on(_ text: String, at location: SourceLocation = #_sourceLocation) -> LocalDate {
        guard let date = LocalDate(iso: text) else {
            Issue.record("no such day: \(text)", sourceLocation: location)
            return .earliest
        }
        return date
    }
}

extension ReceiptNumber {
    /// A number of a test, of the fiscal year of a day.
    static func number(_ serial: Int, on date: LocalDate) -> ReceiptNumber? {
        ReceiptNumber(fiscalYear: FiscalYear(date), serial: serial)
    }
}

extension ReceiveItem {
    /// A letter of 根室 太郎, received on 28 June 2026 and entered on 3 July; tests change what
    /// they are about.
    static func letter(
        receivedOn: LocalDate = .on("2026-06-28"), today: LocalDate = .on("2026-07-03"),
        serial: Int = 123, _ change: (inout ReceiveItem) -> Void = { _ in }
    ) throws -> ReceiveItem {
        var letter = ReceiveItem(
            today: today,
            receiptNumber: try #require(ReceiptNumber.number(serial, on: receivedOn)),
            scheme: .letterToMayor, nature: .request, channel: .paper, receivedOn: receivedOn,
            sender: .identified(.taro), summary: "除雪の時間を早めてほしい",
            body: "朝6時までに\r\nお願いします。", category: "07", topics: ["除雪", "2-5"],
            wantsReply: .yes, mayPublish: .no, scans: 2)
        change(&letter)
        return letter
    }

    /// The same letter with another sender.
    static func letter(from details: SenderDetails) throws -> ReceiveItem {
        try letter { $0.sender = .identified(details) }
    }
}

extension SenderDetails {
    /// A sender who filled in everything.
    static let taro = SenderDetails(
        name: "根室 太郎", kana: "ねむろ たろう", postalCode: "087-8711",
        address: "根室市常盤町2丁目27番地", phone: "０１５３（２３）６１１１", email: "taro@example.jp")

    /// The same sender with something changed.
    func with(_ change: (inout SenderDetails) -> Void) -> SenderDetails {
        var copy = self
        change(&copy)
        return copy
    }
}

extension ItemEvent {
    /// What was received; a test that asks it of another event is wrong.
    var receipt: ItemReceived {
        get throws {
            guard case .received(let receipt) = self else { throw NotReceived() }
            return receipt
        }
    }

    private struct NotReceived: Error {}
}

extension Scenario<Item> {
    /// Given a letter, received as the example has it, and what then happened to it.
    static func givenLetter(
        _ events: ItemEvent..., changing change: (inout ReceiveItem) -> Void = { _ in }
    ) throws -> Scenario {
        let received = try Item.decide(.receive(.letter(change)), .initial)
        return Scenario(state: (received + events).reduce(.initial, Item.evolve))
    }

    /// The item as it stands now.
    var item: ReceivedItem {
        get throws {
            guard case .received(let item) = state else { throw ItemRefusal.notReceived }
            return item
        }
    }
}

extension Scenario<Item>.Outcome {
    /// The item as it stands after what was decided.
    func item() throws -> ReceivedItem {
        let state = try result.get().reduce(before, Item.evolve)
        return try Scenario<Item>(state: state).item
    }
}

extension CorrectItem {
    /// A correction on 10 July 2026; tests change what they are about.
    static func correction(_ change: (inout CorrectItem) -> Void) -> CorrectItem {
        var correction = CorrectItem(today: .on("2026-07-10"), reason: .typo)
        change(&correction)
        return correction
    }
}

extension ItemCorrected {
    /// A correction as it is recorded; tests say what differs.
    static func corrected(
        _ reason: CorrectionReason = .typo, _ changes: (inout ItemChanges) -> Void = { _ in },
        personal: (inout Personal) -> Void = { _ in }
    ) -> ItemCorrected {
        var open = ItemChanges()
        changes(&open)
        var texts = Personal()
        personal(&texts)
        return ItemCorrected(reason: reason, changes: open, personal: .readable(texts))
    }
}
