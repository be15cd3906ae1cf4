import Desk
import Glibc
import Hummingbird
import Participation

/// A form that brings files along, RFC 7578 (ファイル付きのフォーム).
struct FileForm: Sendable {
    /// The fields that are no files.
    let form: Form
    /// The files, in the order they were sent; a field left empty brings none.
    let files: [ScanFile]

    /// Everything together: the files and the rest of a page's form.
    static let mostBytes = ScanLimits.bytesTogether + WebLimits.bodyBytes
    private static let longestBoundary = 70

    /// Reads a body and checks that it was filled in on a page of the same session.
    static func read(_ request: Request, of visitor: Visitor) async throws -> FileForm {
        guard let type = request.headers[.contentType], let boundary = boundary(of: type) else {
            throw WebError.notAForm
        }
        let bytes = try await JSONBody.bytes(of: request, most: mostBytes)
        guard let read = FileForm(bytes, boundary: boundary) else {
            throw HTTPError(.badRequest)
        }
        if let person = visitor.person, read.form.text(Form.tokenField) != person.formToken {
            throw WebError.formTokenMissing
        }
        return read
    }

    /// Nil when the parts do not hang together.
    init?(_ bytes: [UInt8], boundary: String) {
        let mark = Array("--\(boundary)".utf8)
        guard bytes.starts(with: mark) else { return nil }
        var fields: [(name: String, value: String)] = []
        var files: [ScanFile] = []
        var place = mark.count
        while true {
            if bytes[place...].starts(with: Array("--".utf8)) { break }
            guard bytes[place...].starts(with: Self.line),
                let end = Self.place(of: Self.line + mark, in: bytes, from: place + 2),
                let head = Self.place(of: Self.line + Self.line, in: bytes, from: place),
                head < end, fields.count + files.count < Form.mostFields
            else { return nil }
            let lines = String(decoding: bytes[(place + 2)..<max(head, place + 2)], as: UTF8.self)
            guard let part = Self.part(lines) else { return nil }
            let content = Array(bytes[(head + 4)..<max(end, head + 4)])
            if let file = part.file {
                if !(file.isEmpty && content.isEmpty) {
                    files.append(ScanFile(name: file, bytes: content))
                }
            } else {
                guard !content.contains(0),
                    let value = String(validating: content, as: UTF8.self)
                else { return nil }
                fields.append((part.name, value))
            }
            place = end + 2 + mark.count
            guard place + 2 <= bytes.count else { return nil }
        }
        form = Form(fields)
        self.files = files
    }

    private static let line: [UInt8] = [0x0D, 0x0A]

    private static func boundary(of type: String) -> String? {
        let parts = type.split(separator: ";").map { $0.drop { $0 == " " } }
        guard parts.first?.lowercased() == "multipart/form-data",
            let part = parts.first(where: { $0.lowercased().hasPrefix("boundary=") })
        else { return nil }
        let value = part.dropFirst("boundary=".count).filter { $0 != "\"" }
        return value.isEmpty || value.count > longestBoundary ? nil : String(value)
    }

    /// The name of a part and of its file, as browsers write them: quotation marks and line ends as
    /// `%22`, `%0D` and `%0A`.
    private static func part(_ lines: String) -> (name: String, file: String?)? {
        for line in lines.split(separator: "\r\n") {
            guard line.lowercased().hasPrefix("content-disposition:") else { continue }
            guard let name = value("name", in: line) else { return nil }
            return (name, value("filename", in: line))
        }
        return nil
    }

    private static func value(_ key: String, in line: Substring) -> String? {
        guard let start = line.firstRange(of: " \(key)=\"")?.upperBound,
            let end = line[start...].firstIndex(of: "\"")
        else { return nil }
        return String(line[start..<end]).replacing("%22", with: "\"")
            .replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }

    private static func place(of wanted: [UInt8], in bytes: [UInt8], from begin: Int) -> Int? {
        bytes.withUnsafeBytes { bytes in
            wanted.withUnsafeBytes { wanted -> Int? in
                guard let base = bytes.baseAddress, let start = wanted.baseAddress,
                    let first = wanted.first
                else { return nil }
                var place = begin
                while place + wanted.count <= bytes.count {
                    // Files are large: the first byte is looked for by the C library.
                    let left = bytes.count - wanted.count - place + 1
                    guard let found = memchr(base + place, Int32(first), left) else { return nil }
                    place = UnsafeRawPointer(found) - base
                    if memcmp(base + place, start, wanted.count) == 0 { return place }
                    place += 1
                }
                return nil
            }
        }
    }
}

extension Route {
    /// A form with files that was filled in on a page of the session that sends it.
    static func fileForm(
        _ path: String,
        _ answer: @escaping @Sendable (FileForm, Request, Visit) async throws -> Response
    ) -> Route {
        Route(.post, path) { request, visit in
            try await answer(FileForm.read(request, of: visit.visitor), request, visit)
        }
    }
}
