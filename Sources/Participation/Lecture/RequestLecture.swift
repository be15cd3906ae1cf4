/// Everything a group says when it asks for a lecture (申込の内容).
public struct RequestLecture: Sendable, Equatable {
    /// What is asked for (講座).
    public enum Subject: Sendable, Equatable {
        /// A lecture of the year's menu, as the menu has it (メニュー).
        case menu(LectureMenuItem)
        /// A wish beside the menu; rules such as 鹿嶋市 第4条 allow for it (メニュー外).
        case offMenu(wish: String)
    }

    /// Who enters it (入力者).
    public var origin: RequestOrigin
    /// The rules in force (実施要綱).
    public var rules: LectureRules
    /// The day it is at the city hall, from the caller's clock (本日).
    public var today: LocalDate
    /// The day the request arrived (申込日).
    public var requestedOn: LocalDate
    /// The fiscal year of the menu (年度).
    public var fiscalYear: FiscalYear
    /// What is asked for (講座).
    public var subject: Subject
    /// How long it should take, in minutes; nil: as the menu says (時間).
    public var minutes: Int?
    /// The wished dates, the dearest first (第1〜第3希望日時).
    public var choices: [LectureSlot]
    /// The place, which the group finds (会場).
    public var venue: String?
    /// Whether the place lies in the city; nil: not said (会場の所在).
    public var isVenueInCity: Bool?
    /// The district of the place (地区).
    public var district: String?
    /// How many are expected (予定人数).
    public var expectedHeadcount: Int?
    /// The name of the group (団体名).
    public var group: String?
    /// Who speaks for the group, and how to reach them (代表者・連絡先).
    public var representative: SenderDetails?
    /// Whether it serves politics, religion or profit (政治・宗教・営利目的).
    public var hasExcludedPurpose: Bool
    /// What to take care of (配慮事項).
    public var considerations: String?
    /// Further properties (属性).
    public var attributes: Attributes

    /// What a group says when it asks for a lecture (申込の内容).
    public init(
        origin: RequestOrigin, rules: LectureRules = LectureRules(), today: LocalDate,
        requestedOn: LocalDate, fiscalYear: FiscalYear, subject: Subject, minutes: Int? = nil,
        choices: [LectureSlot], venue: String? = nil, isVenueInCity: Bool? = nil,
        district: String? = nil, expectedHeadcount: Int? = nil, group: String? = nil,
        representative: SenderDetails? = nil, hasExcludedPurpose: Bool = false,
        considerations: String? = nil, attributes: Attributes = [:]
    ) {
        self.origin = origin
        self.rules = rules
        self.today = today
        self.requestedOn = requestedOn
        self.fiscalYear = fiscalYear
        self.subject = subject
        self.minutes = minutes
        self.choices = choices
        self.venue = venue
        self.isVenueInCity = isVenueInCity
        self.district = district
        self.expectedHeadcount = expectedHeadcount
        self.group = group
        self.representative = representative
        self.hasExcludedPurpose = hasExcludedPurpose
        self.considerations = considerations
        self.attributes = attributes
    }

    /// The menu item asked for; nil beside the menu (メニュー).
    var item: LectureMenuItem? {
        switch subject {
        case .menu(let item): item
        case .offMenu: nil
        }
    }

    /// How long it should take (時間).
    var effectiveMinutes: Int? { minutes ?? item?.minutes }
}

extension RequestLecture {
    /// Where the request fails the city's rules, in the order of the form (実施要綱に合わない点).
    ///
    /// Staff see them beside the form and may go on; a citizen's request is refused for the first.
    public var objections: [LectureObjection] {
        var objections: [LectureObjection] = []
        if hasExcludedPurpose { objections.append(.excludedPurpose) }
        objections += rules.objections(toMinutes: effectiveMinutes)
        let earliest = LocalDate(dayNumber: requestedOn.dayNumber + rules.leadDays) ?? .latest
        for choice in choices {
            if choice.date < earliest { objections.append(.tooSoon(earliest: earliest)) }
            objections += rules.objections(
                to: choice, minutes: effectiveMinutes, weekdays: item?.weekdays ?? [],
                menuYear: fiscalYear)
        }
        if isVenueInCity == false { objections.append(.venueOutsideCity) }
        let minimum = item?.minimumPeople ?? rules.minimumGroup
        if let expectedHeadcount, expectedHeadcount < minimum {
            objections.append(.groupTooSmall(minimum: minimum))
        }
        var seen: Set<LectureObjection> = []
        return objections.filter { seen.insert($0).inserted }
    }

    /// Everything that stands against taking the request (入力の誤り).
    ///
    /// Empty when it can be taken. A form shows them all at once; `Lecture.decide` throws the first.
    public var refusals: [LectureRefusal] {
        let common = dateRefusals + choiceRefusals + textRefusals + numberRefusals
        switch origin {
        case .staff: return common
        case .citizen: return common + missingRefusals + objections.map(LectureRefusal.against)
        }
    }

    private var dateRefusals: [LectureRefusal] {
        LectureRefusal.of(day: requestedOn, in: .requestedOn, today: today)
    }

    private var choiceRefusals: [LectureRefusal] {
        var refusals: [LectureRefusal] = []
        if choices.count > LectureLimits.choices {
            refusals.append(.tooManyChoices(limit: LectureLimits.choices))
        }
        if Set(choices).count < choices.count { refusals.append(.choiceTwice) }
        return refusals
    }

    private var textRefusals: [LectureRefusal] {
        var refusals: [LectureRefusal] = []
        if case .offMenu(let wish) = subject {
            refusals += LectureRefusal.of(
                wish, in: .subject, limit: LectureLimits.remark, required: true)
        }
        refusals += LectureRefusal.of(venue, in: .venue, limit: LectureLimits.venue)
        refusals += LectureRefusal.of(district, in: .district, limit: LectureLimits.code)
        refusals += LectureRefusal.of(group, in: .group, limit: LectureLimits.name)
        refusals += (representative?.faults ?? []).map(LectureRefusal.person)
        refusals += LectureRefusal.of(
            considerations, in: .considerations, limit: LectureLimits.remark)
        return refusals + LectureRefusal.of(attributes)
    }

    private var numberRefusals: [LectureRefusal] {
        var refusals: [LectureRefusal] = []
        if let minutes, !LectureLimits.minutes.contains(minutes) {
            refusals.append(.minutesOutOfRange(LectureLimits.minutes))
        }
        if let expectedHeadcount, !LectureLimits.expected.contains(expectedHeadcount) {
            refusals.append(.expectedOutOfRange(LectureLimits.expected))
        }
        return refusals
    }

    /// What a citizen must say and a clerk need not know.
    private var missingRefusals: [LectureRefusal] {
        var refusals: [LectureRefusal] = []
        if choices.isEmpty { refusals.append(.choiceRequired) }
        if choices.contains(where: { $0.start == nil }) { refusals.append(.startRequired) }
        if venue?.unlessBlank == nil { refusals.append(.text(.venue, .missing)) }
        if expectedHeadcount == nil { refusals.append(.text(.expectedHeadcount, .missing)) }
        if group?.unlessBlank == nil { refusals.append(.text(.group, .missing)) }
        switch representative {
        case nil: refusals.append(.text(.representative, .missing))
        case let person? where !person.canBeReached: refusals.append(.contactRequired)
        case _?: break
        }
        return refusals
    }
}
