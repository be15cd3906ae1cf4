import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation

extension PersonCommand {
    /// `koe person erase`
    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erases the personal part of records for good (消去).",
            discussion: """
                Examples:
                  koe person erase R8-0001 --expired --approval 令和14年度廃棄第1号
                  koe person erase R8-0001 --use-suspension --decision 令和8年度決定第4号
                  koe person erase R8-0001 --entry-error duplicate
                  koe person erase registration-0195… --use-suspension --decision 令和8年度決定第5号

                All of the records or none: items, lectures (lecture-…), single registrations
                (registration-…), gatherings (gathering-…) with everyone who signed up. Refused while a hold stands, before the period of retention
                is over, and without a number. Figures and the log stay as they are. What is still
                waited for is printed.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Receipt numbers, or ids as person find has them.") var receipts: [String]
        @Flag(help: "The period of retention is over (保存期間満了).") var expired = false
        @Option(help: "Number of the approval to dispose of it (廃棄決裁番号).")
        var approval: String?
        @Flag(help: "By decision on the person's request (利用停止決定).")
        var useSuspension = false
        @Option(help: "Number of that decision (決定番号).") var decision: String?
        @Option(help: "It should never have been recorded (誤登録の理由).")
        var entryError: Code<EntryError>?
        @Flag(help: "Only say whether it may be erased.") var dryRun = false
        @Option(help: "How the result is printed.") var format: OutputFormat = .table

        func validate() throws {
            guard [expired, useSuspension, entryError != nil].count(where: \.self) == 1 else {
                throw ValidationError(
                    "give one ground: --expired, --use-suspension or --entry-error")
            }
        }

        private var ground: ErasureGround {
            if let entryError { return .entryError(entryError.value) }
            return expired
                ? .expired(approval: Wording(approval ?? ""))
                : .useSuspension(decision: Wording(decision ?? ""))
        }

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                var records: [StreamName] = []
                for text in receipts {
                    let record = try await opened.desk.record(of: text)
                    if !records.contains(record) { records.append(record) }
                }
                let result = try await opened.desk.erase(
                    records, on: ground, isTrial: dryRun, actor: "cli")
                try? await opened.log.notify()
                print(result)
            }
        }

        private func print(_ result: ErasureResult) {
            let done = dryRun ? "消去できます(試行のため記録していません)" : "消去しました"
            let rows = result.entries.map {
                [$0.name, $0.isNew ? done : "消去済みです"]
            }
            switch format {
            case .json: Terminal.print(json: result.json)
            case .csv: Terminal.print(Terminal.csv(["record", "result"], rows))
            case .table: Terminal.print(Terminal.table(["番号", "結果"], rows))
            }
            for copy in result.copies {
                Terminal.note(
                    "写しが出力されています: \(copy.openedAtInJapan) \(copy.actor) "
                        + "\(copy.part?.japanese ?? "")(\(copy.way?.japanese ?? ""))")
            }
            for waiting in result.awaited { Terminal.note("完了待ち: \(waiting.japanese)") }
        }
    }
}
