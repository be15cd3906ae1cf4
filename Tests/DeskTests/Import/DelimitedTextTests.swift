import TestSupport
import Testing

@testable import Desk

@Suite("区切り文字形式 (RFC 4180)")
struct DelimitedTextTests {
    private func cells(_ text: String) throws -> [[String]] {
        try ImportFixture.records(Array(text.utf8)).map(\.cells)
    }

    private func failure(_ text: String) -> ImportError? {
        do {
            _ = try cells(text)
            return nil
        } catch {
            return error as? ImportError
        }
    }

    @Test(
        "改行はCRLF・LF・CRのどれでも、最後になくてもよい",
        arguments: [
            "a,b\r\n1,2\r\n", "a,b\n1,2\n", "a,b\r1,2\r", "a,b\n1,2",
        ])
    func readsLineBreaks(text: String) throws {
        #expect(try cells(text) == [["a", "b"], ["1", "2"]])
    }

    @Test("引用符の中の区切り・改行・引用符を読む")
    func readsQuotes() throws {
        #expect(
            try cells("\"a,b\",\"c\nd\",\"e\"\"f\",\"\"\"\",\"\"\n")
                == [["a,b", "c\nd", "e\"f", "\"", ""]])
        #expect(try cells("5\" 管,x\n") == [["5\" 管", "x"]])
        #expect(try cells("\"x\"\"\"\n") == [["x\""]])
    }

    @Test("空のセル・最後の空のセル・空行を落とさない")
    func keepsEmptyCells() throws {
        #expect(try cells(",,\na,,\n") == [["", "", ""], ["a", "", ""]])
        #expect(try cells("a,") == [["a", ""]])
        #expect(try cells("a\n\nb\n") == [["a"], [""], ["b"]])
        #expect(try cells("").isEmpty)
    }

    @Test("区切りは最初の記録の引用符の外で見分ける")
    func recognisesDelimiters() throws {
        #expect(try cells("a\tb,c\td\n") == [["a", "b,c", "d"]])
        #expect(try cells("\"x\ty\tz\",b\n") == [["x\ty\tz", "b"]])
        #expect(try cells("令和6年度 受付簿\n番号\t要旨\n")[1] == ["番号", "要旨"])
        #expect(try cells("一列だけ\n値\n") == [["一列だけ"], ["値"]])
    }

    @Test("記録の行番号は、セルの改行も数えた物理行の番号")
    func countsPhysicalLines() throws {
        let records = try ImportFixture.records(
            Array("a,b\r\n\"1\n2\r\n3\r4\",x\r\n5,6\n".utf8))
        #expect(records.map(\.line) == [1, 2, 6])
    }

    @Test("閉じていない引用符は、始まった行を示して断る")
    func namesUnterminatedQuotes() {
        #expect(failure("a,b\n1,\"2\n3\n4\n") == .unterminatedQuote(line: 2))
        #expect(failure("a,\"x\ny\",\"z\n") == .unterminatedQuote(line: 2))
        #expect(failure("a\n\"b\"c\n") == .textAfterQuote(line: 2))
    }

    @Test("どんなセルも、書いて読めば同じに戻る", arguments: UInt64(0)..<200)
    func roundTrips(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let pieces = ["", "あ", "\"", ",", "\t", "\n", "\r\n", "\r", " ", "x", "髙\u{E0100}"]
        func cell() -> String {
            (0..<Int.random(in: 0...4, using: &numbers)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &numbers)]
            }.joined()
        }
        let width = Int.random(in: 2...5, using: &numbers)
        let header = (0..<width).map { "列\($0)" }
        let rows = [header] + (0..<8).map { _ in (0..<width).map { _ in cell() } }
        let delimiter = seed.isMultiple(of: 2) ? "," : "\t"
        let text = rows.map { row in
            row.map { cell in
                // By scalars: a quote before a combining mark is a quote all the same.
                let doubled = cell.unicodeScalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
                return "\"\(String(String.UnicodeScalarView(doubled)))\""
            }
            .joined(separator: delimiter)
        }
        let read = try ImportFixture.records(Array(text.joined(separator: "\r\n").utf8))
        #expect(read.count == rows.count)
        for (record, row) in zip(read, rows) {
            #expect(record.cells.map { Array($0.utf8) } == row.map { Array($0.utf8) })
        }
    }

    @Test("公開データの行数と列数が合う")
    func readsPublishedFiles() throws {
        let survey = try ImportFixture.records("fukui-R5Q1.csv")
        #expect(survey.count == 121)
        #expect(survey.allSatisfy { $0.cells.count == 19 })
        #expect(survey[0].cells[0] == "会員ID")
        let requests = try ImportFixture.records("nyc311.tsv")
        #expect(requests.count == 61)
        #expect(requests.allSatisfy { $0.cells.count == 46 })
        let farms = try ImportFixture.records("yaizu-nouen.csv")
        #expect(farms[1].cells[2] == "やまとファミリー農園（策牛）")
        let offices = try ImportFixture.records("large-offices-cp932.csv")
        #expect(offices.allSatisfy { $0.cells.count == 13 })
        let centres = try ImportFixture.records("yaizu-community-center.csv")
        #expect(centres[0].cells[0] == "都道府県コード又は市区町村コード")
    }
}
