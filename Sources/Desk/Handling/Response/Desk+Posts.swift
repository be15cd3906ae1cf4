import EventLog
public import Participation

/// What became of a list of posts (職員配置表の取込み結果).
public struct PostImport: Sendable, Equatable {
    /// What must be mended first (ファイルの誤り).
    public let problems: [LineProblem]
    /// Posts read (職の数).
    public let posts: Int
    /// Events recorded; on trial, those that would be (記録件数).
    public fileprivate(set) var events = 0
    /// The last position written; 0 when nothing was (位置).
    public fileprivate(set) var position: Int64 = 0

    /// Whether something must be mended first: then nothing was recorded (取込み不可).
    public var isRejected: Bool { !problems.isEmpty }
}

extension Desk {
    /// Takes a file as the list of posts from a day on (職員配置表の取込み).
    ///
    /// The same file again records nothing. Open approvals come to the successors: they name posts.
    /// Sections are written by name or by code, as routing takes them; one that is no unit is refused.
    /// - Parameters:
    ///   - minorDecidedBy: who decides light matters; nil: as in the list in force on that day.
    ///   - decidedBy: who decides all others; nil: likewise.
    ///   - isTrial: only say what would happen.
    ///   - version: the one of the lists somebody had seen (``postsVersion()``).
    /// - Throws: ``DeskError``; ``DeskError/changed(version:)`` when others were quicker. All is
    ///   recorded or nothing.
    public func importPosts(
        _ table: TableFile, effectiveOn: LocalDate, minorDecidedBy: PostRank? = nil,
        decidedBy: PostRank? = nil, isTrial: Bool = false, expecting version: Int32? = nil,
        actor: String?
    ) async throws(DeskError) -> PostImport {
        let file = PostFile(rows: table.rows)
        let units = try await organisation().units(on: effectiveOn)
        let problems =
            file.problems.map { (row: $0.row, reason: $0.japanese) }
            + file.unknownSections(in: units)
        let read = PostImport(
            problems: problems.map {
                LineProblem(line: table.line(ofRow: $0.row), reason: $0.reason)
            }, posts: file.posts.count)
        guard !read.isRejected else { return read }
        do {
            var outcome = read
            (_, outcome.events, outcome.position) = try await record(
                PostBook.self, on: PostEventCoding.stream, isTrial: isTrial, expecting: version,
                actor: actor
            ) { book in
                let before = book.list(on: effectiveOn)
                let list = PostList(
                    effectiveOn: effectiveOn,
                    minorDecidedBy: minorDecidedBy ?? before?.minorDecidedBy ?? .section,
                    decidedBy: decidedBy ?? before?.decidedBy ?? .mayor, posts: file.posts)
                return ((), try PostBook.decide(.list(list), book))
            }
            return outcome
        } catch {
            throw DeskError(error)
        }
    }

    /// Who has which post, as known at a moment (職員配置).
    public func posts(asOf: AsOf = .now) async throws(DeskError) -> PostBook {
        do {
            let position = try await resolve(asOf).position
            let history = try await log.read(PostEventCoding.stream)
            return try await fold(history.filter { $0.position <= position }, as: PostBook.self)
        } catch {
            throw DeskError(error)
        }
    }

    /// How often a list of posts was recorded: what somebody had seen who puts one right
    /// (職員配置表の版).
    public func postsVersion() async throws(DeskError) -> Int32 {
        do {
            return try await versions(of: [PostEventCoding.stream])[0]
        } catch {
            throw DeskError(error)
        }
    }
}
