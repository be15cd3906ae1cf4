extension StringProtocol {
    /// The number written in ASCII digits only; nil for signs, blanks and more than nine digits
    /// (数字の読取り).
    ///
    /// Stricter than `Int.init`, which takes `+8` for 8.
    public var asciiNumber: Int? {
        guard (1...9).contains(utf8.count) else { return nil }
        var number = 0
        for byte in utf8 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }
}

extension Int {
    /// The number with zeros before it, `7` → `0007`; longer numbers stay whole.
    func padded(to width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }

    /// The number with commas, as messages print it: `100,000` (桁区切り).
    var grouped: String {
        var rest = Substring(String(self))
        var groups: [Substring] = []
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest = rest.dropLast(3)
        }
        return ([rest] + groups).joined(separator: ",")
    }
}
