import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation

// What keeps a record of any kind from being erased, and by what decision it may not be used any more.
extension RetentionCommand {
    /// What the following take.
    struct RecordOptions: ParsableArguments {
        @OptionGroup var common: CommonOptions
        @Argument(help: "Receipt numbers, or ids such as lecture-… and registration-….")
        var records: [String]

        func keep(
            _ said: String,
            _ asked: @escaping (RecordRetention, LocalDate) throws -> [RetentionEvent]
        ) async throws {
            try await OpenDesk.with(common.settings()) { opened in
                var streams: [StreamName] = []
                for text in records {
                    let record = try await opened.desk.record(of: text)
                    if !streams.contains(record) { streams.append(record) }
                }
                let position = try await opened.desk.keep(streams, actor: "cli", asked)
                try? await opened.log.notify()
                Terminal.print(
                    position > 0
                        ? "\(said)を\(streams.count)件に記録しました(位置 \(position))" : "すでに記録されています")
            }
        }
    }

    /// `koe retention hold`
    struct Hold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keeps records from being erased (消去の停止).",
            discussion: """
                Example: koe retention hold lecture-0195… --kind lawsuit --reference '令和8年(行ウ)第3号'
                """)

        @OptionGroup var options: RecordOptions
        @Option(help: "Why (停止の種別).") var kind: Code<HoldKind>
        @Option(help: "Number of the request, case or audit (番号).") var reference: String
        @Option(help: "Since when; today if not given (開始日).") var on: Day?

        func run() async throws {
            let (kind, number, day) = (kind.value, Wording(reference), on?.date)
            try await options.keep("消去の停止") { retention, today in
                try retention.hold(
                    RecordHold(kind, reference: number, from: day ?? today), today: today)
            }
        }
    }

    /// `koe retention lift-hold`
    struct LiftHold: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "lift-hold",
            abstract: "Records that what kept records is over (消去の停止の解除).",
            discussion: """
                Example: koe retention lift-hold R8-0001 --kind audit --reference 監査第5号
                """)

        @OptionGroup var options: RecordOptions
        @Option(help: "Why (停止の種別).") var kind: Code<HoldKind>
        @Option(help: "Number of the request, case or audit (番号).") var reference: String
        @Option(help: "The day; today if not given (解除日).") var on: Day?

        func run() async throws {
            let (kind, number, day) = (kind.value, Wording(reference), on?.date)
            try await options.keep("消去の停止の解除") { retention, today in
                try retention.lift(kind, reference: number, on: day ?? today, today: today)
            }
        }
    }

    /// `koe retention suspend-use`
    struct SuspendUse: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "suspend-use",
            abstract: "Has records used no more, by decision (利用停止).",
            discussion: """
                Example: koe retention suspend-use registration-0195… --decision 令和8年度決定第4号

                They are no longer found; --resume undoes it.
                """)

        @OptionGroup var options: RecordOptions
        @Option(help: "Number of the decision (決定番号).") var decision: String
        @Option(help: "Day of the decision; today if not given (決定日).") var on: Day?
        @Flag(help: "They may be used again (利用停止の解除).") var resume = false

        func run() async throws {
            let (number, day, resume) = (Wording(decision), on?.date, resume)
            try await options.keep(resume ? "利用停止の解除" : "利用停止") { retention, today in
                let decision = RightsDecision(number: number, on: day ?? today)
                return resume
                    ? try retention.resumeUse(by: decision, today: today)
                    : try retention.suspendUse(by: decision, today: today)
            }
        }
    }
}
