import EventLog
public import Participation

/// How the areas people named compare with the municipalities beside them (地域マスタとの照合).
public struct MasterCheck: Sendable, Equatable {
    /// The municipality of the area is the one written (一致).
    public var agree = 0
    /// It is another (不一致).
    public var disagree = 0
    /// The list of that day has no such area, or nothing is written (マスタになし).
    public var unknown = 0
    /// No list is good for the day; nothing was compared (有効なマスタなし).
    public var notCovered = 0
    /// The days nothing was good for, the first and the last (マスタのない日).
    public var uncovered: ClosedRange<LocalDate>?

    /// Adds one answer.
    mutating func add(_ answer: MasterAnswer, to municipality: String?) {
        switch answer {
        case .found(let rows):
            if rows.contains(where: { $0.values.first == municipality }) {
                agree += 1
            } else {
                disagree += 1
            }
        case .notListed: unknown += 1
        case .notCovered(let day):
            notCovered += 1
            uncovered =
                uncovered.map {
                    min($0.lowerBound, day)...max($0.upperBound, day)
                } ?? day...day
        }
    }
}

extension Desk {
    /// Compares the areas in a file with the master of each row's own day (地域マスタとの照合).
    ///
    /// Nothing is recorded. Rows the mapping cannot read are left out.
    /// - Parameter attribute: the attribute of the mapping that holds the area; the municipality is
    ///   its `district`, the day its `receivedOn`.
    /// - Throws: ``DeskError``.
    public func checkAreas(
        in source: ImportSource, attribute: String
    ) async throws(DeskError) -> MasterCheck {
        let directory = MasterDirectory(try await master(.areas), of: .areas)
        do throws(ImportError) {
            let file = try ImportFile.check(
                source.bytes, mapping: source.mapping, encoding: source.encoding,
                name: source.name, publishedOn: source.publishedOn)
            var check = MasterCheck()
            for row in file.rows {
                guard let day = row.fields[.receivedOn].flatMap({ LocalDate(iso: $0) }) else {
                    check.unknown += 1
                    continue
                }
                check.add(
                    directory.look(up: row.attributes[attribute] ?? "", on: day),
                    to: row.fields[.district])
            }
            return check
        } catch {
            throw .file(error)
        }
    }
}
