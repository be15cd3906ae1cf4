import ArgumentParser
import Desk
import EventLog
import Foundation

/// `koe bench pages`: the pages of a city with a full register, asked for by many at once.
struct PagesBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pages",
        abstract: "Times each role's pages over a full register, against a file from memory.",
        discussion: """
            Example: koe bench pages --letters 100000 --people 20

            A server of its own serves the made-up city with that many letters more; wrk (Debian's
            packages wrk and curl) asks as people who are logged in, one page after another. The
            reference is the style sheet, which needs neither database nor session. Memory is the
            server's own, without PostgreSQL.
            """)

    @OptionGroup var options: BenchOptions
    @Option(help: "Letters beside those of the made-up city, from 10000.") var letters = 100_000
    @Option(help: "People who ask at the same time.") var people = 20
    @Option(help: "How long each page is asked for, s.") var seconds = 5

    func validate() throws {
        guard letters >= 10_000, (1...200).contains(people), (1...60).contains(seconds) else {
            throw ValidationError(
                "--letters is from 10000, --people from 1 to 200, --seconds from 1 to 60")
        }
    }

    func run() async throws {
        try await BenchSite.withDesk(options) { bench, opened in
            try await opened.seedDemoHistory()
            _ = try await opened.desk.seedDemo()
            let password = try await opened.desk.seedDemoStaff()
            try await fill(opened)
            try await opened.desk.catchUp()
            let server = try PageServer(folder: bench.site.settings.dataDirectory)
            do {
                try await Self.untilRouted(opened)
                try await opened.desk.catchUp()
                try report(try measure(server, password), server)
            } catch {
                server.stop()
                throw error
            }
            server.stop()
        }
    }

    private func fill(_ opened: OpenDesk) async throws {
        var samples = SampleLetters(total: letters)
        let progress = Progress("letters")
        var made = 0
        while made < letters {
            let batch = (0..<min(ImportBench.chunk, letters - made)).map { _ in samples.next() }
            try await opened.record(batch)
            made += batch.count
            progress.show(Int64(made), of: Int64(letters))
        }
    }

    /// The server routes what was put in; only then is a tray as full as it will be.
    private static func untilRouted(_ opened: OpenDesk) async throws {
        let end = ContinuousClock.now.advanced(by: .seconds(120))
        var last: Int64 = -1
        while ContinuousClock.now < end {
            let head = try await opened.log.headPosition()
            if head == last { return }
            last = head
            try await Task.sleep(for: .seconds(2))
        }
    }

    // MARK: Asking

    private struct Row {
        let page: String
        let role: String
        let bytes: Int
        let load: PageLoad
    }

    private func measure(_ server: PageServer, _ password: String) throws -> [Row] {
        var rows: [Row] = []
        func add(_ page: String, _ role: String, _ session: PageSession?) throws {
            let bytes = try server.fetch(page, session).utf8.count
            let load = try server.load(page, session, people: people, seconds: seconds)
            rows.append(Row(page: page, role: role, bytes: bytes, load: load))
            Terminal.note("\(page) measured")
        }
        let first = try server.logIn("intake", password)
        guard let sheet = try server.fetch("/intake", first).firstMatch(of: /href="([^"]+\.css)"/)
        else { throw CommandError("the page names no style sheet", Failure.internalError) }
        try add(String(sheet.1), "–", nil)
        for (role, pages) in try Self.pages(of: server, first) {
            let session = try server.logIn(role, password)
            for page in pages { try add(page, role, session) }
        }
        let letter = try server.letters(first, people: people, seconds: seconds)
        rows.append(Row(page: "POST /intake", role: "intake", bytes: 0, load: letter))
        return rows
    }

    /// The pages of each role; those of one record are of the register's first.
    private static func pages(
        of server: PageServer, _ session: PageSession
    ) throws -> [(String, [String])] {
        let register = try server.fetch("/register", session)
        guard let record = register.firstMatch(of: /href="(\/items\/[^"?]+)"/) else {
            throw CommandError("the register shows no record", Failure.internalError)
        }
        let item = String(record.1)
        return [
            ("intake", ["/intake", "/register", "/register?year=R5&page=2", item]),
            ("hearing", ["/tray", "/register?status=overdue", "/lectures", "/gatherings"]),
            ("officer", ["/tray", "/register", item]),
            ("approver", ["/tray"]),
            ("planning", ["/figures", "/register"]),
            ("auditor", ["/log", item]),
            ("admin", ["/admin/users", "/status"]),
        ]
    }

    // MARK: Printing

    private func report(_ rows: [Row], _ server: PageServer) throws {
        let reference = rows.first?.load.median ?? .nan
        Terminal.print(
            Terminal.table(
                ["page", "as", "KiB", "requests/s", "p50 ms", "p99 ms", "ratio of p50", "failed"],
                rows.map { row in
                    [
                        row.page, row.role, (Double(row.bytes) / 1_024).text(1),
                        row.load.rate.text(0), row.load.median.text(1), row.load.p99.text(1),
                        (row.load.median / reference).text(1), String(row.load.failed),
                    ]
                }))
        Terminal.print(
            "\(letters) letters, \(people) people at once, \(seconds) s each; server's memory "
                + "\(try server.memory() / 1_024) MiB now, \(try server.memory(peak: true) / 1_024) "
                + "MiB at most")
    }
}

/// Who is logged in to a server.
struct PageSession {
    let cookie: String
}

/// What many got who asked at once; times in ms.
struct PageLoad {
    let rate: Double
    let median: Double
    let p99: Double
    /// Answers that were none, or not what was asked for.
    let failed: Int
}

/// `koe serve` as a process of its own, and wrk that asks it.
struct PageServer {
    private let process = Process()
    private let address: String

    init(folder: String) throws {
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["serve", "--listen", "127.0.0.1:0", "--data-dir", folder]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var said = ""
        while !said.contains("\n") {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else {
                throw CommandError("the server did not start", Failure.unavailable)
            }
            said += String(decoding: more, as: UTF8.self)
        }
        guard let found = said.firstMatch(of: /(http:\/\/[0-9.:]+)\//) else {
            process.terminate()
            throw CommandError("the server says no address: \(said)", Failure.internalError)
        }
        address = String(found.1)
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Resident memory of the server, KiB.
    func memory(peak: Bool = false) throws -> Int {
        let status = try String(
            contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let name = peak ? "VmHWM:" : "VmRSS:"
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }

    // MARK: Asking

    func logIn(_ login: String, _ password: String) throws -> PageSession {
        let head = try Self.run(
            "curl",
            [
                "-s", "-D", "-", "-o", "/dev/null", "-H", "Origin: \(address)",
                "--data-urlencode", "login=\(login)", "--data-urlencode", "password=\(password)",
                "\(address)/login",
            ])
        guard let cookie = head.firstMatch(of: /(?i)set-cookie: (koe=[^;]+)/) else {
            throw CommandError("\(login) cannot log in:\n\(head)", Failure.internalError)
        }
        return PageSession(cookie: String(cookie.1))
    }

    func fetch(_ path: String, _ session: PageSession?) throws -> String {
        try Self.run(
            "curl", ["-s", "-f", "-H", "Cookie: \(session?.cookie ?? "")", address + path])
    }

    func load(
        _ path: String, _ session: PageSession?, people: Int, seconds: Int
    ) throws -> PageLoad {
        try wrk(path, session, people, seconds, "")
    }

    /// Letters handed in at intake; each is another one, as each page that is handed out is.
    func letters(_ session: PageSession, people: Int, seconds: Int) throws -> PageLoad {
        let page = try fetch("/intake", session)
        guard let token = page.firstMatch(of: /name="form-token" value="([^"]+)"/),
            let day = page.firstMatch(of: /name="receivedOn"[^>]*value="([^"]+)"/)
        else { throw CommandError("the page of intake has no form", Failure.internalError) }
        return try wrk(
            "/intake", session, people, seconds,
            """
            wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
            wrk.headers["Origin"] = "\(address)"
            local seed = 0
            function setup(thread) seed = seed + 1; thread:set("seed", seed) end
            function init(args) math.randomseed(os.time() * 16 + seed) end
            local function hex(digits)
              local text = ""
              for _ = 1, digits do text = text .. string.format("%x", math.random(0, 15)) end
              return text
            end
            function request()
              local command = hex(8) .. "-" .. hex(4) .. "-4" .. hex(3) .. "-8" .. hex(3) .. "-" .. hex(12)
              return wrk.format("POST", nil, nil, "command=" .. command ..
                "&form-token=\(Self.escaped(String(token.1)))&receivedOn=\(Self.escaped(String(day.1)))" ..
                "&scheme=letter-to-mayor&channel=1&name=*&wantsReply=2&mayPublish=3&category=" ..
                "&summary=" .. hex(20))
            end
            function response(status)
              if status ~= 303 then wrong = (wrong or 0) + 1 end
            end

            """)
    }

    /// Two threads, as two cores have: one each for those who ask and those who answer.
    private func wrk(
        _ path: String, _ session: PageSession?, _ people: Int, _ seconds: Int, _ script: String
    ) throws -> PageLoad {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("koe-bench-\(getpid()).lua")
        try (script + Self.report).write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let output = try Self.run(
            "wrk",
            [
                "-t", "1", "-c", "\(people)", "-d", "\(seconds)s", "-s", file.path,
                "-H", "Cookie: \(session?.cookie ?? "")", address + path,
            ])
        let values = output.split(separator: "\n").last { $0.hasPrefix("koe ") }?
            .split(separator: " ").dropFirst().compactMap { Double($0) }
        guard let values, values.count == 4 else {
            throw CommandError("wrk says nothing: \(output)", Failure.internalError)
        }
        return PageLoad(
            rate: values[0], median: values[1], p99: values[2], failed: Int(values[3]))
    }

    /// Rate, median and 99th percentile in ms, and how many failed; one line.
    private static let report = """
        local threads = {}
        local before = setup
        function setup(thread)
          table.insert(threads, thread)
          if before then before(thread) end
        end
        function done(summary, latency, requests)
          local failed = summary.errors.connect + summary.errors.read + summary.errors.write
            + summary.errors.status + summary.errors.timeout
          for _, thread in ipairs(threads) do failed = failed + (thread:get("wrong") or 0) end
          io.write(string.format("koe %f %f %f %d\\n", summary.requests / summary.duration * 1e6,
            latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
        end
        """

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    private static func run(_ name: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [name] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandError(
                "\(name) failed with status \(process.terminationStatus) "
                    + "(127: install Debian's \(name)): \(arguments.last ?? "")",
                Failure.unavailable)
        }
        return text
    }
}
