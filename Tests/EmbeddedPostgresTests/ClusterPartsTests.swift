import Foundation
import Testing

@testable import EmbeddedPostgres

@Suite("埋め込みPostgreSQLの部品")
struct ClusterPartsTests {
    private let errors: [ClusterError] = [
        .postgresNotInstalled(searched: "/x"), .setprivMissing, .noPostgresUser,
        .namelessUser(id: 7), .cannotEnter(folder: "/it's", user: "postgres"),
        .notWritable(path: "/x", reason: "r"), .noSpace(path: "/x"),
        .otherMajorVersion(cluster: "/x", version: "14", installed: "15"),
        .belongsToAnother(path: "/x", owner: "a", expected: "b"), .notACluster(path: "/x"),
        .initialisationFailed(log: "/l", reason: "r"), .startFailed(log: "/l", reason: "r"),
        .lockTimeout(path: "/x", seconds: 9), .noServer(dataDirectory: "/x"), .interrupted,
    ]

    @Test("断りは一行で、終了コードは69・77・130")
    func refusalsAreOneLine() {
        for error in errors {
            #expect(!error.description.contains("\n"))
            #expect([69, 77, 130].contains(error.exitCode))
        }
        #expect("\(errors[4])".contains("chmod o+x '/it'\\''s'"))
        #expect("\(errors[0])".contains("apt-get install postgresql"))
    }

    @Test("プログラムがなければ何を入れるか言う")
    func missingProgramsAreNamed() {
        #expect(throws: ClusterError.setprivMissing) {
            try PostgresPrograms.findSetpriv(in: ["/nonexistent"])
        }
        #expect(throws: ClusterError.postgresNotInstalled(searched: "/nonexistent")) {
            try PostgresPrograms.find(clusterMajor: nil, cluster: "", override: "/nonexistent")
        }
        #expect(throws: ClusterError.postgresNotInstalled(searched: "/nonexistent/*/bin")) {
            try PostgresPrograms.find(
                clusterMajor: nil, cluster: "", override: nil, root: "/nonexistent")
        }
    }

    @Test("接続文字列の値は引用される")
    func connectionStringIsQuoted() {
        let string = ConnectionString.make(["host": "/a b/it's\\", "user": "koe_app"])
        #expect(string == #"host='/a b/it\'s\\' user='koe_app'"#)
        // ' followed by a combining accent is one Character, but still a quote to libpq.
        #expect(ConnectionString.make(["host": "'\u{301}"]) == "host='\\'\u{301}'")
    }

    @Test("設定ファイルの値は引用される")
    func settingsAreQuoted() {
        let settings = ClusterSettings.main(socketDirectory: "/it's \"a\\\nb")
        #expect(settings.contains(#"unix_socket_directories = '"/it''s ""a\\\nb"'"#))
        let identities = ClusterSettings.identities(admitted: ["root", "postgres"])
        #expect(identities.contains("koe \"root\" koe_superuser\n"))
        #expect(identities.contains("koe \"postgres\" koe_auditor\n"))
    }

    @Test("フォルダーの通行はモードと所属で決まる")
    func passingFollowsTheMode() {
        let owner = ClusterOwner(
            name: "x", userID: 5, groupID: 6, groups: [6, 7], needsDropping: true)
        #expect(owner.mayPass(mode: 0o100, user: 5, group: 1))
        #expect(!owner.mayPass(mode: 0o011, user: 5, group: 1))
        #expect(owner.mayPass(mode: 0o010, user: 1, group: 7))
        #expect(!owner.mayPass(mode: 0o101, user: 1, group: 6))
        #expect(owner.mayPass(mode: 0o001, user: 1, group: 1))
    }

    @Test("再起動は五回続けて失敗するまで、間をあけて")
    func restartsBackOff() {
        var now = ContinuousClock.now
        var history = RestartHistory()
        history.died(at: now)
        #expect(history.delay == .zero)
        for _ in 1...4 { history.failed() }
        #expect(!history.isExhausted)
        #expect(history.delay == .milliseconds(1600))
        history.becameReady(at: now)
        history.died(at: now)
        #expect(history.isExhausted)
        history.becameReady(at: now)
        now += RestartHistory.soonDead
        history.died(at: now)
        history.died(at: now)
        #expect(history == RestartHistory())
    }

    @Test("ロックは同じプロセスの中でも互いを閉め出す")
    func locksExcludeEachOther() async throws {
        try await TemporaryFolder.lend { folder in
            let path = folder.path + "/lock"
            #expect(!FileLock.isHeldExclusively(path: path))
            #expect(!folder.exists("lock"), "asking makes nothing")
            let first = try FileLock(path: path)
            let second = try FileLock(path: path)
            #expect(first.take(.shared))
            #expect(second.take(.shared))
            #expect(!second.take(.exclusive))
            second.letGo()
            first.close()
            #expect(second.take(.exclusive))
            #expect(FileLock.isHeldExclusively(path: path))
            #expect(!first.take(.shared), "closed for good")
        }
    }

    @Test("postmaster.pidの番号が別のプログラムなら不在とみなす")
    func staleFileMeansAbsent() async throws {
        try await TemporaryFolder.lend { folder in
            #expect(Postmaster.observe(cluster: folder.path) == .absent(reused: nil))
            let file = folder.path + "/postmaster.pid"
            try "\(getpid())\n\(folder.path)\n0\n5432\n/x\n\n1 2\nready   \n".write(
                toFile: file, atomically: false, encoding: .utf8)
            #expect(Postmaster.observe(cluster: folder.path) == .absent(reused: getpid()))
            try "".write(toFile: file, atomically: false, encoding: .utf8)
            #expect(Postmaster.observe(cluster: folder.path) == .absent(reused: nil))
        }
    }

    @Test("子は自分の名の終わり方を伝え、残らない")
    func childrenAreReaped() async throws {
        let command = Command(
            executable: "/bin/sh", arguments: ["-c", "kill -9 $$"], output: "/dev/null")
        let child = try await ChildProcess.start(command)
        #expect(await child.ends(within: .seconds(10)))
        #expect(child.end == "signal 9")
        #expect(kill(child.processID, 0) != 0)
        await #expect(throws: ClusterError.self) {
            try await ChildProcess.start(
                Command(executable: "/nonexistent", arguments: [], output: "/dev/null"))
        }
    }

    @Test("親が替わっていたらプログラムは始まらない")
    func childOfAnotherParentGoesNoFurther() async throws {
        var command = Command.dropping(
            to: try ClusterOwner.current(), setpriv: try PostgresPrograms.findSetpriv(),
            deathSignal: "SIGKILL", running: ["/usr/bin/true"], output: "/dev/null")
        let right = try await ChildProcess.start(command)
        #expect(await right.ends(within: .seconds(10)))
        #expect(right.succeeded == true)
        // As for a child whose Koe has died: the parent is not the one it was told.
        command.arguments = command.arguments.map { $0 == String(getpid()) ? "1" : $0 }
        let wrong = try await ChildProcess.start(command)
        #expect(await wrong.ends(within: .seconds(10)))
        #expect(wrong.end == "exit status 1")
    }
}
