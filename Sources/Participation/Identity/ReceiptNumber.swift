/// The number on the receipt a citizen takes home, `R8-0123` (受付番号).
///
/// Fiscal year of the received date and a serial, at least four digits and growing: `R5-23258`
/// (DECISIONS A14). Serials are drawn before the decision, in blocks; one that was never used is
/// shown as 欠番, so a gap means nothing.
public struct ReceiptNumber: Sendable, Hashable {
    /// The fiscal year it counts in (年度).
    public let fiscalYear: FiscalYear
    /// The serial in that year, from 1 (連番).
    public let serial: Int

    /// The serials a year can have (連番の範囲).
    public static let serials = 1...9_999_999

    /// A number by its parts; nil for a serial out of range or a year without an era (受付番号).
    public init?(fiscalYear: FiscalYear, serial: Int) {
        guard Self.serials.contains(serial), fiscalYear.eraYear != nil else { return nil }
        self.fiscalYear = fiscalYear
        self.serial = serial
    }

    /// Reads a number as people type it (受付番号の読取り).
    ///
    /// `R8-0123`, `r8-123`, `Ｒ８－０１２３`, `令和8-123`, with any kind of dash. A year without an
    /// era is refused: `2026-0628` is more likely a date.
    public init?(parsing text: some StringProtocol) {
        if let printed = ReceiptNumber(printed: Array(text.utf8)) {
            self = printed
            return
        }
        let parts = text.halfWidthHyphenated.split(
            separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let fiscalYear = FiscalYear(eraText: String(parts[0])),
            let serial = parts[1].asciiNumber
        else { return nil }
        self.init(fiscalYear: fiscalYear, serial: serial)
    }

    /// Reads the form `description` writes, byte by byte: a replay reads one per letter.
    private init?(printed text: [UInt8]) {
        guard let hyphen = text.firstIndex(of: UInt8(ascii: "-")), let letter = text.first,
            let era = Era.allCases.first(where: { $0.letter.asciiValue == letter }),
            let count = Self.number(text[1..<hyphen]),
            let year = era.westernYear(count).flatMap({ FiscalYear($0) }),
            let serial = Self.number(text[(hyphen + 1)...])
        else { return nil }
        self.init(fiscalYear: year, serial: serial)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard (1...9).contains(digits.count) else { return nil }
        var number = 0
        for byte in digits {
            guard case 0...9 = byte &- UInt8(ascii: "0") else { return nil }
            number = number * 10 + Int(byte &- UInt8(ascii: "0"))
        }
        return number
    }
}

extension ReceiptNumber: CustomStringConvertible {
    /// The number as printed, `R8-0123` (受付番号の表記).
    public var description: String { "\(fiscalYear.label)-\(serial.padded(to: 4))" }
}

extension ReceiptNumber: Comparable {
    /// Whether one number was given out before the other (受付番号の順).
    public static func < (earlier: ReceiptNumber, later: ReceiptNumber) -> Bool {
        (earlier.fiscalYear, earlier.serial) < (later.fiscalYear, later.serial)
    }
}
