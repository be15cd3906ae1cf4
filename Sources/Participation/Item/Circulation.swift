/// What the mayor and the deputy have read of what came in (供覧, PRODUCT §4.5).
///
/// A stream of its own for each item, so that reading never stands in the way of whoever deals with
/// it; and one for the city, which says whether they are shown who wrote.
public struct Circulation: Decider {
    /// Who has read it, in their order (既読).
    public private(set) var reads: [CirculationRead] = []
    /// Whether the sender is shown to them (差出人を表示するか).
    public private(set) var showsSenders = false

    /// Nobody has read it; senders are masked (未読).
    public static let initial = Circulation()

    /// Whether somebody has read it (既読か).
    public func isRead(by person: Wording) -> Bool { reads.contains { $0.by == person } }
}

/// That somebody has read an item (既読).
public struct CirculationRead: Sendable, Equatable {
    /// The post they have (職).
    public var post: Wording
    /// Their account (読んだ人).
    public var by: Wording
    /// The day (既読日).
    public var on: LocalDate

    /// That somebody has read an item (既読).
    public init(post: Wording, by: Wording, on: LocalDate) {
        self.post = post
        self.by = by
        self.on = on
    }
}

/// What may be asked of reading through (供覧の命令).
public enum CirculationCommand: Sendable, Equatable {
    /// Note that somebody has read it (既読).
    case read(CirculationRead)
    /// Show senders, or mask them (差出人の表示).
    case showSenders(Bool)
}

/// What happened in reading through (供覧の出来事).
public enum CirculationEvent: Sendable, Equatable {
    /// Somebody has read it (既読).
    case read(CirculationRead)
    /// It was settled whether senders are shown (差出人の表示の定め).
    case sendersShown(Bool)
}

/// Why something is not noted of reading through (供覧ができない理由).
public enum CirculationRefusal: ExplainedRefusal {
    /// Only the mayor and the deputy read through (供覧の職ではない).
    case notOfPost(Wording)

    /// The field beside which it is shown (該当項目).
    public var field: PostField? { .by }

    /// What is wrong and what to do (理由の説明).
    public var japanese: String {
        switch self {
        case .notOfPost(let person):
            "供覧は、職員配置表で市長・副市長の職にある人が行います。\(person)さんの職を確かめてください。"
        }
    }
}

extension Circulation {
    /// Answers a command with the events that follow from it (判断).
    public static func decide(
        _ command: CirculationCommand, _ state: Circulation
    ) throws(CirculationRefusal) -> [CirculationEvent] {
        switch command {
        case .read(let read):
            guard !read.post.text.isBlank, !read.by.text.isBlank else {
                throw .notOfPost(read.by)
            }
            return state.isRead(by: read.by) ? [] : [.read(read)]
        case .showSenders(let isShown):
            return state.showsSenders == isShown ? [] : [.sendersShown(isShown)]
        }
    }

    /// The state after an event (状態の更新).
    public static func evolve(_ state: Circulation, _ event: CirculationEvent) -> Circulation {
        var state = state
        switch event {
        case .read(let read): state.reads.append(read)
        case .sendersShown(let isShown): state.showsSenders = isShown
        }
        return state
    }
}

extension PostList {
    /// The post by which somebody reads through what came in, the highest first; nil: none
    /// (供覧する職).
    public func circulatingPost(of person: Wording) -> Post? {
        let ranked: [PostRank] = [.mayor, .deputyMayor]
        return ranked.lazy.compactMap { rank in
            posts.first { $0.rank == rank && $0.holder == person }
        }.first
    }
}
