public import EventLog
import FoundationEssentials
public import Participation

/// The lists of posts to bytes and back (職員配置の出来事の符号化).
///
/// Who holds a post of a city is public. Pinned byte by byte in
/// `Tests/DeskTests/Fixtures/Posts*.v1*.json`, which are never edited.
public enum PostEventCoding: EventCoding {
    /// The one stream of a city's posts, the same in every city (職員配置の対象名).
    public static let stream = StreamName(
        category: PostBook.streamCategory,
        id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, 3)))

    static let schemaVersion: Int16 = 1

    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case listed = "PostsListed"
    }

    /// The bytes of an event.
    public static func encode(_ event: PostEvent) -> CodedEvent {
        switch event {
        case .listed(let list):
            CodedEvent(
                EventType.listed.rawValue,
                [
                    "decidedBy": .string(list.decidedBy.rawValue),
                    "effectiveOn": .date(list.effectiveOn),
                    "minorDecidedBy": .string(list.minorDecidedBy.rawValue),
                    "posts": .array(list.posts.map(post)),
                ])
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> PostEvent {
        try PersonalPart.refuse(opened, of: name)
        guard let type = EventType(rawValue: name), version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        return try MemberReader.read(payload, of: name) { members throws(EventCodingError) in
            switch type {
            case .listed:
                .listed(
                    PostList(
                        effectiveOn: try members.date("effectiveOn"),
                        minorDecidedBy: try members.value(
                            "minorDecidedBy", PostRank.init(rawValue:)),
                        decidedBy: try members.value("decidedBy", PostRank.init(rawValue:)),
                        posts: try members.objects("posts", post)))
            }
        }
    }

    private static func post(_ post: Post) -> JSONValue {
        .object(present: [
            "deputies": .unlessEmpty(post.deputies.map(JSONValue.wording)),
            "holder": .optional(post.holder), "name": .wording(post.name),
            "rank": .optional(post.rank?.rawValue),
            "sections": .unlessEmpty(post.sections.map(JSONValue.wording)),
            "tenure": post.tenure == .regular ? nil : .string(post.tenure.rawValue),
        ])
    }

    private static func post(_ members: inout MemberReader) throws(EventCodingError) -> Post {
        Post(
            name: try members.wording("name"),
            rank: try members.optionalValue("rank", PostRank.init(rawValue:)),
            sections: try members.values("sections") { Wording($0) },
            holder: try members.optionalWording("holder"),
            tenure: try members.optionalValue("tenure", PostTenure.init(rawValue:)) ?? .regular,
            deputies: try members.values("deputies") { Wording($0) })
    }
}

extension PostBook: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = PostEventCoding

    /// `posts` (職員配置).
    public static var streamCategory: StaticString { "posts" }
}
