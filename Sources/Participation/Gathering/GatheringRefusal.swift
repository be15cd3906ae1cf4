/// Why a gathering is not dealt with as asked (催しの手続きができない理由).
///
/// Holds nothing that was written, so it may be logged and printed.
public enum GatheringRefusal: ExplainedRefusal {
    /// A text, by its field (記入の誤り).
    case text(GatheringField, TextFault)
    /// The name or the contact of a person (申込者の誤り).
    case person(PersonFault)
    /// The further properties (属性の誤り).
    case attributes(AttributesFault)
    /// The number of participants (参加人数の誤り).
    case headcount(HeadcountFault)
    /// A day that has not come yet (未来の日付).
    case inFuture(GatheringField, today: LocalDate)
    /// A day before any record (古すぎる日付).
    case tooEarly(GatheringField, earliest: LocalDate)
    /// The last day is before the first, or too far from it (最終日の誤り).
    case lastDayOutOfRange(days: Int)
    /// It ends before it begins (時刻の逆転).
    case timesReversed
    /// No such number of places (定員の誤り).
    case capacityOutOfRange(ClosedRange<Int>)
    /// No such party (申込人数の誤り).
    case partyOutOfRange(ClosedRange<Int>)
    /// The party is larger than the whole gathering (定員を超える申込み).
    case partyTooLarge(capacity: Int)
    /// No such number of people without a registration (当日参加の誤り).
    case walkInsOutOfRange(ClosedRange<Int>)
    /// More registrations than a gathering may have (申込みが多すぎる).
    case tooManyRegistrations(limit: Int)
    /// More entries than can be handed in at once (出欠記録が多すぎる).
    case tooManyEntries(limit: Int)
    /// More opinions than a gathering may have (意見が多すぎる).
    case tooManyOpinions(limit: Int)
    /// It has not taken place, so nobody came (開催前).
    case notYetHeld(LocalDate)
    /// It is over, so nobody can sign up (終了済み).
    case alreadyOver(LocalDate)
    /// The same id was used before with other content (登録済み).
    case alreadyPlanned
    /// There is no such gathering (登録なし).
    case notPlanned
    /// It was called off (中止済み).
    case alreadyCancelled
    /// People came, so it cannot be called off (出欠記録あり).
    case alreadyAttended
    /// Nobody has noted who came (出欠記録なし).
    case notAttended
    /// There is no such registration (申込みなし).
    case noSuchRegistration
    /// The registration's id was used before with other content (申込番号の重複).
    case alreadyRegistered
    /// The person has signed up already (申込済み).
    case personRegistered
    /// Places are given out another way than by lot (抽選ではない).
    case notByLottery
    /// Lots were drawn with another seed (抽選済み).
    case alreadyDrawn
    /// Nobody waits for the draw (抽選対象なし).
    case nothingToDraw
    /// People have signed up under the other way of giving out places (決め方の変更不可).
    case admissionFixed
    /// The id of an entry was used before with other content (記録番号の重複).
    case entryReused

    /// The field beside which it is shown; nil when it concerns the gathering as a whole (該当項目).
    public var field: GatheringField? {
        switch self {
        case .text(let field, _), .inFuture(let field, _), .tooEarly(let field, _): field
        case .person, .personRegistered: .person
        case .attributes: .attributes
        case .headcount(let fault):
            switch fault {
            case .outOfRange, .agesWithoutTotal: .headcount
            case .agesExceed, .tooManyAges, .ageText: .ages
            }
        case .lastDayOutOfRange: .endsOn
        case .timesReversed: .times
        case .capacityOutOfRange: .capacity
        case .partyOutOfRange, .partyTooLarge: .partySize
        case .walkInsOutOfRange, .tooManyEntries, .entryReused: .attendance
        case .notYetHeld: .heldOn
        case .alreadyOver: .registeredOn
        case .admissionFixed: .admission
        case .tooManyRegistrations, .tooManyOpinions, .alreadyPlanned, .notPlanned,
            .alreadyCancelled, .alreadyAttended, .notAttended, .noSuchRegistration,
            .alreadyRegistered, .notByLottery, .alreadyDrawn, .nothingToDraw:
            nil
        }
    }

    /// What is wrong and what to do, for the person at the form (理由の説明).
    public var japanese: String {
        switch self {
        case .text(let field, let fault): fault.japanese(of: field.japanese)
        case .person(let fault): fault.japanese
        case .attributes(let fault): fault.japanese
        case .headcount(let fault): fault.japanese
        case .inFuture(let field, let today):
            "\(field.japanese)は本日(\(today.wareki))までの日付を入力してください。"
        case .tooEarly(let field, let earliest):
            "\(field.japanese)は\(earliest.wareki)以降の日付を入力してください。"
        case .lastDayOutOfRange(let days):
            "最終日は開催日から\(days.grouped)日以内の日付を入力してください。"
        case .timesReversed: "終了時刻は開始時刻より後の時刻を入力してください。"
        case .capacityOutOfRange(let range):
            "定員は\(range.lowerBound)人から\(range.upperBound.grouped)人までで入力してください。"
        case .partyOutOfRange(let range):
            "申込人数は\(range.lowerBound)人から\(range.upperBound.grouped)人までで入力してください。"
        case .partyTooLarge(let capacity): "申込人数が定員(\(capacity.grouped)人)を超えています。定員以内で入力してください。"
        case .walkInsOutOfRange(let range):
            "当日参加の増減は一度に\(range.upperBound.grouped)人までで入力してください。"
        case .tooManyRegistrations(let limit): "参加申込みは\(limit.grouped)件までです。催しを分けて登録してください。"
        case .tooManyEntries(let limit): "出欠は一度に\(limit.grouped)件までです。分けて記録してください。"
        case .tooManyOpinions(let limit): "意見は\(limit.grouped)件までです。受付案件として記録してください。"
        case .notYetHeld(let date): "\(date.wareki)の開催前です。参加人数は開催後に記録してください。"
        case .alreadyOver(let date): "\(date.wareki)に終了しています。参加した方は出欠に記録してください。"
        case .alreadyPlanned:
            "この催しはすでに別の内容で登録しています。直す場合は変更として記録してください。"
        case .notPlanned: "この催しは登録されていません。催しの番号を確かめてください。"
        case .alreadyCancelled: "中止しています。開催する場合は内容を確かめて変更してください。"
        case .alreadyAttended:
            "参加人数が記録されています。登録そのものが誤りの場合だけ、誤登録として取り消せます。"
        case .notAttended: "参加人数が記録されていません。先に出欠を記録してください。"
        case .noSuchRegistration: "この参加申込みはありません。申込みの番号を確かめてください。"
        case .alreadyRegistered:
            "この申込みはすでに別の内容で受け付けています。取り消してから申し込み直してください。"
        case .personRegistered: "この方はすでに申し込んでいます。人数が変わる場合は、取り消してから申し込み直してください。"
        case .notByLottery: "この催しは先着順です。抽選は行いません。"
        case .alreadyDrawn: "抽選は済んでいます。やり直すことはできません。"
        case .nothingToDraw: "抽選待ちの申込みがありません。申込みを登録してから抽選してください。"
        case .admissionFixed: "すでに申込みがあるため、参加者の決め方は変更できません。元の決め方を選んでください。"
        case .entryReused: "この出欠記録はすでに別の内容で受け取っています。新しい番号で記録してください。"
        }
    }
}

// MARK: - Checks every command shares

extension GatheringRefusal {
    static func of(
        _ text: String?, in field: GatheringField, limit: Int, required: Bool = false
    ) -> [GatheringRefusal] {
        TextFault.of(text, limit: limit, required: required).map { [.text(field, $0)] } ?? []
    }

    static func of(
        day: LocalDate, in field: GatheringField, today: LocalDate
    ) -> [GatheringRefusal] {
        day > today ? [.inFuture(field, today: today)] : tooEarly(day, in: field)
    }

    static func tooEarly(_ day: LocalDate, in field: GatheringField) -> [GatheringRefusal] {
        let earliest = GatheringLimits.earliest
        return day < earliest ? [.tooEarly(field, earliest: earliest)] : []
    }
}
