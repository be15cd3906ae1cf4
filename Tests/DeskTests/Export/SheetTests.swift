import Foundation
import Participation
import Testing

@testable import Desk

@Suite("表のファイル")
struct SheetTests {
    private static func sheet(rows: Int = 1) throws -> Sheet {
        let number = try #require(FigureValue(parsing: "1234.5"))
        let day = try #require(LocalDate(iso: "2026-06-28"))
        return Sheet(
            name: "成果指標 [R8]/一覧",
            columns: [
                Sheet.Column("指標", width: 20), Sheet.Column("値"), Sheet.Column("日"),
                Sheet.Column("備考"),
            ],
            rows: Array(
                repeating: [.text("=1+1"), .number(number, decimals: 1), .day(day), .empty],
                count: rows))
    }

    @Test("CSVは印と引用符付きで、式に見える文字の前に印が付く")
    func csv() throws {
        #expect(
            try Self.sheet().csv
                == "\u{FEFF}\"指標\",\"値\",\"日\",\"備考\"\r\n\"'=1+1\",1234.5,\"2026-06-28\",\"\"\r\n")
    }

    @Test("Excelブックは一つの表で、作業用のファイルを残さない")
    func workbook() async throws {
        func leftovers() throws -> [String] {
            try FileManager.default.contentsOfDirectory(
                atPath: FileManager.default.temporaryDirectory.path
            ).filter { $0.hasPrefix("koe-workbook-") }
        }
        let before = try leftovers()
        let bytes = try await Workbook.bytes(of: try Self.sheet(rows: 3))
        // A ZIP archive, APPNOTE 4.3.7.
        #expect(bytes.prefix(4) == [0x50, 0x4B, 0x03, 0x04])
        #expect(Set(try leftovers()).subtracting(before).isEmpty)
        #expect(Workbook.tabName("成果指標 [R8]/一覧") == "成果指標 R8一覧")
        #expect(Workbook.tabName("[]") == "Koe")
        #expect(Workbook.tabName(String(repeating: "長", count: 40)).count == 31)
    }

    @Test("Excelブックの数は数、日付は日付、式に見える文字は文字のまま")
    func cells() async throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "sheet-test-\(UUID().uuidString).xlsx")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(try await Workbook.bytes(of: try Self.sheet())).write(to: file)
        let reader = Process()
        reader.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        reader.arguments = [
            "python3", "-c",
            """
            import sys, zipfile
            book = zipfile.ZipFile(sys.argv[1])
            print(book.read("xl/workbook.xml").decode(), book.read("xl/worksheets/sheet1.xml").decode())
            """, file.path,
        ]
        let output = Pipe()
        reader.standardOutput = output
        try reader.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        reader.waitUntilExit()
        #expect(text.contains("name=\"成果指標 R8一覧\""))
        #expect(text.contains("<v>1234.5</v>"))
        // 28 June 2026, in days since 30 December 1899.
        #expect(text.contains("<v>46201</v>"))
        #expect(text.contains("=1+1</t>") && !text.contains("<f>"))
    }
}
