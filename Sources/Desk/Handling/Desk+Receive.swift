import Crypto
import EventLog
public import FoundationEssentials
import Participation
import Postgres

// Receiving a letter: read what was handed in, draw a number for what can be received, and handle
// it as any other command.
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

    /// What stands against a letter as handed in; nothing is recorded (受付の点検).
    public func objections(to request: ReceiveRequest) -> DeskError? {
        do throws(DeskError) {
            let refusals = try request.command(today: today).refusals
            return refusals.isEmpty ? nil : .refused(refusals)
        } catch {
            return error
        }
    }

    private func record(
        _ request: ReceiveRequest, actor: String?, command: UUID?
    ) async throws -> Receipt {
        var letter = try request.command(today: today)
        let identity = command.map { Identity.asked($0, digest: digest(of: request)) }
        let settled: Settled
        if let command, let known = try await log.stream(of: command) {
            guard known.category == "\(Item.streamCategory)" else {
                throw DeskError.commandReused(command)
            }
            settled = try await settle(Item.self, on: known, actor: actor, as: identity) {
                try Item.decide(.receive(letter), $0)
            }
        } else {
            // Before a key and a number are used up for it.
            let refusals = letter.refusals
            guard refusals.isEmpty else { throw DeskError.refused(refusals) }
            let files = try await examine(request.files)
            let enclosures = Enclosures()
            let new = try await itemKeys.take()
            letter.receiptNumber = try await drawNumber(in: FiscalYear(letter.receivedOn))
            let numbered = letter
            settled = try await settle(
                Item.self, on: new.stream, key: new.key, known: [], actor: actor, as: identity,
                enclosing: enclosures
            ) { item in
                // Received, with its files, and routed at once, or nothing of it.
                var events = try Item.decide(.receive(numbered), item)
                if !files.isEmpty, case .received(let received) = events.reduce(item, Item.evolve) {
                    events += try attachment(
                        files, to: received, on: new.stream, new.key, enclosures)
                }
                if let section = request.section, !events.isEmpty {
                    let routing = ItemRouting(
                        lead: section, others: request.others, by: .clerk)
                    events += try Item.decide(
                        .route(routing), events.reduce(item, Item.evolve))
                }
                return events
            }
            if settled.history.isEmpty {
                return receipt(
                    new.id, letter.receiptNumber, at: settled.handled.position, request)
            }
        }
        // Handed in before: the receipt handed out the first time.
        guard let first = settled.history.first, let id = first.stream.id else {
            throw DeskError.internalFault("a receipt that is not in the log")
        }
        let plain = try ItemReceivedCoding.plain(first.payload)
        return receipt(id, plain.receiptNumber, at: first.position, request)
    }

    private func receipt(
        _ id: UUID, _ number: ReceiptNumber, at position: Int64, _ request: ReceiveRequest
    ) -> Receipt {
        Receipt(
            id: id, receiptNumber: number.description,
            enquiryCode: EnquiryCode.of(id, key: keyring.derivedKey("enquiry")),
            position: position, warnings: IntakeWarning.of(request))
    }

    /// Keyed, because what is asked is personal and the log keeps the digest for ever.
    private func digest(of request: ReceiveRequest) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: request.canonical, using: keyring.derivedKey("command")))
    }

    private func drawNumber(in year: FiscalYear) async throws -> ReceiptNumber {
        var numbers = try await drawNumbers(HandlingLimits.receiptBlock, in: year)
        guard let number = numbers.next() else { throw DeskError.internalFault("\(year)") }
        return number
    }

    /// Draws a run of receipt numbers; those that are not used stay unused (欠番).
    func drawNumbers(_ amount: Int, in year: FiscalYear) async throws -> ReceiptNumbers {
        let rows = try await pool.execute(
            "SELECT desk.draw_receipt_numbers(\(Int32(year.year)), \(Int32(amount)))")
        let first = try rows.first?.get(0, as: Int32.self) ?? 0
        return ReceiptNumbers(year: year, serials: Int(first)..<Int(first) + amount)
    }
}

/// A run of receipt numbers nobody else has (受付番号の連番).
struct ReceiptNumbers: IteratorProtocol, Sendable {
    let year: FiscalYear
    private(set) var serials: Range<Int>

    init(year: FiscalYear, serials: Range<Int>) {
        self.year = year
        self.serials = serials
    }

    mutating func next() -> ReceiptNumber? {
        serials.popFirst().flatMap { ReceiptNumber(fiscalYear: year, serial: $0) }
    }
}
