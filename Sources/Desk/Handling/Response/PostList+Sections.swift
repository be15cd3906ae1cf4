public import Participation

extension PostList {
    /// The way of the draft about an item, however its sections are written (決裁の順路).
    ///
    /// Items name sections by code or as somebody wrote them, and so do lists of posts: both are looked
    /// up as routing does.
    /// - Throws: when there is no post that decides.
    public func route(
        of routing: ItemRouting, in names: SectionDirectory, isMinor: Bool
    ) throws(PostRefusal) -> [ApprovalStep] {
        func coded(_ section: String) -> Wording { Wording(names.code(of: section)) }
        var list = self
        for index in posts.indices {
            list.posts[index].sections = posts[index].sections.map { coded($0.text) }
        }
        do throws(PostRefusal) {
            return try list.route(
                for: coded(routing.lead), consulting: routing.others.map(coded), isMinor: isMinor)
        } catch {
            guard case .noDecidingPost(let rank, _) = error else { throw error }
            throw .noDecidingPost(rank, section: Wording(names[routing.lead]))
        }
    }
}

extension PostFile {
    /// The sections that mean no unit of a day, one line for each; none while the city has no list of
    /// its units (組織にない所管課).
    func unknownSections(in units: [OrganisationUnit]) -> [(row: Int, reason: String)] {
        guard !units.isEmpty else { return [] }
        let names = OrganisationDirectory(units)
        return zip(rows, posts).flatMap { row, post in
            post.sections.filter { names.match($0.text).unit == nil }.map { section in
                (
                    row,
                    "所管課「\(section)」に当たる課が組織に一つではありません。課コードか、上の組織名から書いてください。"
                )
            }
        }
    }
}
