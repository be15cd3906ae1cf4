import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe posts`: who has which post.
struct PostsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "posts", abstract: "Posts, and who has them (職員配置表).",
        discussion: "Example: koe posts import 職員配置.csv --effective-on 2026-04-01",
        subcommands: [Import.self, List.self])

    /// `koe posts import`
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes the list of posts from a day on; the same again does nothing.",
            discussion: """
                Example:
                  koe posts import 職員配置.csv --effective-on 2026-04-01 --dry-run

                Columns: 職名, 職位 (係長, 課長, 部長, 副市長, 市長; blank for a post that only
                deputises), 所管課 (parted by 、; blank: all), 在職者 (account; blank: 欠員),
                区分 (本務, 併任, 事務取扱), 代決 (names of posts, the first first).

                Drafts on their way come to the successors. All is recorded or nothing.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "List of posts (CSV).") var file: String
        @Option(help: "First day it holds (発令日).") var effectiveOn: Day
        @Option(help: "Who decides light matters (軽易な事項の決裁者).")
        var minorDecidedBy = Code<PostRank>(.section)
        @Option(help: "Who decides all others (決裁者).") var decidedBy = Code<PostRank>(.mayor)
        @Flag(help: "Only say what would be recorded.") var dryRun = false
        @Option(help: "Characters of the file; recognised unless given.")
        var encoding: Code<FileEncoding>?

        func run() async throws {
            let table = try TableSource.read(file, as: encoding)
            try await OpenDesk.with(try await common.settings()) { opened in
                let outcome = try await opened.desk.importPosts(
                    table, effectiveOn: effectiveOn.date, minorDecidedBy: minorDecidedBy.value,
                    decidedBy: decidedBy.value, isTrial: dryRun, actor: "cli")
                try TableSource.refuse(outcome.problems, of: file)
                Terminal.print(
                    TableSource.summary(
                        "\(effectiveOn.date.wareki)の職員配置表 \(outcome.posts)職",
                        events: outcome.events, position: outcome.position))
            }
        }
    }

    /// `koe posts list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists who has which post on a day.",
            discussion: "Example: koe posts list --on 2026-04-01 --format csv")

        @OptionGroup var common: CommonOptions
        @Option(help: "The day; today if not given.") var on: Day?
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        struct Listed: Encodable {
            var post: String
            var rank: String?
            var sections: [String]
            var holder: String?
            var tenure: String
            var deputies: [String]
        }

        private static let header = ["post", "rank", "sections", "holder", "tenure", "deputies"]
        private static let words = ["職名", "職位", "所管課", "在職者", "区分", "代決"]

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let book = try await opened.desk.posts()
                let posts = book.list(on: on?.date ?? opened.desk.today)?.posts ?? []
                switch format {
                case .json:
                    Terminal.print(
                        try Terminal.json(
                            posts.map { post in
                                Listed(
                                    post: post.name.text, rank: post.rank?.rawValue,
                                    sections: post.sections.map(\.text),
                                    holder: post.holder?.text, tenure: post.tenure.rawValue,
                                    deputies: post.deputies.map(\.text))
                            }))
                case .csv: Terminal.print(Terminal.csv(Self.header, posts.map(Self.row)))
                case .table: Terminal.print(Terminal.table(Self.words, posts.map(Self.row)))
                }
            }
        }

        /// As files have it, so that what is listed can be imported.
        private static func row(_ post: Post) -> [String] {
            [
                post.name.text, post.rank?.japanese ?? "",
                post.sections.map(\.text).joined(separator: "、"), post.holder?.text ?? "",
                post.tenure.japanese, post.deputies.map(\.text).joined(separator: "、"),
            ]
        }
    }
}
