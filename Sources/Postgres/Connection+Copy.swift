/// A COPY under way: at most one task waits for the socket.
struct CopyState {
    var waiter: UnsafeContinuation<Void, any Error>?

    mutating func fail(_ error: PostgresError) {
        waiter?.resume(throwing: error)
        waiter = nil
    }
}

// COPY does not exist in pipeline mode, so the connection leaves it for the duration: it must be
// leased by one caller and have nothing in flight.
extension Connection {
    /// Bytes handed to libpq before waiting for the socket.
    static let copySlice = 256 * 1024

    /// Runs `COPY … FROM STDIN`; the closure writes the data, in the format the statement names.
    ///
    /// When the closure throws, the COPY is ended as failed and nothing is stored.
    /// - Parameter sql: one COPY statement; not from outside input.
    /// - Returns: the number of rows the server counted.
    public func copyIn(
        unsafeSQL sql: String, _ write: (CopyWriter) async throws -> Void
    ) async throws -> Int {
        try await beginCopy(sql, expecting: .copyIn)
        var problem: (any Error)?
        do {
            try await write(CopyWriter(connection: self))
        } catch {
            problem = error
        }
        do {
            try await endCopyIn(failing: problem == nil ? nil : "the client gave up")
            let rows = try await finishCopy(sql)
            if let problem { throw problem }
            return rows
        } catch {
            throw problem ?? error
        }
    }

    /// Runs `COPY … TO STDOUT`; the closure gets the data in pieces of whole rows.
    /// - Parameter sql: one COPY statement; not from outside input.
    public func copyOut(
        unsafeSQL sql: String, _ read: ([UInt8]) async throws -> Void
    ) async throws {
        try await beginCopy(sql, expecting: .copyOut)
        var buffer: [UInt8] = []
        buffer.reserveCapacity(Self.copySlice + 64 * 1024)
        do {
            reading: while true {
                guard let raw else { throw failure ?? lostError() }
                switch raw.getCopy(appendingTo: &buffer) {
                case 0:
                    if !buffer.isEmpty {
                        try await read(buffer)
                        buffer.removeAll(keepingCapacity: true)
                    } else {
                        try await progress(.read)
                    }
                case -1: break reading
                case -2: break reading  // finishCopy reports the server's error
                default:
                    if buffer.count >= Self.copySlice {
                        try await read(buffer)
                        buffer.removeAll(keepingCapacity: true)
                    }
                }
            }
            if !buffer.isEmpty { try await read(buffer) }
        } catch {
            // The server cannot be told to stop sending except by cancelling or closing.
            fail(PostgresError(code: .closed, message: "a COPY was given up by its reader"))
            throw error
        }
        _ = try await finishCopy(sql)
    }

    private func beginCopy(_ sql: String, expecting: PGResult.Status) async throws {
        if let failure { throw failure }
        guard isIdle, let raw, raw.exitPipeline() else {
            throw PostgresError(code: .misuse, message: "COPY needs an idle, leased connection")
        }
        copying = CopyState()
        guard raw.sendSimple(sql) else {
            copying = nil
            fail(lostError())
            throw failure ?? lostError()
        }
        try await flushCopy()
        guard let result = try await nextCopyResult() else {
            throw PostgresError(code: .misuse, message: "no answer to COPY")
        }
        guard result.status == expecting else {
            let error =
                result.status == .error
                ? result.error(statement: "COPY")
                : PostgresError(code: .misuse, message: "the statement is no COPY of this kind")
            if result.status == .copyIn || result.status == .copyOut {
                // A COPY the other way is under way, and libpq repeats that answer for ever.
                fail(error)
                throw error
            }
            while try await nextCopyResult() != nil {}
            try leaveCopy()
            throw error
        }
    }

    func write(_ bytes: [UInt8]) async throws {
        var offset = 0
        while offset < bytes.count {
            let end = min(offset + Self.copySlice, bytes.count)
            guard let raw else { throw failure ?? lostError() }
            let queued = bytes.withUnsafeBytes {
                raw.putCopy(UnsafeRawBufferPointer(rebasing: $0[offset..<end]))
            }
            switch queued {
            case 1: offset = end
            case 0: break
            default:
                let lost = lostError()
                fail(lost)
                throw lost
            }
            try await flushCopy()
        }
    }

    private func endCopyIn(failing reason: String?) async throws {
        while true {
            guard let raw else { throw failure ?? lostError() }
            let ended = raw.putCopyEnd(failing: reason)
            if ended == 1 { break }
            guard ended == 0 else {
                let lost = lostError()
                fail(lost)
                throw lost
            }
            try await progress([.read, .write])
        }
        try await flushCopy()
    }

    private func finishCopy(_ sql: String) async throws -> Int {
        var rows = 0
        var problem: PostgresError?
        while let result = try await nextCopyResult() {
            switch result.status {
            case .error: problem = result.error(statement: "COPY")
            case .command: rows = result.affectedRows
            case .tuples, .copyIn, .copyOut, .sync, .aborted, .empty: break
            }
        }
        try leaveCopy()
        if let problem { throw problem }
        return rows
    }

    private func leaveCopy() throws {
        copying = nil
        guard let raw, raw.enterPipeline() else {
            let lost = lostError()
            fail(lost)
            throw lost
        }
        watch(.read)
    }

    private func flushCopy() async throws {
        while true {
            guard let raw else { throw failure ?? lostError() }
            switch raw.flush() {
            case .done: return
            case .wouldBlock: try await progress([.read, .write])
            case .failed:
                let lost = lostError()
                fail(lost)
                throw lost
            }
        }
    }

    private func nextCopyResult() async throws -> PGResult? {
        while true {
            guard let raw else { throw failure ?? lostError() }
            if !raw.isBusy { return raw.nextResult() }
            try await progress(.read)
        }
    }

    private func progress(_ interest: Reactor.Interest) async throws {
        if let failure { throw failure }
        watch(interest)
        try await withUnsafeThrowingContinuation { copying?.waiter = $0 }
    }

    func advanceCopy() {
        let waiter = copying?.waiter
        copying?.waiter = nil
        waiter?.resume()
    }
}

/// Writes the data of one `COPY … FROM STDIN`.
public struct CopyWriter: Sendable {
    let connection: Connection

    /// Sends bytes; waits while the server is slower than the caller.
    public func write(_ bytes: [UInt8]) async throws {
        try await connection.write(bytes)
    }
}

/// Builds rows in PostgreSQL's binary COPY format.
public struct BinaryCopy: Sendable {
    /// The rows so far; hand them to ``CopyWriter/write(_:)`` and clear them.
    public var bytes: [UInt8]

    /// Starts with the format's header.
    public init(capacity: Int = 64 * 1024) {
        bytes = []
        bytes.reserveCapacity(capacity)
        bytes.append(contentsOf: Array("PGCOPY\n".utf8))
        bytes.append(contentsOf: [0xFF, 0x0D, 0x0A, 0x00])
        bytes.appendBigEndian(Int32(0))  // flags
        bytes.appendBigEndian(Int32(0))  // header extension
    }

    /// Starts a row of so many columns.
    @inlinable
    public mutating func row(columns: Int16) { bytes.appendBigEndian(columns) }

    /// Appends one column's value.
    @inlinable
    public mutating func append<T: PostgresEncodable>(_ value: T?) {
        guard let value else { return appendNull() }
        let lengthAt = bytes.count
        bytes.appendBigEndian(Int32(0))
        value.encode(into: &bytes)
        let length = Int32(bytes.count - lengthAt - 4).bigEndian
        Swift.withUnsafeBytes(of: length) { source in
            for index in 0..<4 { bytes[lengthAt + index] = source[index] }
        }
    }

    /// Appends one column given as its binary bytes.
    @inlinable
    public mutating func append(raw: UnsafeRawBufferPointer) {
        bytes.appendBigEndian(Int32(raw.count))
        bytes.append(contentsOf: raw)
    }

    /// Appends NULL.
    @inlinable
    public mutating func appendNull() { bytes.appendBigEndian(Int32(-1)) }

    /// Ends the data.
    @inlinable
    public mutating func end() { bytes.appendBigEndian(Int16(-1)) }
}
