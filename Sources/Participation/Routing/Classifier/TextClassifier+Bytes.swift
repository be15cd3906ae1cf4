// A classifier as bytes, to be kept beside the log: little endian, every list with its length before
// it. Not the log's own: whoever cannot read it trains anew.
extension TextClassifier {
    /// Goes up with every change of the bytes, or of how texts become groups (書式の版).
    private static let format: UInt32 = 1

    /// The classifier as bytes, some megabytes at most (書出し).
    public var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.write(UInt32(0x454F_4B43))
        writer.write(Self.format)
        writer.write(UInt32(FoldedText.version))
        writer.write(Int64(version))
        writer.write(Int64(items))
        writer.write(Int64(reliability.items))
        writer.write(list: reliability.steps) { writer, step in
            writer.write(UInt32(step.threshold.permille))
            writer.write(Int64(step.routed))
            writer.write(Int64(step.right))
        }
        writer.write(list: sections) { writer, section in
            writer.write(list: Array(section.utf8)) { $0.write($1) }
        }
        writer.write(list: biases) { $0.write($1) }
        writer.write(list: keys) { $0.write($1) }
        writer.write(list: starts) { $0.write($1) }
        writer.write(list: weights) { writer, weight in
            writer.write(weight.section)
            writer.write(weight.value)
        }
        return writer.bytes
    }

    /// The classifier of these bytes; nil when they are of another version or damaged (読込み).
    public init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard reader.read(UInt32.self) == 0x454F_4B43, reader.read(UInt32.self) == Self.format,
            reader.read(UInt32.self) == UInt32(FoldedText.version),
            let version = reader.read(Int64.self), let items = reader.read(Int64.self),
            let tested = reader.read(Int64.self),
            let steps = reader.list({ reader -> ClassifierReliability.Step? in
                guard let threshold = reader.read(UInt32.self),
                    let confidence = Confidence(permille: Int(threshold)),
                    let routed = reader.read(Int64.self), let right = reader.read(Int64.self)
                else { return nil }
                return .init(threshold: confidence, routed: Int(routed), right: Int(right))
            }),
            let sections = reader.list({ reader in
                reader.list { $0.read(UInt8.self) }.map { String(decoding: $0, as: UTF8.self) }
            }), let biases = reader.list({ $0.read(Int16.self) }),
            let keys = reader.list({ $0.read(NGrams.Key.self) }),
            let starts = reader.list({ $0.read(Int32.self) }),
            let weights = reader.list({ reader -> Weight? in
                guard let section = reader.read(UInt16.self), let value = reader.read(Int16.self)
                else { return nil }
                return Weight(section: section, value: value)
            }), reader.isAtEnd
        else { return nil }
        // Nothing may point outside, whatever the bytes say.
        guard biases.count == sections.count, starts.count == keys.count + 1,
            starts.first == 0, starts.last.map(Int.init) == weights.count,
            zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }),
            zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }),
            weights.allSatisfy({ Int($0.section) < sections.count }), !sections.isEmpty
        else { return nil }
        self.init(
            version: Int(version), sections: sections, items: Int(items),
            reliability: ClassifierReliability(items: Int(tested), steps: steps), keys: keys,
            starts: starts, weights: weights, biases: biases)
    }
}

/// Writes whole numbers one after the other (数値の書出し).
private struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func write(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write<Element>(
        list: [Element], _ write: (inout ByteWriter, Element) -> Void
    ) {
        self.write(UInt32(list.count))
        for element in list { write(&self, element) }
    }
}

/// Reads whole numbers one after the other (数値の読込み).
private struct ByteReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    mutating func read<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
        let size = Number.bitWidth / 8
        guard bytes.count - place >= size else { return nil }
        var number: Number = 0
        for offset in 0..<size {
            number |= Number(truncatingIfNeeded: bytes[place + offset]) << (8 * offset)
        }
        place += size
        return number
    }

    mutating func list<Element>(
        _ read: (inout ByteReader) -> Element?
    ) -> [Element]? {
        // No more elements than there are bytes, or a damaged length would ask for all memory.
        guard let count = self.read(UInt32.self), count <= bytes.count - place else { return nil }
        var list: [Element] = []
        list.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let element = read(&self) else { return nil }
            list.append(element)
        }
        return list
    }
}
