import Crypto
import Foundation

/// 256 bits nobody can guess, as text for a cookie or a header (秘密の文字列).
///
/// Only its digest is stored: whoever reads the database can log in as nobody.
public struct SecretText: Sendable, Equatable {
    /// 43 characters of base64url (文字列).
    public let text: String
    /// SHA-256 of them; enough, for what was drawn at random has nothing to be guessed (要約).
    let digest: [UInt8]

    static func random() -> SecretText {
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Data($0) }
        return SecretText(bytes.base64URL)
    }

    /// One that came with a request; whether it is any good the database says.
    init(_ text: String) {
        self.text = text
        digest = Array(SHA256.hash(data: Array(text.utf8)))
    }
}

extension Data {
    /// RFC 4648 §5, without padding.
    var base64URL: String {
        base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
