import Testing

@testable import Desk

@Suite("取込みファイルの文字コード")
struct FileTextTests {
    private func read(_ bytes: [UInt8], _ encoding: FileEncoding = .auto) throws -> String {
        String(decoding: try FileText(bytes, encoding: encoding).utf8, as: UTF8.self)
    }

    private func failure(_ bytes: [UInt8], _ encoding: FileEncoding = .auto) -> ImportError? {
        do throws(ImportError) {
            _ = try FileText(bytes, encoding: encoding)
            return nil
        } catch {
            return error
        }
    }

    @Test("UTF-8はBOMがあってもなくても読み、BOMは内容に残さない")
    func readsUTF8() throws {
        #expect(try read(Array("声,あ".utf8)) == "声,あ")
        #expect(try read([0xEF, 0xBB, 0xBF] + Array("声".utf8)) == "声")
        #expect(try FileText([]).encoding == .utf8)
    }

    @Test("BOM付きUTF-16はどちらの並びでも読む")
    func readsUTF16() throws {
        #expect(try read([0xFF, 0xFE, 0xF0, 0x58, 0x3D, 0xD8, 0x00, 0xDE]) == "声😀")
        #expect(try read([0xFE, 0xFF, 0x58, 0xF0]) == "声")
        #expect(
            failure([0xFF, 0xFE, 0x0A, 0x00, 0x41, 0x00, 0x3D, 0xD8])
                == .invalidCharacter(TextPosition(line: 2, column: 2), .utf16))
        #expect(
            failure([0xFF, 0xFE, 0x41])
                == .invalidCharacter(TextPosition(line: 1, column: 1), .utf16))
    }

    @Test("CP932の機種依存文字と半角カナを読む")
    func readsCP932() throws {
        // ①㈱髙～ﾈ―, the characters in which CP932 and Shift_JIS part.
        let bytes: [UInt8] = [
            0x87, 0x40, 0x87, 0x8A, 0xFB, 0xFC, 0x81, 0x60, 0xC8, 0x81, 0x5C,
        ]
        #expect(try read(bytes) == "①㈱髙\u{FF5E}ﾈ\u{2015}")
        #expect(try FileText(bytes).encoding == .cp932)
        #expect(try read(Array("abc".utf8), .cp932) == "abc")
    }

    @Test(
        "CP932のファイルを自動で見分ける",
        arguments: [
            "yaizu-nouen.csv", "municipalities-cp932.csv", "large-offices-cp932.csv",
        ])
    func recognisesCP932(name: String) throws {
        #expect(try FileText(try ImportFixture.bytes(name)).encoding == .cp932)
    }

    @Test("文字でないバイトは行と桁を示して断る")
    func namesThePlace() {
        #expect(
            failure([0x41, 0x0D, 0x0A, 0x82, 0xA0, 0x81, 0x0A], .cp932)
                == .invalidCharacter(TextPosition(line: 2, column: 2), .cp932))
        #expect(
            failure([0xA0], .cp932) == .invalidCharacter(TextPosition(line: 1, column: 1), .cp932))
        #expect(
            failure([0xE5, 0xA3, 0xB0, 0x0A, 0x41, 0x42, 0xFF], .utf8)
                == .invalidCharacter(TextPosition(line: 2, column: 3), .utf8))
    }

    @Test("1バイト欠けたUTF-8を文字化けしたCP932として読まない")
    func keepsDamagedUTF8Apart() {
        var bytes = Array("番号,内容\n1,道路に穴があいています\n".utf8)
        bytes.remove(at: 20)
        #expect(failure(bytes) == .invalidCharacter(TextPosition(line: 2, column: 4), .utf8))
    }

    @Test("Excelのファイルはそう言って断る")
    func namesSpreadsheets() {
        #expect(failure([0x50, 0x4B, 0x03, 0x04, 0x14]) == .spreadsheet)
        #expect(failure([0xD0, 0xCF, 0x11, 0xE0, 0xA1]) == .spreadsheet)
    }
}
