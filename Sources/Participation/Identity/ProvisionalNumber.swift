/// The number printed on a slip that is filled in by pen while there is no power (仮番号).
///
/// `仮R8-A017`: the fiscal year, a letter for the place that hands the slips out, and three digits.
/// The receipt gets its own number when it is entered; by this one a slip entered twice is noticed.
public struct ProvisionalNumber: Sendable, Hashable {
    /// The fiscal year of the slip (年度).
    public let year: FiscalYear
    /// The place that hands it out, A to Z (配布場所).
    public let place: Character
    /// 1 to 999 (番号).
    public let serial: Int

    /// Places that can hand slips out (配布場所の記号).
    public static let places: [Character] = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    /// The serials there are (番号の範囲).
    public static let serials = 1...999
    /// The most characters of one as written (字数).
    public static let longest = 20

    /// A number of its parts; nil where there is none (仮番号).
    public init?(year: FiscalYear, place: Character, serial: Int) {
        guard Self.places.contains(place), Self.serials.contains(serial) else { return nil }
        self.year = year
        self.place = place
        self.serial = serial
    }

    /// Reads what a person copies from a slip: with or without 仮, in full or half width, in small
    /// letters (仮番号の読取り).
    public init?(parsing text: String) {
        var plain = text.halfWidthHyphenated.uppercased().filter { !$0.isWhitespace }
        if plain.hasPrefix("仮") { plain.removeFirst() }
        let parts = plain.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = FiscalYear(eraText: String(parts[0])),
            let place = parts[1].first, let serial = parts[1].dropFirst().asciiNumber
        else { return nil }
        self.init(year: year, place: place, serial: serial)
    }
}

extension ProvisionalNumber: CustomStringConvertible {
    /// As it is printed: `仮R8-A017` (仮番号の表記).
    public var description: String {
        "仮\(year.label)-\(place)\(serial.padded(to: 3))"
    }
}
