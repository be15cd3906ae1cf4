import EventLog
import Foundation
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

// A tour of 10 July 2026 with three who signed up, and a lecture a group asked for.
@Suite("申込者・申込団体の消去")
struct ErasingParticipantsTests {
    private static let ground = ErasureGround.useSuspension(decision: "令和8年度利停第4号")

    /// A gathering, and the registrations of these people.
    private func tour(
        _ desk: Desk, _ names: [String] = ["根室花子", "根室太郎", "花咲咲子"]
    ) async throws -> (gathering: UUID, registrations: [UUID]) {
        let notice = GatheringNotice(kind: "city-watching", name: "市政ウォッチング", heldOn: "R8.7.10")
        let gathering = try await desk.createGathering(notice, actor: "t", command: nil).id
        var registrations: [UUID] = []
        for (number, name) in names.enumerated() {
            var signUp = GatheringSignUp(
                person: SenderDetails(name: name, phone: "0153-23-\(6111 + number)"))
            signUp.note = "\(name)は車いすで来ます"
            signUp.partySize = "\(number + 1)"
            registrations.append(
                try await desk.register(signUp, for: gathering, actor: "t", command: nil)
                    .registration)
        }
        return (gathering, registrations)
    }

    private func lecture(_ desk: Desk) async throws -> UUID {
        var application = LectureApplication()
        application.wish = "財政の話を聞きたい"
        application.choices = ["R8.10.1 13:30"]
        application.group = "花咲町会"
        application.representative = SenderDetails(name: "花咲紋太", phone: "0153-24-7777")
        application.venue = "花咲紋太の自宅"
        return try await desk.requestLecture(application, actor: "t", command: nil).id
    }

    private func stream(_ registration: UUID) -> StreamName {
        RegistrantCoding.stream(of: registration)
    }

    private func found(_ desk: Desk, _ name: String) async throws -> [StreamName] {
        try await desk.findParticipants(PersonClues(name: name), for: .trial).map(\.stream)
    }

    private func headcounts(_ city: TestCity, _ desk: Desk) async throws -> [String] {
        try await desk.catchUp([.facts])
        let rows = try await city.pool.execute(
            "SELECT f::text FROM facts.fact AS f ORDER BY 1")
        return try rows.map { try $0.get(0) }
    }

    @Test("一人の申込みだけを消去しても、ほかの方の名簿・席・人数・集計・台帳の証明は変わらない")
    func oneOfSeveral() async throws {
        try await KeepingCity.with { keeping in
            let (city, desk) = (keeping.city, keeping.desk)
            let (gathering, people) = try await tour(desk)
            city.clock.advance(by: 14 * 86_400_000_000)
            var notice = AttendanceNotice()
            notice.came = people.map(\.uuidString)
            notice.walkIns = "2"
            _ = try await desk.attend(notice, at: gathering, actor: "t", command: nil)
            let before = try await headcounts(city, desk)
            let seats = try await desk.gathering(gathering).gathering.seatsTaken
            let leaf = try #require(try await city.log.read(stream(people[1])).first)
            #expect(try await found(desk, "根室太郎") == [stream(people[1])])

            let result = try await desk.erase([stream(people[1])], on: Self.ground, actor: "t")
            #expect(result.entries.map(\.isNew) == [true] && result.awaited.isEmpty)

            let listed = try await desk.gathering(gathering, opening: .trial)
            let names = people.map {
                listed.gathering.registrations[$0]?.registered.personal.content?.person?.name
            }
            #expect(names == ["根室花子", nil, "花咲咲子"])
            #expect(listed.erased == [people[1]])
            #expect(listed.gathering.seatsTaken == seats)
            #expect(listed.gathering.attendance.headcount == 8)
            #expect(try await headcounts(city, desk) == before)
            #expect(try await found(desk, "根室太郎").isEmpty)
            #expect(try await found(desk, "根室花子") == [stream(people[0])])
            let now = try await city.log.event(at: leaf.position)
            #expect(now?.leafHash == leaf.leafHash && now?.sealed == leaf.sealed)
            #expect(try await city.log.verify().damage == nil)
            let again = try await desk.erase([stream(people[1])], on: Self.ground, actor: "t")
            #expect(again.entries.map(\.isNew) == [false] && again.position == 0)
        }
    }

    @Test("申込みは一件ごとに自分の鍵で封印し、同じ申込みを二度受けず、同じ方は二度申し込めない")
    func ownKeys() async throws {
        try await KeepingCity.with { keeping in
            let (city, desk) = (keeping.city, keeping.desk)
            let (gathering, people) = try await tour(desk)
            #expect(try await city.keyring.keys(of: people.map(stream)).count == 3)
            let host = StreamName(category: Gathering.streamCategory, id: gathering)
            #expect(try await city.keyring.key(of: host) == nil)
            #expect(try await city.log.read(host).allSatisfy { $0.sealed == nil })
            // The same person again is known, though each lies under another key.
            let twice = GatheringSignUp(
                person: SenderDetails(name: "根室花子", phone: "0153-23-6111"))
            await #expect {
                _ = try await desk.register(twice, for: gathering, actor: "t", command: nil)
            } throws: { "\($0)".contains("すでに申し込んでいます") }
            // A command again is the same registration, and says the same.
            let command = UUID()
            let signUp = GatheringSignUp(person: SenderDetails(name: "釧路次郎", phone: "0154-1-2345"))
            let first = try await desk.register(
                signUp, for: gathering, actor: "t", command: command)
            let second = try await desk.register(
                signUp, for: gathering, actor: "t", command: command)
            #expect(first == second && first.handled.events == 1)
            #expect(try await city.log.read(stream(first.registration)).count == 1)
            // Another person under the same command is another request.
            await #expect(throws: DeskError.self) {
                _ = try await desk.register(
                    GatheringSignUp(person: SenderDetails(name: "別人", phone: "0154-1-2345")),
                    for: gathering, actor: "t", command: command)
            }
            // Erased, the person may sign up anew, and the command still says what became of it.
            _ = try await desk.erase([stream(people[0])], on: Self.ground, actor: "t")
            _ = try await desk.register(twice, for: gathering, actor: "t", command: nil)
        }
    }

    @Test("催しの申込みは、催しが終わった翌年度から数え、廃棄簿に件数とともに載り、まとめて廃棄される")
    func disposal() async throws {
        try await KeepingCity.with { keeping in
            let (city, desk) = (keeping.city, keeping.desk)
            for kind in [RetainedKind.gatherings, .lectures] {
                _ = try await desk.define(
                    RetentionTerm(kind, from: .on("2020-04-01"), period: .years(5)), actor: "t")
            }
            let (gathering, people) = try await tour(desk)
            let asked = try await lecture(desk)
            let host = StreamName(category: Gathering.streamCategory, id: gathering)
            let group = StreamName(category: Lecture.streamCategory, id: asked)
            let expired = ErasureGround.expired(approval: "廃棄第1号")
            func refused(_ stream: StreamName, _ ground: ErasureGround) async -> String {
                do throws(DeskError) {
                    _ = try await desk.erase([stream], on: ground, actor: "t")
                    return ""
                } catch {
                    return error.description
                }
            }
            #expect(await refused(host, expired).contains("完結していない"))
            #expect(await refused(group, expired).contains("完結していない"))
            city.clock.advance(by: 14 * 86_400_000_000)
            #expect(await refused(stream(people[0]), expired).contains("令和14年4月1日から消去できます"))
            #expect(await refused(host, Self.ground).contains("だけを消去"))
            _ = try await desk.handle(
                .refuse(
                    RefuseLecture(today: desk.today, decidedOn: desk.today, reason: "日程が合わない")),
                of: Lecture.self, stream: asked, actor: "t", command: nil)

            let hold = RecordHold(.lawsuit, reference: "令和8年(行ウ)第3号", from: desk.today)
            let today = desk.today
            _ = try await desk.keep([stream(people[2])], actor: "t") { retention, day in
                try retention.hold(hold, today: day)
            }
            #expect(await refused(stream(people[2]), Self.ground).contains("訴訟"))
            keeping.later(years: 6)
            let request = DisposalRequest(year: try #require(FiscalYear(2032)), years: 5)
            let plan = try await desk.disposal(request)
            #expect(plan.entries.map(\.stream) == [host, group])
            #expect(plan.entries.map(\.genre) == ["催し", "まちづくり出前講座"])
            #expect(
                plan.entries[0].series == "令和8年度 催し 市政ウォッチング(令和8年7月10日) 申込み3件")
            #expect(plan.entries[0].standing.contains("停止中: 訴訟"))
            let first = try await desk.dispose(request, approval: "廃棄第1号", actor: "t")
            #expect(first.erased == 1)
            #expect(try await city.keyring.keys(of: people.map(stream)).count == 3)

            _ = try await desk.keep([stream(people[2])], actor: "t") { retention, day in
                try retention.lift(.lawsuit, reference: hold.reference, on: today, today: day)
            }
            let done = try await desk.dispose(request, approval: "廃棄第1号", actor: "t")
            #expect(done.erased == 2 && done.awaited.isEmpty)
            #expect(done.entries.map(\.registrations) == [3, 0])
            #expect(try await city.keyring.keys(of: people.map(stream) + [group]).isEmpty)
            let listed = try await desk.gathering(gathering, opening: .trial)
            #expect(listed.erased == Set(people) && listed.gathering.seatsTaken == 6)
            let text = String(decoding: CanonicalJSON.bytes(done.json), as: UTF8.self)
            for secret in ["花子", "花咲", "6111", "車いす"] { #expect(!text.contains(secret)) }
            let again = try await desk.dispose(request, approval: "廃棄第1号", actor: "t")
            #expect(again.entries == done.entries && again.position == 0)
        }
    }

    @Test("催しを停止すれば申込みも消去できず、消去した催しには、もう誰も申し込めない")
    func heldWithTheGathering() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let (gathering, people) = try await tour(desk)
            let host = StreamName(category: Gathering.streamCategory, id: gathering)
            let today = desk.today
            let hold = RecordHold(.lawsuit, reference: "令和8年(行ウ)第3号", from: today)
            _ = try await desk.keep([host], actor: "t") { retention, day in
                try retention.hold(hold, today: day)
            }
            await #expect {
                _ = try await desk.erase([stream(people[0])], on: Self.ground, actor: "t")
            } throws: { "\($0)".contains("訴訟") }
            #expect(try await keeping.city.keyring.keys(of: people.map(stream)).count == 3)
            _ = try await desk.keep([host], actor: "t") { retention, day in
                try retention.lift(.lawsuit, reference: hold.reference, on: today, today: day)
            }
            _ = try await desk.erase([stream(people[0])], on: Self.ground, actor: "t")
            _ = try await desk.erase([host], on: .entryError(.trial), actor: "t")
            let late = GatheringSignUp(person: SenderDetails(name: "釧路次郎", phone: "0154-1-2345"))
            await #expect {
                _ = try await desk.register(late, for: gathering, actor: "t", command: nil)
            } throws: { "\($0)".contains("消去済み") }
        }
    }

    @Test("出前講座の申込団体・代表者・会場は、消去のあと誰にも読めず、何も書き加えられない")
    func lectureErased() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let asked = try await lecture(desk)
            let group = StreamName(category: Lecture.streamCategory, id: asked)
            #expect(try await found(desk, "紋太") == [group])
            #expect(try await found(desk, "花咲町会") == [group])
            let disclosed = try await desk.disclose([group], for: .trial)
            for own in ["花咲町会", "花咲紋太", "0153-24-7777"] {
                #expect(disclosed.text.contains(own))
            }
            _ = try await desk.erase([group], on: Self.ground, actor: "t")
            let listed = try await desk.lecture(asked, opening: .trial)
            #expect(listed.isErased && listed.request?.personal == .erased)
            #expect(try await found(desk, "紋太").isEmpty)
            let now = try await desk.disclose([group], for: .trial)
            #expect(now.parts.map(\.isErased) == [true])
            for secret in ["花咲", "7777", "紋太"] { #expect(!now.text.contains(secret)) }
            await #expect {
                _ = try await desk.handle(
                    .refuse(
                        RefuseLecture(
                            today: desk.today, decidedOn: desk.today, reason: "日程が合わない")),
                    of: Lecture.self, stream: asked, actor: "t", command: nil)
            } throws: { "\($0)".contains("消去済み") }
            #expect(try await desk.lecture(asked).stage == .requested)
        }
    }

    @Test("申込みを開示するのは本人の一件だけ。見た人は、見せた一人ごとに一日一度残る")
    func disclosed() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let (gathering, people) = try await tour(desk)
            let opening = try #require(Opening(actor: "佐藤", reason: "名簿の確認"))
            for _ in 0..<3 { _ = try await desk.gathering(gathering, opening: opening) }
            let seen = try await desk.openings(by: "佐藤", from: desk.today, through: desk.today)
            #expect(Set(seen.map(\.stream)) == Set(people.map(stream)) && seen.count == 3)
            #expect(seen.allSatisfy { $0.record == $0.stream.text })
            let text = try await desk.disclose([stream(people[0])], for: .trial).text
            #expect(text.contains("根室花子") && text.contains("車いす"))
            #expect(!text.contains("根室太郎") && !text.contains("花咲咲子"))
            await #expect(throws: DeskError.self) {
                _ = try await desk.disclose(
                    [StreamName(category: Gathering.streamCategory, id: gathering)], for: .trial)
            }
            #expect(try await desk.record(of: people[0].uuidString) == stream(people[0]))
            #expect(try await desk.record(of: "gathering-\(gathering)").id == gathering)
        }
    }

    @Test("利用停止の決定のある方は見つからず、解除すれば見つかる")
    func suspended() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let (_, people) = try await tour(desk)
            let decision = RightsDecision(number: "令和8年度決定第4号", on: desk.today)
            _ = try await desk.keep([stream(people[0])], actor: "t") { retention, day in
                try retention.suspendUse(by: decision, today: day)
            }
            #expect(try await found(desk, "根室花子").isEmpty)
            _ = try await desk.keep([stream(people[0])], actor: "t") { retention, day in
                try retention.resumeUse(by: decision, today: day)
            }
            #expect(try await found(desk, "根室花子") == [stream(people[0])])
            #expect(try await desk.rebuild(.search) > 0)
            #expect(try await found(desk, "根室花子") == [stream(people[0])])
        }
    }

    @Test("以前の版で催しの鍵に封印した申込みも読め、見つかり、催しの廃棄とともに消える")
    func sharedKey() async throws {
        try await KeepingCity.with { keeping in
            let (city, desk) = (keeping.city, keeping.desk)
            _ = try await desk.define(
                RetentionTerm(.gatherings, from: .on("2020-04-01"), period: .years(1)), actor: "t")
            let (gathering, _) = try await tour(desk, [])
            let host = StreamName(category: Gathering.streamCategory, id: gathering)
            let id = desk.newID()
            let key = try #require(try await city.keyring.keys(creating: [host])[host])
            let type = GatheringEventCoding.registeredType
            let old = NewEvent(
                type: type,
                payload: CanonicalJSON.bytes(
                    .object([
                        "id": .id(id), "isFirstTimer": .bool(false), "partySize": .integer(2),
                        "registeredOn": .date(desk.today), "standing": .string("accepted"),
                    ])),
                sealed: try Seal.seal(
                    Array(#"{"person":{"name":"根室花子","phone":"0153-23-6111"}}"#.utf8), with: key,
                    stream: host, type: type))
            _ = try await city.log.append(
                Append([Append.Write(host, expecting: .any, [old])], actor: "t"))
            let listed = try await desk.gathering(gathering, opening: .trial)
            #expect(
                listed.gathering.registrations[id]?.registered.personal.content?.person?.name
                    == "根室花子")
            #expect(try await found(desk, "根室花子") == [host])
            keeping.later(years: 3)
            _ = try await desk.erase(
                [host], on: .expired(approval: "廃棄第1号"), actor: "t")
            let after = try await desk.gathering(gathering, opening: .trial)
            #expect(after.erased == [id] && after.gathering.seatsTaken == 2)
            #expect(try await found(desk, "根室花子").isEmpty)
        }
    }

    @Test("記録の直後に落ちても、申込みはその時から読めず、鍵の破棄は残った仕事として果たされる")
    func owed() async throws {
        try await KeepingCity.with { keeping in
            let (city, desk) = (keeping.city, keeping.desk)
            let (gathering, people) = try await tour(desk)
            let erasure = RecordErasure(ground: .entryError(.trial), on: desk.today)
            let coded = RetentionEventCoding.encodeKeeping(.erased(erasure))
            _ = try await city.log.append(
                Append(
                    [
                        Append.Write(
                            stream(people[0]), expecting: .exactly(1), [NewEvent(unsealed: coded)])
                    ], actor: "t"))
            #expect(try await city.keyring.key(of: stream(people[0])) != nil)
            let listed = try await desk.gathering(gathering, opening: .trial)
            #expect(listed.gathering.registrations[people[0]]?.registered.personal == .erased)
            #expect(try await desk.awaited().first?.count == 1)
            #expect(try await desk.settleErasures() == 1)
            try await desk.catchUp([.search])
            #expect(try await desk.awaited().isEmpty)
            let fit = try await city.keyring.fit(to: city.log, erasing: Desk.erasingEvents)
            #expect(fit.missing == 0 && fit.owed == 0 && fit.destroyed > 0)
        }
    }
}
