public import EventLog
import FoundationEssentials
public import Participation

/// Events of the rules of routing to bytes and back (振分け規則の出来事の符号化).
///
/// Rules name sections and words, never persons: nothing is sealed. Pinned byte by byte in
/// `Tests/DeskTests/Fixtures/RoutingRulesAdopted.v1*.json` and `ClassifierThresholdSet.v1*.json`, which
/// are never edited.
public enum RoutingEventCoding: EventCoding {
    /// The one stream of a city's rules, the same in every city (振分け規則の対象名).
    public static let stream = StreamName(
        category: RoutingBook.streamCategory,
        id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, 1)))

    static let schemaVersion: Int16 = 1

    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case adopted = "RoutingRulesAdopted"
        case thresholdSet = "ClassifierThresholdSet"
    }

    /// The bytes of an event.
    public static func encode(_ event: RoutingBookEvent) -> CodedEvent {
        switch event {
        case .adopted(let rules):
            CodedEvent(
                EventType.adopted.rawValue,
                [
                    "effectiveOn": .date(rules.effectiveOn),
                    "rules": .array(rules.rules.map(RoutingRuleCoding.value)),
                    "source": .optional(rules.source),
                ])
        case .thresholdSet(let threshold):
            CodedEvent(
                EventType.thresholdSet.rawValue, ["threshold": .optional(threshold?.permille)])
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> RoutingBookEvent {
        try PersonalPart.refuse(opened, of: name)
        guard let type = EventType(rawValue: name), version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        return try MemberReader.read(payload, of: name) { members throws(EventCodingError) in
            switch type {
            case .adopted:
                return .adopted(
                    RoutingRules(
                        effectiveOn: try members.date("effectiveOn"),
                        source: try members.optionalWording("source"),
                        rules: try members.objects("rules", RoutingRuleCoding.rule)))
            case .thresholdSet:
                return .thresholdSet(try members.optionalConfidence("threshold"))
            }
        }
    }
}

/// One rule inside `RoutingRulesAdopted` (規則の書式 第1版).
private enum RoutingRuleCoding {
    static func value(_ rule: RoutingRule) -> JSONValue {
        var members: [String: JSONValue?] = [
            "confidence": rule.confidence == .certain ? nil : .optional(rule.confidence.permille),
            "from": .optional(rule.from), "id": .wording(rule.id),
            "reason": .wording(rule.reason), "through": .optional(rule.through),
        ]
        switch rule.target {
        case .sections(let lead, let others):
            members["lead"] = .wording(lead)
            members["others"] = list(others)
        case .dutyOfCategory, .dutyInText, .recordedSection, .lectureOwner, .triage:
            members["lookup"] = .optional(rule.target.code)
        }
        let conditions = rule.conditions
        let when: [String: JSONValue?] = [
            "attributes": conditions.attributes.isEmpty
                ? nil
                : .array(conditions.attributes.sorted { $0.key.text < $1.key.text }.map(attribute)),
            "categories": list(conditions.categories), "channels": codes(conditions.channels),
            "districts": list(conditions.districts), "exceptions": list(conditions.exceptions),
            "keywords": list(conditions.keywords), "natures": codes(conditions.natures),
            "schemes": codes(conditions.schemes), "topics": list(conditions.topics),
        ]
        if conditions != RoutingConditions() { members["when"] = .object(present: when) }
        return .object(present: members)
    }

    static func rule(_ members: inout MemberReader) throws(EventCodingError) -> RoutingRule {
        var conditions = RoutingConditions()
        if var when = try members.optionalObject("when") {
            conditions = try self.conditions(&when)
            try when.finish()
        }
        return RoutingRule(
            id: try members.wording("id"), from: try members.optionalDate("from"),
            through: try members.optionalDate("through"), conditions: conditions,
            target: try target(&members), reason: try members.wording("reason"),
            confidence: try members.optionalConfidence("confidence") ?? .certain)
    }

    private static func target(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> RoutingTarget {
        let lookup = try members.optionalValue("lookup") { code in
            RoutingTarget.lookups.first { $0.code == code }?.target
        }
        if let lookup { return lookup }
        return .sections(
            lead: try members.wording("lead"),
            others: try members.values("others") { Wording($0) })
    }

    private static func conditions(
        _ when: inout MemberReader
    ) throws(EventCodingError) -> RoutingConditions {
        var attributes: [Wording: [Wording]] = [:]
        for (name, values) in try when.attributes() { attributes[name] = values }
        return RoutingConditions(
            schemes: try when.values("schemes", Scheme.init(rawValue:)),
            natures: try when.values("natures", Nature.init(rawValue:)),
            channels: try when.values("channels", Channel.init(rawValue:)),
            categories: try when.values("categories") { Wording($0) },
            districts: try when.values("districts") { Wording($0) },
            topics: try when.values("topics") { Wording($0) }, attributes: attributes,
            keywords: try when.values("keywords") { Wording($0) },
            exceptions: try when.values("exceptions") { Wording($0) })
    }

    private static func attribute(_ name: Wording, _ values: [Wording]) -> JSONValue {
        .object(["name": .wording(name), "values": .array(values.map(JSONValue.wording))])
    }

    private static func list(_ words: [Wording]) -> JSONValue? {
        words.isEmpty ? nil : .array(words.map(JSONValue.wording))
    }

    private static func codes<Code: RawRepresentable<String>>(_ codes: [Code]) -> JSONValue? {
        codes.isEmpty ? nil : .array(codes.map { .string($0.rawValue) })
    }
}

extension MemberReader {
    fileprivate mutating func optionalConfidence(
        _ key: String
    ) throws(EventCodingError) -> Confidence? {
        guard let permille = try optionalInteger(key) else { return nil }
        guard let confidence = Confidence(permille: permille) else { throw malformed(key) }
        return confidence
    }

    fileprivate mutating func attributes() throws(EventCodingError) -> [(Wording, [Wording])] {
        try optionalObjects("attributes") { members throws(EventCodingError) in
            (try members.wording("name"), try members.values("values") { Wording($0) })
        }
    }
}

extension RoutingBook: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = RoutingEventCoding

    /// `routing` (振分け).
    public static var streamCategory: StaticString { "routing" }
}
