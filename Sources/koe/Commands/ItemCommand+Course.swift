import ArgumentParser
import Desk
import Foundation
import Participation

// Where an item goes: sections, other items, other procedures, its end; and back again.
extension ItemCommand {
    /// `koe item route`
    struct Route: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Chooses the sections that deal with an item (担当の振分け).",
            discussion: "Example: koe item route R8-0001 --lead 建設課管理係 --other 水道課")

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "Section that answers (主担当).") var lead: String
        @Option(help: "Further section (関係課); may be given several times.")
        var other: [String] = []

        func run() async throws {
            try await options.change { _ in
                .route(ItemRouting(lead: lead, others: other, by: .clerk))
            }
        }
    }

    /// `koe item link`
    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ties an item to another one (関連付け).",
            discussion: """
                Example:
                  koe item link R8-0002 R8-0001 --same-purpose    both are counted (同趣旨)
                  koe item link R8-0003 R8-0001 --duplicate       R8-0003 is not counted (重複)
                """)

        @OptionGroup var options: ItemChangeOptions
        @Argument(help: "The other item; for a duplicate, the original.") var other: String
        @Flag(help: "Others who say the same (同趣旨).") var samePurpose = false
        @Flag(help: "The same letter a second time (重複).") var duplicate = false

        func validate() throws {
            guard samePurpose != duplicate else {
                throw ValidationError("give one of --same-purpose or --duplicate")
            }
        }

        func run() async throws {
            let command = try CommandIdentity.read(options.command)
            try await options.change { desk, id in
                try await desk.link(
                    id, to: try await desk.itemID(of: other),
                    as: duplicate ? .duplicate : .samePurpose, actor: "cli", command: command)
            }
        }
    }

    /// `koe item unlink`
    struct Unlink: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Undoes the tie from an item to another one (関連付けの取消し).",
            discussion: "Example: koe item unlink R8-0003 R8-0001")

        @OptionGroup var options: ItemChangeOptions
        @Argument(help: "The other item.") var other: String

        func run() async throws {
            let command = try CommandIdentity.read(options.command)
            try await options.change { desk, id in
                try await desk.handle(
                    .unlink(from: try await desk.itemID(of: other)), of: Item.self, stream: id,
                    actor: "cli", command: command)
            }
        }
    }

    /// `koe item pass-on`
    struct PassOn: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Hands an item over to a procedure of its own (引継ぎ).",
            discussion: """
                Example: koe item pass-on R8-0001 --to information-disclosure

                --arrived-on is the day from which statutory periods are counted; today if not given.
                """)

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "The procedure (引継ぎ先).") var to: Code<HandoverProcedure>
        @Option(help: "Day of arrival at the city (到達日).") var arrivedOn: Day?

        func run() async throws {
            try await options.change { desk in
                .passOn(
                    ItemHandover(to: to.value, arrivedOn: arrivedOn?.date ?? desk.today),
                    today: desk.today)
            }
        }
    }

    /// `koe item withdraw`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records that the sender took an item back (取下げ).",
            discussion: "Example: koe item withdraw R8-0001 --on 2026-07-03")

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "The day; today if not given (年月日).") var on: Day?

        func run() async throws {
            try await options.change { .withdraw(on: on?.date ?? $0.today, today: $0.today) }
        }
    }

    /// `koe item return`
    struct SendBack: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "return",
            abstract: "Records that an item was sent back to the sender (返戻).",
            discussion: "Example: koe item return R8-0001 --on 2026-07-03")

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "The day; today if not given (年月日).") var on: Day?

        func run() async throws {
            try await options.change { .sendBack(on: on?.date ?? $0.today, today: $0.today) }
        }
    }

    /// `koe item reinstate`
    struct Reinstate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Undoes a handover, withdrawal or return (引継ぎ・取下げ・返戻の取消し).",
            discussion: "Example: koe item reinstate R8-0001")

        @OptionGroup var options: ItemChangeOptions

        func run() async throws { try await options.change { _ in .reinstate } }
    }
}
