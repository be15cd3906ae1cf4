/// The parameters of one statement, in PostgreSQL's binary format, in one contiguous buffer.
///
/// One allocation for any number of parameters: pointers into the buffer are made only for the
/// moment of sending.
public struct Bindings: Sendable, Equatable {
    private(set) var types: [UInt32] = []
    private var bytes: [UInt8] = []
    /// Start and length of each value; length -1 is NULL.
    private var spans: [Span] = []

    private struct Span: Sendable, Equatable {
        var start: Int
        var length: Int
    }

    /// No parameters.
    public init() {}

    /// The number of parameters.
    public var count: Int { spans.count }
    /// The size of all values together, in bytes.
    public var byteCount: Int { bytes.count }

    /// Appends one value; `nil` becomes NULL of that type.
    public mutating func append<T: PostgresEncodable>(_ value: T?) {
        types.append(T.postgresType)
        guard let value else {
            spans.append(Span(start: 0, length: -1))
            return
        }
        let start = bytes.count
        value.encode(into: &bytes)
        spans.append(Span(start: start, length: bytes.count - start))
    }

    /// Appends one parameter whose bytes the closure writes itself, in binary format.
    public mutating func append(type: UInt32, _ write: (inout [UInt8]) -> Void) {
        types.append(type)
        let start = bytes.count
        write(&bytes)
        spans.append(Span(start: start, length: bytes.count - start))
    }

    /// Appends a one-dimensional array parameter of `count` elements.
    ///
    /// The closure must call ``ArrayWriter`` once per element.
    public mutating func appendArray(
        of element: PostgresType, count: Int, _ write: (inout ArrayWriter) -> Void
    ) {
        types.append(element.arrayOID)
        let start = bytes.count
        var writer = ArrayWriter(bytes: bytes, element: element, count: count)
        bytes = []  // one owner only: the writer appends in place
        write(&writer)
        bytes = writer.finish()
        spans.append(Span(start: start, length: bytes.count - start))
    }

    func withPointers<R>(
        _ body: (
            UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
        ) -> R
    ) -> R {
        bytes.withUnsafeBytes { buffer in
            withUnsafeTemporaryAllocation(
                of: UnsafePointer<CChar>?.self, capacity: max(count, 1)
            ) { values in
                withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * max(count, 1)) {
                    numbers in
                    for (index, span) in spans.enumerated() {
                        // An empty value must not be a null pointer: libpq reads that as NULL.
                        let base =
                            buffer.baseAddress.map { $0 + span.start }
                            ?? UnsafeRawPointer(values.baseAddress)
                        values[index] =
                            span.length < 0 ? nil : base?.assumingMemoryBound(to: CChar.self)
                        numbers[index] = Int32(max(span.length, 0))
                        numbers[count + index] = 1
                    }
                    let lengths = numbers.baseAddress.map { UnsafePointer($0) }
                    return body(
                        values.baseAddress.map { UnsafePointer($0) }, lengths,
                        lengths.map { $0 + count })
                }
            }
        }
    }
}

/// Writes the elements of one array parameter in binary format.
public struct ArrayWriter {
    private var bytes: [UInt8]
    private let expected: Int
    private var written = 0
    private let nullFlag: Int

    init(bytes: [UInt8], element: PostgresType, count: Int) {
        self.bytes = bytes
        expected = count
        self.bytes.appendBigEndian(Int32(count == 0 ? 0 : 1))  // dimensions
        nullFlag = self.bytes.count
        self.bytes.appendBigEndian(Int32(0))  // has NULLs
        self.bytes.appendBigEndian(element.oid)
        if count > 0 {
            self.bytes.appendBigEndian(Int32(count))
            self.bytes.appendBigEndian(Int32(1))  // lower bound
        }
    }

    /// Appends one element.
    public mutating func append<T: PostgresEncodable>(_ value: T?) {
        guard let value else { return appendNull() }
        written += 1
        let lengthAt = bytes.count
        bytes.appendBigEndian(Int32(0))
        value.encode(into: &bytes)
        bytes.overwriteBigEndian(Int32(bytes.count - lengthAt - 4), at: lengthAt)
    }

    /// Appends one element given as its binary bytes.
    public mutating func append(raw: UnsafeRawBufferPointer) {
        written += 1
        bytes.appendBigEndian(Int32(raw.count))
        bytes.append(contentsOf: raw)
    }

    /// Appends a NULL element.
    public mutating func appendNull() {
        written += 1
        bytes[nullFlag + 3] = 1
        bytes.appendBigEndian(Int32(-1))
    }

    consuming func finish() -> [UInt8] {
        precondition(written == expected, "an array parameter of another length than announced")
        return bytes
    }
}

extension [UInt8] {
    /// Appends an integer in network byte order.
    @inlinable
    public mutating func appendBigEndian<T: FixedWidthInteger>(_ value: T) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    mutating func overwriteBigEndian<T: FixedWidthInteger>(_ value: T, at offset: Int) {
        Swift.withUnsafeBytes(of: value.bigEndian) { source in
            for (index, byte) in source.enumerated() { self[offset + index] = byte }
        }
    }
}
