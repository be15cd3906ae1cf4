import Desk
import EventLog
import Foundation
import Participation

/// Ten years of a city's life as real events, the same in every run (架空の市の出来事).
///
/// Most is letters: received, given to a section by a rule at once or by a clerk after days,
/// put into a category, now and then corrected; beside them lectures, gatherings and typed-in
/// values. What follows a letter is so many events later as a year of 100,000 letters has in the
/// hours, days and weeks between.
struct SampleCity {
    /// The events ten years have.
    static let decade: Int64 = 10_000_000
    /// How finely time is cut: what is due in a slice comes before what is new in it.
    private static let slice: Int64 = 10
    private static let firstYear = 2017

    private var random: SeededNumbers
    private var made: Int64 = 0
    private var serials: [FiscalYear: Int] = [:]
    private var due: [Int64: [FollowUp]] = [:]
    private var late: ArraySlice<FollowUp> = []

    /// What happens to something later on.
    private struct FollowUp {
        var stream: StreamName
        var version: Int32
        var event: CodedEvent
    }

    init(seed: UInt64) { random = SeededNumbers(state: seed) }

    /// The next events, one append each.
    mutating func appends(_ count: Int) throws -> [Append] {
        var appends: [Append] = []
        appends.reserveCapacity(count)
        for _ in 0..<count {
            if made % Self.slice == 0 { late += due.removeValue(forKey: made / Self.slice) ?? [] }
            appends.append(append(try late.popFirst() ?? arrival()))
            made += 1
        }
        return appends
    }

    private func append(_ next: FollowUp) -> Append {
        let event = NewEvent(
            type: next.event.type, schemaVersion: next.event.schemaVersion,
            payload: next.event.payload,
            sealed: next.version == 1 && next.event.type == "ItemReceived"
                ? Self.sealedPart : nil)
        return Append(
            [
                Append.Write(
                    next.stream,
                    expecting: next.version == 1 ? .none : .exactly(next.version - 1), [event])
            ],
            command: Command(id: SampleEvents.id(), digest: [UInt8](repeating: 7, count: 16)),
            actor: "bench")
    }

    /// As long as a letter of some lines; projections leave it closed.
    private static let sealedPart = [UInt8](repeating: 0xA5, count: 400)

    // MARK: What arrives

    private mutating func arrival() throws -> FollowUp {
        let id = SampleEvents.id()
        switch random.share() {
        case ..<0.97: return try letter(id)
        case ..<0.98: return lecture(id)
        case ..<0.99: return gathering(id)
        default: return observation(id)
        }
    }

    private var day: LocalDate {
        let days = Int(3_652 * min(made, Self.decade - 1) / Self.decade)
        let first = LocalDate(year: Self.firstYear, month: 4, day: 1)
        return first.flatMap { LocalDate(dayNumber: $0.dayNumber + days) } ?? .latest
    }

    private mutating func letter(_ id: UUID) throws -> FollowUp {
        let stream = StreamName(category: "item", id: id)
        let receipt = try received(day)
        var version: Int32 = 1
        var at = made
        func follow(_ event: ItemEvent, after delay: Int) {
            version += 1
            at += Int64(delay)
            due[at / Self.slice, default: []].append(
                FollowUp(
                    stream: stream, version: version, event: ItemEventCoding.encode(event)))
        }
        let section = section(receipt.category)
        if random.share() < 0.6 {
            follow(
                .routed(ItemRouting(lead: section, by: .rule(id: "category", version: 3))),
                after: random.number(50...200))
        } else if random.share() < 0.9 {
            follow(
                .routed(ItemRouting(lead: section, by: .clerk)),
                after: random.number(1_000...4_000))
        }
        if random.share() < 0.4 {
            follow(
                .categorised(
                    ItemClassification(
                        category: Self.category(random.zipf(30)), nature: nature(),
                        reason: .misclassified)),
                after: random.number(1_000...8_000))
        }
        if random.share() < 0.03 {
            var changes = ItemChanges()
            changes.district = .set(district())
            follow(
                .corrected(ItemCorrected(reason: .typo, changes: changes, personal: .erased)),
                after: random.number(5_000...100_000))
        }
        return FollowUp(
            stream: stream, version: 1,
            event: ItemEventCoding.encode(
                .received(ItemReceived(plain: receipt, personal: .erased))))
    }

    private mutating func received(_ day: LocalDate) throws -> ItemReceived.Plain {
        let year = FiscalYear(day)
        let serial = serials[year, default: 0] + 1
        serials[year] = serial
        guard let number = ReceiptNumber(fiscalYear: year, serial: serial) else {
            throw CommandError("no receipt number for \(serial)", Failure.internalError)
        }
        let category = random.zipf(30)
        return ItemReceived.Plain(
            receiptNumber: number,
            scheme: [.opinion, .letterToMayor, .request, .complaint, .petition][random.zipf(5)],
            nature: nature(),
            channel: [.form, .paper, .email, .phone, .counter, .fax][random.zipf(6)],
            receivedOn: day,
            senderKind: [.identified, .anonymous, .unknown][random.zipf(3)],
            category: random.share() < 0.9 ? Self.category(category) : nil,
            topics: ["道路", "街灯"], wantsReply: .yes, mayPublish: .yes, hasBody: true, scans: 1,
            district: random.share() < 0.9 ? district() : nil,
            attributes: random.share() < 0.1 ? ["ageBand": "60代"] : [:])
    }

    private mutating func lecture(_ id: UUID) -> FollowUp {
        let menu = random.number(1...60)
        let held = LectureHeld(
            plain: LectureHeld.Plain(
                menuCode: Wording("\(menu)"), title: "防災の備え", department: Wording("課\(menu)"),
                heldOn: day, start: nil, end: nil, headcount: random.number(5...60), ages: [:],
                district: Wording(district()), attributes: [:]),
            personal: .erased)
        return FollowUp(
            stream: StreamName(category: "lecture", id: id), version: 1,
            event: LectureEventCoding.encode(.held(held)))
    }

    private mutating func gathering(_ id: UUID) -> FollowUp {
        let stream = StreamName(category: "gathering", id: id)
        let plan = GatheringPlan(
            kind: [.workshop, .event, .cityWatching, .regionalTalk, .mayorDialogue][random.zipf(5)],
            name: "まちづくりの集い", heldOn: day, district: Wording(district()))
        due[(made + 3_000) / Self.slice, default: []].append(
            FollowUp(
                stream: stream, version: 2,
                event: GatheringEventCoding.encode(
                    .attended(
                        GatheringAttended(
                            headcount: random.number(5...80), ages: [:], entries: [])))))
        return FollowUp(
            stream: stream, version: 1,
            event: GatheringEventCoding.encode(.planned(GatheringPlanned(plan: plan))))
    }

    private mutating func observation(_ id: UUID) -> FollowUp {
        let observed = ObservedValue(
            indicator: Wording("nemuro-basic/\(random.number(1...24))"), year: FiscalYear(day),
            value: FigureValue(Int(random.number(1...999)), over: 10) ?? .zero,
            label: .final)
        return FollowUp(
            stream: StreamName(category: "observation", id: id), version: 1,
            event: ObservationEventCoding.encode(.recorded(observed)))
    }

    // MARK: Words

    private static func category(_ rank: Int) -> String { "C\(rank + 10)" }

    private mutating func nature() -> Nature {
        [.opinion, .request, .complaint, .enquiry, .proposal, .consultation, .thanks, .other][
            random.zipf(8)]
    }

    private mutating func district() -> String { "地区\(random.zipf(14) + 1)" }

    /// Mostly the one that answers for the category.
    private mutating func section(_ category: String?) -> String {
        let number = category.flatMap { Int($0.dropFirst()) } ?? random.number(10...69)
        return "課\(random.share() < 0.85 ? number : random.number(10...69))"
    }
}

/// Numbers that are the same in every run (SplitMix64).
private struct SeededNumbers {
    var state: UInt64

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 to below 1.
    mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(share() * Double(range.count))
    }

    /// A rank from 0, the first twice as frequent as the second, three times as the third …
    mutating func zipf(_ ranks: Int) -> Int {
        min(Int(exp(share() * log(Double(ranks + 1)))) - 1, ranks - 1)
    }
}
