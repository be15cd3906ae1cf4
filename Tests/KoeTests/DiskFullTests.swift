import Foundation
import Testing

extension Office {
    /// How often PostgreSQL ended for want of space.
    fileprivate var panics: Int {
        let log = FileManager.default.contents(atPath: data + "/postgres.log") ?? Data()
        return String(decoding: log, as: UTF8.self).split(separator: "\n").count { line in
            line.contains("No space left") && (line.contains("PANIC") || line.contains("FATAL"))
        }
    }
}

extension KoeProcessTests {
    @Suite(
        "ディスクが一杯",
        .enabled("小さなtmpfsのマウントにはroot権限(CAP_SYS_ADMIN)が必要") { try await SmallDisk.isPossible() })
    struct DiskFull {
        /// Tables cannot grow: PostgreSQL refuses, and goes on.
        @Test(
            "一杯の間は503、空けば自分で書込みに戻り、受付票を渡したものは失わない",
            arguments: [1 << 20, 14 << 20])
        func recovers(leaving rest: Int) async throws {
            try await Office.lend { office in
                try await SmallDisk.lend(to: office) { disk in
                    try await office.setUp()
                    let letters = Mailbag(characters: 50_000)
                    try await office.serving { server in
                        try await letters.sending(to: [server.http], senders: 4) {
                            try #require(try await eventually { letters.acknowledged >= 5 })
                            try disk.fill(leaving: rest)
                            let refusals = letters.unavailable + 40
                            try #require(
                                try await eventually(within: .seconds(60)) {
                                    letters.unavailable >= refusals
                                }, "the disk did not fill")
                            try disk.clear()
                            let goal = letters.acknowledged + 5
                            let resumes = try await eventually(within: .seconds(60)) {
                                letters.acknowledged >= goal
                            }
                            #expect(resumes, "\(server.program.errors)")
                        }
                        try await letters.repeatAll(to: server.http)
                        try await letters.checkLog(of: office)
                    }
                }
            }
        }

        /// The write-ahead log, in pieces of 16 MiB, cannot grow: PostgreSQL ends in a panic, and
        /// needs room before it can even recover. As long as there is none Koe keeps trying.
        @Test("書込みログの場所がなくPostgreSQLが倒れても、空くまで待ち、自分で立ち直る")
        func outlastsPanic() async throws {
            try await Office.lend { office in
                try await SmallDisk.lend(to: office) { disk in
                    try await office.setUp()
                    let letters = Mailbag()
                    try await office.serving { server in
                        let place = try await office.superuserPlace()
                        try await letters.sending(to: [server.http], senders: 4) {
                            try #require(try await eventually { letters.acknowledged >= 20 })
                            try disk.fill(leaving: 1 << 20)
                            // More attempts than any other fault is granted.
                            try #require(
                                try await eventually(within: .seconds(90)) {
                                    if office.panics == 0 {
                                        // The next event needs a new piece of the log.
                                        _ = try await office.psql(place, "SELECT pg_switch_wal()")
                                    }
                                    return office.panics >= 8
                                }, "PostgreSQL did not end \(office.panics)")
                            #expect(server.program.isRunning, "\(server.program.errors)")
                            #expect(try await server.http.get("/health/live").status == 200)
                            #expect(try await server.http.get("/health/ready").status == 503)
                            try disk.clear()
                            let goal = letters.acknowledged + 20
                            let resumes = try await eventually(within: .seconds(60)) {
                                letters.acknowledged >= goal
                            }
                            #expect(resumes, "\(server.program.errors)")
                        }
                        try await letters.repeatAll(to: server.http)
                        try await letters.checkLog(of: office)
                    }
                }
            }
        }

        @Test("ディスクに場所がなければsetupは69と一行で断り、空ければそのまま始められる")
        func setUpWithoutRoom() async throws {
            try await Office.lend { office in
                try await SmallDisk.lend(to: office) { disk in
                    try disk.fill(leaving: 8 << 20)
                    let outcome = try await office.koe(
                        "setup", "--city", "根室市", "--code", Office.code)
                    #expect(outcome.exitCode == 69, "\(outcome)")
                    #expect(outcome.errorLines.count == 1, "\(outcome)")
                    #expect(outcome.errors.contains(office.data), "\(outcome)")
                    try disk.clear()
                    try await office.setUp()
                    #expect(try await office.status().position == 0)
                }
            }
        }
    }
}
