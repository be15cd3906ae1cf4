import Crypto
import EventLog
public import FoundationEssentials
public import Participation
import Postgres

// Files of items: looked through, sealed, and recorded together with the event that names them.
extension Desk {
    /// The programs for looking through files that are not on this computer (足りない道具).
    public static var missingScanPrograms: [String] {
        ScanReading.programs.filter { !ScanTool.isInstalled($0) }
    }

    /// Attaches files to an item, all or none (添付).
    ///
    /// - Parameters:
    ///   - version: the version of the item the caller has seen; `nil`: whatever it is now.
    ///   - command: identifies the request. Handed in again under the same id the files are attached
    ///     once.
    /// - Throws: ``DeskError``; `declined` says which file cannot be attached and why, `later` that it
    ///   cannot be looked through now. Nothing was recorded, except where it says `outcomeUnknown`.
    public func attach(
        _ files: [ScanFile], to item: UUID, expecting version: Int32? = nil, actor: String?,
        command: UUID?
    ) async throws(DeskError) -> Handled {
        let examined = try await examine(files)
        let stream = StreamName(category: Item.streamCategory, id: item)
        do {
            let enclosures = Enclosures()
            return try await settle(
                Item.self, on: stream, actor: actor,
                as: command.map { .asked($0, digest: digest(of: examined, for: stream)) },
                expecting: version, enclosing: enclosures
            ) { state in
                guard case .received(let item) = state else { throw ItemRefusal.notReceived }
                // Without its key the decision says no, and nothing is sealed.
                let key = try await keyring.keys(creating: [stream])[stream]
                return try attachment(examined, to: item, on: stream, key, enclosures)
            }.handled
        } catch KeyringError.destroyed {
            throw .refused([.personalErased])
        } catch {
            throw DeskError(error)
        }
    }

    /// The events that attach files to an item; what is sealed for them is put aside.
    func attachment(
        _ files: [ExaminedScan], to item: ReceivedItem, on stream: StreamName,
        _ key: SymmetricKey?, _ enclosures: Enclosures
    ) throws -> [ItemEvent] {
        enclosures.sealed = []
        guard let key else { throw KeyringError.destroyed(stream) }
        let scans = try files.enumerated().map { index, file in
            let sealed = try Seal.seal(
                file.bytes, with: key, stream: stream,
                type: Self.sealedAs(item.nextScanNumber + index))
            enclosures.sealed.append(sealed)
            return NewScan(
                type: file.type, bytes: file.bytes.count, pages: file.pages,
                digest: Digest.sha256(sealed).hex, name: file.name)
        }
        return try Item.decide(.attach(scans), .received(item))
    }

    /// Looks files through before anything else is done with them (添付の確認).
    func examine(_ files: [ScanFile]) async throws(DeskError) -> [ExaminedScan] {
        guard files.reduce(0, { $0 + $1.bytes.count }) <= ScanLimits.bytesTogether else {
            throw ScanFault.tooLargeTogether.error(ofFile: 1, among: files.count)
        }
        var examined: [ExaminedScan] = []
        for (index, file) in files.enumerated() {
            do throws(ScanFault) {
                examined.append(try await scans.examine(file))
            } catch {
                throw error.error(ofFile: index + 1, among: files.count)
            }
        }
        return examined
    }

    /// Gives out a file of an item; who opens it and why is written down before (添付の開封).
    /// - Returns: the file; `erased` once its item is.
    /// - Throws: ``DeskError``; `notFound` when the item has no such file, or it was taken back.
    public func scan(
        _ number: Int, of item: UUID, opening: Opening
    ) async throws(DeskError) -> Sealed<ScanContent> {
        let stream = StreamName(category: Item.streamCategory, id: item)
        do {
            let history = try await log.read(stream)
            let isErased = history.contains(where: \.isErasure)
            let key = isErased ? nil : try await keyring.key(of: stream)
            let state = try decode(history, as: Item.self, with: key)
                .reduce(Item.initial, Item.evolve)
            guard case .received(let received) = state, let scan = received.scan(number) else {
                throw DeskError.notFound("\(stream) scan \(number)")
            }
            guard let key, let name = scan.name.content?.text else { return .erased }
            if try await !isNoted(opening, of: stream) {
                try await record(opening, of: [(stream, key)], showing: .scan)
            }
            return .readable(
                ScanContent(
                    number: number, type: scan.type, pages: scan.pages, name: name,
                    bytes: try await bytes(of: scan, on: stream, with: key)))
        } catch {
            throw DeskError(error)
        }
    }

    /// Page after page of one file is one look at it, as long as leave to see it holds.
    private func isNoted(_ opening: Opening, of stream: StreamName) async throws -> Bool {
        guard opening.way == .shown else { return false }
        let since = Instant(
            microseconds: clock().microseconds - ScanLeave.seconds * 1_000_000)
        let rows = try await pool.execute(
            """
            SELECT FROM desk.opening
             WHERE actor = \(opening.actor) AND opened_at > \(since) AND stream = \(stream.text)
               AND part = \(OpenedPart.scan.rawValue) AND way = \(opening.way.rawValue) LIMIT 1
            """)
        return !rows.isEmpty
    }

    private func bytes(
        of scan: ItemScan, on stream: StreamName, with key: SymmetricKey
    ) async throws -> [UInt8] {
        guard let digest = Digest(hex: scan.digest), let sealed = try await log.enclosure(digest)
        else { throw DeskError.internalFault("a file that is not beside the log") }
        return try Seal.open(
            sealed, with: key, stream: stream, type: Self.sealedAs(scan.number))
    }

    /// A page of a file of an item as a JPEG for a screen; who opens it and why is written down before
    /// (頁の画像).
    /// - Throws: ``DeskError``; `notFound` when there is no such page, or the item is erased.
    public func picture(
        of page: Int, ofScan number: Int, of item: UUID, opening: Opening
    ) async throws(DeskError) -> [UInt8] {
        do {
            return try await scans.turns.taking {
                guard case .readable(let scan) = try await scan(number, of: item, opening: opening),
                    (1...max(scan.pages, 1)).contains(page)
                else { throw DeskError.notFound("page \(page)") }
                do throws(ScanFault) {
                    return try await scans.picture(of: page, in: scan.bytes, scan.type)
                } catch {
                    throw error.error(ofFile: scan.number, among: 1)
                }
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// Each file is sealed for its place: taken to another one it does not open.
    private static func sealedAs(_ number: Int) -> String {
        "\(ItemScanCoding.attached)/\(number)"
    }

    /// Keyed, because what is in the files is personal and the log keeps the digest for ever.
    private func digest(of files: [ExaminedScan], for stream: StreamName) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: CanonicalJSON.bytes(
                    .object([
                        "files": ReceiveRequest.members(of: files.map(\.file)),
                        "stream": .string(stream.text),
                    ])), using: keyring.derivedKey("command")))
    }
}

extension ExaminedScan {
    var file: ScanFile { ScanFile(name: name, bytes: bytes) }
}

extension ReceiveRequest {
    /// What tells files apart, for the digest of a command.
    static func members(of files: [ScanFile]) -> JSONValue {
        .array(
            files.map {
                .object([
                    "content": .string(Digest.sha256($0.bytes).hex), "name": .string($0.name),
                ])
            })
    }
}

/// What is recorded beside the events of one decision (同封物).
final class Enclosures {
    /// The bytes, sealed.
    var sealed: [[UInt8]] = []
}
