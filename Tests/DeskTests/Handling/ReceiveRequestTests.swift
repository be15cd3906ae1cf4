import Participation
import Testing

@testable import Desk

@Suite("受付の申出の読取り")
struct ReceiveRequestTests {
    private let today = LocalDate(iso: "2026-07-03") ?? .earliest

    private func errors(_ request: ReceiveRequest) -> [InputError] {
        do throws(DeskError) {
            _ = try request.command(today: today)
            return []
        } catch {
            if case .malformed(let errors) = error { return errors }
            return []
        }
    }

    @Test("すべての項目が値になる")
    func readsEverything() throws {
        let command = try ReceiveRequest.letter().command(today: today)
        #expect(command.scheme == .letterToMayor)
        #expect(command.nature == .request)
        #expect(command.channel == .paper)
        #expect(command.receivedOn.description == "2026-06-28")
        #expect(command.receiptNumber.description == "R8-0001")
        #expect(command.sender.details?.name == "見本 太郎")
        #expect(command.wantsReply == .yes)
        #expect(command.mayPublish == .unstated)
        #expect(command.topics == ["除雪"])
        #expect(command.origin == .desk)
        #expect(command.today == today)
        #expect(command.refusals.isEmpty)
    }

    @Test("任意の項目も値になる")
    func readsFurtherMembers() throws {
        let command = try ReceiveRequest.letter {
            $0.district = "落石"
            $0.department = "広報広聴係"
            $0.attributes = ["年代": "40代"]
            $0.copies = 30
            $0.handling = "restricted"
            $0.urgent = true
            $0.replyBy = "large-print"
            $0.textKind = "hearing"
            $0.undueDemand = true
            $0.introducedBy = "根室 議員"
            $0.sender?.party = "business"
            $0.sender?.joint = true
            $0.sender?.byProxy = true
        }.command(today: today)
        #expect(command.district == "落石" && command.department == "広報広聴係")
        #expect(command.attributes == ["年代": "40代"] && command.copies == 30)
        #expect(command.handling == .restricted && command.isUrgent)
        #expect(command.replyBy == .largePrint && command.textKind == .hearing)
        #expect(command.isUndueDemand && command.introducedBy == "根室 議員")
        #expect(command.senderParty == .business && command.isJoint && command.isByProxy)
    }

    @Test("任意の項目の知らない符号も、すべて告げる")
    func namesFurtherErrors() {
        let request = ReceiveRequest.letter {
            $0.sender?.party = "crowd"
            $0.handling = "gentle"
            $0.replyBy = "pigeon"
            $0.textKind = "rumour"
        }
        #expect(
            errors(request).map(\.field) == ["party", "handling", "replyBy", "textKind"])
    }

    @Test("匿名と不明は名前を持たない")
    func readsTheNameless() throws {
        let anonymous = ReceiveRequest.letter { $0.sender = .init(anonymous: true) }
        #expect(try anonymous.command(today: today).sender == .anonymous)
        let unknown = ReceiveRequest.letter { $0.sender = .init(unknown: true) }
        #expect(try unknown.command(today: today).sender == .unknown)
    }

    @Test("誤りはすべて一度に告げる")
    func namesEveryError() {
        let request = ReceiveRequest(
            scheme: "letter", nature: "angry", channel: "pigeon", receivedOn: "28/06/2026",
            sender: nil)
        #expect(
            errors(request).map(\.field) == [
                "scheme", "nature", "channel", "receivedOn", "sender",
            ])
        #expect(errors(request).last?.japanese == "差出人を入力してください。")
        #expect(
            errors(request)[3].japanese == "受付日は実在する日付を 2026-06-28 の形で入力してください。")
        #expect(errors(request)[3].english == "receivedOn must be a day such as 2026-06-28")
        #expect(errors(request)[2].english.hasPrefix("channel must be one of paper, postcard, "))
    }

    @Test("匿名なのに名前がある申出は受けない")
    func refusesContradictions() {
        let senders: [ReceiveRequest.Sender] = [
            .init(anonymous: true, name: "見本 太郎"), .init(unknown: true, phone: "1"),
            .init(anonymous: true, unknown: true),
        ]
        for sender in senders {
            let request = ReceiveRequest.letter { $0.sender = sender }
            #expect(errors(request) == [InputError("sender", .contradictorySender)])
        }
    }

    @Test("名前のない記名は、市の決まりが断る")
    func leavesRulesToTheCity() throws {
        let request = ReceiveRequest.letter { $0.sender = .init() }
        #expect(try request.command(today: today).refusals == [.nameRequired])
    }

    @Test("元号のない年の日付は、番号を引く前に断る", arguments: ["0001-01-01", "9999-12-31"])
    func refusesYearsWithoutNumbers(_ day: String) {
        let request = ReceiveRequest.letter { $0.receivedOn = day }
        #expect {
            try request.command(today: today)
        } throws: { error in
            guard case DeskError.refused(let refusals) = error else { return false }
            return refusals.map(\.field) == [.receivedOn]
        }
    }

    @Test("同じ申出は同じ綴り、違う申出は違う綴り")
    func hasOneSpelling() {
        let letter = ReceiveRequest.letter()
        #expect(letter.canonical == ReceiveRequest.letter().canonical)
        let others: [ReceiveRequest] = [
            .letter { $0.summary = "除雪" }, .letter { $0.mayPublish = false },
            .letter { $0.sender = .init(anonymous: true) }, .letter { $0.scans = 1 },
            .letter { $0.topics = [] }, .letter { $0.body = nil },
            .letter { $0.copies = 2 }, .letter { $0.copies = .max }, .letter { $0.urgent = true },
            .letter { $0.district = "落石" }, .letter { $0.department = "落石" },
            .letter { $0.attributes = ["落石": "1"] }, .letter { $0.handling = "care" },
            .letter { $0.replyBy = "fax" }, .letter { $0.textKind = "original" },
            .letter { $0.undueDemand = true }, .letter { $0.introducedBy = "落石" },
            .letter { $0.sender?.party = "business" }, .letter { $0.sender?.joint = true },
            .letter { $0.sender?.byProxy = true },
            // 神 as U+FA19: equal as a string, another code point.
            .letter { $0.sender?.name = "\u{FA19}" }, .letter { $0.sender?.name = "神" },
        ]
        #expect(Set(([letter] + others).map(\.canonical)).count == others.count + 1)
        #expect(!String(decoding: letter.canonical, as: UTF8.self).contains("null"))
    }

    @Test("断りの文面に、書かれた内容は現れない")
    func errorsHoldNothingWritten() {
        let request = ReceiveRequest.letter {
            $0.scheme = "SECRET"
            $0.receivedOn = "SECRET"
        }
        #expect(errors(request).count == 2)
        #expect(!"\(DeskError.malformed(errors(request)))".contains("SECRET"))
    }
}

extension ReceiveRequest {
    /// A letter of 見本 太郎; tests change what they are about.
    static func letter(_ change: (inout ReceiveRequest) -> Void = { _ in }) -> ReceiveRequest {
        var letter = ReceiveRequest(
            scheme: "letter-to-mayor", nature: "request", channel: "paper",
            receivedOn: "2026-06-28", sender: Sender(name: "見本 太郎", kana: "みほん たろう"),
            summary: "除雪の時間を早めてほしい", body: "朝6時までにお願いします。", category: "07",
            topics: ["除雪"], wantsReply: true)
        change(&letter)
        return letter
    }
}
