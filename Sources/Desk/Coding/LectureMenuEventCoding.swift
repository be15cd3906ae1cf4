public import EventLog
public import Participation

/// Menu events to bytes and back, schema version 1 (出前講座メニューの出来事の符号化).
///
/// Nothing in a menu is personal. Pinned byte by byte in `Tests/DeskTests/Fixtures`, never edited.
public enum LectureMenuEventCoding {
    private static let type = "LectureMenuOffered"

    /// The bytes of an event.
    public static func encode(_ event: LectureMenuEvent) -> CodedEvent {
        switch event {
        case .offered(let menu):
            CodedEvent(
                type: type, schemaVersion: 1,
                payload: CanonicalJSON.bytes(
                    .object([
                        "fiscalYear": .year(menu.fiscalYear),
                        "items": .array(menu.items.map(item)),
                        "stage": .string(menu.stage.rawValue),
                    ])),
                personal: nil)
        }
    }

    /// The event that was recorded.
    /// - Throws: ``EventCodingError``: what is recorded cannot be read by this program.
    public static func decode(
        _ recorded: RecordedEvent
    ) throws(EventCodingError) -> LectureMenuEvent {
        try decode(
            type: recorded.type, schemaVersion: recorded.schemaVersion, payload: recorded.payload)
    }

    static func decode(
        type: String, schemaVersion: Int16, payload: [UInt8]
    ) throws(EventCodingError) -> LectureMenuEvent {
        guard type == self.type, schemaVersion == 1 else {
            throw .unknown(type: type, schemaVersion: schemaVersion)
        }
        var members = try MemberReader(payload, of: type)
        var items: [LectureMenuItem] = []
        for var item in try members.objects("items") {
            items.append(try self.item(from: &item))
            try item.finish()
        }
        let menu = LectureMenuOffered(
            fiscalYear: try members.year("fiscalYear"),
            stage: try members.value("stage", LectureMenuStage.init(rawValue:)), items: items)
        try members.finish()
        return .offered(menu)
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
        from members: inout MemberReader
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
    /// `lecture-menu` (出前講座のメニュー).
    public static var streamCategory: StaticString { "lecture-menu" }

    /// The bytes of an event (符号化).
    public static func encode(_ event: LectureMenuEvent) -> CodedEvent {
        LectureMenuEventCoding.encode(event)
    }

    /// The event that was recorded (復号).
    /// - Throws: ``EventCodingError``: what is recorded cannot be read by this program.
    public static func decode(
        _ recorded: RecordedEvent, opened: Opened?
    ) throws(EventCodingError) -> LectureMenuEvent {
        try PersonalPart.refuse(opened, of: recorded.type)
        return try LectureMenuEventCoding.decode(recorded)
    }
}
