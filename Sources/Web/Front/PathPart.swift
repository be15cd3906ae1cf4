import Hummingbird

extension Request {
    /// A part of the path, as its writer meant it: `%E5%9C%9F` is 土 (経路の一節).
    ///
    /// Blank when there is no such part, or when it is no text: nothing is called so.
    func pathPart(_ index: Int) -> String {
        let parts = uri.path.split(separator: "/")
        guard parts.indices.contains(index) else { return "" }
        var bytes: [UInt8] = []
        var rest = Array(parts[index].utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2,
                let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
            else { return "" }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        // A NUL is UTF-8, but PostgreSQL keeps none.
        return bytes.contains(0) ? "" : String(validating: bytes, as: UTF8.self) ?? ""
    }
}
