import EventLog
import Participation

/// That one record is in the log, for anybody to check without Koe (記録の証明); RFC 9162 §2.1.3.
///
/// Its coding is the JSON of CONTRACT §2, `koe log prove`.
public struct RecordProof: Sendable, Equatable, Encodable {
    /// The record's position minus one.
    public let leafIndex: Int64
    /// The size of the log proved against.
    public let treeSize: Int64
    /// The record's leaf hash, in hexadecimal.
    public let leafHash: String
    /// The sibling hashes, from the leaf upwards.
    public let path: [String]
    /// The root of the log at that size.
    public let root: String
    /// That root, signed; nil where this desk signs none (署名付き到達点).
    public let checkpoint: String?
}

extension Desk {
    /// Proves that a record is in the log as it stands now (記録の証明).
    /// - Throws: `ProofError` beyond the head; `CheckpointContradiction` when another root was signed
    ///   for this size before; ``DeskError``, `PostgresError`.
    public func proof(of position: Int64) async throws -> RecordProof {
        let proof = try await log.proveInclusion(of: position)
        var note: String?
        if let checkpoints, let city = try await city() {
            note = try checkpoints.sign(
                LogCheckpoint(
                    origin: CheckpointFolder.origin(code: city.code.description),
                    size: proof.treeSize, root: proof.root))
        }
        return RecordProof(
            leafIndex: proof.leafIndex, treeSize: proof.treeSize, leafHash: proof.leafHash.hex,
            path: proof.path.map(\.hex), root: proof.root.hex, checkpoint: note)
    }
}
