import ArgumentParser
import Crypto
import Desk
import EmbeddedPostgres
import EventLog
import Foundation
import Participation
import Postgres

/// `koe bench forget`: what has to stand when letters are erased among many, killed in between.
struct ForgetBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Erases letters while it is killed again and again, and checks what must stand.",
        discussion: """
            Example: koe bench forget --letters 100000 --items 1000

            Erasing runs in processes of its own, which are killed (SIGKILL) before the event, right
            after it, and after the first keys are destroyed. Figures as of moments all over the past
            and exports of counts are taken before and after and compared byte by byte; the whole log
            is verified, and each erased letter proven to be in it.
            """)

    @OptionGroup var options: BenchOptions
    @Option(help: "Letters in the log.") var letters = 100_000
    @Option(help: "Letters erased.") var items = 1_000
    @Option(help: "Letters of one process; every third is left alone.") var batch = 100
    @Option(help: "Past moments at which figures are compared.") var moments = 100

    func validate() throws {
        guard items >= 1, letters > items, (1...ErasureLimits.items).contains(batch), moments >= 1
        else {
            throw ValidationError(
                "--letters is more than --items, --batch from 1 to \(ErasureLimits.items)")
        }
    }

    func run() async throws {
        try await BenchSite.withDesk(options) { bench, opened in
            let ids = try await fill(opened)
            try await plan(opened.desk)
            try await opened.desk.catchUp()
            Terminal.note("\(letters) letters recorded")
            let past = PublishedPast(opened: opened, letters: Int64(letters), moments: moments)
            let figures = try await past.figures()
            let exports = try await past.exports()
            Terminal.note("\(figures.count) figures and \(exports.count) exports taken")
            let watch = try await ErasureWatch(bench, opened)
            var killed = 0
            var rest = ids.shuffled().prefix(items)[...]
            var round = 0
            let start = ContinuousClock.now
            while !rest.isEmpty {
                let chosen = Array(rest.prefix(batch))
                rest = rest.dropFirst(batch)
                killed += try await watch.erase(chosen, killing: KillPoint.of(round))
                round += 1
                Terminal.note("\(items - rest.count) of \(items) erased")
            }
            let seconds = (ContinuousClock.now - start).seconds
            let erased = watch.erased
            try await opened.desk.catchUp()
            var checks = Checks()
            checks.add("kills in between, nothing half", killed, watch.halves)
            checks.add("keys destroyed", erased.count, try await watch.keysLeft())
            checks.add("letters nobody can read", erased.count, try await watch.readable())
            checks.add("gone from the search index", erased.count, try await watch.indexed())
            checks.add(
                "figures as of the past", figures.count,
                differing(figures, try await past.figures()))
            checks.add(
                "exports of counts", exports.count,
                differing(exports, try await past.exports()))
            let verified = try await opened.log.verify()
            checks.add("events verified", Int(verified.events), verified.damage == nil ? 0 : 1)
            checks.add("inclusion proofs", erased.count, try await watch.unproven())
            await watch.close()
            Terminal.print(
                Terminal.table(["must hold", "looked at", "failed"], checks.rows))
            Terminal.print(
                "\(letters) letters, \(items) erased in \(round) processes, \(killed) of them killed: "
                    + "\(seconds.text(1)) s with starting and finishing them")
            guard checks.failed == 0 else {
                throw CommandError("\(checks.failed) did not hold", Failure.internalError)
            }
        }
    }

    private func fill(_ opened: OpenDesk) async throws -> [UUID] {
        var samples = SampleLetters(total: letters)
        let progress = Progress("letters")
        var ids: [UUID] = []
        while ids.count < letters {
            let next = (0..<min(ImportBench.chunk, letters - ids.count)).map { _ in samples.next() }
            try await opened.record(next)
            ids += next.map(\.id)
            progress.show(Int64(ids.count), of: Int64(letters))
        }
        return ids
    }

    private func plan(_ desk: Desk) async throws {
        let (plan, indicators) = try PlanFile.parse(
            """
            plan: {code: bench, name: 計測, city: 計測市}
            indicators:
              - code: letters
                name: 手紙の件数
                unit: 件
                measure: {count: items, date: receivedOn}
              - code: to-the-mayor
                name: 市長への手紙の件数
                unit: 件
                measure: {count: items, where: {scheme: letter-to-mayor}, date: receivedOn}
            """)
        _ = try await desk.importPlan(plan, indicators, author: nil, reason: nil, actor: "bench")
    }

    private func differing(_ before: [String], _ after: [String]) -> Int {
        abs(before.count - after.count) + zip(before, after).count { $0 != $1 }
    }
}

/// What was looked at, and how often it did not hold (確認の結果).
private struct Checks {
    private(set) var rows: [[String]] = []
    private(set) var failed = 0

    mutating func add(_ name: String, _ looked: Int, _ failures: Int) {
        rows.append([name, String(looked), String(failures)])
        failed += failures
    }
}

/// Figures and exports as they may have been published at any moment of the past (過去の公表値).
private struct PublishedPast {
    let opened: OpenDesk
    let letters: Int64
    let moments: Int

    /// One line for each moment, year and way of telling apart.
    func figures() async throws -> [String] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var lines: [String] = []
        for moment in 1...moments {
            let position = max(1, letters * Int64(moment) / Int64(moments))
            // The year the letter of that moment was received in, and the one before it.
            for back in 0...1 {
                let year = 2021 + Int(5 * (position - 1) / letters) - back
                guard let year = FiscalYear(max(2021, year)) else { continue }
                for dimensions in [[], ["scheme"], ["channel"]] {
                    let figures = try await opened.desk.figures(
                        FigureRequest(
                            year: year, quarter: nil, indicators: ["letters", "to-the-mayor"],
                            by: dimensions, asOf: .position(position)))
                    lines.append(String(decoding: try encoder.encode(figures), as: UTF8.self))
                }
            }
        }
        return lines
    }

    /// What the program prints for publication.
    func exports() async throws -> [String] {
        var files: [String] = []
        for year in 2021...2026 {
            for dimension in ["scheme", "channel", "day"] {
                let program = try ChildProgram([
                    "figures", "--year", "R\(year - 2018)", "--by", dimension, "--format",
                    "csv", "--as-of", String(letters), "--data-dir",
                    opened.site.settings.dataDirectory,
                ])
                files.append(try await program.output())
            }
        }
        return files
    }
}
