import EventLog
public import Participation

/// A place a postal code stands for (郵便番号の町域).
public struct PostalTown: Sendable, Equatable {
    /// Prefecture, municipality and town, as an address begins (住所の初めの部分).
    public let address: String

    /// 日本郵便 notes in brackets which parts of a town the code is for; that is no part of an address.
    init(_ row: MasterRow) {
        address = row.values.map { String($0.prefix { $0 != "（" && $0 != "(" }) }.joined()
    }
}

/// What a postal code was found to be (郵便番号の照会結果).
public enum PostalAnswer: Sendable, Equatable {
    /// These towns have it, each once; never empty (該当).
    case towns([PostalTown])
    /// The list of today has no such code (該当なし).
    case notListed
    /// No list is good for today (有効なマスタなし).
    case notCovered
}

/// The postal codes as they are in the log, kept for the next who asks (郵便番号の索引).
///
/// All of Japan are 124,000 rows, which no clerk can wait for; whether there is a newer list is one
/// small question.
actor PostalTowns {
    private var leaf: [UInt8]?
    private var directory: MasterDirectory?

    func directory(of desk: Desk) async throws -> MasterDirectory {
        let newest = try await desk.lastLeaves(of: [MasterEventCoding.stream(of: .postal)])[0]
        if let directory, newest == leaf { return directory }
        let read = MasterDirectory(try await desk.master(.postal), of: .postal)
        (leaf, directory) = (newest, read)
        return read
    }
}

extension Desk {
    /// The towns of a postal code, by the list that is good for today (郵便番号の照会).
    /// - Throws: ``DeskError``.
    public func towns(of code: PostalCode) async throws(DeskError) -> PostalAnswer {
        do {
            switch try await postalTowns.directory(of: self).look(up: code.digits, on: today) {
            case .found(let rows):
                var towns: [PostalTown] = []
                for town in rows.map({ PostalTown($0) }) where !towns.contains(town) {
                    towns.append(town)
                }
                return .towns(towns)
            case .notListed: return .notListed
            case .notCovered: return .notCovered
            }
        } catch {
            throw DeskError(error)
        }
    }
}
