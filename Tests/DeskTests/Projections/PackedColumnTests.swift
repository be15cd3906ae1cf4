import TestSupport
import Testing

@testable import Desk

@Suite("列の束")
struct PackedColumnTests {
    private static func read(_ bytes: [UInt8], _ entries: Int) -> PackedColumn? {
        bytes.withUnsafeBytes { PackedColumn($0, entries: entries) }
    }

    /// The numbers of the entries, worked out the way figures are.
    private static func entries(_ column: PackedColumn, _ count: Int) -> [Int32] {
        var cells = [Int32](repeating: 0, count: count)
        column.add(column.numbers, to: &cells)
        return cells
    }

    @Test("詰めた数は、語の種類がいくつでも元に戻る", arguments: [0, 1, 2, 255, 256, 257, 3_000])
    func roundTrip(kinds: Int) throws {
        var random = SeededNumbers(seed: UInt64(kinds))
        let count = kinds == 0 ? 0 : kinds * 3 + 7
        let numbers = (0..<count).map { index -> Int32? in
            let number = index < kinds ? index : Int.random(in: 0..<kinds, using: &random)
            return number == 0 ? nil : Int32(number) * 700_001
        }
        let column = PackedColumn(numbers)
        #expect(column.numbers.count == kinds)
        let again = try #require(Self.read(column.bytes, count))
        #expect(again == column)
        #expect(Self.entries(again, count) == numbers.map { $0 ?? PackedColumn.none })
        #expect(Self.entries(again, count / 2) == numbers.prefix(count / 2).map { $0 ?? .min })
    }

    @Test("切れた束、余った束、語のない場所を指す束は読まない")
    func damaged() {
        let column = PackedColumn([1, 2, 3, nil, 1])
        let bytes = column.bytes
        #expect(Self.read(bytes, 5) == column)
        for length in bytes.indices { #expect(Self.read(Array(bytes[..<length]), 5) == nil) }
        #expect(Self.read(bytes + [0], 5) == nil)
        #expect(Self.read(bytes, 6) == nil)
        var pointing = bytes
        pointing[bytes.count - 1] = 4
        #expect(Self.read(pointing, 5) == nil)
    }

    @Test("残す数の重みだけが残る")
    func keeps() {
        var weights: [Int8] = [1, 1, -1, 1]
        PackedColumn([7, 8, 7, nil, 7]).keep({ $0 == 7 }, in: &weights)
        #expect(weights == [1, 0, -1, 0])
    }
}
