import Foundation
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("職員と役割")
struct StaffTests {
    private static let place = ClientPlace(address: "192.0.2.1", browser: "test")

    private func desk(_ city: TestCity) -> Desk {
        Desk(
            log: city.log, keyring: city.keyring, pool: city.pool, clock: { city.clock.now },
            newID: { UUID() })
    }

    private func table(_ rows: String) throws -> TableFile {
        try TableFile(Array("利用者名,氏名,役割,所属,終了日\n\(rows)\n".utf8))
    }

    @Test("役割は開始日から終了日まで。誰がいつ付けたかは消せず、変えられない")
    func terms() async throws {
        try await TestCity.with { city in
            let desk = desk(city)
            let admin = try await desk.addStaff("kanri", name: "管理", by: nil)
            let today = desk.today
            let tomorrow = try #require(LocalDate(dayNumber: today.dayNumber + 1))
            _ = try await desk.addStaff("sato", name: "佐藤", by: admin.id)
            try await desk.giveRole(RoleTerm(.officer, from: tomorrow), to: "sato", by: admin.id)
            var sato = try await desk.member("SATO")
            #expect(sato.roles(on: today).isEmpty)
            #expect(sato.roles(on: tomorrow).map(\.role) == [.officer])
            let number = try #require(sato.held.first?.number)
            try await desk.endRole(number, of: "sato", through: tomorrow, by: admin.id)
            sato = try await desk.member("sato")
            #expect(sato.held[0].term.through == tomorrow)
            let rows = try await city.pool.execute(
                "SELECT what FROM staff.history WHERE by = \(admin.id) ORDER BY number")
            #expect(
                try rows.map { try $0.get(0, as: String.self) }
                    == ["created", "role-given", "role-ended"])
            let owner = try await city.superuser()
            for change: Query in [
                "UPDATE staff.history SET role = 'admin'", "DELETE FROM staff.history",
                "TRUNCATE staff.history",
            ] {
                await #expect(throws: PostgresError.self) { _ = try await owner.execute(change) }
            }
            await owner.close()
        }
    }

    @Test("断るもの: 使用中や読めない利用者名、逆さの期間、二重の付与、自分の役割")
    func refusals() async throws {
        try await TestCity.with { city in
            let desk = desk(city)
            let admin = try await desk.addStaff(
                "kanri", name: "管理", roles: [RoleTerm(.admin, from: desk.today)], by: nil)
            let before = try #require(LocalDate(dayNumber: desk.today.dayNumber - 1))
            func refused(_ refusal: StaffRefusal, _ body: () async throws -> Void) async {
                do {
                    try await body()
                    Issue.record("not refused: \(refusal)")
                } catch DeskError.declined(let refusals) {
                    #expect(refusals == [Refused(refusal)])
                } catch {
                    Issue.record("\(error)")
                }
            }
            await refused(.loginTaken) { _ = try await desk.addStaff("kanri", name: "x", by: nil) }
            await refused(.loginMalformed) {
                _ = try await desk.addStaff("佐藤", name: "x", by: nil)
            }
            await refused(.nameMalformed) { _ = try await desk.addStaff("a", name: " ", by: nil) }
            await refused(.termReversed) {
                try await desk.giveRole(
                    RoleTerm(.viewer, from: desk.today, through: before), to: "kanri", by: nil)
            }
            await refused(.alreadyHeld) {
                try await desk.giveRole(RoleTerm(.admin, from: desk.today), to: "kanri", by: nil)
            }
            await refused(.ownRights) {
                try await desk.giveRole(
                    RoleTerm(.hearing, from: desk.today), to: "kanri", by: admin.id)
            }
            await refused(.ownRights) { try await desk.disableStaff("kanri", by: admin.id) }
            await refused(.roleNotHeld) {
                _ = try await desk.makeToken(
                    for: "kanri", role: .auditor, name: "x", days: 1, by: nil)
            }
        }
    }

    @Test("人事異動: 試行は何も変えず、取込みは全員を一度に変え、同じファイルは二度目に何もしない")
    func transfers() async throws {
        try await TestCity.with { city in
            let desk = desk(city)
            _ = try await desk.addStaff(
                "sato", name: "佐藤 花子",
                roles: [RoleTerm(.officer, section: "土木課", from: desk.today)],
                by: nil)
            let table = try table(
                "sato,鈴木 花子,決裁,土木課,\nabe,阿部 一,受付,,\nabe,阿部 一,閲覧,,")
            let april = try #require(LocalDate(iso: "2027-04-01"))
            let trial = try await desk.importTransfers(
                table, effectiveOn: april, isTrial: true, by: nil)
            #expect(trial.changes.map(\.login) == ["sato", "abe"])
            #expect(try await desk.staff().map(\.login) == ["sato"])
            let done = try await desk.importTransfers(table, effectiveOn: april, by: nil)
            #expect(done == trial)
            let again = try await desk.importTransfers(table, effectiveOn: april, by: nil)
            #expect(again.changes.isEmpty && again.people == 2)
            let sato = try await desk.member("sato")
            #expect(sato.name == "鈴木 花子")
            #expect(sato.roles(on: desk.today).map(\.role) == [.officer])
            #expect(sato.roles(on: april).map(\.role) == [.approver])
            #expect(
                try await desk.member("abe").roles(on: april).map(\.role) == [.intake, .viewer])
            let wrong = try self.table("sato,,無い役割,,\nkato,加藤,閲覧,,")
            let refused = try await desk.importTransfers(wrong, effectiveOn: april, by: nil)
            #expect(refused.problems.map(\.line) == [2])
            #expect(try await desk.staff().count == 2)
        }
    }

    @Test("停止とパスワードの再発行で、全てのログインが終わる。トークンは役割とともに終わる")
    func endsSessions() async throws {
        try await TestCity.with { city in
            let desk = desk(city)
            _ = try await desk.addStaff(
                "sato", name: "佐藤", roles: [RoleTerm(.intake, from: desk.today)], by: nil)
            func enter() async throws -> String {
                let password = try await desk.issuePassword(for: "sato", by: nil)
                let outcome = try await desk.logIn("sato", password: password, from: Self.place)
                guard case .entered(let secret, .password) = outcome else {
                    return try #require(nil, "\(outcome)")
                }
                return secret.text
            }
            let first = try await enter()
            #expect(try await desk.signedIn(by: first)?.login == "sato")
            let second = try await enter()
            #expect(try await desk.signedIn(by: first) == nil)
            let token = try await desk.makeToken(
                for: "sato", role: .intake, name: "x", days: 1, by: nil)
            #expect(try await desk.signedIn(byToken: token.secret.text)?.roles.count == 1)
            try await desk.disableStaff("sato", by: nil)
            #expect(try await desk.signedIn(by: second) == nil)
            #expect(try await desk.signedIn(byToken: token.secret.text) == nil)
            try await desk.enableStaff("sato", by: nil)
            #expect(try await desk.signedIn(by: second) == nil)
            #expect(try await desk.signedIn(byToken: token.secret.text) != nil)
            let held = try #require(try await desk.member("sato").held.first)
            let yesterday = try #require(LocalDate(dayNumber: desk.today.dayNumber - 1))
            try await desk.endRole(held.number, of: "sato", through: yesterday, by: nil)
            #expect(try await desk.signedIn(byToken: token.secret.text) == nil)
            try await desk.giveRole(RoleTerm(.intake, from: desk.today), to: "sato", by: nil)
            #expect(try await desk.signedIn(byToken: token.secret.text) != nil)
            city.clock.advance(by: 86_401 * 1_000_000)
            #expect(try await desk.signedIn(byToken: token.secret.text) == nil)
        }
    }

    @Test("知らない利用者名でも、パスワードの照合と同じ仕事をする")
    func sameWork() async throws {
        let hashing = PasswordHashing()
        let hash = try await hashing.hash("除雪は朝六時までに済ませてほしい")
        #expect(hash.hasPrefix("$argon2id$v=19$m=32768,t=3,p=1$"))
        #expect(try await hashing.isRight("除雪は朝六時までに済ませてほしい", for: hash))
        #expect(try await !hashing.isRight("除雪は朝六時までに済ませてほし", for: hash))
        #expect(try await !hashing.isRight("nobody", for: nil))
        // Typed half width or full width, it is the same.
        let wide = try await hashing.hash("ｋｏｔｏｂａ　ｄｅ　ｇｕｒａｍｕ")
        #expect(try await hashing.isRight("kotoba de guramu", for: wide))
        #expect(!Argon2id.isOutdated(hash))
        #expect(Argon2id.isOutdated(hash.replacing("t=3", with: "t=2")))
    }

    @Test("最初のシステム管理者は一度だけ作られる")
    func firstAdministrator() async throws {
        try await TestCity.with { city in
            let desk = desk(city)
            let password = try #require(try await desk.makeFirstAdministrator())
            #expect(try await desk.makeFirstAdministrator() == nil)
            let outcome = try await desk.logIn("admin", password: password, from: Self.place)
            guard case .entered(_, .password) = outcome else {
                Issue.record("\(outcome)")
                return
            }
            city.clock.advance(by: 15 * 86_400 * 1_000_000)
            #expect(
                try await desk.logIn("admin", password: password, from: Self.place) == .refused)
        }
    }

    @Test("確認コードと回復コードは一度ずつ使え、間違いが続けば待たされる")
    func codes() async throws {
        try await TestCity.with { city in
            let desk = desk(city)
            _ = try await desk.addStaff(
                "sato", name: "佐藤", roles: [RoleTerm(.viewer, from: desk.today)], by: nil)
            let own = "除雪は朝六時までに済ませてほしい"
            func enter(_ password: String) async throws -> (String, SignedIn) {
                let outcome = try await desk.logIn("sato", password: password, from: Self.place)
                guard case .entered(let secret, _) = outcome else {
                    return try #require(nil, "\(outcome)")
                }
                return (secret.text, try #require(try await desk.signedIn(by: secret.text)))
            }
            let password = try await desk.issuePassword(for: "sato", by: nil)
            let (_, first) = try await enter(password)
            _ = try await desk.changePassword(
                of: first, from: password, to: own, repeated: own, at: Self.place)
            let (_, person) = try await enter(own)
            let spelled = try await desk.prepareCodes(of: person)
            #expect(try await desk.prepareCodes(of: person) == spelled)
            let code = OneTimeCode(secret: try #require(Self.bytes(spelled)))
            func now() -> Int64 { OneTimeCode.step(at: city.clock.now.microseconds) }
            let recovery = try await desk.beginCodes(of: person, code: code.code(at: now()))
            #expect(recovery.count == 10)

            let (cookie, waiting) = try await enter(own)
            #expect(waiting.stage == .code)
            func confirm(_ text: String) async throws -> LogInOutcome {
                try await desk.confirmCode(text, of: waiting, cookie: cookie, from: Self.place)
            }
            // The code that began it was used up by that.
            #expect(try await confirm(code.code(at: now())) == .refused)
            city.clock.advance(by: 31_000_000)
            guard case .entered(let opened, .open) = try await confirm(code.code(at: now())) else {
                Issue.record("the code of the moment was refused")
                return
            }
            #expect(try await desk.signedIn(by: cookie) == nil)
            #expect(try await desk.signedIn(by: opened.text)?.stage == .open)

            let (again, third) = try await enter(own)
            let lower = recovery[0].lowercased()
            guard
                case .entered = try await desk.confirmCode(
                    lower, of: third, cookie: again, from: Self.place)
            else {
                Issue.record("the recovery code was refused")
                return
            }
            let (last, fourth) = try await enter(own)
            var outcomes: [LogInOutcome] = []
            for _ in 0..<6 {
                outcomes.append(
                    try await desk.confirmCode(
                        recovery[0], of: fourth, cookie: last, from: Self.place))
            }
            #expect(outcomes.prefix(5).allSatisfy { $0 == .refused })
            guard case .wait = outcomes[5] else {
                Issue.record("guessing goes on")
                return
            }
        }
    }

    private static func bytes(_ spelled: String) -> [UInt8]? {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var bits: UInt64 = 0
        var count = 0
        var bytes: [UInt8] = []
        for character in spelled where character != " " {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits = bits << 5 | UInt64(value)
            count += 5
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(bits >> UInt64(count) & 255))
            }
        }
        return bytes
    }
}
