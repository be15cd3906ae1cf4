import EmbeddedPostgres
import Foundation
import Testing

private let isRoot = geteuid() == 0

@Suite("埋め込みPostgreSQL", .serialized, .timeLimit(.minutes(3)))
struct ClusterTests {
    @Test("起動するとソケットのpeer認証で接続でき、設定が効いている")
    func startsAndAnswers() async throws {
        try await TemporaryFolder.lend { folder in
            try await folder.holding { cluster in
                #expect(await cluster.isStarter)
                #expect(Cluster.isServed(dataDirectory: folder.path + "/data"))
                let answer = try await Answer.psql(
                    cluster,
                    """
                    SELECT concat_ws('|', 1, current_user, current_setting('data_checksums'),
                      current_setting('server_encoding'), current_setting('lc_collate'),
                      '<' || current_setting('listen_addresses') || '>',
                      current_setting('shared_buffers'), current_setting('synchronous_commit'),
                      current_setting('TimeZone'), inet_server_addr() IS NULL)
                    """)
                #expect(
                    answer
                        == Answer(
                            text: "1|koe_superuser|on|UTF8|C.UTF-8|<>|256MB|on|UTC|t", status: 0))
                let processID = try postmaster(of: cluster)
                #expect(getpgid(processID) == processID, "Ctrl-C must not reach postgres")
            }
        }
    }

    @Test("最後の利用者が離れると停止し、プロセスもソケットも残らない")
    func lastOneStops() async throws {
        try await TemporaryFolder.lend { folder in
            let starter = try await Cluster.hold(dataDirectory: folder.path + "/data")
            let guest = try await Cluster.hold(dataDirectory: folder.path + "/data")
            let attached = try Cluster.attach(dataDirectory: folder.path + "/data")
            #expect(await starter.isStarter)
            #expect(await !guest.isStarter)
            try await #expect(Answer.psql(guest, "SELECT 1").text == "1")
            let processID = try postmaster(of: starter)
            await attached.release()
            await guest.release()
            #expect(kill(processID, 0) == 0, "a guest that leaves stops nothing")
            await starter.release()
            #expect(kill(processID, 0) != 0, "no process remains, not even a zombie")
            #expect(!folder.exists("data/run/.s.PGSQL.5432"))
            #expect(!Cluster.isServed(dataDirectory: folder.path + "/data"))
            await starter.release()
        }
    }

    @Test("postgresが強制終了されても監視が起動し直す")
    func supervisionRestarts() async throws {
        try await TemporaryFolder.lend { folder in
            try await folder.holding { cluster in
                let supervision = Task { await refusal(cluster.supervise) }
                let first = try postmaster(of: cluster)
                kill(first, SIGKILL)
                let isBack = try await eventually {
                    try await Answer.psql(cluster, "SELECT 2").text == "2"
                }
                #expect(isBack)
                #expect(try postmaster(of: cluster) != first)
                #expect(await cluster.isStarter)
                supervision.cancel()
                #expect(await supervision.value == nil)
            }
        }
    }

    @Test("起動した側が監視していなければ利用者が引き継ぐ")
    func guestTakesOver() async throws {
        try await TemporaryFolder.lend { folder in
            let starter = try await Cluster.hold(dataDirectory: folder.path + "/data")
            let guest = try await Cluster.hold(dataDirectory: folder.path + "/data")
            let supervision = Task { await refusal(guest.supervise) }
            kill(try postmaster(of: starter), SIGKILL)
            #expect(try await eventually { await guest.isStarter })
            #expect(await !starter.isStarter)
            try await starter.restartIfDown()
            #expect(await !starter.isStarter, "it is not down any more")
            await starter.release()
            try await #expect(Answer.psql(guest, "SELECT 3").text == "3")
            supervision.cancel()
            #expect(await supervision.value == nil)
            await guest.release()
            #expect(!Cluster.isServed(dataDirectory: folder.path + "/data"))
        }
    }

    @Test("起動し直している最中に離れても何も残らない")
    func leavingDuringARestart() async throws {
        try await TemporaryFolder.lend { folder in
            let cluster = try await Cluster.hold(dataDirectory: folder.path + "/data")
            let supervision = Task { await refusal(cluster.supervise) }
            let first = try postmaster(of: cluster)
            kill(first, SIGKILL)
            let isUnderWay = try await eventually {
                (try? postmaster(of: cluster)) != first
            }
            #expect(isUnderWay)
            await cluster.release()
            #expect(await supervision.value == nil)
            #expect(!folder.exists("data/cluster/postmaster.pid"))
            #expect(!folder.exists("data/run/.s.PGSQL.5432"))
        }
    }

    @Test("死んだpostgresの番号を別のプログラムが使っていても起動できる")
    func reusedNumberFoolsNobody() async throws {
        try await TemporaryFolder.lend { folder in
            try await folder.holding { cluster in
                // As kill -9 leaves it, but with the number of this very process.
                let file = cluster.dataDirectory + "/cluster/postmaster.pid"
                let old = try postmaster(of: cluster)
                kill(old, SIGKILL)
                #expect(try await eventually { await !cluster.isStarter })
                let text = try String(contentsOfFile: file, encoding: .utf8)
                try text.replacing("\(old)\n", with: "\(getpid())\n", maxReplacements: 1)
                    .write(toFile: file, atomically: false, encoding: .utf8)
                #expect(!Cluster.isServed(dataDirectory: cluster.dataDirectory))
                try await cluster.restartIfDown()
                try await #expect(Answer.psql(cluster, "SELECT 4").text == "4")
            }
        }
    }

    @Test("途中で終わったinitdbの残りは使われない")
    func halfMadeClusterIsThrownAway() async throws {
        try await TemporaryFolder.lend { folder in
            try folder.make("data", mode: 0o711)
            try folder.make("data/cluster.new/base")
            try "15\n".write(
                toFile: folder.path + "/data/cluster.new/PG_VERSION", atomically: false,
                encoding: .utf8)
            try await folder.holding { cluster in
                try await #expect(Answer.psql(cluster, "SELECT 5").text == "5")
            }
            #expect(!folder.exists("data/cluster.new"))
        }
    }

    @Test("中断すると何も残さない")
    func cancellingLeavesNothing() async throws {
        try await TemporaryFolder.lend { folder in
            let (messages, continuation) = AsyncStream.makeStream(of: String.self)
            let holding = Task {
                await refusal { () async throws(ClusterError) in
                    _ = try await Cluster.hold(dataDirectory: folder.path + "/data") {
                        continuation.yield($0)
                    }
                }
            }
            for await _ in messages { break }
            holding.cancel()
            #expect(await holding.value == .interrupted)
            #expect(!folder.exists("data/cluster"))
            #expect(!folder.exists("data/cluster.new"))
        }
    }

    @Test("長すぎる、またはコンマを含むパスではソケットを/tmpに置く")
    func awkwardPathsFallBack() async throws {
        try await TemporaryFolder.lend { folder in
            let awkward = "it's, a \"日本\" \\ " + String(repeating: "長", count: 40)
            let socketDirectory = try await folder.holding(awkward) { cluster in
                #expect(cluster.socketDirectory.hasPrefix("/tmp/koe-"))
                try await #expect(Answer.psql(cluster, "SELECT 6").text == "6")
                return cluster.socketDirectory
            }
            #expect(!FileManager.default.fileExists(atPath: socketDirectory))
        }
    }

    @Test("値はログに残らない")
    func valuesStayOutOfTheLog() async throws {
        try await TemporaryFolder.lend { folder in
            try await folder.holding { cluster in
                let failing = [
                    "SELECT 'himitsu'::int",
                    "CREATE TEMP TABLE t (a text PRIMARY KEY); "
                        + "INSERT INTO t VALUES ('himitsu'), ('himitsu')",
                    "DO $$ BEGIN RAISE WARNING 'himitsu'; END $$; SELECT himitsu",
                ]
                for statement in failing {
                    try await #expect(Answer.psql(cluster, statement).status != 0)
                }
                let log = try String(
                    contentsOfFile: cluster.dataDirectory + "/postgres.log", encoding: .utf8)
                #expect(log.contains("ready to accept connections"))
                #expect(!log.contains("himitsu"))
            }
        }
    }
}

@Suite("埋め込みPostgreSQLの断り", .serialized, .timeLimit(.minutes(1)))
struct ClusterRefusalTests {
    @Test("保持者がいなければ接続せず、何も作らない")
    func attachNeedsAHolder() async throws {
        try await TemporaryFolder.lend { folder in
            let data = folder.path + "/data"
            let error = await refusal { () throws(ClusterError) in
                _ = try Cluster.attach(dataDirectory: data)
            }
            #expect(error == .noServer(dataDirectory: data))
            #expect(error?.exitCode == 69)
            #expect(!folder.exists("data"))
            #expect(!Cluster.isServed(dataDirectory: data))
        }
    }

    @Test("postgresが入れない親フォルダーを名指しする", .enabled(if: isRoot))
    func closedFolderIsNamed() async throws {
        try await TemporaryFolder.lend { folder in
            try folder.make("closed", mode: 0o700)
            let error = await refusal { () throws(ClusterError) in
                _ = try await Cluster.hold(dataDirectory: folder.path + "/closed/in/data")
            }
            #expect(error == .cannotEnter(folder: folder.path + "/closed", user: "postgres"))
            #expect(error?.exitCode == 77)
            #expect(error?.description.contains("chmod o+x \(folder.path)/closed") == true)
            #expect(!folder.exists("closed/in"))
        }
    }

    @Test("ファイルはデータディレクトリになれない")
    func fileIsNoDataDirectory() async throws {
        try await TemporaryFolder.lend { folder in
            let file = folder.path + "/file"
            try Data().write(to: URL(fileURLWithPath: file))
            let error = await refusal { () throws(ClusterError) in
                _ = try await Cluster.hold(dataDirectory: file)
            }
            #expect(error == .notWritable(path: file, reason: "Not a directory"))
        }
    }

    @Test("起動に失敗したらログの最後のFATALを引く")
    func failedStartQuotesTheLog() async throws {
        try await TemporaryFolder.lend { folder in
            try await folder.holding { _ in }
            let settings = folder.path + "/data/cluster/postgresql.auto.conf"
            try "no_such_setting = on\n".write(
                toFile: settings, atomically: false, encoding: .utf8)
            let error = await refusal { () throws(ClusterError) in
                _ = try await Cluster.hold(dataDirectory: folder.path + "/data")
            }
            guard case .startFailed(_, let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.hasPrefix("FATAL:  configuration file"))
        }
    }

    @Test("別の版のクラスタは開かない")
    func otherVersionIsRefused() async throws {
        try await TemporaryFolder.lend { folder in
            try await folder.holding { _ in }
            try "9\n".write(
                toFile: folder.path + "/data/cluster/PG_VERSION", atomically: false,
                encoding: .utf8)
            let error = await refusal { () throws(ClusterError) in
                _ = try await Cluster.hold(dataDirectory: folder.path + "/data")
            }
            guard case .otherMajorVersion(_, "9", _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }
}
