import EventLog
import Participation

extension Desk {
    /// Imports a file: checks all of it first, then records its rows in batches (取込み).
    ///
    /// The same rows again are recorded once, in whatever file, order or encoding they come
    /// (DECISIONS A13); a row whose content has changed corrects its record. A crash leaves a whole
    /// number of batches, and the same command goes on from there.
    ///
    /// - Parameters:
    ///   - actor: whose import it is; `import:` is put before it.
    ///   - batch: rows per commit; the result is the same with any.
    ///   - progress: told after every batch.
    /// - Returns: what became of the rows. With rejects and ``ImportMode/whole`` nothing was recorded.
    /// - Throws: ``DeskError``; what was recorded before stays.
    public func importFile(
        _ source: ImportSource, mode: ImportMode, actor: String?,
        batch: Int = ImportLimits.batch,
        progress: @Sendable (ImportProgress) -> Void = { _ in }
    ) async throws(DeskError) -> ImportOutcome {
        do {
            let context = ImportContext(today: today, catalogue: try await catalogue())
            func run<Record: ImportedRecord>(_: Record.Type) async throws -> ImportOutcome {
                try await Importing<Record>(
                    desk: self, source: source, context: context,
                    actor: ImportActor.name(actor), batch: max(1, batch)
                ).run(mode, progress)
            }
            return switch source.mapping.kind {
            case .item: try await run(ImportedItem.self)
            case .gathering: try await run(ImportedGathering.self)
            case .lecture: try await run(ImportedLecture.self)
            case .observation: try await run(ImportedObservation.self)
            }
        } catch {
            throw DeskError(error)
        }
    }
}

/// Who imports are recorded under, so that what a source said can be told from what people at the
/// desk made of it (取込みの記録者).
enum ImportActor {
    private static let prefix = "import"

    static func name(_ actor: String?) -> String { actor.map { "\(prefix):\($0)" } ?? prefix }

    static func isOne(_ actor: String?) -> Bool {
        actor == prefix || actor?.hasPrefix("\(prefix):") == true
    }
}
