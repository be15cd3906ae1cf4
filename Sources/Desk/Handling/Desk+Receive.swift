import Crypto
import EventLog
public import FoundationEssentials
import Participation
import Postgres

// Receiving a letter: read what was handed in, draw a number, let the city's rules decide, seal
// what is personal, record it.
extension Desk {
    /// Receives a letter (受付).
    ///
    /// - Parameters:
    ///   - request: the letter as handed in.
    ///   - actor: who records it: a staff account or a component.
    ///   - command: identifies the request. Handed in again under the same id it is recorded once,
    ///     and the first receipt comes back.
    /// - Returns: the receipt to hand out.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func receive(
        _ request: ReceiveRequest, actor: String?, command: UUID?
    ) async throws(DeskError) -> Receipt {
        do {
            return try await record(request, actor: actor, command: command)
        } catch {
            throw DeskError(error)
        }
    }

    private func record(
        _ request: ReceiveRequest, actor: String?, command: UUID?
    ) async throws -> Receipt {
        var letter = try request.command(today: today)
        let id = command.map(CommandID.item(of:)) ?? newID()
        let stream = StreamName(category: "item", id: id)
        let identity = command.map { Command(id: $0, digest: digest(of: request)) }
        var isNumbered = false
        var attempt = 0
        while true {
            attempt += 1
            // A fresh id has no history to load; a command's item may be there already.
            let mayExist = command != nil || attempt > 1
            let history = mayExist ? try await log.read(stream) : []
            if let first = history.first, let identity {
                return try await repeated(first, identity)
            }
            let item = try await fold(history)
            if item == .notReceived, !isNumbered {
                let refusals = letter.refusals
                guard refusals.isEmpty else { throw DeskError.refused(refusals) }
                letter.receiptNumber = try await drawNumber(in: FiscalYear(letter.receivedOn))
                isNumbered = true
            }
            let events = try Item.decide(.receive(letter), item)
            if events.isEmpty, let first = history.first {
                return try receipt(id, first)
            }
            do {
                let appended = try await append(
                    events, to: stream, after: history, command: identity, actor: actor)
                if appended.isRepeat { continue }
                return receipt(id, letter.receiptNumber, at: appended.firstPosition)
            } catch AppendError.conflict where attempt < HandlingLimits.attempts {
                continue
            }
        }
    }

    // MARK: Repeated commands

    /// The receipt handed out the first time.
    ///
    /// The log itself knows whether this is the same request or another one under the same id:
    /// offered the very event it has, it answers "repeated" or "reused" and records nothing,
    /// because the stream is expected not to exist.
    private func repeated(_ first: RecordedEvent, _ command: Command) async throws -> Receipt {
        let same = NewEvent(
            type: first.type, schemaVersion: first.schemaVersion, payload: first.payload,
            sealed: first.sealed)
        _ = try await log.append(
            Append([Append.Write(first.stream, expecting: .none, [same])], command: command))
        return try receipt(CommandID.item(of: command.id), first)
    }

    private func receipt(_ id: UUID, _ first: RecordedEvent) throws -> Receipt {
        let plain = try ItemReceivedCoding.plain(first.payload)
        return receipt(id, plain.receiptNumber, at: first.position)
    }

    private func receipt(_ id: UUID, _ number: ReceiptNumber, at position: Int64) -> Receipt {
        Receipt(
            id: id, receiptNumber: number.description,
            enquiryCode: EnquiryCode.of(id, key: keyring.derivedKey("enquiry")),
            position: position)
    }

    /// Keyed, because what is asked is personal and the log keeps the digest for ever.
    private func digest(of request: ReceiveRequest) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: request.canonical, using: keyring.derivedKey("command")))
    }

    // MARK: Loading and recording

    func fold(_ history: [RecordedEvent]) async throws -> Item {
        var item = Item.initial
        guard let stream = history.first?.stream else { return item }
        let key =
            history.contains { $0.sealed != nil } ? try await keyring.key(of: stream) : nil
        for recorded in history {
            let opened: Opened? = try recorded.sealed.map { sealed in
                guard let key else { return .erased }
                return .bytes(try Seal.open(sealed, with: key, stream: stream, type: recorded.type))
            }
            item = Item.evolve(item, try ItemEventCoding.decode(recorded, opened: opened))
        }
        return item
    }

    private func append(
        _ events: [ItemEvent], to stream: StreamName, after history: [RecordedEvent],
        command: Command?, actor: String?
    ) async throws -> Appended {
        let coded = events.map(ItemEventCoding.encode)
        // The key is durable before the event that needs it: a crash in between leaves a key
        // without an event, which is swept, never an event nobody can read.
        let key = try await keyring.keys(creating: [stream])[stream]
        let sealed = try coded.map { event in
            NewEvent(
                type: event.type, schemaVersion: event.schemaVersion, payload: event.payload,
                sealed: try event.personal.map { personal in
                    guard let key else { throw KeyringError.destroyed(stream) }
                    return try Seal.seal(personal, with: key, stream: stream, type: event.type)
                })
        }
        let expected: ExpectedVersion = history.last.map { .exactly($0.version) } ?? .none
        return try await log.append(
            Append(
                [Append.Write(stream, expecting: expected, sealed)], command: command,
                actor: actor))
    }

    private func drawNumber(in year: FiscalYear) async throws -> ReceiptNumber {
        let rows = try await pool.execute(
            """
            SELECT desk.draw_receipt_numbers(\(Int32(year.year)), \
            \(Int32(HandlingLimits.receiptBlock)))
            """)
        let serial = try rows.first?.get(0, as: Int32.self) ?? 0
        guard let number = ReceiptNumber(fiscalYear: year, serial: Int(serial)) else {
            throw DeskError.internalFault("receipt number \(serial) of \(year)")
        }
        return number
    }
}
