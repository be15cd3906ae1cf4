/// The posts of the city and who has them, from a day until the next list (職員配置表).
///
/// A drafts' way is worked out from it, and whether a person may stamp for a post. Open approvals
/// name posts, so with a new list they come to the successors by themselves (DECISIONS C6).
public struct PostList: Sendable, Equatable {
    /// The first day it holds (発令日).
    public var effectiveOn: LocalDate
    /// Who decides light matters (軽易な事項の決裁者, 専決).
    public var minorDecidedBy: PostRank
    /// Who decides all others (その他の決裁者).
    public var decidedBy: PostRank
    /// The posts (職).
    public var posts: [Post]

    /// The posts of the city from a day on (職員配置表).
    ///
    /// Source of the usual ranks: 旭市要綱 (主管課長起案、市長決裁、軽易なものを除く), PRODUCT §1.3.
    public init(
        effectiveOn: LocalDate, minorDecidedBy: PostRank = .section,
        decidedBy: PostRank = .mayor, posts: [Post]
    ) {
        self.effectiveOn = effectiveOn
        self.minorDecidedBy = minorDecidedBy
        self.decidedBy = decidedBy
        self.posts = posts
    }

    /// The post of a name (職).
    public func post(_ name: Wording) -> Post? { posts.first { $0.name == name } }

    /// The way of a section's draft: 係長→課長→部長→(合議)→副市長→市長, as far as it has to go
    /// (決裁の順路).
    ///
    /// A post nobody can stamp for is passed over, as is one whose holder has the next one too
    /// (併任・事務取扱); the post that decides never is.
    /// - Parameter others: further sections, whose heads are asked to agree.
    /// - Throws: when there is no post that decides.
    public func route(
        for section: Wording, consulting others: [Wording] = [], isMinor: Bool
    ) throws(PostRefusal) -> [ApprovalStep] {
        let last = isMinor ? minorDecidedBy : decidedBy
        guard let deciding = post(of: last, for: section) else {
            throw .noDecidingPost(last, section: section)
        }
        let below = PostRank.allCases.filter { $0 < last }.compactMap {
            post(of: $0, for: section)
        }.filter(canStamp)
        let line = below + [deciding]
        let own = zip(line, line.dropFirst()).filter { lower, upper in
            lower.holder == nil || lower.holder != upper.holder
        }.map(\.0)
        let asked = others.compactMap { post(of: .section, for: $0) }.filter { post in
            canStamp(post) && !line.contains(post)
        }
        let house = own.filter { $0.rank.map { $0 <= .department } ?? false }
        let above = own.filter { $0.rank.map { $0 > .department } ?? false } + [deciding]
        return house.map { ApprovalStep(post: $0.name) }
            + asked.map { ApprovalStep(post: $0.name, isConsultation: true) }
            + above.map { ApprovalStep(post: $0.name) }
    }

    /// How a person may stamp for a post: as its holder, or as a deputy in the given order (押印の権限).
    /// - Throws: when the person may not.
    public func manner(of person: Wording, for name: Wording) throws(PostRefusal) -> StampManner {
        guard let post = post(name) else { throw .unknownPost(name) }
        if post.holder == person { return .approved }
        let isDeputy = post.deputies.contains { self.post($0)?.holder == person }
        guard isDeputy else { throw .mayNotStamp(person, post: name, holder: post.holder) }
        return .deputised
    }

    private func post(of rank: PostRank, for section: Wording) -> Post? {
        let ranked = posts.filter { $0.rank == rank }
        return ranked.first { $0.sections.contains(section) }
            ?? ranked.first { $0.sections.isEmpty }
    }

    private func canStamp(_ post: Post) -> Bool {
        post.holder != nil || post.deputies.contains { self.post($0)?.holder != nil }
    }
}
