import ArgumentParser
import Desk
import EventLog
import Foundation
import Participation
import Postgres

/// `koe bench search`: finding sealed letters, against PostgreSQL finding them in the clear.
struct SearchBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Finds words and people among sealed letters, against the same in the clear.",
        discussion: """
            Example: koe bench search --letters 100000

            Koe looks for keyed hashes, reads the letters they propose out of the log, opens them
            with their keys and makes sure. The reference is one SELECT over a table that holds
            the same pairs of characters as plain text[] under the same kind of index, newest 20
            first: no key, no log, and nothing to show but ids. In turns, one at a time.
            """)

    @OptionGroup var options: BenchOptions
    @Option(help: "Letters in the log.")
    var letters = 100_000
    @Option(help: "Different things looked for, per row of the table.")
    var searches = 100

    func validate() throws {
        guard letters >= 1_000, searches >= 1 else {
            throw ValidationError("--letters is 1000 at least, --searches 1")
        }
    }

    func run() async throws {
        try await BenchSite.withDesk(options) { bench, opened in
            let reference = try await PlainLetters(bench)
            var archive = LetterArchive(opened: opened, reference: reference)
            try await archive.fill(letters)
            let seconds = try await project(opened)
            try await reference.index()
            Terminal.note("\(letters) letters indexed")
            var rows: [[String]] = []
            for (name, asked) in archive.questions(searches) {
                rows.append([name] + (try await measure(asked, opened, reference)))
                Terminal.note("\(name) measured")
            }
            Terminal.print(
                Terminal.table(
                    [
                        "looked for", "letters that fit", "koe p50 ms", "p99 ms",
                        "in the clear p50 ms", "p99 ms", "ratio of p50",
                    ], rows))
            try await report(bench, seconds)
            await reference.close()
        }
    }

    private func project(_ opened: OpenDesk) async throws -> Double {
        let start = ContinuousClock().now
        try await opened.desk.catchUp([.search])
        return (ContinuousClock().now - start).seconds
    }

    /// Median and p99 of both, in turns; the first round of each warms up.
    private func measure(
        _ asked: [Question], _ opened: OpenDesk, _ reference: PlainLetters
    ) async throws -> [String] {
        var ours: [Double] = []
        var theirs: [Double] = []
        var fitting: [Double] = []
        let clock = ContinuousClock()
        for (turn, question) in ([asked[0]] + asked).enumerated() {
            let begin = clock.now
            let found = try await opened.desk.findItems(
                question.request, for: try Reason.opening("計測"))
            let middle = clock.now
            let plain = try await reference.find(question)
            let end = clock.now
            guard found.items.count >= min(plain.found, 1) else {
                throw CommandError("a letter was not found", Failure.internalError)
            }
            if turn == 0 { continue }
            ours.append((middle - begin).seconds * 1_000)
            theirs.append((end - middle).seconds * 1_000)
            fitting.append(Double(try await reference.count(question)))
        }
        return [
            fitting.median.text(0), ours.median.text(), ours.percentile(0.99).text(),
            theirs.median.text(), theirs.percentile(0.99).text(),
            (ours.median / theirs.median).text(),
        ]
    }

    private func report(_ bench: BenchSite, _ seconds: Double) async throws {
        let owner = try await bench.superuser()
        let sizes = try await owner.execute(
            """
            SELECT pg_total_relation_size('search.item_1') / 1024,
                   pg_total_relation_size('bench.letter') / 1024
            """)
        await owner.close()
        let ours = Double(try sizes[0].get(0, as: Int64.self)) / Double(letters)
        let theirs = Double(try sizes[0].get(1, as: Int64.self)) / Double(letters)
        let memory = try ProcessMemory.current()
        Terminal.print(
            "\(letters) letters, \(searches) searches per row; index made at "
                + "\((Double(letters) / seconds).text(0)) letters/s, \(ours.text(1)) KiB per letter "
                + "(in the clear \(theirs.text(1))); largest resident memory "
                + "\(memory.peak / 1024) MiB")
    }
}

/// Something to look for, and what it is in the clear.
struct Question {
    var request: SearchRequest
    /// Pairs, or a whole telephone number, as the reference table holds them.
    var plain: [String]
    var isPerson = false
}

/// Letters in the log, and what was learned of them while they were made.
private struct LetterArchive {
    let opened: OpenDesk
    let reference: PlainLetters
    private var frequency: [String: Int] = [:]
    private var sample: [SampleLetters.Letter] = []

    init(opened: OpenDesk, reference: PlainLetters) {
        self.opened = opened
        self.reference = reference
    }

    mutating func fill(_ total: Int) async throws {
        var letters = SampleLetters(total: total)
        let progress = Progress("letters")
        var done = 0
        let (opened, reference) = (opened, reference)
        while done < total {
            let batch = (0..<min(ImportBench.chunk, total - done)).map { _ in letters.next() }
            // Two sides, two cores.
            async let ours: Void = opened.record(batch)
            async let theirs: Void = reference.add(batch)
            _ = try await (ours, theirs)
            for letter in batch {
                for word in letter.words { frequency[word, default: 0] += 1 }
            }
            sample += batch.enumerated().filter { $0.offset.isMultiple(of: 37) }.map(\.element)
            done += batch.count
            progress.show(Int64(done), of: Int64(total))
        }
    }

    // MARK: What to look for

    func questions(_ count: Int) -> [(String, [Question])] {
        let ranked = frequency.filter { $0.key.count == 2 && Self.isWord($0.key) }
            .sorted { ($0.value, $0.key) > ($1.value, $1.key) }.map(\.key)
        let middle = ranked.count / 30
        return [
            ("frequent word, 2 characters", texts(Array(ranked.prefix(10)), count)),
            ("middling word, 2 characters", texts(Array(ranked[middle...].prefix(count)), count)),
            ("rare word, 2 characters", texts(ranked.suffix(count), count)),
            ("3 to 6 characters in a row", texts(phrases(count), count)),
            ("two words of 2 characters", texts(Self.pairs(of: ranked, count), count)),
            ("person by name", people(count) { PersonClues(name: $0.name) }),
            ("person by family name in kana", people(count) { PersonClues(kana: $0.family) }),
            ("person by 3 Latin letters", people(count) { PersonClues(kana: $0.letters) }),
            ("person by telephone", people(count) { PersonClues(phone: $0.phone) }),
        ]
    }

    private static func isWord(_ word: String) -> Bool { FoldedText(word).bigrams.count == 1 }

    private func texts(_ words: [String], _ count: Int) -> [Question] {
        (0..<count).map { index in
            let text = words[index % words.count]
            return Question(
                request: SearchRequest(text: text),
                plain: text.split(separator: " ").flatMap { FoldedText(String($0)).bigrams })
        }
    }

    private static func pairs(of ranked: [String], _ count: Int) -> [String] {
        (0..<count).map { "\(ranked[$0 % 20]) \(ranked[20 + $0 * 7 % 200])" }
    }

    /// Pieces of letters.
    private func phrases(_ count: Int) -> [String] {
        (0..<count).map { index in
            let body = Array(sample[index * 11 % sample.count].body)
            let start = index * 13 % max(1, body.count - 6)
            return String(body[start..<min(body.count, start + 3 + index % 4)])
        }
    }

    private func people(
        _ count: Int, _ clues: (PersonQuestion) -> PersonClues
    ) -> [Question] {
        (0..<count).map { index in
            let person = PersonQuestion(sample[index * 17 % sample.count].sender)
            let clues = clues(person)
            return Question(
                request: SearchRequest(person: clues),
                plain: PersonQuestion.plain(clues), isPerson: true)
        }
    }
}

/// Somebody to look for.
private struct PersonQuestion {
    let name: String
    let family: String
    /// What somebody types who looks for the family name.
    let letters: String
    let phone: String

    init(_ sender: SenderDetails) {
        name = sender.name
        family = String((sender.kana ?? "").prefix { $0 != " " })
        letters = String((FoldedReading(family)?.letters ?? family).prefix(3))
        phone = sender.phone ?? ""
    }

    /// What the reference table holds of it.
    static func plain(_ clues: PersonClues) -> [String] {
        if let name = clues.name { return FoldedText(name).bigrams }
        if let kana = clues.kana { return FoldedReading(kana)?.bigrams ?? [] }
        return PhoneNumbers(clues.phone ?? "").digits
    }
}

/// The reference: the same pairs of characters in the clear.
private struct PlainLetters {
    private let connection: Connection

    init(_ bench: BenchSite) async throws {
        connection = try await bench.superuser()
        _ = try await connection.run([
            "CREATE SCHEMA bench",
            """
            CREATE TABLE bench.letter (
                id uuid PRIMARY KEY, received_on date NOT NULL, words text[] COLLATE "C" NOT NULL,
                sender text[] COLLATE "C" NOT NULL)
            """,
            // Not another plan for each of the first five searches of a kind.
            "SET plan_cache_mode = force_custom_plan",
        ])
    }

    /// By COPY, each pair once, as the index would have it.
    func add(_ letters: [SampleLetters.Letter]) async throws {
        let rows = letters.map { letter in
            let words = FoldedText(letter.summary).bigrams + FoldedText(letter.body).bigrams
            let reading = letter.sender.kana.flatMap { FoldedReading($0) }?.bigrams ?? []
            let person =
                FoldedText(letter.sender.name).bigrams + reading
                + PhoneNumbers(letter.sender.phone ?? "").digits
            return [
                letter.id.uuidString, letter.receivedOn.description, Self.array(words),
                Self.array(person),
            ].joined(separator: "\t") + "\n"
        }
        _ = try await connection.copyIn(unsafeSQL: "COPY bench.letter FROM STDIN") {
            try await $0.write(Array(rows.joined().utf8))
        }
    }

    /// Made-up words hold nothing that would have to be escaped.
    private static func array(_ texts: [String]) -> String {
        "{\"" + Set(texts).joined(separator: "\",\"") + "\"}"
    }

    /// Indexes it at once, which is the quickest way, and learns its statistics.
    func index() async throws {
        for query: Query in [
            "SET maintenance_work_mem = '1GB'",
            "CREATE INDEX ON bench.letter USING gin (words)",
            "CREATE INDEX ON bench.letter USING gin (sender)",
            "CREATE INDEX ON bench.letter (received_on DESC)",
            "VACUUM ANALYZE bench.letter",
        ] {
            _ = try await connection.execute(query)
        }
    }

    func find(_ question: Question) async throws -> (found: Int, ids: [UUID]) {
        let column = question.isPerson ? "sender" : "words"
        let rows = try await connection.execute(
            """
            SELECT id FROM bench.letter
             WHERE \(unsafeSQL: column) @> \(array: question.plain, of: .text)
             ORDER BY received_on DESC LIMIT 20
            """)
        let ids: [UUID] = try rows.map { try $0.get(0) }
        return (ids.count, ids)
    }

    func count(_ question: Question) async throws -> Int64 {
        let column = question.isPerson ? "sender" : "words"
        let rows = try await connection.execute(
            """
            SELECT count(*) FROM bench.letter
             WHERE \(unsafeSQL: column) @> \(array: question.plain, of: .text)
            """)
        return try rows[0].get(0)
    }

    func close() async { await connection.close() }
}
