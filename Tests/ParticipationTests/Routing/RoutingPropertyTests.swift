import Participation
import TestSupport
import Testing

/// Whatever the rules, the organisation and the item: there is an answer, and it can be given.
@Suite("振分けはどんな入力にも答える")
struct RoutingPropertyTests {
    @Test("同じ入力には同じ答え、閉じた組織へは決して振り分けない", arguments: 1...20 as ClosedRange<UInt64>)
    func total(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let organisation = try organisation(&random)
        let book = try book(&random)
        for _ in 0..<10 {
            let day = date(&random)
            let router = Router(book, organisation: organisation, on: day)
            let again = Router(book, organisation: organisation, on: day)
            for _ in 0..<20 {
                let subject = subject(&random)
                let decision = router.decide(subject)
                #expect(decision == again.decide(subject))
                #expect(!decision.japanese.isEmpty)
                guard let sections = decision.sections else { continue }
                #expect(Set(sections).count == sections.count)
                #expect(subject.exemption == nil)
                // Before the first list the city was as the first list has it.
                let known = max(day, .on("2020-04-01"))
                for code in sections { #expect(organisation.unit(code, on: known) != nil) }
            }
        }
    }

    private static let codes = ["11", "12", "21", "22", "31", "32"]

    private func date(_ random: inout SeededNumbers) -> LocalDate {
        LocalDate(
            dayNumber: LocalDate.on("2020-01-01").dayNumber
                + Int.random(in: 0..<2_600, using: &random)) ?? .earliest
    }

    /// Six units, some of which end, with or without successors, at any time.
    private func organisation(_ random: inout SeededNumbers) throws -> OrganisationState {
        var state = try OrganisationState.townHall()
        for code in Self.codes.dropFirst(2) {
            state = try state.after(.establish(.division(code, "第\(code)課")))
        }
        for code in Self.codes {
            let duty = DutyAssignment(
                unit: code, duty: "事務\(code)に関すること",
                categories: [String(Int.random(in: 1...4, using: &random))],
                from: .on("2020-04-01"))
            state = try state.after(.assignDuty(duty))
        }
        var days = (0..<3).map { _ in date(&random) }.sorted()
        days.removeAll { $0 <= .on("2020-04-01") }
        for (index, day) in days.enumerated() {
            let code = Self.codes[index * 2]
            let heirs = [Self.codes[5], Self.codes[3], Self.codes[1]]
                .prefix(Int.random(in: 0...2, using: &random))
            let abolition = UnitAbolition(
                code: code, on: day,
                successors: heirs.map { Successor(code: $0, kind: .transfer) })
            state = (try? state.after(.abolish(abolition))) ?? state
        }
        return state
    }

    private func book(_ random: inout SeededNumbers) throws -> RoutingBook {
        var book = RoutingBook.initial
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let rules = (0..<8).map { index in
                RoutingRule(
                    id: Wording("R\(index)"),
                    from: Bool.random(using: &random) ? date(&random) : nil,
                    conditions: RoutingConditions(
                        channels: Bool.random(using: &random) ? [.paper, .fax] : [],
                        categories: Bool.random(using: &random) ? ["1", "2"] : [],
                        keywords: Int.random(in: 0..<4, using: &random) == 0 ? ["雪"] : []),
                    target: target(&random), reason: "試験")
            }
            book = try book.after(
                .adopt(RoutingRules(effectiveOn: date(&random), rules: rules)))
        }
        return book
    }

    private func target(_ random: inout SeededNumbers) -> RoutingTarget {
        func label() -> Wording {
            let code = Self.codes.randomElement(using: &random) ?? "11"
            return Bool.random(using: &random) ? Wording(code) : Wording("第\(code)課")
        }
        return switch Int.random(in: 0..<8, using: &random) {
        case 0: .dutyOfCategory
        case 1: .dutyInText
        case 2: .recordedSection
        case 3: .lectureOwner
        case 4: .triage
        case _: .sections(lead: label(), others: Bool.random(using: &random) ? [label()] : [])
        }
    }

    private func subject(_ random: inout SeededNumbers) -> RoutingSubject {
        RoutingSubject(
            receivedOn: date(&random), channel: Channel.allCases.randomElement(using: &random),
            category: Bool.random(using: &random)
                ? String(Int.random(in: 1...5, using: &random)) : nil,
            recordedSection: Bool.random(using: &random) ? "第31課(税務課)" : nil,
            text: Bool.random(using: &random) ? "雪と事務\(21)のこと" : nil,
            exemption: Int.random(in: 0..<10, using: &random) == 0 ? .restricted : nil)
    }
}
