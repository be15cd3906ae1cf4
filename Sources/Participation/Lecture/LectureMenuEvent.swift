/// What happened to a menu (メニューの出来事).
public enum LectureMenuEvent: Sendable, Equatable {
    /// Lectures were offered (メニューの登録).
    case offered(LectureMenuOffered)
}

/// Lectures were offered for a fiscal year (メニューの登録).
public struct LectureMenuOffered: Sendable, Equatable {
    /// The fiscal year (年度).
    public var fiscalYear: FiscalYear
    /// A draft, or confirmed (段階).
    public var stage: LectureMenuStage
    /// The lectures, in the order of the leaflet (講座一覧).
    public var items: [LectureMenuItem]

    /// Lectures were offered (メニューの登録).
    public init(fiscalYear: FiscalYear, stage: LectureMenuStage, items: [LectureMenuItem]) {
        self.fiscalYear = fiscalYear
        self.stage = stage
        self.items = items
    }

    /// The lecture with a code; nil when the menu has none (講座の検索).
    public func item(_ code: String) -> LectureMenuItem? {
        items.first { $0.code.text.isWritten(like: code) }
    }
}
