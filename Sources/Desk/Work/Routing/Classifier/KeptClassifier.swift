import Crypto
import EventLog
import Foundation
public import Participation
public import Postgres

/// The classifier that serves, as it is kept beside the log (現用の分類器).
public struct KeptClassifier: Sendable {
    /// Through which position of the log it was learned (学習の版).
    public let version: Int64
    /// When (学習日時).
    public let trainedAt: Instant
    /// The classifier; nil when it cannot be read with the keyring of today, or by this program, and
    /// has to be learned anew (分類器).
    public let classifier: TextClassifier?

    /// When it was learned, as a register prints it (学習日時の表記).
    public var trainedAtInJapan: String { trainedAt.inJapan }
}

/// The table that keeps the classifier (分類器の保管).
///
/// The key follows from the keyring's master key and ends with it: with a new master, as after erasures, an older copy
/// of the table, in a backup too, is noise (DECISIONS A9).
struct ClassifierStore: Sendable {
    private static let name = "routing"

    let pool: Pool
    let keyring: Keyring

    /// The version that serves; nil when there is none.
    func version() async throws -> Int64? {
        let rows = try await pool.execute(
            "SELECT version FROM desk.classifier WHERE name = \(Self.name)")
        return try rows.first?.get(0)
    }

    func read() async throws -> KeptClassifier? {
        let rows = try await pool.execute(
            "SELECT version, trained_at, model FROM desk.classifier WHERE name = \(Self.name)")
        guard let row = rows.first else { return nil }
        let version: Int64 = try row.get(0)
        let sealed: [UInt8] = try row.get(2)
        let opened = open(sealed, version: version, try await key)
        return KeptClassifier(
            version: version, trainedAt: try row.get(1),
            classifier: opened.flatMap { TextClassifier(bytes: $0) })
    }

    /// Lets a classifier serve; one that has learned more than this stays.
    func write(_ classifier: TextClassifier, at moment: Instant) async throws {
        let version = Int64(classifier.version)
        let reliability = String(
            decoding: CanonicalJSON.bytes(classifier.reliability.json), as: UTF8.self)
        let sealed = try seal(classifier.bytes, version: version, try await key)
        _ = try await pool.execute(
            """
            INSERT INTO desk.classifier
                   (name, version, trained_at, items, sections, reliability, model)
            VALUES (\(Self.name), \(version), \(moment), \(Int32(classifier.items)),
                    \(Int32(classifier.sections.count)), \(reliability)::text::jsonb, \(sealed))
            ON CONFLICT (name) DO UPDATE SET
                   (version, trained_at, items, sections, reliability, model)
                 = (excluded.version, excluded.trained_at, excluded.items, excluded.sections,
                    excluded.reliability, excluded.model)
             WHERE classifier.version <= excluded.version
            """)
    }

    /// Forgets what was learned: there is not enough left to learn from.
    func remove(learnedThrough version: Int64) async throws {
        _ = try await pool.execute(
            """
            DELETE FROM desk.classifier WHERE name = \(Self.name) AND version <= \(version)
            """)
    }

    // MARK: Sealing

    private func seal(
        _ bytes: [UInt8], version: Int64, _ key: SymmetricKey
    ) throws -> [UInt8] {
        let box = try AES.GCM.seal(bytes, using: key, authenticating: context(version))
        // Only a nonce of another length than the usual one has no combined form.
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return Array(combined)
    }

    private func open(_ sealed: [UInt8], version: Int64, _ key: SymmetricKey) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let bytes = try? AES.GCM.open(box, using: key, authenticating: context(version))
        else { return nil }
        return Array(bytes)
    }

    private var key: SymmetricKey {
        get async throws { try await keyring.passingKey("classifier") }
    }

    /// Bytes of another version under this one's number are refused.
    private func context(_ version: Int64) -> [UInt8] { Array("\(Self.name)/\(version)".utf8) }
}

extension ClassifierReliability {
    fileprivate var json: JSONValue {
        .object([
            "items": .integer(Int64(items)),
            "steps": .array(
                steps.map {
                    .object([
                        "permille": .integer(Int64($0.threshold.permille)),
                        "right": .integer(Int64($0.right)),
                        "routed": .integer(Int64($0.routed)),
                    ])
                }),
        ])
    }
}
