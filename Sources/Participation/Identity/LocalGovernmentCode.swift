/// The number of a prefecture or municipality, six digits, `012238` for Nemuro (全国地方公共団体コード).
///
/// Two digits of the prefecture, three of the body, one check digit. Source: 総務省「全国地方公共
/// 団体コード」仕様 (自治省 昭和43年; JIS X 0401, JIS X 0402). The first five digits are weighted
/// 6, 5, 4, 3, 2 and summed; the check digit is the last digit of 11 minus the sum's remainder by
/// 11 (a sum below 11 is its own remainder).
public struct LocalGovernmentCode: Sendable, Hashable {
    /// The first five digits, without the check digit (検査数字を除く5桁).
    public let fiveDigits: String
    /// The sixth digit, 0…9 (検査数字).
    public let checkDigit: Int

    /// The number of the prefecture, 1…47, in the order of JIS X 0401 (都道府県番号).
    public var prefecture: Int { fiveDigits.prefix(2).asciiNumber ?? 0 }

    /// Reads a code of six digits, or of five to which the check digit is added (団体コードの読取り).
    ///
    /// Full-width digits are accepted; nil for a wrong check digit, an unknown prefecture and the
    /// body numbers 001…099, which are given to none. Beware of spreadsheets that eat the leading
    /// zero: `12238` is read as いすみ市 in Chiba (122386), not as Nemuro.
    public init?(parsing text: some StringProtocol) {
        let digits = text.halfWidth
        let body = digits.prefix(5)
        guard digits.utf8.count == 5 || digits.utf8.count == 6,
            let number = body.asciiNumber, (1...47).contains(number / 1_000),
            !(1...99).contains(number % 1_000)
        else { return nil }
        fiveDigits = String(body)
        checkDigit = Self.checkDigit(of: number)
        if digits.utf8.count == 6 {
            guard digits.suffix(1).asciiNumber == checkDigit else { return nil }
        }
    }

    private static func checkDigit(of number: Int) -> Int {
        var sum = 0
        var rest = number
        for weight in 2...6 {
            sum += rest % 10 * weight
            rest /= 10
        }
        return (11 - sum % 11) % 10
    }
}

extension LocalGovernmentCode: CustomStringConvertible {
    /// All six digits (団体コードの表記).
    public var description: String { "\(fiveDigits)\(checkDigit)" }
}
