/// A column of small numbers: those that occur, and for each entry the place of its own among them
/// (列の束).
struct PackedColumn: Sendable, Equatable {
    /// Stands for an entry that has none.
    static let none = Int32.min

    /// The numbers that occur, in the order of appearance.
    private(set) var numbers: [Int32] = []
    /// The places: none where there is only one, else one byte each, or two, the lower one first.
    private var places: [UInt8] = []
    private let isWide: Bool

    /// Packs the number of each entry.
    init(_ entries: [Int32?]) {
        var known: [Int32: Int] = [:]
        var found: [Int] = []
        found.reserveCapacity(entries.count)
        for entry in entries {
            let number = entry ?? Self.none
            if let place = known[number] {
                found.append(place)
            } else {
                known[number] = numbers.count
                found.append(numbers.count)
                numbers.append(number)
            }
        }
        isWide = numbers.count > 256
        guard numbers.count > 1 else { return }
        for place in found {
            places.append(UInt8(truncatingIfNeeded: place))
            if isWide { places.append(UInt8(truncatingIfNeeded: place >> 8)) }
        }
    }

    // MARK: Bytes

    /// Two bytes for how many numbers there are, four for each, the lowest first; then the places.
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(2 + 4 * numbers.count + places.count)
        bytes.append(littleEndian: UInt16(numbers.count))
        for number in numbers { bytes.append(littleEndian: number) }
        return bytes + places
    }

    /// Reads ``bytes`` of so many entries; `nil` when they are none of them.
    init?(_ bytes: UnsafeRawBufferPointer, entries: Int) {
        guard bytes.count >= 2 else { return nil }
        let count = Int(UInt16(littleEndian: bytes.loadUnaligned(as: UInt16.self)))
        let start = 2 + 4 * count
        isWide = count > 256
        let width = count <= 1 ? 0 : isWide ? 2 : 1
        guard bytes.count == start + width * entries, count > 0 || entries == 0 else {
            return nil
        }
        numbers = (0..<count).map {
            Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 + 4 * $0, as: Int32.self))
        }
        places = Array(bytes[start...])
        // What stands in the table was written by this program, but a place is an index.
        guard isWide || count == 256 || !places.contains(where: { $0 >= count }) else {
            return nil
        }
        if isWide {
            for index in 0..<entries where place(index) >= count { return nil }
        }
    }

    private func place(_ index: Int) -> Int {
        Int(places[2 * index]) | Int(places[2 * index + 1]) << 8
    }

    // MARK: Working through it

    /// Adds to each of the first entries' cells what stands beside its number in `steps`.
    func add(_ steps: [Int32], to cells: inout [Int32]) {
        precondition(steps.count == numbers.count, "one step for each number")
        guard numbers.count > 1 else {
            if let step = steps.first { for index in cells.indices { cells[index] &+= step } }
            return
        }
        precondition(cells.count <= places.count / (isWide ? 2 : 1), "more cells than entries")
        cells.withUnsafeMutableBufferPointer { cells in
            steps.withUnsafeBufferPointer { steps in
                places.withUnsafeBufferPointer { places in
                    if isWide {
                        for index in cells.indices {
                            let place = Int(places[2 * index]) | Int(places[2 * index + 1]) << 8
                            cells[index] &+= steps[place]
                        }
                    } else {
                        for index in cells.indices { cells[index] &+= steps[Int(places[index])] }
                    }
                }
            }
        }
    }

    /// Takes the weight from each of the first entries whose number is not kept.
    func keep(_ isKept: (Int32) -> Bool, in weights: inout [Int8]) {
        let kept = numbers.map(isKept)
        if !kept.contains(false) { return }
        var marks = [Int32](repeating: 0, count: weights.count)
        add(kept.map { $0 ? 1 : 0 }, to: &marks)
        for index in weights.indices { weights[index] &*= Int8(truncatingIfNeeded: marks[index]) }
    }
}

extension [UInt8] {
    mutating func append<T: FixedWidthInteger>(littleEndian value: T) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
