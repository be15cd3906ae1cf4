/// The rows of one answer. Cells are read where libpq left them; nothing is copied until asked.
public struct Rows: Sendable, RandomAccessCollection {
    let result: PGResult

    init(_ result: PGResult) { self.result = result }

    /// The first row's index.
    public var startIndex: Int { 0 }
    /// One past the last row's index.
    public var endIndex: Int { result.rowCount }
    /// The row at an index.
    public subscript(index: Int) -> Row { Row(result: result, index: index) }
    /// The number of rows an INSERT, UPDATE or DELETE touched.
    public var affected: Int { result.affectedRows }
    /// The columns' names.
    public var columnNames: [String] {
        (0..<result.columnCount).map { result.columnName($0) }
    }
    /// The columns' type object ids.
    public var columnTypes: [UInt32] {
        (0..<result.columnCount).map { result.columnType($0) }
    }
}

/// One row of an answer.
public struct Row: Sendable {
    let result: PGResult
    let index: Int

    /// The value of a column that is never NULL.
    /// - Throws: ``PostgresError`` `decoding` on NULL, another type or malformed bytes.
    public func get<T: PostgresDecodable>(
        _ column: Int, as type: T.Type = T.self
    ) throws(PostgresError) -> T {
        guard let value = try getOptional(column, as: type) else {
            throw PostgresError(code: .decoding, message: "column \(column + 1) is NULL")
        }
        return value
    }

    /// The value of a column that may be NULL.
    /// - Throws: ``PostgresError`` `decoding` on another type or malformed bytes.
    public func getOptional<T: PostgresDecodable>(
        _ column: Int, as type: T.Type = T.self
    ) throws(PostgresError) -> T? {
        guard let cell = result.cell(row: index, column: column) else { return nil }
        let columnType = result.columnType(column)
        guard T.accepts(columnType), let value = T(binary: cell) else {
            throw PostgresError(
                code: .decoding,
                message: "column \(column + 1) (type \(columnType)) is no \(T.self)")
        }
        return value
    }

    /// The cell's bytes in binary format, valid as long as this row is held; `nil` is NULL.
    ///
    /// For the few places where a copy shows in a profile; everything else uses ``get(_:as:)``.
    @inline(__always)
    public func unsafeBytes(_ column: Int) -> UnsafeRawBufferPointer? {
        result.cell(row: index, column: column)
    }
}
