/// What happened to a lecture (出前講座の出来事).
///
/// Each in two parts: `plain` can be counted and stays for ever, the rest can be erased
/// (DECISIONS A9). Only `held` counts (PRODUCT §4.7).
public enum LectureEvent: Sendable, Equatable {
    /// A group asked for a lecture (申込).
    case requested(LectureRequested)
    /// Day and section were settled, or changed (決定・変更).
    case scheduled(LectureScheduled)
    /// The city said no (却下).
    case refused(LectureRefused)
    /// The lecture was held (実施).
    case held(LectureHeld)
    /// The number of participants was corrected (参加人数の訂正).
    case headcountCorrected(HeadcountCorrected)
    /// The lecture was called off, or its report was entered by mistake (中止).
    case cancelled(Cancelled)
}

/// A group asked for a lecture (申込).
public struct LectureRequested: Sendable, Equatable {
    /// What can be counted (公開できる部分).
    public var plain: Plain
    /// Who asked, and in what words (封印する部分).
    public var personal: Sealed<Personal>

    /// A group asked for a lecture (申込).
    public init(plain: Plain, personal: Sealed<Personal>) {
        self.plain = plain
        self.personal = personal
    }

    /// The part of a request that holds no personal data (申込の公開部分).
    public struct Plain: Sendable, Equatable {
        /// Who entered it (入力者).
        public var origin: RequestOrigin
        /// The day it arrived (申込日).
        public var requestedOn: LocalDate
        /// The fiscal year of the menu (年度).
        public var fiscalYear: FiscalYear
        /// The code in the menu; nil beside the menu (講座番号).
        public var menuCode: Wording?
        /// The title in the menu (講座名).
        public var title: Wording?
        /// The section of the menu item (担当課).
        public var department: Wording?
        /// How long it should take, in minutes (時間).
        public var minutes: Int?
        /// The wished dates, the dearest first (希望日時).
        public var choices: [LectureSlot]
        /// How many are expected (予定人数).
        public var expectedHeadcount: Int?
        /// The district of the place (地区).
        public var district: Wording?
        /// Where it failed the rules, and a clerk let it pass (確認事項).
        public var warnings: [LectureRule]
        /// Further properties (属性).
        public var attributes: Attributes

        /// The countable part of a request (申込の公開部分).
        public init(
            origin: RequestOrigin, requestedOn: LocalDate, fiscalYear: FiscalYear,
            menuCode: Wording?, title: Wording?, department: Wording?, minutes: Int?,
            choices: [LectureSlot], expectedHeadcount: Int?, district: Wording?,
            warnings: [LectureRule], attributes: Attributes
        ) {
            self.origin = origin
            self.requestedOn = requestedOn
            self.fiscalYear = fiscalYear
            self.menuCode = menuCode
            self.title = title
            self.department = department
            self.minutes = minutes
            self.choices = choices
            self.expectedHeadcount = expectedHeadcount
            self.district = district
            self.warnings = warnings
            self.attributes = attributes
        }
    }

    /// The part of a request that is sealed (申込の個人情報).
    public struct Personal: Sendable, Equatable {
        /// The name of the group (団体名).
        public var group: Wording?
        /// Who speaks for the group, and how to reach them (代表者・連絡先).
        public var representative: SenderDetails?
        /// What is wished for beside the menu (メニュー外の希望).
        public var wish: Wording?
        /// The place; it may be someone's home (会場).
        public var venue: Wording?
        /// What to take care of (配慮事項).
        public var considerations: Wording?

        /// The personal part of a request (申込の個人情報).
        public init(
            group: Wording? = nil, representative: SenderDetails? = nil, wish: Wording? = nil,
            venue: Wording? = nil, considerations: Wording? = nil
        ) {
            self.group = group
            self.representative = representative
            self.wish = wish
            self.venue = venue
            self.considerations = considerations
        }
    }
}

/// Day and section were settled, or changed (決定・変更).
public struct LectureScheduled: Sendable, Equatable {
    /// What can be counted (公開できる部分).
    public var plain: Plain
    /// Where, and what was agreed (封印する部分).
    public var personal: Sealed<Personal>

    /// Day and section were settled (決定).
    public init(plain: Plain, personal: Sealed<Personal>) {
        self.plain = plain
        self.personal = personal
    }

    /// The part of a decision that holds no personal data (決定の公開部分).
    public struct Plain: Sendable, Equatable {
        /// The day of the decision (決定日).
        public var decidedOn: LocalDate
        /// Which wish it was, from 1; nil: another date (第何希望).
        public var choice: Int?
        /// The day and time (日時).
        public var slot: LectureSlot
        /// How long it takes, in minutes (時間).
        public var minutes: Int?
        /// The code in the menu (講座番号).
        public var menuCode: Wording?
        /// The title (講座名).
        public var title: Wording
        /// The section that gives it (担当課).
        public var department: Wording
        /// The district of the place (地区).
        public var district: Wording?
        /// Where the date fails the rules (確認事項).
        public var warnings: [LectureRule]

        /// The countable part of a decision (決定の公開部分).
        public init(
            decidedOn: LocalDate, choice: Int?, slot: LectureSlot, minutes: Int?,
            menuCode: Wording?, title: Wording, department: Wording, district: Wording?,
            warnings: [LectureRule]
        ) {
            self.decidedOn = decidedOn
            self.choice = choice
            self.slot = slot
            self.minutes = minutes
            self.menuCode = menuCode
            self.title = title
            self.department = department
            self.district = district
            self.warnings = warnings
        }
    }

    /// The part of a decision that is sealed (決定の封印部分).
    public struct Personal: Sendable, Equatable {
        /// The place, where it is another than asked for (会場).
        public var venue: Wording?
        /// What the section and the group agreed (備考).
        public var note: Wording?

        /// The sealed part of a decision (決定の封印部分).
        public init(venue: Wording? = nil, note: Wording? = nil) {
            self.venue = venue
            self.note = note
        }
    }
}

/// The city said no (却下).
public struct LectureRefused: Sendable, Equatable {
    /// The day of the decision (決定日).
    public var decidedOn: LocalDate
    /// Why (理由).
    public var reason: Sealed<Wording>

    /// The city said no (却下).
    public init(decidedOn: LocalDate, reason: Sealed<Wording>) {
        self.decidedOn = decidedOn
        self.reason = reason
    }
}
