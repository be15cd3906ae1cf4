/// What may be asked of a menu (メニューへの命令).
public enum LectureMenuCommand: Sendable, Equatable {
    /// Offer these lectures, as a draft or confirmed (メニューの登録).
    case offer(OfferLectureMenu)
}

/// The lectures of one year, as drafted or confirmed (メニューの内容).
public struct OfferLectureMenu: Sendable, Equatable {
    /// The fiscal year in which they can be had (年度).
    public var fiscalYear: FiscalYear
    /// A draft, or confirmed (段階).
    public var stage: LectureMenuStage
    /// The lectures, in the order of the leaflet (講座一覧).
    public var items: [LectureMenuItem]

    /// The lectures of one year (メニューの内容).
    public init(fiscalYear: FiscalYear, stage: LectureMenuStage, items: [LectureMenuItem]) {
        self.fiscalYear = fiscalYear
        self.stage = stage
        self.items = items
    }

    /// The draft of the year after a menu: the same lectures, to be confirmed anew (翌年度の案).
    ///
    /// The city drafts it in January (PRODUCT §4.7). Nil at the end of the calendar.
    public init?(draftAfter menu: LectureMenuOffered) {
        guard let next = FiscalYear(menu.fiscalYear.year + 1) else { return nil }
        self.init(fiscalYear: next, stage: .draft, items: menu.items)
    }
}
