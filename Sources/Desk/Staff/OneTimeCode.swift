import Crypto
import Foundation

/// Codes that change every half minute, RFC 6238 (確認コード).
///
/// SHA-1, six digits, thirty seconds: the only parameters every authenticator app knows.
struct OneTimeCode: Sendable {
    /// 160 bits, as RFC 4226 §4 recommends.
    let secret: [UInt8]

    static let secretBytes = 20
    static let stepSeconds: Int64 = 30
    static let digits = 6
    /// A clock may be one step off either way.
    static let drift: Int64 = 1

    static func random() -> OneTimeCode {
        var generator = SystemRandomNumberGenerator()
        return OneTimeCode(
            secret: (0..<secretBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator)
            })
    }

    /// The step a moment lies in.
    static func step(at microseconds: Int64) -> Int64 { microseconds / 1_000_000 / stepSeconds }

    /// The code of a step.
    func code(at step: Int64) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { Array($0) }
        let mac = Array(
            HMAC<Insecure.SHA1>.authenticationCode(
                for: counter, using: SymmetricKey(data: secret)))
        let offset = Int(mac[mac.count - 1] & 0x0F)
        let number =
            mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let text = String(number % 1_000_000)
        return String(repeating: "0", count: Self.digits - text.count) + text
    }

    /// The step a code belongs to, not earlier than after the last one used; nil when it is none.
    func step(of code: String, near now: Int64, after last: Int64) -> Int64? {
        (now - Self.drift...now + Self.drift).first { step in
            step > last && isEqual(self.code(at: step), code)
        }
    }

    /// In a time that does not tell how much was right.
    private func isEqual(_ one: String, _ other: String) -> Bool {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        return one.count == other.count && zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The secret to be typed into an app, RFC 4648 base 32 in groups of four.
    var spelled: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bits: UInt64 = 0
        var count = 0
        var text = ""
        for byte in secret {
            bits = bits << 8 | UInt64(byte)
            count += 8
            while count >= 5 {
                count -= 5
                text.append(alphabet[Int(bits >> UInt64(count) & 31)])
            }
        }
        return stride(from: 0, to: text.count, by: 4).map {
            String(text.dropFirst($0).prefix(4))
        }.joined(separator: " ")
    }
}
