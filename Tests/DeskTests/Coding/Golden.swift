import EventLog
import Testing

@testable import Desk

/// An event and the golden files that pin its bytes (金型).
///
/// `<name>.json` is the open part, `<name>.personal.json` the part to be sealed; an event without
/// anything personal has no second file.
struct Golden<Event: Equatable & Sendable>: Sendable {
    let name: String
    let event: Event
    let hasPersonal: Bool

    init(_ name: String, _ event: Event, hasPersonal: Bool = false) {
        self.name = name
        self.event = event
        self.hasPersonal = hasPersonal
    }

    /// The type is the name up to the version: `LectureHeld.v1.least` → `LectureHeld`.
    var type: String { String(name.prefix { $0 != "." }) }

    func payload() throws -> [UInt8] { try Fixture.bytes("\(name).json") }

    func personal() throws -> [UInt8]? {
        hasPersonal ? try Fixture.bytes("\(name).personal.json") : nil
    }

    /// Encodes and compares byte by byte.
    func expectWritten(
        as coded: CodedEvent, at location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(coded.type == type, sourceLocation: location)
        #expect(coded.schemaVersion == 1, sourceLocation: location)
        // As text first: a difference in bytes says nothing to a reader.
        #expect(
            String(decoding: coded.payload, as: UTF8.self)
                == String(decoding: try payload(), as: UTF8.self), sourceLocation: location)
        #expect(coded.payload == (try payload()), sourceLocation: location)
        #expect(coded.personal == (try personal()), sourceLocation: location)
    }

    /// What decoding is given.
    func opened() throws -> Opened? { try personal().map(Opened.bytes) }

    /// The open part with something replaced.
    func payload(replacing old: String, with new: String) throws -> [UInt8] {
        let text = try Fixture.text("\(name).json")
        try #require(text.contains(old))
        return Array(text.replacing(old, with: new).utf8)
    }
}
