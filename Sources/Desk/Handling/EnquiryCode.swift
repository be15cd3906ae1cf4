import Crypto
import FoundationEssentials

/// The code on a receipt that lets its holder ask how the letter stands (照会番号).
///
/// Follows from the item's id and a key only Koe has, so it needs no table; sixty bits cannot be
/// guessed over the network. Crockford's base 32 has no I, L, O and U: it survives handwriting.
enum EnquiryCode {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    static func of(_ item: UUID, key: SymmetricKey) -> String {
        let bytes = withUnsafeBytes(of: item.uuid) { Array($0) }
        let mac = HMAC<SHA256>.authenticationCode(for: bytes, using: key)
        return spell(mac.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    /// The first 60 of 64 bits, in three groups of four characters.
    static func spell(_ bits: UInt64) -> String {
        let characters = (0..<12).map { alphabet[Int(bits >> (59 - 5 * UInt64($0)) & 31)] }
        return [0, 4, 8].map { String(characters[$0..<$0 + 4]) }.joined(separator: "-")
    }
}
