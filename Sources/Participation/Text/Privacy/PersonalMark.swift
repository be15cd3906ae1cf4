/// A place in a text that tells who somebody is or how to reach them (個人を示す記載).
public struct PersonalMark: Sendable, Hashable {
    /// What it is (記載の種類).
    public enum Kind: String, CaseIterable, Sendable, Hashable {
        /// 個人番号.
        case individualNumber = "individual-number"
        /// A credit card or the like (カード番号).
        case card
        /// A telephone number (電話番号).
        case phone
        /// An e-mail address (メールアドレス).
        case email
        /// A postal code (郵便番号).
        case postalCode = "postal-code"
        /// A place of residence (住所).
        case address
        /// A person's name (氏名).
        case name
    }

    /// How sure it is (確からしさ).
    public enum Certainty: Int, Comparable, CaseIterable, Sendable, Hashable {
        /// Somebody should look (候補).
        case proposed
        /// It is, as far as its shape tells (おそらく).
        case likely
        /// It says so itself, or has no other meaning (確実).
        case certain

        /// Less sure before more sure.
        public static func < (a: Certainty, b: Certainty) -> Bool { a.rawValue < b.rawValue }
    }

    /// What it is.
    public let kind: Kind
    /// How sure it is.
    public let certainty: Certainty
    /// Where it stands: Unicode scalars from the beginning of the text.
    public let range: Range<Int>
}

/// All such places in one text, in order, none inside another (個人を示す記載の検出).
///
/// Proposals for people who decide, never a decision: names of shops look like names of persons, and a
/// name without a title is not seen at all.
public struct PersonalMarks: Sendable, Hashable {
    /// The sign that stands for one that was made unreadable (黒塗り).
    public static let black: Unicode.Scalar = "■"

    /// The places.
    public let marks: [PersonalMark]

    /// Looks through a text.
    public init(in text: String) {
        let scan = PersonalScan(text)
        let found = scan.numbers() + scan.emails() + scan.addresses() + scan.names()
        // Of two that overlap the surer one, then the longer one, stays.
        let ranked = found.sorted {
            ($0.certainty.rawValue, $0.range.count) > ($1.certainty.rawValue, $1.range.count)
        }
        var isTaken = [Bool](repeating: false, count: scan.written.count)
        var kept: [PersonalMark] = []
        for mark in ranked where !isTaken[mark.range].contains(true) {
            for place in mark.range { isTaken[place] = true }
            kept.append(mark)
        }
        marks = kept.sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// The kinds there are, each once, in the order of ``PersonalMark/Kind``.
    /// - Parameter certainty: at least so sure.
    public func kinds(from certainty: PersonalMark.Certainty) -> [PersonalMark.Kind] {
        PersonalMark.Kind.allCases.filter { kind in
            marks.contains { $0.kind == kind && $0.certainty >= certainty }
        }
    }

    /// The text with some of the places made unreadable, each character by ■; what divides the digits
    /// of a number stays (黒塗り).
    public static func blackened(_ text: String, _ marks: [PersonalMark]) -> String {
        var scalars = Array(text.unicodeScalars)
        for mark in marks {
            for place in mark.range.clamped(to: scalars.indices) {
                let isNumber = mark.kind == .individualNumber || mark.kind == .card
                if isNumber, !("0"..."9").contains(scalars[place].halfWidth) { continue }
                if scalars[place] != "\n", scalars[place] != "\r" { scalars[place] = black }
            }
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars)
        return String(result)
    }

    /// The text without 個人番号: what a correction puts in its place; nil when there is none (番号の黒塗り).
    ///
    /// Source: 番号法 (平成25年法律第27号) 第20条: nobody may collect or keep one outside the cases of 第19条.
    public static func withoutIndividualNumbers(_ text: String) -> String? {
        let marks = PersonalMarks(in: text).marks.filter { $0.kind == .individualNumber }
        return marks.isEmpty ? nil : blackened(text, marks)
    }
}
