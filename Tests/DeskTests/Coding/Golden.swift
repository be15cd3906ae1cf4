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

    /// The version behind it: `LectureHeld.v1.least` → 1.
    var version: Int16 {
        let parts = name.split(separator: ".")
        return parts.count > 1 ? Int16(parts[1].dropFirst()) ?? 0 : 0
    }

    func payload() throws -> [UInt8] { try Fixture.bytes("\(name).json") }

    func personal() throws -> [UInt8]? {
        hasPersonal ? try Fixture.bytes("\(name).personal.json") : nil
    }

    /// Encodes and compares byte by byte.
    func expectWritten(
        as coded: CodedEvent, at location: SourceLocation = #_sourceLocation
    ) throws {
        #expect(coded.type == type, sourceLocation: location)
        #expect(coded.schemaVersion == version, sourceLocation: location)
        // As text first: a difference in bytes says nothing to a reader.
        #expect(
            String(decoding: coded.payload, as: UTF8.self)
                == String(decoding: try payload(), as: UTF8.self), sourceLocation: location)
        #expect(coded.payload == (try payload()), sourceLocation: location)
        #expect(coded.personal == (try personal()), sourceLocation: location)
    }

    private func opened() throws -> Opened? { try personal().map(Opened.bytes) }

    /// The open part with something replaced.
    func payload(replacing old: String, with new: String) throws -> [UInt8] {
        let text = try Fixture.text("\(name).json")
        try #require(text.contains(old))
        return Array(text.replacing(old, with: new).utf8)
    }
}

// What holds of the events of every decider.
extension Array {
    /// The example of a golden file.
    func golden<Event>(_ name: String) throws -> Golden<Event> where Element == Golden<Event> {
        try #require(first { $0.name == name })
    }

    /// Each is written as its golden file has it, byte by byte.
    func expectWritten<Coding: EventCoding>(by _: Coding.Type) throws
    where Element == Golden<Coding.Event> {
        for golden in self { try golden.expectWritten(as: Coding.encode(golden.event)) }
    }

    /// Each is what its golden file is read as.
    func expectRead<Coding: EventCoding>(by _: Coding.Type) throws
    where Element == Golden<Coding.Event> {
        for golden in self {
            #expect(try golden.decode(by: Coding.self, golden.payload()) == golden.event)
        }
    }

    /// None is read in another version, or with a member nobody knows.
    func expectUnknownRefused<Coding: EventCoding>(by _: Coding.Type) throws
    where Element == Golden<Coding.Event> {
        for golden in self {
            let payload = try golden.payload()
            let next = golden.version + 1
            #expect(throws: EventCodingError.unknown(type: golden.type, schemaVersion: next)) {
                try Coding.decode(
                    type: golden.type, schemaVersion: next, payload: payload, opened: nil)
            }
            let separator = payload.count > 2 ? "," : ""
            let text =
                #"{"colour":"red""# + separator
                + String(decoding: payload.dropFirst(), as: UTF8.self)
            #expect(throws: EventCodingError.unexpected(type: golden.type, key: "colour")) {
                try golden.decode(by: Coding.self, [UInt8](text.utf8))
            }
        }
    }

    /// None is read with something else in a member than it should hold.
    func expectMalformedRefused<Coding: EventCoding>(
        by _: Coding.Type, _ changes: [(name: String, old: String, new: String, key: String)]
    ) throws where Element == Golden<Coding.Event> {
        for (name, old, new, key) in changes {
            let golden = try golden(name)
            #expect(throws: EventCodingError.malformed(type: golden.type, key: key)) {
                try golden.decode(by: Coding.self, golden.payload(replacing: old, with: new))
            }
        }
    }
}

extension Golden {
    /// What a payload is read as beside this event's sealed part.
    func decode<Coding: EventCoding>(
        by _: Coding.Type, _ payload: [UInt8]
    ) throws -> Event where Coding.Event == Event {
        try Coding.decode(
            type: type, schemaVersion: version, payload: payload, opened: try opened())
    }

    /// What it is read as once its sealed part is erased.
    func erased<Coding: EventCoding>(
        by _: Coding.Type
    ) throws -> Event where Coding.Event == Event {
        try Coding.decode(
            type: type, schemaVersion: version, payload: try payload(), opened: .erased)
    }
}
