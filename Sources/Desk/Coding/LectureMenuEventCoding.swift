public import EventLog
public import Participation

/// Menu events to bytes and back, schema version 1 (出前講座メニューの出来事の符号化).
///
/// Nothing in a menu is personal. Pinned byte by byte in `Tests/DeskTests/Fixtures`, never edited.
public enum LectureMenuEventCoding: EventCoding {
    private static let type = "LectureMenuOffered"

    /// The bytes of an event.
    public static func encode(_ event: LectureMenuEvent) -> CodedEvent {
        switch event {
        case .offered(let menu):
            CodedEvent(
                type,
                [
                    "fiscalYear": .year(menu.fiscalYear),
                    "items": .array(menu.items.map(item)),
                    "stage": .string(menu.stage.rawValue),
                ])
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type: String, schemaVersion: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> LectureMenuEvent {
        try PersonalPart.refuse(opened, of: type)
        guard type == self.type, schemaVersion == 1 else {
            throw .unknown(type: type, schemaVersion: schemaVersion)
        }
        return try MemberReader.read(payload, of: type) { members throws(EventCodingError) in
            .offered(
                LectureMenuOffered(
                    fiscalYear: try members.year("fiscalYear"),
                    stage: try members.value("stage", LectureMenuStage.init(rawValue:)),
                    items: try members.objects("items", item)))
        }
    }

    private static func item(_ item: LectureMenuItem) -> JSONValue {
        let weekdays = Weekday.allCases.filter(item.weekdays.contains)
        return .object(present: [
            "aim": .optional(item.aim), "code": .wording(item.code),
            "department": .wording(item.department), "materials": .optional(item.materials),
            "minimumPeople": .optional(item.minimumPeople),
            "minutes": .integer(Int64(item.minutes)), "title": .wording(item.title),
            "topics": .unlessEmpty(item.topics.map(JSONValue.wording)),
            "weekdays": .unlessEmpty(weekdays.map { .string($0.code) }),
        ])
    }

    private static func item(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> LectureMenuItem {
        LectureMenuItem(
            code: try members.wording("code"), title: try members.wording("title"),
            aim: try members.optionalWording("aim"), minutes: try members.integer("minutes"),
            minimumPeople: try members.optionalInteger("minimumPeople"),
            department: try members.wording("department"),
            topics: try members.values("topics") { Wording($0) },
            weekdays: Set(
                try members.values("weekdays", Weekday.init(code:))),
            materials: try members.optionalWording("materials"))
    }
}

extension LectureMenu: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = LectureMenuEventCoding

    /// `lecture-menu` (出前講座のメニュー).
    public static var streamCategory: StaticString { "lecture-menu" }
}
