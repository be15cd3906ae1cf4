import Foundation
import Participation

@testable import Desk

/// A file cut from published data, or a mapping that ships.
enum ImportFixture {
    static func bytes(_ name: String) throws -> [UInt8] {
        try Fixture.bytes("Import/\(name)")
    }

    /// All records of a file.
    static func records(_ name: String) throws -> [DelimitedRecord] {
        try records(try bytes(name))
    }

    static func records(_ bytes: [UInt8], encoding: FileEncoding = .auto) throws
        -> [DelimitedRecord]
    {
        var text = try DelimitedText(bytes, encoding: encoding)
        var records: [DelimitedRecord] = []
        while let record = try text.next() { records.append(record) }
        return records
    }

    private static let mappings = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "db/mappings")

    static func mapping(_ name: String) throws -> ImportMapping {
        let data = try Data(contentsOf: mappings.appending(path: "\(name).yaml"))
        return try ImportMapping(yaml: String(decoding: data, as: UTF8.self))
    }

    static func check(_ name: String, _ mapping: String) throws -> ImportCheck {
        try ImportFile.check(
            try bytes(name), mapping: try Self.mapping(mapping), name: name)
    }

    static func check(_ text: String, yaml: String, publishedOn: LocalDate? = nil) throws
        -> ImportCheck
    {
        try ImportFile.check(
            Array(text.utf8), mapping: try ImportMapping(yaml: yaml), publishedOn: publishedOn)
    }
}
