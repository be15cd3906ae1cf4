/// The telephone numbers in what somebody wrote, digits alone (電話番号の数字).
///
/// `0153-23-6111`, `(0153) 23-6111`, `０１５３　２３　６１１１` and `+81 153 23 6111` are one. Several
/// numbers in one field are told apart by words, other signs, or because no number has more than
/// eleven digits. Source: 電気通信番号計画 (令和元年総務省告示第6号): 0 and nine or ten digits.
public struct PhoneNumbers: Sendable, Hashable {
    /// Each number's digits, `0153236111`; what is too short to be one is left out (各番号).
    public let digits: [String]

    /// The fewest digits that mean anything: the last four, as people say them (最少の桁数).
    public static let fewest = 4
    /// The most digits of a number (最多の桁数).
    public static let most = 11

    /// Reads the numbers (電話番号の読取り).
    public init(_ text: String) {
        var reading = Reading()
        for scalar in text.unicodeScalars { reading.take(scalar.halfWidth) }
        reading.endNumber()
        digits = reading.numbers
    }

    /// Whether one of them ends as another does: people give a number without its area code, or
    /// the last four digits (末尾一致).
    public func contains(endOf typed: String) -> Bool {
        digits.contains { $0.hasSuffix(typed) }
    }

    /// Every ending that may be asked for, each once: four digits and more (末尾の桁).
    public var endings: [String] {
        var endings: [String] = []
        for number in digits {
            for length in Self.fewest...max(Self.fewest, number.utf8.count)
            where length <= number.utf8.count {
                let ending = String(number.suffix(length))
                if !endings.contains(ending) { endings.append(ending) }
            }
        }
        return endings
    }

    /// The numbers as their characters come.
    private struct Reading {
        var numbers: [String] = []
        private var number = ""
        /// Digits since the last blank or bracket.
        private var group = ""
        private var isInternational = false

        mutating func take(_ scalar: Unicode.Scalar) {
            switch scalar {
            case "0"..."9":
                group.unicodeScalars.append(scalar)
            case "+":
                endNumber()
                isInternational = true
            case " ", "\t", "(", ")", ".":
                endGroup()
            case "-":
                break
            case _ where scalar.isDash:
                break
            default:
                endNumber()
            }
        }

        private mutating func endGroup() {
            if number.utf8.count + group.utf8.count > PhoneNumbers.most { keep() }
            number += group
            group = ""
            if isInternational, number.hasPrefix("81"), number.utf8.count > 2 {
                number = "0" + number.dropFirst(2)
                isInternational = false
            } else if number != "81" {
                isInternational = false
            }
        }

        mutating func endNumber() {
            endGroup()
            keep()
            isInternational = false
        }

        private mutating func keep() {
            if number.utf8.count >= PhoneNumbers.fewest { numbers.append(number) }
            number = ""
        }
    }
}
