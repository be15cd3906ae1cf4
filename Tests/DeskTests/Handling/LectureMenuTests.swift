import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("出前講座の年度メニュー")
struct LectureMenuRecordingTests {
    private static func offer(_ code: String, _ change: (inout LectureOffer) -> Void = { _ in })
        -> LectureOffer
    {
        var offer = LectureOffer(code: code)
        offer.year = "R8"
        offer.title = "根室市の財政"
        offer.minutes = "６０"
        offer.department = "財政課"
        change(&offer)
        return offer
    }

    private static func refusal(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch DeskError.declined(let refusals) {
            return refusals.first?.field
        } catch DeskError.malformed(let errors) {
            return errors.map(\.field).joined(separator: ",")
        }
    }

    @Test("曜日は続けても区切っても読む。曜日でないものは断る")
    func weekdays() {
        let days: Set<Weekday> = [.tuesday, .thursday]
        for text in ["火木", "火・木", "火曜日、木曜日", "木 火曜", "火,木"] {
            #expect(LectureOffer.weekdays(text) == days, "\(text)")
        }
        #expect(LectureOffer.weekdays("")?.isEmpty == true)
        #expect(LectureOffer.weekdays("火雪") == nil)
        #expect(LectureOffer.weekdays("平日") == nil)
    }

    @Test("追加・変更・取下げ: 書かれた項目だけが変わり、空欄は消え、確定は保たれる")
    func changes() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let year = try desk.menuYear("R8")
            let first = try await desk.addLecture(
                Self.offer("１２") { ($0.weekdays, $0.aim) = ("火木", "財政を知る") }, actor: "test",
                command: nil)
            #expect(first.menu.offered?.stage == .draft && first.handled.events == 1)
            #expect(first.menu.offered?.items.first?.code.text == "12")
            let again = try await desk.addLecture(
                Self.offer("12") { ($0.weekdays, $0.aim) = ("木、火", "財政を知る") }, actor: "test",
                command: nil)
            #expect(again.handled.events == 0)
            let taken = try await Self.refusal {
                _ = try await desk.addLecture(
                    Self.offer("12") { $0.minutes = "90" }, actor: "test", command: nil)
            }
            #expect(taken == "code")
            _ = try await desk.confirmMenu(of: year, actor: "test", command: nil)
            var change = LectureOffer(code: "12")
            change.year = "R8"
            (change.minutes, change.aim, change.minimumPeople) = ("90", "", "5")
            let changed = try await desk.changeLecture(change, actor: "test", command: nil)
            let item = try #require(changed.menu.offered?.items.first)
            #expect(item.minutes == 90 && item.aim == nil && item.minimumPeople == 5)
            #expect(item.title == "根室市の財政" && item.weekdayLetters == "火木")
            #expect(changed.menu.offered?.stage == .confirmed)
            let unknown = try await Self.refusal {
                _ = try await desk.withdrawLecture("99", from: year, actor: "test", command: nil)
            }
            #expect(unknown == "code")
            let unreadable = try await Self.refusal {
                _ = try await desk.addLecture(
                    Self.offer("13") { ($0.minutes, $0.weekdays) = ("一時間", "毎日") },
                    actor: "test", command: nil)
            }
            #expect(unreadable == "minutes,weekdays")
            _ = try await desk.addLecture(Self.offer("13"), actor: "test", command: nil)
            let left = try await desk.withdrawLecture(
                "12", from: year, actor: "test", command: nil)
            #expect(left.menu.offered?.items.map(\.code.text) == ["13"])
        }
    }

    @Test("翌年度は前年度を写した案から始まり、すでにある講座は残る")
    func copies() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let next = try desk.menuYear("R9")
            let nothing = try await Self.refusal {
                _ = try await desk.copyMenu(to: next, actor: "test", command: nil)
            }
            #expect(nothing == "code")
            for code in ["1", "2"] {
                _ = try await desk.addLecture(Self.offer(code), actor: "test", command: nil)
            }
            _ = try await desk.confirmMenu(
                of: try desk.menuYear("R8"), actor: "test", command: nil)
            _ = try await desk.addLecture(
                Self.offer("2") { ($0.year, $0.minutes) = ("R9", "45") }, actor: "test",
                command: nil)
            let copied = try await desk.copyMenu(to: next, actor: "test", command: nil)
            #expect(copied.menu.offered?.items.map(\.code.text) == ["2", "1"])
            #expect(copied.menu.offered?.item("2")?.minutes == 45)
            #expect(copied.menu.offered?.stage == .draft)
            let again = try await desk.copyMenu(to: next, actor: "test", command: nil)
            #expect(again.handled.events == 0)
        }
    }
}
