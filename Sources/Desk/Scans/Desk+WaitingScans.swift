import Crypto
import EventLog
public import FoundationEssentials
import Participation
import Postgres

/// A page of a scan that waits at somebody's desk until it belongs to a letter (受付待ちの頁).
public struct WaitingPage: Sendable, Hashable, CustomStringConvertible {
    /// The scan (スキャンの番号).
    public let scan: UUID
    /// Its page, from 1 (頁).
    public let page: Int

    /// A page, as a form names it; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ".")
        guard parts.count == 2, let scan = UUID(uuidString: String(parts[0])),
            let page = Int(parts[1]), (1...ScanLimits.pages).contains(page)
        else { return nil }
        self.init(scan: scan, page: page)
    }

    init(scan: UUID, page: Int) {
        self.scan = scan
        self.page = page
    }

    /// As a form names it.
    public var description: String { "\(scan.uuidString.lowercased()).\(page)" }
}

/// Limits of scans that wait, each with its name (受付待ちのスキャンの上限).
public enum WaitingLimits {
    /// Scans that may wait at one desk.
    public static let scans = 20
    /// Pages that go into one letter.
    public static let pagesOfLetter = 50
    /// For how many seconds a scan is kept once its last page was taken: receipts may be taken back.
    static let secondsWhenTaken: Int64 = 86_400
    /// For how many seconds a scan is kept that nobody came back to: it is on paper still.
    static let seconds: Int64 = DraftLimits.days * 86_400
}

// Scans are handed in once, then letter after letter takes its pages. Which receipt took a page is
// noted before the receipt is recorded; it counts as taken only once the log knows that receipt, so a
// crash in between loses no page. Two windows of one account that record at the same moment may both
// get a page that both show.
extension Desk {
    /// Keeps scans at somebody's desk until their pages belong to letters, all or none
    /// (スキャンの受取り).
    /// - Throws: ``DeskError``; `declined` says which file cannot be taken and why.
    public func keepScans(_ files: [ScanFile], of account: UUID) async throws(DeskError) {
        let examined = try await examine(files)
        do {
            try await sweepScans()
            let rows = try await pool.execute(
                "SELECT count(*) FROM desk.waiting_scan WHERE account = \(account)")
            let waiting: Int64 = try rows.first?.get(0) ?? 0
            guard Int(waiting) + examined.count <= WaitingLimits.scans else {
                throw DeskError.declined([
                    Refused(
                        field: ItemField.scans.rawValue,
                        japanese: "受付待ちのスキャンは\(WaitingLimits.scans)件までです。先に受け付けてください。")
                ])
            }
            let key = try await keyring.passingKey("waiting-scan")
            var kept: [Query] = []
            for file in examined {
                let id = newID()
                kept += [
                    """
                    INSERT INTO desk.waiting_scan (id, account, came_at, type, pages, name, bytes)
                    VALUES (\(id), \(account), \(clock()), \(file.type.rawValue),
                            \(Int16(file.pages)),
                            \(try Self.sealWaiting(Array(file.name.utf8), id, "name", key)),
                            \(try Self.sealWaiting(file.bytes, id, "bytes", key)))
                    """,
                    """
                    INSERT INTO desk.waiting_page (scan, page)
                    SELECT \(id), generate_series(1, \(Int32(file.pages)))
                    """,
                ]
            }
            _ = try await pool.run(kept)
        } catch {
            throw DeskError(error)
        }
    }

    /// The pages that wait at somebody's desk, in the order they came (受付待ちの頁).
    /// - Throws: ``DeskError``.
    public func waitingPages(of account: UUID) async throws(DeskError) -> [WaitingPage] {
        do {
            let rows = try await pool.execute(
                """
                SELECT p.scan, p.page FROM desk.waiting_page AS p
                  JOIN desk.waiting_scan AS s ON s.id = p.scan
                 WHERE s.account = \(account) AND \(unsafeSQL: Self.isWaiting)
                 ORDER BY s.came_at, s.id, p.page
                """)
            return try rows.map {
                WaitingPage(scan: try $0.get(0), page: Int(try $0.get(1, as: Int16.self)))
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// A page that waits as a JPEG for a screen (受付待ちの頁の画像).
    /// - Throws: ``DeskError``; `notFound` when no such page waits at this desk.
    public func picture(
        of page: WaitingPage, at account: UUID
    ) async throws(DeskError) -> [UInt8] {
        do {
            // Once it belongs to a letter, that letter is opened for a reason to see it.
            let rows = try await pool.execute(
                """
                SELECT FROM desk.waiting_page AS p
                 WHERE p.scan = \(page.scan) AND p.page = \(Int16(page.page))
                   AND \(unsafeSQL: Self.isWaiting)
                """)
            guard !rows.isEmpty else { throw DeskError.notFound("\(page)") }
            return try await scans.turns.taking {
                let scan = try await waitingScan(page.scan, of: account)
                do throws(ScanFault) {
                    return try await scans.picture(of: page.page, in: scan.bytes, scan.type)
                } catch {
                    throw error.error(ofFile: 1, among: 1)
                }
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// Gives pages to a receipt that is about to be recorded (頁の割当て).
    /// - Returns: the files to hand in with it.
    /// - Throws: ``DeskError``; `declined` when one of them waits here no more.
    public func takePages(
        _ pages: [WaitingPage], of account: UUID, for command: UUID
    ) async throws(DeskError) -> [ScanFile] {
        guard !pages.isEmpty else { return [] }
        guard pages.count <= WaitingLimits.pagesOfLetter, Set(pages).count == pages.count else {
            throw Self.pageGone
        }
        do {
            let (scans, numbers) = (pages.map(\.scan), pages.map { Int16($0.page) })
            let taken = try await pool.execute(
                """
                UPDATE desk.waiting_page AS p SET (command, is_returned) = (\(command), false)
                  FROM desk.waiting_scan AS s,
                       unnest(\(array: scans, of: .uuid), \(array: numbers, of: .int2))
                       AS wanted (scan, page)
                 WHERE p.scan = wanted.scan AND p.page = wanted.page AND s.id = p.scan
                   AND s.account = \(account)
                   AND (p.command = \(command) OR \(unsafeSQL: Self.isWaiting))
                   AND NOT EXISTS (SELECT FROM log.command AS c WHERE c.id = \(command))
                """)
            if taken.affected != pages.count {
                try await requireTaken(pages, of: account, by: command)
            }
            var files: [ScanFile] = []
            for run in Self.runs(of: pages) {
                let scan = try await waitingScan(run.scan, of: account)
                files += try await self.files(of: run.pages, in: scan)
                // Refused as too large together; no need to hold all of it for that.
                if files.reduce(0, { $0 + $1.bytes.count }) > ScanLimits.bytesTogether { break }
            }
            return files
        } catch {
            throw DeskError(error)
        }
    }

    /// A receipt that is recorded may be asked for again, with the pages it has and no others: they
    /// would be taken by something that does not attach them.
    private func requireTaken(
        _ pages: [WaitingPage], of account: UUID, by command: UUID
    ) async throws {
        guard try await log.stream(of: command) != nil else { throw Self.pageGone }
        let had = try await pool.execute(
            """
            SELECT p.scan, p.page FROM desk.waiting_page AS p
              JOIN desk.waiting_scan AS s ON s.id = p.scan
             WHERE p.command = \(command) AND s.account = \(account)
            """
        ).map { WaitingPage(scan: try $0.get(0), page: Int(try $0.get(1, as: Int16.self))) }
        guard Set(pages).isSubset(of: had) else { throw DeskError.commandReused(command) }
    }

    /// The receipt was taken back, or not after all: its pages wait again where they came in, or no
    /// more (受付の取消しと頁).
    /// - Throws: ``DeskError``.
    public func returnPages(
        of item: UUID, areWaiting: Bool
    ) async throws(DeskError) {
        do {
            let stream = StreamName(category: Item.streamCategory, id: item)
            guard let receipt = try await log.read(stream, limit: 1).first?.correlation else {
                return
            }
            _ = try await pool.execute(
                """
                UPDATE desk.waiting_page SET is_returned = \(areWaiting)
                 WHERE command = \(receipt)
                """)
        } catch {
            throw DeskError(error)
        }
    }

    /// Takes a page away that belongs to no letter: a blank one, a divider (頁の除外).
    /// - Throws: ``DeskError``.
    public func dropPage(_ page: WaitingPage, of account: UUID) async throws(DeskError) {
        do {
            _ = try await pool.run([
                """
                DELETE FROM desk.waiting_page AS p USING desk.waiting_scan AS s
                 WHERE p.scan = \(page.scan) AND p.page = \(Int16(page.page)) AND s.id = p.scan
                   AND s.account = \(account)
                """,
                """
                DELETE FROM desk.waiting_scan AS s
                 WHERE s.id = \(page.scan) AND s.account = \(account)
                   AND NOT EXISTS (SELECT FROM desk.waiting_page AS p WHERE p.scan = s.id)
                """,
            ])
        } catch {
            throw DeskError(error)
        }
    }

    // MARK: What waits

    /// A scan that waits, opened for the program itself.
    private struct WaitingScan {
        let type: ScanType
        let pages: Int
        let name: String
        let bytes: [UInt8]
    }

    private func waitingScan(
        _ id: UUID, of account: UUID
    ) async throws(DeskError) -> WaitingScan {
        do {
            let rows = try await pool.execute(
                """
                SELECT type, pages, name, bytes FROM desk.waiting_scan
                 WHERE id = \(id) AND account = \(account)
                """)
            guard let row = rows.first, let type = ScanType(rawValue: try row.get(0)) else {
                throw DeskError.notFound(id.uuidString.lowercased())
            }
            let key = try await keyring.passingKey("waiting-scan")
            let name = try Self.openWaiting(try row.get(2), id, "name", key)
            return WaitingScan(
                type: type, pages: Int(try row.get(1, as: Int16.self)),
                name: String(decoding: name, as: UTF8.self),
                bytes: try Self.openWaiting(try row.get(3), id, "bytes", key))
        } catch KeyringError.cannotOpen {
            // The master key has changed since: what waited is noise, and the paper is there still.
            try await drop(id)
            throw Self.pageGone
        } catch {
            throw DeskError(error)
        }
    }

    private func drop(_ scan: UUID) async throws(DeskError) {
        do {
            _ = try await pool.execute("DELETE FROM desk.waiting_scan WHERE id = \(scan)")
        } catch {
            throw DeskError(error)
        }
    }

    /// Pages of a scan as files of a letter; the whole scan is the file it came as.
    private func files(
        of pages: ClosedRange<Int>, in scan: WaitingScan
    ) async throws -> [ScanFile] {
        if pages == 1...scan.pages {
            return [ScanFile(scan.name, scan.type, pages: scan.pages, scan.bytes)]
        }
        let parts: [ClosedRange<Int>]
        switch scan.type {
        case .pdf: parts = [pages]
        case .tiff, .jpeg, .png: parts = pages.map { $0...$0 }
        }
        var files: [ScanFile] = []
        for part in parts {
            do throws(ScanFault) {
                let bytes = try await scans.extract(part, of: scan.bytes, scan.type)
                let type = try ScanStructure(bytes).type
                files.append(
                    ScanFile(
                        Self.name(of: part, in: scan.name, type), type, pages: part.count, bytes))
            } catch {
                throw error.error(ofFile: 1, among: 1)
            }
        }
        return files
    }

    /// `手紙.pdf` is `手紙(3-4頁).pdf` in part.
    private static func name(
        of pages: ClosedRange<Int>, in name: String, _ type: ScanType
    ) -> String {
        let base = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        let range =
            pages.count == 1
            ? "\(pages.lowerBound)" : "\(pages.lowerBound)-\(pages.upperBound)"
        let mark = "(\(range)頁).\(type.fileEnding)"
        return base.prefix(ScanLimits.name - mark.count) + mark
    }

    /// Pages that follow one another in one scan go together.
    private static func runs(
        of pages: [WaitingPage]
    ) -> [(scan: UUID, pages: ClosedRange<Int>)] {
        var runs: [(scan: UUID, pages: ClosedRange<Int>)] = []
        for page in pages {
            if let last = runs.last, last.scan == page.scan, last.pages.upperBound + 1 == page.page
            {
                runs[runs.count - 1].pages = last.pages.lowerBound...page.page
            } else {
                runs.append((page.scan, page.page...page.page))
            }
        }
        return runs
    }

    private static var pageGone: DeskError {
        .declined([
            Refused(
                field: ItemField.scans.rawValue,
                japanese: "表示していた頁は、すでに別の手紙に付けられたか、除かれています。画面を開き直してください。")
        ])
    }

    private static func sealWaiting(
        _ bytes: [UInt8], _ id: UUID, _ part: String, _ key: SymmetricKey
    ) throws -> [UInt8] {
        try Seal.seal(
            bytes, with: key, stream: StreamName(category: "waiting-scan", id: id), type: part)
    }

    private static func openWaiting(
        _ sealed: [UInt8], _ id: UUID, _ part: String, _ key: SymmetricKey
    ) throws -> [UInt8] {
        try Seal.open(
            sealed, with: key, stream: StreamName(category: "waiting-scan", id: id), type: part)
    }
}
