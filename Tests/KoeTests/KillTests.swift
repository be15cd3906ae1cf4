import Foundation
import Testing

extension KoeProcessTests {
    @Suite("強制終了")
    struct Kill {
        @Test("サーバーをkill -9しても、受付票を渡した手紙はちょうど一件ずつある", arguments: [1, 60, 400])
        func server(after letters: Int) async throws {
            try await Office.lendSetUp { office in
                let bag = Mailbag()
                let first = try await office.serve()
                try await bag.sending(to: [first.http]) {
                    try #require(try await eventually { bag.acknowledged >= letters })
                    first.program.signal(SIGKILL)
                    #expect(try await first.program.end().exitCode == 128 + SIGKILL)
                }
                try await office.serving { second in
                    try await bag.repeatAll(to: second.http)
                    try await bag.checkLog(of: office)
                }
            }
        }

        @Test("PostgreSQLをkill -9しても、サーバーは自分で立ち直り、何も失わない")
        func postmaster() async throws {
            try await Office.lendSetUp { office in
                let bag = Mailbag()
                try await office.serving { server in
                    try await bag.sending(to: [server.http]) {
                        for round in 1...2 {
                            let goal = bag.acknowledged + 100
                            try #require(try await eventually { bag.acknowledged >= goal })
                            let victim = try #require(office.postmaster)
                            kill(victim, SIGKILL)
                            let isBack = try await eventually(within: .seconds(60)) {
                                guard await server.isReady else { return false }
                                return office.postmaster != victim
                            }
                            #expect(isBack, "round \(round): \(server.program.errors)")
                        }
                        let goal = bag.acknowledged + 100
                        try #require(try await eventually { bag.acknowledged >= goal })
                    }
                    try await bag.repeatAll(to: server.http)
                    try await bag.checkLog(of: office)
                }
            }
        }

        @Test("両方をkill -9しても、次の起動で立ち直る")
        func both() async throws {
            try await Office.lendSetUp { office in
                let bag = Mailbag()
                let first = try await office.serve()
                try await bag.sending(to: [first.http]) {
                    try #require(try await eventually { bag.acknowledged >= 100 })
                    let victim = try #require(office.postmaster)
                    first.program.signal(SIGKILL)
                    kill(victim, SIGKILL)
                    _ = try await first.program.end()
                }
                try await office.serving { second in
                    try await bag.repeatAll(to: second.http)
                    try await bag.checkLog(of: office)
                }
            }
        }
    }
}
