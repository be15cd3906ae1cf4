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
            try FileManager.default.contentsOfDirectory(atPath: Workbook.memory).filter {
                $0.hasPrefix(
                    "\(Workbook.prefix)\(ProcessInfo.processInfo.processIdentifier)-")
            }
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

    @Test("殺された処理が残した作業用のファイルは次のときに消え、動いている処理のものは残る")
    func abandoned() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "sheet-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let ended = Process()
        ended.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        ended.arguments = ["true"]
        try ended.run()
        ended.waitUntilExit()
        let own = ProcessInfo.processInfo.processIdentifier
        for name in ["\(ended.processIdentifier)-a", "\(own)-b", "neither"] {
            let left = folder.appending(path: "\(Workbook.prefix)\(name)")
            try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
            try Data("要旨".utf8).write(to: left.appending(path: "sheet.xlsx"))
        }
        _ = try await Workbook.bytes(of: try Self.sheet(), in: folder.path)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(names) == ["\(Workbook.prefix)\(own)-b", "\(Workbook.prefix)neither"])
    }

    @Test("作業用の場所に書き込めないときは、後でと一行で言う")
    func noRoom() async throws {
        let sheet = try Self.sheet()
        do {
            _ = try await Workbook.bytes(of: sheet, in: "/dev/null")
            Issue.record("written to nowhere")
        } catch DeskError.later(let reason) {
            #expect(reason.contains("/dev/null") && reason.contains("CSV"))
        }
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
