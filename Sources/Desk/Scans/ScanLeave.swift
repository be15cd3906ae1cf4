import Crypto
import EventLog
public import FoundationEssentials
import Postgres

/// Leave to see the files of an item for a while, given to whoever opened the item for a reason
/// (添付の閲覧許可).
///
/// The pages of a file are asked for one by one, after the opening was written down; the leave ties
/// them to it, to one item and to one account.
public struct ScanLeave: Sendable {
    /// How long it holds, in seconds: as long as one reads a letter.
    public static let seconds: Int64 = 1_800

    /// The text that goes into addresses.
    public let text: String
}

extension Desk {
    /// Leave for somebody to see the files of an item they have just opened (添付の閲覧許可).
    public func scanLeave(for item: UUID, to account: UUID) -> ScanLeave {
        let end = clock().microseconds / 1_000_000 + ScanLeave.seconds
        let code = HMAC<SHA256>.authenticationCode(
            for: leave(until: end, item, account), using: leaveKey)
        return ScanLeave(text: "\(end)-\(Digest(bytes: Array(code))?.hex ?? "")")
    }

    /// Whether a text is such leave and holds yet (閲覧許可の確認).
    public func isLeave(_ text: String, for item: UUID, to account: UUID) -> Bool {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let end = Int64(parts[0]),
            clock().microseconds / 1_000_000 <= end, let code = Digest(hex: String(parts[1]))
        else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(
            code.bytes, authenticating: leave(until: end, item, account), using: leaveKey)
    }

    private var leaveKey: SymmetricKey { keyring.derivedKey("scan-leave") }

    private func leave(until end: Int64, _ item: UUID, _ account: UUID) -> [UInt8] {
        Array("\(end)/\(item.uuidString)/\(account.uuidString)".utf8)
    }
}
