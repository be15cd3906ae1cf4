/// The lecture was held: what counts as one (実施).
///
/// Source: 「まちづくり出前講座を実施した回数」 (PRODUCT §1.1, row 2): held, not asked for. Two alike on one
/// day are two.
public struct LectureHeld: Sendable, Equatable {
    /// What is counted (公開できる部分).
    public var plain: Plain
    /// Where, who spoke and what was said (封印する部分).
    public var personal: Sealed<Personal>

    /// The lecture was held (実施).
    public init(plain: Plain, personal: Sealed<Personal>) {
        self.plain = plain
        self.personal = personal
    }

    /// The part of a report that holds no personal data (実施報告の公開部分).
    public struct Plain: Sendable, Equatable {
        /// The code in the menu; nil beside the menu (講座番号).
        public var menuCode: Wording?
        /// The title (講座名).
        public var title: Wording
        /// The section that gave it (担当課).
        public var department: Wording?
        /// The day: the effective date (実施日).
        public var heldOn: LocalDate
        /// When it began (開始時刻).
        public var start: TimeOfDay?
        /// When it ended (終了時刻).
        public var end: TimeOfDay?
        /// How many took part, without staff; nil: not known (参加人数).
        public var headcount: Int?
        /// How many of each age (年代別人数).
        public var ages: [String: Int]
        /// The district of the place (地区).
        public var district: Wording?
        /// Further properties (属性).
        public var attributes: Attributes

        /// The countable part of a report (実施報告の公開部分).
        public init(
            menuCode: Wording?, title: Wording, department: Wording?, heldOn: LocalDate,
            start: TimeOfDay?, end: TimeOfDay?, headcount: Int?, ages: [String: Int],
            district: Wording?, attributes: Attributes
        ) {
            self.menuCode = menuCode
            self.title = title
            self.department = department
            self.heldOn = heldOn
            self.start = start
            self.end = end
            self.headcount = headcount
            self.ages = ages
            self.district = district
            self.attributes = attributes
        }
    }

    /// The part of a report that is sealed (実施報告の封印部分).
    public struct Personal: Sendable, Equatable {
        /// The group, where there was no request (団体名).
        public var group: Wording?
        /// The place (会場).
        public var venue: Wording?
        /// Who spoke (講師).
        public var speakers: Wording?
        /// What was asked and said (主な質問・意見).
        public var questions: Wording?

        /// The sealed part of a report (実施報告の封印部分).
        public init(
            group: Wording? = nil, venue: Wording? = nil, speakers: Wording? = nil,
            questions: Wording? = nil
        ) {
            self.group = group
            self.venue = venue
            self.speakers = speakers
            self.questions = questions
        }
    }
}
