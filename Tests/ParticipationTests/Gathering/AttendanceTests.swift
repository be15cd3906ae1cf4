import FoundationEssentials
import Participation
import TestSupport
import Testing

@Suite("出欠と参加人数")
struct AttendanceTests {
    /// Three registrations: of two, of one, of three.
    private func signedUp(_ more: GatheringCommand...) throws -> Scenario<Gathering> {
        try .after(
            [.tour(), .register(1, party: 2), .register(2), .register(3, party: 3)] + more)
    }

    private func headcount(_ scenario: Scenario<Gathering>) throws -> Int? {
        try scenario.gathering().attendance.headcount
    }

    @Test("一つの数で記録する")
    func oneNumber() throws {
        let entry = AttendanceEntry.entry(100, .total(33, ages: ["10代": 3]))
        try signedUp().when(.attend(entry)).then(
            .attended(GatheringAttended(headcount: 33, ages: ["10代": 3], entries: [entry])))
        let attended = try signedUp(.attend(entry))
        #expect(try headcount(attended) == 33)
        #expect(try attended.gathering().attendance.counted == nil)
        #expect(try attended.gathering().attendance.mismatch == nil)
    }

    @Test("名簿に印をつけ、当日参加を加える。印は組の人数になる")
    func tickList() throws {
        let attended = try signedUp(
            .attend(
                .entry(100, .ticked(.test(1))), .entry(101, .ticked(.test(3))),
                .entry(102, .walkIns(2)), .entry(103, .walkIns(-1))))
        #expect(try headcount(attended) == 6)
        let fewer = try signedUp(
            .attend(.entry(100, .ticked(.test(1))), .entry(101, .ticked(.test(3)))),
            .attend(.entry(102, .unticked(.test(3)))))
        #expect(try headcount(fewer) == 2)
        let nobody = try signedUp(.attend(.entry(100, .unticked(.test(1)))))
        #expect(try headcount(nobody) == 0)
    }

    @Test("数と名簿の両方があれば数が立ち、違いが見える")
    func mismatch() throws {
        let both = try signedUp(
            .attend(.entry(100, .total(5, ages: [:])), .entry(101, .ticked(.test(3)))))
        let attendance = try both.gathering().attendance
        #expect(attendance.headcount == 5)
        #expect(attendance.counted == 3)
        #expect(attendance.mismatch == -2)
        let agreed = try signedUp(
            .attend(.entry(100, .total(3, ages: [:])), .entry(101, .ticked(.test(3)))))
        #expect(try agreed.gathering().attendance.mismatch == nil)
    }

    @Test("同じ記録を二度合わせても二度は数えない")
    func mergedTwice() throws {
        let entries = [
            AttendanceEntry.entry(100, .ticked(.test(1))), .entry(101, .walkIns(4)),
        ]
        let command = GatheringCommand.attend(
            AttendGathering(today: .on("2026-07-10"), entries: entries))
        let once = try signedUp(command)
        once.when(command).thenNothing()
        let more = AttendanceEntry.entry(102, .walkIns(1))
        once.when(
            .attend(AttendGathering(today: .on("2026-07-10"), entries: entries + [more]))
        ).then(.attended(GatheringAttended(headcount: 7, ages: [:], entries: [more])))
        try signedUp().when(
            .attend(AttendGathering(today: .on("2026-07-10"), entries: entries + entries))
        ).then(.attended(GatheringAttended(headcount: 6, ages: [:], entries: entries)))
    }

    @Test("同じ番号の違う記録は断る")
    func reusedID() throws {
        let once = try signedUp(.attend(.entry(100, .walkIns(4))))
        once.when(.attend(.entry(100, .walkIns(5)))).thenRefused(.entryReused)
        try signedUp().when(.attend(.entry(100, .walkIns(4)), .entry(100, .walkIns(5))))
            .thenRefused(.entryReused)
    }

    @Test("端末の記録は、どう分けてどの順に合わせても同じ人数(種を決めた200回)")
    func anyMerging() throws {
        var numbers = SeededNumbers(seed: 33_31)
        let entries: [AttendanceEntry] =
            (100..<120).map { .entry($0, .walkIns($0.isMultiple(of: 3) ? -1 : 2)) }
            + [.entry(130, .ticked(.test(1))), .entry(131, .ticked(.test(2)))]
        for _ in 0..<200 {
            var shuffled = entries.shuffled(using: &numbers)[...]
            var commands: [GatheringCommand] = []
            while !shuffled.isEmpty {
                let part = Array(shuffled.prefix(.random(in: 1...9, using: &numbers)))
                shuffled = shuffled.dropFirst(part.count)
                let command = GatheringCommand.attend(
                    AttendGathering(today: .on("2026-07-10"), entries: part))
                commands += Bool.random(using: &numbers) ? [command, command] : [command]
            }
            let merged = try Scenario<Gathering>.after(
                [.tour(), .register(1, party: 2), .register(2)] + commands)
            #expect(try headcount(merged) == 3 + 14 * 2 - 6)
        }
    }

    @Test("先に「減らす」端末が届いても、負の人数にはならない")
    func neverNegative() throws {
        let minus = try signedUp(.attend(.entry(100, .walkIns(-2))))
        #expect(try headcount(minus) == 0)
        let both = try signedUp(
            .attend(.entry(100, .walkIns(-2))), .attend(.entry(101, .walkIns(5))))
        #expect(try headcount(both) == 3)
    }

    @Test("キャンセル待ちや取り消した人が来ても数える")
    func whoeverCame() throws {
        let attended = try Scenario<Gathering>.after(
            .tour { $0.capacity = 1 }, .register(1), .register(2), .register(3), .takeBack(3),
            .attend(.entry(100, .ticked(.test(2))), .entry(101, .ticked(.test(3)))))
        #expect(try headcount(attended) == 2)
    }

    @Test("開催前の記録、知らない申込み、ありえない人数を断る")
    func refusals() throws {
        let planned = try signedUp()
        planned.when(.attend(today: "2026-07-09", .entry(100, .walkIns(1))))
            .thenRefused(.notYetHeld(.on("2026-07-10")))
        planned.when(.attend(.entry(100, .ticked(.test(99))))).thenRefused(.noSuchRegistration)
        planned.when(.attend(.entry(100, .total(-1, ages: [:]))))
            .thenRefused(.headcount(.outOfRange(0...99_999)))
        planned.when(.attend(.entry(100, .total(1, ages: ["10代": 2]))))
            .thenRefused(.headcount(.agesExceed(total: 1)))
        planned.when(.attend(.entry(100, .walkIns(10_000))))
            .thenRefused(.walkInsOutOfRange(-9_999...9_999))
        planned.when(.attend()).thenNothing()
        let many = (0...2_000).map { _ in AttendanceEntry.entry(1, .walkIns(1)) }
        planned.when(.attend(AttendGathering(today: .on("2026-07-10"), entries: many)))
            .thenRefused(.tooManyEntries(limit: 2_000))
    }

    @Test("参加人数の訂正は、訂正前と訂正後と理由を残し、その後の名簿にも立つ")
    func corrects() throws {
        let correction = GatheringCommand.correctHeadcount(
            CorrectHeadcount(to: 31, reason: "説明員2人を数えていた"))
        let attended = try signedUp(.attend(.entry(100, .total(33, ages: ["10代": 3]))))
        attended.when(correction).then(
            .headcountCorrected(
                HeadcountCorrected(
                    plain: .init(from: 33, to: 31), reason: .readable("説明員2人を数えていた"))))
        let corrected = try signedUp(
            .attend(.entry(100, .total(33, ages: ["10代": 3]))), correction,
            .attend(.entry(101, .ticked(.test(1))), .entry(102, .total(40, ages: [:]))))
        corrected.when(correction).thenNothing()
        let attendance = try corrected.gathering().attendance
        #expect(attendance.headcount == 31)
        #expect(attendance.ages.isEmpty)
        #expect(attendance.mismatch == -29)
    }

    @Test("記録のない人数は訂正できず、理由も要る")
    func correctionRefusals() throws {
        try signedUp().when(.correctHeadcount(CorrectHeadcount(to: 31, reason: "誤記")))
            .thenRefused(.notAttended)
        let past = try Scenario<Gathering>.after(.tour(headcount: 33, today: "2026-07-10"))
        past.when(.correctHeadcount(CorrectHeadcount(to: 31, reason: "　")))
            .thenRefused(.text(.reason, .missing))
        past.when(.correctHeadcount(CorrectHeadcount(to: -1, reason: "誤記")))
            .thenRefused(.headcount(.outOfRange(0...99_999)))
        past.when(.correctHeadcount(CorrectHeadcount(to: 31, reason: "誤記"))).thenAccepted()
    }
}
