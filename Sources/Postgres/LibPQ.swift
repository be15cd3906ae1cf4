// The only file that imports CLibPQ. Everything libpq hands out is owned here and freed by a
// deinit; the rest of the room speaks Swift values.

import CLibPQ
import Glibc

/// One libpq connection (PGconn). Not thread-safe: it lives inside one actor on the reactor.
final class PGConnection {
    enum Poll { case reading, writing, ready, failed }
    enum Flush { case done, wouldBlock, failed }

    private let raw: OpaquePointer

    /// Starts connecting; `nil` only when libpq has no memory.
    init?(conninfo: String) {
        guard let raw = PQconnectStart(conninfo) else { return nil }
        self.raw = raw
    }

    deinit { PQfinish(raw) }

    /// Must be read again after every ``poll()``: with several hosts libpq changes sockets.
    var socket: Int32 { PQsocket(raw) }
    var isBad: Bool { PQstatus(raw) == CONNECTION_BAD }
    var backendPID: Int32 { PQbackendPID(raw) }
    var message: String { String(cString: PQerrorMessage(raw)) }
    var isInTransaction: Bool {
        let status = PQtransactionStatus(raw)
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
    }
    var isPasswordNeeded: Bool { PQconnectionNeedsPassword(raw) == 1 }

    func parameter(_ name: String) -> String? {
        PQparameterStatus(raw, name).map { String(cString: $0) }
    }

    func poll() -> Poll {
        switch PQconnectPoll(raw) {
        case PGRES_POLLING_READING: .reading
        case PGRES_POLLING_WRITING: .writing
        case PGRES_POLLING_OK: .ready
        default: .failed
        }
    }

    func setNonBlocking() -> Bool { PQsetnonblocking(raw, 1) == 0 }
    func enterPipeline() -> Bool { PQenterPipelineMode(raw) == 1 }
    func exitPipeline() -> Bool { PQexitPipelineMode(raw) == 1 }

    /// libpq prints notices to standard error by default; a server has better places.
    func silenceNotices() {
        PQsetNoticeReceiver(raw, { _, _ in }, nil)
    }

    func flush() -> Flush {
        switch PQflush(raw) {
        case 0: .done
        case 1: .wouldBlock
        default: .failed
        }
    }

    func consumeInput() -> Bool { PQconsumeInput(raw) == 1 }
    var isBusy: Bool { PQisBusy(raw) == 1 }
    func nextResult() -> PGResult? { PQgetResult(raw).map(PGResult.init) }

    func sendPrepare(name: String, sql: String, types: [UInt32]) -> Bool {
        PQsendPrepare(raw, name, sql, Int32(types.count), types) == 1
    }

    func sendPrepared(name: String, _ bindings: Bindings) -> Bool {
        bindings.withPointers { values, lengths, formats in
            PQsendQueryPrepared(
                raw, name, Int32(bindings.count), values, lengths, formats, 1) == 1
        }
    }

    func sendUnnamed(sql: String, _ bindings: Bindings) -> Bool {
        bindings.withPointers { values, lengths, formats in
            PQsendQueryParams(
                raw, sql, Int32(bindings.count), bindings.types, values, lengths, formats, 1) == 1
        }
    }

    /// Simple protocol; several statements allowed. Outside pipeline mode only.
    func sendSimple(_ sql: String) -> Bool { PQsendQuery(raw, sql) == 1 }
    func sync() -> Bool { PQpipelineSync(raw) == 1 }

    /// 1 queued, 0 would block, -1 failed.
    func putCopy(_ bytes: UnsafeRawBufferPointer) -> Int32 {
        PQputCopyData(
            raw, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count))
    }

    func putCopyEnd(failing reason: String?) -> Int32 { PQputCopyEnd(raw, reason) }

    /// The next COPY row, copied into `buffer`: its length, 0 would block, -1 end, -2 failed.
    func getCopy(appendingTo buffer: inout [UInt8]) -> Int32 {
        var chunk: UnsafeMutablePointer<CChar>?
        let length = PQgetCopyData(raw, &chunk, 1)
        if length > 0, let chunk {
            buffer.append(
                contentsOf: UnsafeRawBufferPointer(start: chunk, count: Int(length)))
            PQfreemem(chunk)
        }
        return length
    }

    /// A cancel handle may be used from another thread, even while the connection is in use.
    func cancelHandle() -> PGCancel? { PQgetCancel(raw).map(PGCancel.init) }

    func nextNotification() -> Notification? {
        guard let note = PQnotifies(raw) else { return nil }
        defer { PQfreemem(note) }
        return Notification(
            channel: String(cString: note.pointee.relname),
            payload: String(cString: note.pointee.extra), backendPID: note.pointee.be_pid)
    }

    /// Splits a libpq connection string; the error text never repeats a value.
    static func parse(_ conninfo: String) throws(PostgresError) -> [String: String] {
        var problem: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(conninfo, &problem) else {
            PQfreemem(problem)
            throw PostgresError(
                code: .invalidConnectionString,
                message: "the connection string cannot be read; expected "
                    + "postgresql://user@host/database or key=value pairs")
        }
        defer { PQconninfoFree(options) }
        var found: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val {
                found[String(cString: keyword)] = String(cString: value)
            }
            option += 1
        }
        return found
    }
}

/// Asks the server to stop what a connection is doing. `PQcancel` blocks: call it on a thread
/// of its own. The handle is kept as a number because libpq allows its use from any thread.
final class PGCancel: Sendable {
    private let address: UInt

    init(_ raw: OpaquePointer) { address = UInt(bitPattern: raw) }
    deinit { PQfreeCancel(OpaquePointer(bitPattern: address)) }

    func send() {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
            _ = PQcancel(OpaquePointer(bitPattern: address), text.baseAddress, 256)
        }
    }
}

/// One result (PGresult), freed when the last reader lets go.
///
/// The repository's `@unchecked Sendable`: libpq never changes a result after handing it over,
/// and every function called on it here only reads, so several threads may read it at once.
final class PGResult: @unchecked Sendable {
    enum Status {
        case command, tuples, copyIn, copyOut, sync, aborted, empty, error
    }

    private let raw: OpaquePointer

    init(_ raw: OpaquePointer) { self.raw = raw }
    deinit { PQclear(raw) }

    var status: Status {
        switch PQresultStatus(raw) {
        case PGRES_COMMAND_OK: .command
        case PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE: .tuples
        case PGRES_COPY_IN: .copyIn
        case PGRES_COPY_OUT: .copyOut
        case PGRES_PIPELINE_SYNC: .sync
        case PGRES_PIPELINE_ABORTED: .aborted
        case PGRES_EMPTY_QUERY: .empty
        default: .error
        }
    }

    var rowCount: Int { Int(PQntuples(raw)) }
    var columnCount: Int { Int(PQnfields(raw)) }
    var affectedRows: Int { Int(String(cString: PQcmdTuples(raw))) ?? 0 }
    /// Such as `COMMIT`.
    var commandTag: String { String(cString: PQcmdStatus(raw)) }
    func columnType(_ column: Int) -> UInt32 { PQftype(raw, Int32(column)) }
    func columnName(_ column: Int) -> String {
        PQfname(raw, Int32(column)).map { String(cString: $0) } ?? ""
    }

    /// The cell's bytes, valid as long as this object; `nil` is SQL NULL.
    func cell(row: Int, column: Int) -> UnsafeRawBufferPointer? {
        if PQgetisnull(raw, Int32(row), Int32(column)) == 1 { return nil }
        return UnsafeRawBufferPointer(
            start: PQgetvalue(raw, Int32(row), Int32(column)),
            count: Int(PQgetlength(raw, Int32(row), Int32(column))))
    }

    private func field(_ code: Int32) -> String? {
        PQresultErrorField(raw, code).map { String(cString: $0) }
    }

    /// DETAIL and HINT are left out on purpose: they quote values (names, addresses).
    func error(statement: String?) -> PostgresError {
        let sqlState = field(sqlStateField)
        let message = field(messageField) ?? "unknown error"
        return PostgresError(
            code: .server, sqlState: sqlState,
            message: sqlState?.hasPrefix("22") == true ? Self.withoutValue(message) : message,
            constraint: field(constraintField), table: field(tableField), statement: statement)
    }

    /// The message of a data exception (class 22) quotes the value: everything from the first
    /// quotation mark to the last is left out. Looks at bytes, because a combining character
    /// after the mark would hide it.
    private static func withoutValue(_ message: String) -> String {
        let bytes = Array(message.utf8)
        let mark = UInt8(ascii: "\"")
        guard let first = bytes.firstIndex(of: mark), let last = bytes.lastIndex(of: mark) else {
            return message
        }
        return String(decoding: bytes[..<first] + "…".utf8 + bytes[(last + 1)...], as: UTF8.self)
    }
}

// PG_DIAG_* are character macros, which Swift does not import as Int32.
private let sqlStateField = Int32(UInt8(ascii: "C"))
private let messageField = Int32(UInt8(ascii: "M"))
private let constraintField = Int32(UInt8(ascii: "n"))
private let tableField = Int32(UInt8(ascii: "t"))
