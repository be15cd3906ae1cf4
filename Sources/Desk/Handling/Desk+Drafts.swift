import Crypto
import EventLog
public import FoundationEssentials
public import Participation
public import Postgres

/// What somebody has begun to enter and not recorded yet (下書き).
public struct Draft: Sendable {
    /// The fields of the form, in their order (入力内容).
    public let fields: [(name: String, value: String)]
    /// When it was last kept (保存日時).
    public let savedAt: Instant

    /// When it was last kept, as a register prints it (保存日時の表記).
    public var savedAtInJapan: String { savedAt.inJapan }
}

/// Limits of drafts, each with its name (下書きの上限).
public enum DraftLimits {
    /// For how many days a draft is kept: what nobody came back to is on paper still.
    public static let days: Int64 = 14
}

// One draft for each account. Its key ends with the master key: what was sealed before a change is
// noise afterwards, in backups too.
extension Desk {
    /// Keeps what somebody has typed so far, in place of what was kept before (下書きの保存).
    /// - Throws: ``DeskError``.
    public func keepDraft(
        _ fields: [(name: String, value: String)], of account: UUID
    ) async throws(DeskError) {
        let content = JSONValue.array(
            fields.map { .array([.string($0.name), .string($0.value)]) })
        do {
            let sealed = try Seal.seal(
                CanonicalJSON.bytes(content), with: try await keyring.passingKey("draft"),
                stream: Self.draftName(account), type: Self.draftType)
            let now = clock()
            let oldest = Instant(
                microseconds: now.microseconds - DraftLimits.days * 86_400 * 1_000_000)
            _ = try await pool.run([
                "DELETE FROM desk.draft WHERE saved_at < \(oldest)",
                """
                INSERT INTO desk.draft (account, saved_at, sealed)
                VALUES (\(account), \(now), \(sealed))
                ON CONFLICT (account) DO UPDATE
                       SET (saved_at, sealed) = (excluded.saved_at, excluded.sealed)
                """,
            ])
        } catch {
            throw DeskError(error)
        }
    }

    /// What somebody had typed; nil when nothing is kept, or the master key has changed since
    /// (下書き).
    /// - Throws: ``DeskError``.
    public func draft(of account: UUID) async throws(DeskError) -> Draft? {
        do {
            let rows = try await pool.execute(
                "SELECT saved_at, sealed FROM desk.draft WHERE account = \(account)")
            guard let row = rows.first else { return nil }
            let key = try await keyring.passingKey("draft")
            let bytes: [UInt8]
            do {
                bytes = try Seal.open(
                    try row.get(1), with: key, stream: Self.draftName(account),
                    type: Self.draftType)
            } catch KeyringError.cannotOpen {
                return nil
            }
            return Draft(fields: try Self.fields(bytes), savedAt: try row.get(0))
        } catch {
            throw DeskError(error)
        }
    }

    /// Keeps nothing any more: it was recorded, or given up (下書きの破棄).
    /// - Throws: ``DeskError``.
    public func dropDraft(of account: UUID) async throws(DeskError) {
        do {
            _ = try await pool.execute("DELETE FROM desk.draft WHERE account = \(account)")
        } catch {
            throw DeskError(error)
        }
    }

    /// The number of the receipt a command has led to; nil as long as it has led to none (受付番号).
    /// - Throws: ``DeskError``.
    public func receiptNumber(of command: UUID) async throws(DeskError) -> ReceiptNumber? {
        do {
            guard let stream = try await log.stream(of: command),
                stream.category == "\(Item.streamCategory)",
                let first = try await log.read(stream, limit: 1).first
            else { return nil }
            return try ItemReceivedCoding.plain(first.payload).receiptNumber
        } catch {
            throw DeskError(error)
        }
    }

    private static func fields(_ bytes: [UInt8]) throws -> [(name: String, value: String)] {
        guard case .array(let fields) = try JSONValue(parsing: bytes) else { return [] }
        return fields.compactMap { field in
            guard case .array(let pair) = field, pair.count == 2,
                case .string(let name) = pair[0], case .string(let value) = pair[1]
            else { return nil }
            return (name, value)
        }
    }

    private static func draftName(_ account: UUID) -> StreamName {
        StreamName(category: "draft", id: account)
    }

    /// What drafts are sealed as, so that none passes for an event.
    private static let draftType = "Draft"
}
