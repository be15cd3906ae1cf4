/// Why a lecture is not dealt with as asked (出前講座の手続きができない理由).
///
/// Holds nothing that was written, so it may be logged and printed.
public enum LectureRefusal: ExplainedRefusal {
    /// The request fails the city's rules; citizens only (実施要綱に合わない).
    case against(LectureObjection)
    /// A day that has not come yet (未来の日付).
    case inFuture(LectureField, today: LocalDate)
    /// A day before any record (古すぎる日付).
    case tooEarly(LectureField, earliest: LocalDate)
    /// More wished dates than a request may have (希望日時が多すぎる).
    case tooManyChoices(limit: Int)
    /// The same date is wished for twice (希望日時の重複).
    case choiceTwice
    /// No date is wished for; citizens only (希望日時なし).
    case choiceRequired
    /// A wished date has no time; citizens only (開始時刻なし).
    case startRequired
    /// Nobody can be reached; citizens only (連絡先なし).
    case contactRequired
    /// There is no such wished date (その希望はない).
    case noSuchChoice(Int)
    /// A text, by its field (記入の誤り).
    case text(LectureField, TextFault)
    /// The name or the contact of a person (代表者・連絡先の誤り).
    case person(PersonFault)
    /// The further properties (属性の誤り).
    case attributes(AttributesFault)
    /// No such length (時間の誤り).
    case minutesOutOfRange(ClosedRange<Int>)
    /// No such number of people expected (予定人数の誤り).
    case expectedOutOfRange(ClosedRange<Int>)
    /// The number of participants (参加人数の誤り).
    case headcount(HeadcountFault)
    /// It ends before it begins (時刻の逆転).
    case timesReversed
    /// The same id was used before with other content (申込済み).
    case alreadyRequested
    /// There is no such request (申込なし).
    case notRequested
    /// No date has been settled yet (日時未決定).
    case notScheduled
    /// A date has been settled (決定済み).
    case alreadyScheduled
    /// The city has said no (却下済み).
    case alreadyRefused
    /// It was called off (中止済み).
    case alreadyCancelled
    /// It was held (実施済み).
    case alreadyHeld
    /// It has not been held, as far as anyone reported (実施報告なし).
    case notHeld

    /// The field beside which it is shown; nil when it concerns the lecture as a whole (該当項目).
    public var field: LectureField? {
        switch self {
        case .against(let objection): objection.field
        case .inFuture(let field, _), .tooEarly(let field, _), .text(let field, _): field
        case .tooManyChoices, .choiceTwice, .choiceRequired, .startRequired, .noSuchChoice: .choices
        case .contactRequired: .contact
        case .person(let fault):
            switch fault {
            case .text(.name, _): .representative
            case .text, .postalCodeMalformed, .emailMalformed: .contact
            }
        case .attributes: .attributes
        case .minutesOutOfRange: .minutes
        case .expectedOutOfRange: .expectedHeadcount
        case .headcount(let fault):
            switch fault {
            case .outOfRange, .agesWithoutTotal: .headcount
            case .agesExceed, .tooManyAges, .ageText: .ages
            }
        case .timesReversed: .times
        case .alreadyRequested, .notRequested, .notScheduled, .alreadyScheduled, .alreadyRefused,
            .alreadyCancelled, .alreadyHeld, .notHeld:
            nil
        }
    }

    /// What is wrong and what to do, for the person at the form (理由の説明).
    public var japanese: String {
        switch self {
        case .against(let objection): objection.japanese
        case .inFuture(let field, let today):
            "\(field.japanese)は本日(\(today.wareki))までの日付を入力してください。"
        case .tooEarly(let field, let earliest):
            "\(field.japanese)は\(earliest.wareki)以降の日付を入力してください。"
        case .tooManyChoices(let limit): "希望日時は第\(limit)希望までにしてください。"
        case .choiceTwice: "同じ希望日時が二度入力されています。別の日時を入力してください。"
        case .choiceRequired: "希望日時を入力してください。"
        case .startRequired: "希望日の開始時刻を入力してください。"
        case .contactRequired: "代表者の電話番号、メールアドレス、住所のいずれかを入力してください。"
        case .noSuchChoice(let number): "第\(number)希望の日時は申し込まれていません。申込みにある希望か、別の日時を選んでください。"
        case .text(let field, let fault): fault.japanese(of: field.japanese)
        case .person(let fault): fault.japanese
        case .attributes(let fault): fault.japanese
        case .minutesOutOfRange(let range):
            "時間は\(range.lowerBound)分から\(range.upperBound.grouped)分までで入力してください。"
        case .expectedOutOfRange(let range):
            "予定人数は\(range.lowerBound)人から\(range.upperBound.grouped)人までで入力してください。"
        case .headcount(let fault): fault.japanese
        case .timesReversed: "終了時刻は開始時刻より後の時刻を入力してください。"
        case .alreadyRequested:
            "この申込みはすでに別の内容で受け付けています。新しい申込みとして入力してください。"
        case .notRequested: "この申込みは受け付けていません。講座の番号を確かめてください。"
        case .notScheduled: "日時が決まっていません。先に日時を決定してください。"
        case .alreadyScheduled: "日時を決定しています。取りやめる場合は中止として記録してください。"
        case .alreadyRefused: "却下しています。実施する場合は日時を決定し直してください。"
        case .alreadyCancelled: "中止しています。実施する場合は日時を決定し直してください。"
        case .alreadyHeld:
            "実施報告があります。人数は訂正、誤った報告は誤登録の取消しとして記録してください。"
        case .notHeld: "実施報告がありません。先に実施を報告してください。"
        }
    }
}

// MARK: - Checks every command shares

extension LectureRefusal {
    static func of(
        _ text: String?, in field: LectureField, limit: Int, required: Bool = false
    ) -> [LectureRefusal] {
        TextFault.of(text, limit: limit, required: required).map { [.text(field, $0)] } ?? []
    }

    static func of(_ attributes: Attributes) -> [LectureRefusal] {
        attributes.fault.map { [.attributes($0)] } ?? []
    }

    static func of(
        day: LocalDate, in field: LectureField, today: LocalDate
    ) -> [LectureRefusal] {
        if day > today { return [.inFuture(field, today: today)] }
        let earliest = LectureLimits.earliest
        return day < earliest ? [.tooEarly(field, earliest: earliest)] : []
    }
}
