/// A decimal number on its way into a `numeric` column, digit by digit as it is written.
public struct PostgresNumeric: PostgresEncodable, Equatable {
    /// `numeric`.
    public static var postgresType: UInt32 { 1700 }
    /// Digits kept in one group on the wire.
    private static let group = 4

    private let isNegative: Bool
    /// Groups of four decimal digits, the first one before the point times 10000^weight.
    private let groups: [Int16]
    private let weight: Int16
    private let scale: Int16

    /// Reads `-12.50`: digits, with or without a minus and a fraction; `nil` for anything else.
    public init?(parsing text: String) {
        isNegative = text.hasPrefix("-")
        let parts = text.dropFirst(isNegative ? 1 : 0).split(
            separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, !first.isEmpty, parts.last?.isEmpty == false else {
            return nil
        }
        var digits = first.utf8.map { $0 }
        digits.insert(
            contentsOf: [UInt8](
                repeating: UInt8(ascii: "0"),
                count: (Self.group - digits.count % Self.group) % Self.group), at: 0)
        var weight = digits.count / Self.group - 1
        let fraction = parts.count > 1 ? Array(parts[1].utf8) : []
        digits += fraction
        while digits.count % Self.group != 0 { digits.append(UInt8(ascii: "0")) }
        var groups: [Int16] = []
        for start in stride(from: 0, to: digits.count, by: Self.group) {
            var value: Int16 = 0
            for byte in digits[start..<start + Self.group] {
                guard case 0...9 = byte &- UInt8(ascii: "0") else { return nil }
                value = value * 10 + Int16(byte - UInt8(ascii: "0"))
            }
            groups.append(value)
        }
        while groups.last == 0 { groups.removeLast() }
        while groups.first == 0 {
            groups.removeFirst()
            weight -= 1
        }
        guard let scale = Int16(exactly: fraction.count),
            let weight = Int16(exactly: groups.isEmpty ? 0 : weight)
        else { return nil }
        self.groups = groups
        self.weight = weight
        self.scale = scale
    }

    /// Count of groups, weight, sign, scale, and the groups.
    public func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(Int16(groups.count))
        bytes.appendBigEndian(weight)
        bytes.appendBigEndian(Int16(isNegative && !groups.isEmpty ? 0x4000 : 0))
        bytes.appendBigEndian(scale)
        for group in groups { bytes.appendBigEndian(group) }
    }
}
