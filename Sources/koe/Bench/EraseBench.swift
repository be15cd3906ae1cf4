import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation
import Postgres

/// `koe bench erase`: erasing items, against forgetting as many rows in bare SQL.
struct EraseBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erases items with their keys and projections, against bare UPDATE and DELETE.",
        discussion: """
            Example: koe bench erase --letters 100000 --items 1000

            Koe records why, destroys the keys and brings index, register and trays up to it. The
            reference takes a column away from as many rows and deletes them, one commit each, in a
            table of the same letters with the same hashes and a primary key.
            """)

    @OptionGroup var options: BenchOptions
    @Option(help: "Letters in the log.") var letters = 100_000
    @Option(help: "Items erased at once, up to \(ErasureLimits.items).") var items = 1_000
    @Option(help: "Runs, each with other items; medians are printed.") var runs = 5

    func validate() throws {
        guard (1...ErasureLimits.items).contains(items), runs >= 1, letters >= items * runs else {
            throw ValidationError(
                "--items is from 1 to \(ErasureLimits.items), and --letters --items × --runs")
        }
    }

    func run() async throws {
        try await BenchSite.withDesk(options) { bench, opened in
            let ids = try await fill(opened)
            try await opened.desk.catchUp()
            let reference = try await bench.superuser()
            _ = try await reference.run([
                "CREATE SCHEMA bench",
                """
                CREATE TABLE bench.letter AS
                SELECT id, words, sender, sha256(id::text::bytea) AS key FROM search.item
                """,
                "ALTER TABLE bench.letter ADD PRIMARY KEY (id)", "ANALYZE bench.letter",
            ])
            var ours: [Double] = []
            var theirs: [Double] = []
            for turn in 0..<runs {
                let chosen = Array(ids[(turn * items)..<((turn + 1) * items)])
                theirs.append(try await forget(chosen, reference))
                ours.append(try await erase(chosen, opened))
                Terminal.note("run \(turn + 1) measured")
            }
            await reference.close()
            Terminal.print(
                Terminal.table(
                    ["items erased", "koe s", "(min–max)", "bare SQL s", "ratio"],
                    [
                        [
                            String(items), ours.median.text(),
                            "\((ours.min() ?? 0).text())–\((ours.max() ?? 0).text())",
                            theirs.median.text(3), (ours.median / theirs.median).text(1),
                        ]
                    ]))
            Terminal.print("\(letters) letters; \(runs) runs, medians; projections included")
        }
    }

    private func fill(_ opened: OpenDesk) async throws -> [UUID] {
        var samples = SampleLetters(total: letters)
        let progress = Progress("letters")
        var ids: [UUID] = []
        while ids.count < letters {
            let batch = (0..<min(ImportBench.chunk, letters - ids.count)).map { _ in
                samples.next()
            }
            try await opened.record(batch)
            ids += batch.map(\.id)
            progress.show(Int64(ids.count), of: Int64(letters))
        }
        return ids.shuffled()
    }

    private func erase(_ ids: [UUID], _ opened: OpenDesk) async throws -> Double {
        let start = ContinuousClock().now
        let result = try await opened.desk.erase(
            ids, on: .entryError(.trial), actor: "bench")
        let seconds = (ContinuousClock().now - start).seconds
        guard result.entries.allSatisfy(\.isNew), result.awaited.isEmpty else {
            throw CommandError("something was not erased", Failure.internalError)
        }
        return seconds
    }

    private func forget(_ ids: [UUID], _ connection: Connection) async throws -> Double {
        let start = ContinuousClock().now
        _ = try await connection.execute(
            "UPDATE bench.letter SET key = NULL WHERE id = ANY (\(array: ids, of: .uuid))")
        _ = try await connection.execute(
            "DELETE FROM bench.letter WHERE id = ANY (\(array: ids, of: .uuid))")
        return (ContinuousClock().now - start).seconds
    }
}
