import Participation
import TestSupport
import Testing

@Suite("現在の組織への組替え")
struct CurrentSectionTests {
    private let april = LocalDate.on("2024-04-01")
    private let then = LocalDate.on("2023-06-01")
    private let now = LocalDate.on("2024-06-30")

    /// 庶務課 (11) is divided into 総務課 (21) and 市民課 (22) on 1 April 2024.
    private func split() throws -> OrganisationState {
        try .townHall().after(
            .together([
                .establish(.division("21", "総務課", in: "10", from: april)),
                .establish(.division("22", "市民課", in: "10", from: april)),
                .abolish(
                    .init(
                        code: "11", on: april,
                        successors: [
                            .init(code: "21", kind: .split), .init(code: "22", kind: .split),
                        ])),
            ]))
    }

    private func section(
        _ code: String, _ category: String? = nil, in state: OrganisationState,
        received day: LocalDate? = nil, on date: LocalDate? = nil
    ) -> CurrentSection {
        state.currentSection(
            of: code, receivedOn: day ?? then, category: category, on: date ?? now)
    }

    @Test("4月1日に1課が2課に分かれても、後継の計と配分不能の和は元の計に等しい")
    func splitKeepsTheTotal() throws {
        let state = try split().after(
            .assignDuty(.init(unit: "22", duty: "戸籍に関すること", categories: ["07"], from: april)),
            .assignDuty(.init(unit: "21", duty: "文書に関すること", categories: ["01"], from: april)))
        let tallies = [("07", 40), ("01", 25), ("99", 8), (nil, 3)].map {
            SectionTally(code: "11", receivedOn: then, category: $0, count: $1)
        }
        let regrouped = state.regroup(tallies, on: now)
        #expect(regrouped.units == ["22": 40, "21": 25])
        #expect(regrouped.unallocatable == ["11": 11])
        #expect(regrouped.total == 76)
        #expect(state.regroup(tallies, on: .on("2024-03-31")).units == ["11": 76])
        #expect(
            section("11", "99", in: state) == .unallocatable(from: "11", candidates: ["21", "22"]))
        #expect(
            state.successors(of: "11", receivedOn: then, asOf: now).map {
                [$0.code, "\($0.isWhole)"]
            }
                == [["21", "false"], ["22", "false"]])
    }

    @Test("分掌の移管として届け出た事務も、分割の配分に使う")
    func splitByMovedDuty() throws {
        let state = try OrganisationState.townHall().after(
            .assignDuty(.init(unit: "11", duty: "戸籍", categories: ["07"], from: .on("2020-04-01"))),
            .together([
                .establish(.division("21", "総務課", in: "10", from: april)),
                .establish(.division("22", "市民課", in: "10", from: april)),
                .abolish(
                    .init(
                        code: "11", on: april,
                        successors: [
                            .init(code: "21", kind: .split), .init(code: "22", kind: .split),
                        ])),
                .moveDuty(.init(duty: "戸籍", from: "11", to: "22", on: april)),
            ]))
        #expect(section("11", "07", in: state) == .unit("22"))
        #expect(state.duties(of: "22", on: april) == ["戸籍": ["07"]])
        #expect(state.duties(of: "11", on: april) == [:])
        #expect(state.units(inChargeOf: "07", on: april).map(\.code) == ["22"])
        #expect(state.units(inChargeOf: "07", on: then).map(\.code) == ["11"])
    }

    @Test("統合された課の件数は合わさる")
    func merge() throws {
        let state = try OrganisationState.townHall().after(
            .together([
                .establish(.division("30", "総務税務課", in: "10", from: april)),
                .abolish(
                    .init(code: "11", on: april, successors: [.init(code: "30", kind: .merge)])),
                .abolish(
                    .init(code: "12", on: april, successors: [.init(code: "30", kind: .merge)])),
            ]))
        let tallies = [("11", 5), ("12", 7)].map {
            SectionTally(code: $0, receivedOn: then, category: nil, count: $1)
        }
        #expect(state.regroup(tallies, on: now).units == ["30": 12])
    }

    @Test("改称はコードが同じなら同じ組織、コードが変われば後継、分掌も引き継ぐ")
    func rename() throws {
        let state = try OrganisationState.townHall().after(
            .assignDuty(.init(unit: "12", duty: "市税", categories: ["05"], from: .on("2020-04-01"))),
            .together([
                .rename(UnitRenaming(code: "11", on: april, description: .division("総務課"))),
                .establish(.division("32", "納税課", in: "10", from: april)),
                .abolish(
                    .init(code: "12", on: april, successors: [.init(code: "32", kind: .rename)])),
            ]))
        #expect(section("11", in: state) == .unit("11"))
        #expect(section("12", in: state) == .unit("32"))
        #expect(state.duties(of: "32", on: april) == ["市税": ["05"]])
        #expect(state.successors(of: "12", receivedOn: then, asOf: now).map(\.code) == ["32"])
        #expect(state.successors(of: "12", receivedOn: then, asOf: now).map(\.isWhole) == [true])
    }

    @Test("年度途中の事務移管: 両課が残り、移った事務の案件だけが移る")
    func dutyMovesInMidYear() throws {
        let october = LocalDate.on("2023-10-01")
        let state = try OrganisationState.townHall().after(
            .assignDuty(
                .init(unit: "11", duty: "消費生活", categories: ["30", "31"], from: .on("2020-04-01"))),
            .assignDuty(
                .init(unit: "11", duty: "文書", categories: ["01", "31"], from: .on("2020-04-01"))),
            .moveDuty(.init(duty: "消費生活", from: "11", to: "12", on: october)))
        #expect(section("11", "30", in: state) == .unit("12"))
        #expect(section("11", "30", in: state, on: .on("2023-09-30")) == .unit("11"))
        #expect(section("11", "01", in: state) == .unit("11"))
        #expect(
            section("11", "31", in: state) == .unallocatable(from: "11", candidates: ["11", "12"]))
        #expect(section("11", nil, in: state) == .unit("11"))
        #expect(section("11", "30", in: state, received: october) == .unit("11"))
        #expect(state.duties(of: "12", on: october) == ["消費生活": ["30", "31"]])
        #expect(state.duties(of: "11", on: october) == ["文書": ["01", "31"]])
        #expect(state.duties(of: "11", on: .on("2023-09-30")).count == 2)
    }

    @Test("移った事務が戻れば、案件も戻る")
    func dutyComesBack() throws {
        let state = try OrganisationState.townHall().after(
            .assignDuty(
                .init(unit: "11", duty: "消費生活", categories: ["30"], from: .on("2020-04-01"))),
            .moveDuty(.init(duty: "消費生活", from: "11", to: "12", on: .on("2023-10-01"))),
            .moveDuty(.init(duty: "消費生活", from: "12", to: "11", on: april)))
        #expect(section("11", "30", in: state) == .unit("11"))
        #expect(section("11", "30", in: state, on: .on("2024-03-31")) == .unit("12"))
    }

    @Test("分かれた課が後で一つになれば、配分不能も解ける")
    func splitThenMerged() throws {
        let later = LocalDate.on("2025-04-01")
        let state = try split().after(
            .together([
                .establish(.division("40", "総務市民課", in: "10", from: later)),
                .abolish(
                    .init(code: "21", on: later, successors: [.init(code: "40", kind: .merge)])),
                .abolish(
                    .init(code: "22", on: later, successors: [.init(code: "40", kind: .merge)])),
            ]))
        #expect(section("11", in: state) == .unallocatable(from: "11", candidates: ["21", "22"]))
        #expect(section("11", in: state, on: later) == .unit("40"))
    }

    @Test("後継のない組織と知らないコードは配分不能として残る")
    func withoutSuccessor() throws {
        let state = try OrganisationState.townHall().after(.abolish(.init(code: "11", on: april)))
        #expect(section("11", in: state) == .unallocatable(from: "11", candidates: []))
        #expect(section("99", in: state) == .unallocatable(from: "99", candidates: []))
        #expect(state.successors(of: "11", receivedOn: then, asOf: now) == [])
        let tallies = ["11", "99", "12"].map {
            SectionTally(code: $0, receivedOn: then, category: nil, count: 1)
        }
        #expect(state.regroup(tallies, on: now).total == 3)
    }

    @Test("廃止後に旧コードで受け付けた案件も、一覧より前の案件も、組織に付く")
    func outsideItsDays() throws {
        let state = try OrganisationState.townHall().after(
            .abolish(.init(code: "11", on: april, successors: [.init(code: "12", kind: .merge)])))
        #expect(section("11", in: state, received: now) == .unit("12"))
        #expect(section("12", in: state, received: .on("2019-05-01")) == .unit("12"))
    }

    @Test("でたらめな改正を重ねても、計は変わらない", arguments: 1...40 as ClosedRange<UInt64>)
    func totalsArePreserved(seed: UInt64) throws {
        var city = RandomCity(seed: seed)
        try city.live(years: 12)
        #expect(city.decisions > 20)
        let total = city.tallies.reduce(0) { $0 + $1.count }
        for year in 2020...2034 {
            let date = LocalDate.on("\(year)-07-01")
            let regrouped = city.state.regroup(city.tallies, on: date)
            #expect(regrouped.total == total)
            let inForce = Set(city.state.units(on: date).map(\.code))
            #expect(inForce.isSuperset(of: regrouped.units.keys))
        }
        let replayed = city.events.reduce(OrganisationState.initial, OrganisationState.evolve)
        #expect(replayed == city.state)
    }
}

/// A city that reorganises without rhyme or reason, and receives letters all the while.
private struct RandomCity {
    private var numbers: SeededNumbers
    private(set) var state = OrganisationState.initial
    private(set) var events: [OrganisationEvent] = []
    private(set) var tallies: [SectionTally] = []
    private(set) var decisions = 0
    private let codes = (0..<14).map { "c\($0)" }
    private let categories = ["01", "02", "03"]

    init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

    mutating func live(years: Int) throws {
        for code in codes.prefix(6) {
            try order(.establish(.division(code, "課\(code)")), must: true)
        }
        for year in 2021..<(2021 + years) {
            for _ in 0..<10 {
                let month = Int.random(in: 1...12, using: &numbers)
                let date = LocalDate.on("\(year)-\(month < 10 ? "0" : "")\(month)-01")
                try order(command(on: date))
                guard let code = codes.randomElement(using: &numbers) else { continue }
                tallies.append(
                    SectionTally(
                        code: code, receivedOn: date,
                        category: categories.randomElement(using: &numbers),
                        count: Int.random(in: 1...9, using: &numbers)))
            }
        }
    }

    /// Whatever is refused does not happen; the rest does.
    private mutating func order(_ command: OrganisationCommand, must: Bool = false) throws {
        do throws(OrganisationRefusal) {
            let decided = try OrganisationState.decide(command, state)
            events += decided
            state = decided.reduce(state, OrganisationState.evolve)
            decisions += 1
        } catch {
            if must { throw error }
        }
    }

    private mutating func command(on date: LocalDate) -> OrganisationCommand {
        let picked = codes.shuffled(using: &numbers)
        let (one, two, three) = (picked[0], picked[1], picked[2])
        let category = categories[Int.random(in: 0..<3, using: &numbers)]
        switch Int.random(in: 0..<8, using: &numbers) {
        case 0: return .establish(.division(one, "課\(one)", from: date))
        case 1: return .rename(.init(code: one, on: date, description: .division("新\(two)")))
        case 2:
            return .assignDuty(
                .init(unit: one, duty: "事務\(category)", categories: [category], from: date))
        case 3: return .moveDuty(.init(duty: "事務\(category)", from: one, to: two, on: date))
        case 4:
            return .abolish(
                .init(code: one, on: date, successors: [.init(code: two, kind: .merge)]))
        case 5:
            return .together([
                .establish(.division(two, "課\(two)", from: date)),
                .abolish(
                    .init(
                        code: one, on: date,
                        successors: [
                            .init(code: two, kind: .split), .init(code: three, kind: .split),
                        ])),
            ])
        case 6:
            return .together([
                .abolish(.init(code: one, on: date, successors: [.init(code: one, kind: .rename)])),
                .establish(.division(one, "別の課", from: date)),
            ])
        default: return .abolish(.init(code: one, on: date))
        }
    }
}
