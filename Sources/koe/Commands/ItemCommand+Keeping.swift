import ArgumentParser
import Desk
import Foundation
import Participation

// What keeps an item, and by what decision it may not be used any more.
extension ItemCommand {
    /// `koe item hold`
    struct Hold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keeps an item from being erased (消去の停止).",
            discussion: """
                Example: koe item hold R8-0001 --kind lawsuit --reference '令和8年(行ウ)第3号'
                """)

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "Why (停止の種別).") var kind: Code<HoldKind>
        @Option(help: "Number of the request, case or audit (番号).") var reference: String
        @Option(help: "Since when; today if not given (開始日).") var on: Day?

        func run() async throws {
            try await options.change { desk in
                .retain(
                    .hold(
                        RecordHold(
                            kind.value, reference: Wording(reference), from: on?.date ?? desk.today)
                    ), today: desk.today)
            }
        }
    }

    /// `koe item lift-hold`
    struct LiftHold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lift-hold",
            abstract: "Records that what kept an item is over (消去の停止の解除).",
            discussion: """
                Example: koe item lift-hold R8-0001 --kind lawsuit --reference '令和8年(行ウ)第3号'
                """)

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "Why (停止の種別).") var kind: Code<HoldKind>
        @Option(help: "Number of the request, case or audit (番号).") var reference: String
        @Option(help: "The day; today if not given (解除日).") var on: Day?

        func run() async throws {
            try await options.change { desk in
                .retain(
                    .lift(
                        kind.value, reference: Wording(reference), on: on?.date ?? desk.today),
                    today: desk.today)
            }
        }
    }

    /// `koe item suspend-use`
    struct SuspendUse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "suspend-use",
            abstract: "Has an item used no more, by decision (利用停止).",
            discussion: """
                Example: koe item suspend-use R8-0001 --decision 令和8年度決定第4号 --on 2026-07-08

                It is no longer found, learned from or routed by rules; --resume undoes it.
                """)

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "Number of the decision (決定番号).") var decision: String
        @Option(help: "Day of the decision; today if not given (決定日).") var on: Day?
        @Flag(help: "It may be used again (利用停止の解除).") var resume = false

        func run() async throws {
            try await options.change { desk in
                let decision = RightsDecision(
                    number: Wording(decision), on: on?.date ?? desk.today)
                return .retain(
                    resume ? .resumeUse(decision) : .suspendUse(decision), today: desk.today)
            }
        }
    }
}
