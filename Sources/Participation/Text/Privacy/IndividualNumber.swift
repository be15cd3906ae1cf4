/// A number every resident has, by its twelve digits and their check digit (個人番号).
///
/// Source: 行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による通知カード及び
/// 個人番号カード並びに情報提供ネットワークシステムによる特定個人情報の提供等に関する省令
/// (平成26年総務省令第85号) 第5条: 11 − (Σ Pn × Qn mod 11), 0 where the remainder is 0 or 1; Pn is the
/// n-th digit from the right of the first eleven, Qn = n + 1 for n ≤ 6 and n − 5 for n ≥ 7.
enum IndividualNumber {
    static let digits = 12

    /// Whether these digits are one.
    static func isValid(_ digits: [UInt8]) -> Bool {
        guard digits.count == Self.digits, let check = digits.last else { return false }
        var sum = 0
        for (index, digit) in digits.dropLast().reversed().enumerated() {
            let place = index + 1
            sum += Int(digit) * (place <= 6 ? place + 1 : place - 5)
        }
        let remainder = sum % 11
        return Int(check) == (remainder <= 1 ? 0 : 11 - remainder)
    }
}
