import Desk
import Testing

@testable import Web

@Suite("ファイル付きのフォーム (RFC 7578)")
struct FileFormTests {
    private static func body(_ parts: [(head: String, content: [UInt8])]) -> [UInt8] {
        parts.flatMap { part in
            Array("--x\r\nContent-Disposition: form-data; \(part.head)\r\n\r\n".utf8)
                + part.content + Array("\r\n".utf8)
        } + Array("--x--\r\n".utf8)
    }

    @Test("項目とファイルを分けて読み、名前は書かれたとおり、中身は一バイトも変えない")
    func reads() throws {
        let content = (0...255).map { UInt8($0) } + Array("\r\n--y\r\n--".utf8)
        let form = try #require(
            FileForm(
                Self.body([
                    ("name=\"summary\"", Array("一\r\n二".utf8)),
                    (
                        "name=\"scans\"; filename=\"𠮷%22a%0D%0A.pdf\"\r\nContent-Type: text/html",
                        content
                    ),
                    ("name=\"scans\"; filename=\"\"", []), ("name=\"empty\"", []),
                ]), boundary: "x"))
        #expect(form.form.fields.map(\.name) == ["summary", "empty"])
        #expect(form.form.text("summary") == "一\r\n二")
        #expect(form.files.map(\.name) == ["𠮷\"a\r\n.pdf"])
        #expect(form.files.first?.bytes == content)
    }

    @Test("何もないフォームと、項目が一つもないフォーム")
    func empty() {
        #expect(FileForm(Array("--x--\r\n".utf8), boundary: "x")?.form.fields.isEmpty == true)
        #expect(FileForm([], boundary: "x") == nil)
    }

    @Test(
        "つじつまの合わないものは読まない",
        arguments: [
            "--x", "--x\r\n", "--x\r\n\r\n", "--y\r\n\r\n--y--",
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb",
            "--x\r\nContent-Disposition: form-data\r\n\r\nb\r\n--x--",
            "--x\r\nContent-Type: text/plain\r\n\r\nb\r\n--x--",
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\0\r\n--x--",
            "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x",
            "--x\r\nContent-Disposition: form-data; name=\"a\r\n\r\nb\r\n--x--",
        ])
    func broken(text: String) {
        #expect(FileForm(Array(text.utf8), boundary: "x") == nil)
    }

    @Test("項目が多すぎるものは読まない")
    func many() {
        let part = (head: "name=\"a\"", content: [UInt8(65)])
        let most = Array(repeating: part, count: Form.mostFields)
        #expect(FileForm(Self.body(most), boundary: "x")?.form.fields.count == Form.mostFields)
        #expect(FileForm(Self.body(most + [part]), boundary: "x") == nil)
    }
}
