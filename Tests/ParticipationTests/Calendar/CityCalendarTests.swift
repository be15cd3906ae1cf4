import Participation
import Testing

@Suite("市の暦")
struct CityCalendarTests {
    private func closure(_ date: String, _ name: String) throws -> Closure {
        try #require(Closure(date: date, name: name))
    }

    private func after(_ commands: CalendarCommand...) throws -> CityCalendar {
        try commands.reduce(CityCalendar.initial) { state, command in
            try CityCalendar.decide(command, state).reduce(state, CityCalendar.evolve)
        }
    }

    @Test("国民の祝日と市の閉庁日を別々に登録し、合わせて開庁日を数える")
    func together() throws {
        let city = try after(
            .define(
                NamedCalendar(name: "holidays", closures: CalendarFiles.closures("holidays.csv"))),
            .define(
                NamedCalendar(
                    name: "closed-days", closures: CalendarFiles.closures("closed-days.csv"))))
        #expect(city.opening == (try CalendarFiles.calendar()))
        #expect(city.all.map(\.name) == ["holidays", "closed-days"])
        #expect(CityCalendar.initial.opening.isOpen(.on("2026-01-01")))
    }

    @Test("同じ暦は何も記録せず、新しい版は前の版に代わり、取り消せばなくなる")
    func editions() throws {
        let old = NamedCalendar(name: "市", closures: [try closure("08-01", "開庁記念日")])
        let new = NamedCalendar(name: "市", closures: [try closure("2026-08-03", "開庁記念日")])
        let city = try after(.define(old))
        #expect(try CityCalendar.decide(.define(old), city) == [])
        let later = try after(.define(old), .define(new))
        #expect(later.opening.isOpen(.on("2026-08-01")))
        #expect(!later.opening.isOpen(.on("2026-08-03")))
        #expect(try after(.define(old), .withdraw(name: "市")) == .initial)
        #expect(throws: CalendarRefusal.unknown("祝日")) {
            try CityCalendar.decide(.withdraw(name: "祝日"), city)
        }
    }

    @Test("名称のない暦、空の暦、多すぎる暦は断る")
    func refusals() throws {
        let rule = try closure("土", "土曜日")
        let cases: [(NamedCalendar, CalendarRefusal)] = [
            (NamedCalendar(name: " ", closures: [rule]), .name(.missing)),
            (NamedCalendar(name: "市", closures: []), .empty),
            (
                NamedCalendar(
                    name: "市",
                    closures: Array(repeating: rule, count: CalendarLimits.closures + 1)),
                .tooManyClosures(CalendarLimits.closures)
            ),
        ]
        for (calendar, refusal) in cases {
            #expect(throws: refusal) { try CityCalendar.decide(.define(calendar), .initial) }
            #expect(refusal.japanese.hasSuffix("。"))
        }
        var full = CityCalendar.initial
        for number in 0..<CalendarLimits.calendars {
            full = CityCalendar.evolve(
                full, .defined(NamedCalendar(name: "\(number)", closures: [rule])))
        }
        #expect(throws: CalendarRefusal.tooManyCalendars(CalendarLimits.calendars)) {
            try CityCalendar.decide(.define(NamedCalendar(name: "a", closures: [rule])), full)
        }
    }

    @Test("記録上の閉庁日は、書いたとおりに読める")
    func codes() throws {
        for (date, code) in [("土", "saturday"), ("2月29日", "02-29"), ("令和8年5月6日", "2026-05-06")] {
            let day = try closure(date, "休").day
            #expect(day.code == code)
            #expect(Closure.Day(code: code) == day)
        }
        for code in ["", "土", "02-30", "2-1", "2026-02-29", "2026-5-6"] {
            #expect(Closure.Day(code: code) == nil)
        }
    }

    @Test("見出しは何であってもよく、読めない行はすべて挙げる")
    func file() throws {
        let list = CalendarList(rows: [
            ["国民の祝日・休日月日", "国民の祝日・休日名称"], ["2026/1/1", "元日"], [""], ["12-29", " 年末年始 "],
            ["2026-02-30", "ない日"], ["土", ""], ["日", String(repeating: "休", count: 61)], ["1-1"],
        ])
        #expect(list.closures == [try closure("2026-01-01", "元日"), try closure("12-29", "年末年始")])
        #expect(
            list.problems == [
                CalendarProblem(row: 5, reason: .noSuchDay),
                CalendarProblem(row: 6, reason: .nameMissing),
                CalendarProblem(row: 7, reason: .nameTooLong),
                CalendarProblem(row: 8, reason: .nameMissing),
            ])
        #expect(CalendarList(rows: [["土", "土曜日"]]).closures.count == 1)
    }
}
