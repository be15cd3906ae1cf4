public import Participation

/// Which two moments of which number are compared (二時点の比較の照会, PRODUCT §4.9).
public struct FigureDifferenceRequest: Sendable, Equatable {
    /// `plan/code` (指標).
    public var indicator: String
    /// A year, or one quarter of it (対象期間).
    public var period: FigurePeriod
    /// The one moment (時点A).
    public var one: AsOf
    /// The other (時点B).
    public var other: AsOf
    /// 当時 or 現在の分類・組織 (見方).
    public var lens: Lens
    /// What the number is narrowed to (絞込み).
    public var filter: FigureFilter

    /// A question for the difference between two moments.
    public init(
        indicator: String, period: FigurePeriod, one: AsOf, other: AsOf, lens: Lens = Lens(),
        filter: FigureFilter = FigureFilter()
    ) {
        self.indicator = indicator
        self.period = period
        self.one = one
        self.other = other
        self.lens = lens
        self.filter = filter
    }

    /// The most events that are listed of one part (一覧の件数).
    public static let mostChanges = 500
}

/// One indicator at two moments (二時点の指標値).
public struct ComparedFigure: Sendable, Equatable {
    /// As of the earlier moment; nil when there was none in that year (前の値).
    public var earlier: Figure?
    /// As of the later one (後の値).
    public var later: Figure?

    /// The definition of the later moment (定義).
    public var definition: IndicatorDefined? { (later ?? earlier)?.definition }

    /// The later value less the earlier one; nil where either is not known (差).
    public var difference: FigureValue? {
        guard let after = later?.value, let before = earlier?.value else { return nil }
        return after.subtracting(before)
    }

    /// Whether the way of counting changed in between (定義の変更).
    public var wasRedefined: Bool {
        guard let earlier, let later else { return false }
        return earlier.definition.version != later.definition.version
    }
}

/// Figures at two moments side by side (二時点の比較).
public struct FigureComparison: Sendable, Equatable {
    /// The earlier moment (前の時点).
    public var earlier: LogMoment
    /// The last day that is counted in at it (前の集計日).
    public var earlierDay: LocalDate
    /// The later moment (後の時点).
    public var later: LogMoment
    /// The last day that is counted in at it (後の集計日).
    public var laterDay: LocalDate
    /// One for each indicator, in the order of the plans (指標).
    public var figures: [ComparedFigure]
}

/// One number at two moments, and every event that made the difference (二時点の差異一覧).
public struct FigureDifference: Sendable, Equatable {
    /// The events of one part of a figure (差異の内訳).
    public struct Part: Sendable, Equatable {
        /// Which part of the figure they change (役割).
        public var role: FigureRecords.Part.Role
        /// What each event changes (増減の単位).
        public var tally: Tally
        /// How many events there are (件数).
        public var total: Int
        /// What they come to together (増減の合計).
        public var sum: Int
        /// The first of them, in the order recorded (出来事).
        public var changes: [FigureChange]
    }

    /// What an event adds or takes away (増減の単位).
    public enum Tally: Sendable, Equatable {
        /// Records (件数).
        case records
        /// Heads, letters of a bundle (人数・通数).
        case quantities
        /// The value that was looked up (把握値).
        case values
    }

    /// The number at both moments (二時点の値).
    public var compared: ComparedFigure
    /// The earlier moment (前の時点).
    public var earlier: LogMoment
    /// The later moment (後の時点).
    public var later: LogMoment
    /// One part; two for a ratio.
    public var parts: [Part]

    /// What no listed event explains, such as another definition or organisation; nil where parts
    /// do not add up to the figure anyway (出来事では説明できない差).
    public var unexplained: FigureValue? {
        guard parts.count == 1, let part = parts.first, let difference = compared.difference
        else { return nil }
        switch (compared.later?.definition.indicator.measure.form, part.tally) {
        case (.counted(let countable)?, .records), (.counted(let countable)?, .quantities):
            if case .distinct = countable.tally { return nil }
            return difference.subtracting(FigureValue(part.sum))
        case (.counted?, .values), (.average?, _), (.ratio?, _), (.latest?, _), (.observed?, _),
            (nil, _):
            return nil
        }
    }
}

/// What one event changed about a number (増減の一件).
public struct FigureChange: Sendable, Equatable {
    /// Where in the log (記録番号).
    public var position: Int64
    /// When it was recorded, as a register prints it (記録日時).
    public var recordedAt: String
    /// What happened, such as 訂正 (出来事).
    public var title: String
    /// Whether it was recorded before, and its day came only now (実施日の到来).
    public var cameDue: Bool
    /// The day it happened to the citizen (発生日).
    public var effectiveOn: LocalDate
    /// The receipt number of a letter that is not 限定 (受付番号).
    public var receiptNumber: ReceiptNumber?
    /// The scheme of a letter, the sort of a gathering, the menu of a lecture (種類).
    public var sort: String?
    /// What kind of thing it is (種別).
    public var kind: FactKind
    /// Whether it is for named persons only: that it counts is all that is told (限定).
    public var isRestricted: Bool
    /// Records more or less (件数の増減).
    public var records: Int
    /// Heads or letters more or less (数量の増減).
    public var quantity: Int
    /// The value before (前の値).
    public var before: FigureValue?
    /// The value after (後の値).
    public var after: FigureValue?
}
