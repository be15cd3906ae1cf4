/// All lists of posts there have been, each from its day on (職員配置の台帳).
///
/// One stream for the city. A list for a day takes the place of one for the same day; prepared in
/// March, it comes into force on 1 April.
public struct PostBook: Decider {
    /// The lists, the earliest first (職員配置表).
    public private(set) var lists: [PostList] = []

    /// No list is known (未登録).
    public static let initial = PostBook()

    /// The list in force on a day (その日の職員配置表).
    public func list(on date: LocalDate) -> PostList? {
        lists.last { $0.effectiveOn <= date }
    }
}

/// What may be asked of the lists of posts (職員配置の命令).
public enum PostCommand: Sendable, Equatable {
    /// Take a list, in place of the one of that day (職員配置表の登録).
    case list(PostList)
}

/// What happened to the lists of posts (職員配置の出来事).
public enum PostEvent: Sendable, Equatable {
    /// A list was taken (職員配置表の登録).
    case listed(PostList)
}

extension PostBook {
    /// Answers a command with the events that follow from it (判断).
    ///
    /// The same list again gives none.
    /// - Throws: the reason why the list is not taken.
    public static func decide(
        _ command: PostCommand, _ state: PostBook
    ) throws(PostRefusal) -> [PostEvent] {
        switch command {
        case .list(let list):
            try list.check()
            return state.lists.contains(list) ? [] : [.listed(list)]
        }
    }

    /// The state after an event (状態の更新).
    public static func evolve(_ state: PostBook, _ event: PostEvent) -> PostBook {
        var state = state
        switch event {
        case .listed(let list):
            state.lists.removeAll { $0.effectiveOn == list.effectiveOn }
            let place = state.lists.firstIndex { $0.effectiveOn > list.effectiveOn }
            state.lists.insert(list, at: place ?? state.lists.endIndex)
        }
        return state
    }
}

extension PostList {
    fileprivate func check() throws(PostRefusal) {
        guard !posts.isEmpty else { throw .empty }
        guard posts.count <= PostLimits.posts else { throw .tooMany(PostLimits.posts) }
        var names: Set<Wording> = []
        for post in posts {
            if let fault = post.fault { throw .text(fault) }
            guard names.insert(post.name).inserted else { throw .repeated(post.name) }
        }
        for post in posts {
            if let unknown = post.deputies.first(where: { !names.contains($0) }) {
                throw .unknownPost(unknown)
            }
        }
    }
}

extension Post {
    fileprivate var fault: TextFault? {
        let texts = [name] + sections + deputies + [holder].compactMap(\.self)
        return texts.lazy.compactMap {
            TextFault.of($0.text, limit: PostLimits.name, required: true)
        }.first
    }
}

/// How much a list of posts may hold (職員配置表の上限).
public enum PostLimits {
    /// Posts of one city (職の数).
    public static let posts = 3_000
    /// The name of a post, a section or an account (職名等の字数).
    public static let name = 100
}

/// Why a list of posts is not taken, or a post does not help (職員配置の誤り).
public enum PostRefusal: ExplainedRefusal {
    /// It has no posts (職がない).
    case empty
    /// More posts than there may be (職の数の超過).
    case tooMany(Int)
    /// Something stands against a name (名称の誤り).
    case text(TextFault)
    /// Two posts of one name (職名の重複).
    case repeated(Wording)
    /// No post of that name (知らない職).
    case unknownPost(Wording)
    /// No list is in force on a day (職員配置表なし).
    case noList(on: LocalDate)
    /// Nobody decides for a section (決裁者なし).
    case noDecidingPost(PostRank, section: Wording)
    /// The person neither has the post nor deputises for it (権限なし).
    case mayNotStamp(Wording, post: Wording, holder: Wording?)

    /// The field beside which it is shown (該当項目).
    public var field: PostField? {
        switch self {
        case .empty, .tooMany, .noList, .noDecidingPost: nil
        case .text, .repeated, .unknownPost: .post
        case .mayNotStamp: .by
        }
    }

    /// What is wrong and what to do (理由の説明).
    public var japanese: String {
        switch self {
        case .empty: "職が一つも書かれていません。ファイルを確かめてください。"
        case .tooMany(let limit): "職が多すぎます。\(limit.grouped)件までにしてください。"
        case .text(let fault): fault.japanese(of: "職名・課名・在職者")
        case .repeated(let name): "「\(name)」が二度書かれています。職名は一度だけ書いてください。"
        case .unknownPost(let name):
            "「\(name)」という職は職員配置表にありません。職名を確かめるか、職員配置表に加えてください。"
        case .noList(let day):
            "\(day.wareki)の職員配置表が登録されていません。"
                + "先に登録するか、決裁の順路を指定して紙決裁済として記録してください。"
        case .noDecidingPost(let rank, let section):
            "「\(section)」の決裁者(\(rank.japanese))が職員配置表にありません。職員配置表に加えてください。"
        case .mayNotStamp(let person, let post, let holder):
            "\(person)さんは「\(post)」の在職者でも代決者でもありません。"
                + (holder.map { "在職者は\($0)さんです。" } ?? "この職は欠員です。")
                + "職員配置表を確かめてください。"
        }
    }
}

/// What a refusal of a post points at (職員配置の入力項目).
public enum PostField: String, Sendable, CaseIterable {
    /// The post (職).
    case post
    /// The person (担当者).
    case by
}
