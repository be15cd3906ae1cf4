import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation

/// `koe disposal`
struct DisposalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disposal",
        abstract: "Lists what may be disposed of, and disposes of it once approved (廃棄簿).",
        discussion: """
            Examples:
              koe disposal --year R14 --class 5                          the register, to be approved
              koe disposal --year R14 --class 5 --approval 令和14年度廃棄第1号
              koe disposal --year R14 --openings [--approval 令和14年度廃棄第2号]
              koe disposal --settle                                      finishes what is owed

            Due in a year is what expired before its first day and is not yet disposed of. What is
            held (開示請求・審査請求・訴訟・監査) stays and is named. Cut short, the same again goes on
            and prints the whole register. Restricted items (限定) are listed by --restricted alone.
            Who opened what (開封の記録) is kept three years unless koe retention define openings says
            otherwise, and never goes before the record itself was erased.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Fiscal year of disposal (廃棄年度).") var year: YearArgument?
    @Option(name: .customLong("class"), help: "Years of retention (保存区分), such as 5.")
    var period: PeriodArgument?
    @Option(help: "Number of the approval (廃棄決裁番号); without it nothing is erased.")
    var approval: String?
    @Flag(help: "Only print the register, also with --approval.") var dryRun = false
    @Flag(help: "Who opened what (開封の記録), in place of records.") var openings = false
    @Flag(help: "The restricted items (限定), and no others.") var restricted = false
    @Flag(
        help: """
            Only finish erasures that were cut short, and destroy again what a keyring from a \
            backup has brought back.
            """)
    var settle = false
    @Option(help: "How the register is printed.") var format: OutputFormat = .table

    func validate() throws {
        guard settle != (year != nil && openings != (period != nil)) else {
            throw ValidationError("give --year with --class or --openings, or --settle")
        }
        if let period, case .standing = period.value {
            throw ValidationError("--class takes years: what is 常用 does not expire")
        }
    }

    func run() async throws {
        try await OpenDesk.with(common.settings()) { opened in
            if let year, openings {
                try await dispose(openingsIn: year.value, opened)
                return
            }
            guard let year, case .years(let years)? = period?.value else {
                let settled = try await opened.desk.settleErasures(again: true)
                let awaited = try await opened.desk.awaited()
                let rows = try await opened.desk.settleOpenings()
                Terminal.print("鍵を\(settled)件、開封の記録を\(rows)件破棄しました")
                for waiting in awaited { Terminal.note("完了待ち: \(waiting.japanese)") }
                return
            }
            let request = DisposalRequest(
                year: year.value, years: years, isRestricted: restricted)
            let disposal: Disposal
            if let approval, !dryRun {
                let progress = Progress("廃棄")
                disposal = try await opened.desk.dispose(
                    request, approval: Wording(approval), actor: "cli"
                ) { progress.show(Int64($0), of: Int64($1)) }
                try? await opened.log.notify()
            } else {
                disposal = try await opened.desk.disposal(request)
            }
            print(disposal)
        }
    }

    private func dispose(openingsIn year: FiscalYear, _ opened: OpenDesk) async throws {
        let disposal: OpeningDisposal
        if let approval, !dryRun {
            disposal = try await opened.desk.disposeOpenings(
                in: year, approval: Wording(approval), actor: "cli")
            try? await opened.log.notify()
        } else {
            disposal = try await opened.desk.openingDisposal(in: year)
        }
        let rows = disposal.entries.map {
            [$0.year.japanese, $0.period.japanese, String($0.due), String($0.waiting)]
        }
        switch format {
        case .json: Terminal.print(json: disposal.json)
        case .csv: Terminal.print(Terminal.csv(["year", "class", "due", "waiting"], rows))
        case .table:
            Terminal.print(Terminal.table(["開封年度", "保存区分", "廃棄対象", "記録の消去待ち"], rows))
            Terminal.note("開封の記録: 廃棄済み\(disposal.disposed)件")
        }
    }

    private func print(_ disposal: Disposal) {
        switch format {
        case .json: Terminal.print(json: disposal.json)
        case .csv:
            Terminal.print(
                Terminal.csv(
                    [
                        "record", "kind", "series", "completedOn", "years", "expiredOn",
                        "erasedOn", "holds",
                    ],
                    disposal.entries.map {
                        [
                            $0.name, $0.scheme?.rawValue ?? "\($0.stream.category)", $0.series,
                            $0.span.completedOn.description, String($0.span.years),
                            $0.span.lastDay.description, $0.erasedOn?.description ?? "",
                            $0.holds.map(\.japanese).joined(separator: "、"),
                        ]
                    }))
        case .table:
            Terminal.print(
                Terminal.table(
                    ["番号", "種別", "簿冊名", "完結日", "保存期間", "満了日", "状態"],
                    disposal.entries.map {
                        [
                            $0.name, $0.genre, $0.series,
                            $0.span.completedOn.wareki, "\($0.span.years)年",
                            $0.span.lastDay.wareki, $0.standing,
                        ]
                    }))
            Terminal.note(
                "\(disposal.request.year.japanese) \(disposal.request.years)年保存: "
                    + "\(disposal.entries.count)件のうち廃棄済み\(disposal.erased)件")
        }
        for waiting in disposal.awaited { Terminal.note("完了待ち: \(waiting.japanese)") }
    }
}
