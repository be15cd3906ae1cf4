/// What lectures the city offers in one fiscal year (年度の出前講座メニュー).
///
/// A stream of its own, `lecture-menu-<uuid>`. Every offer replaces the one before as a whole: a menu
/// is a leaflet, and what a leaflet said on a day must be there to be read again.
public enum LectureMenu: Decider {
    /// Nothing has been offered (未作成).
    case notOffered
    /// Drafted, for the sections to confirm (案).
    case drafted(LectureMenuOffered)
    /// Confirmed: citizens can choose from it (確定).
    case confirmed(LectureMenuOffered)

    /// The state before anything happened (未作成).
    public static var initial: LectureMenu { .notOffered }

    /// What is offered now; nil before the first draft (現在のメニュー).
    public var offered: LectureMenuOffered? {
        switch self {
        case .notOffered: nil
        case .drafted(let menu), .confirmed(let menu): menu
        }
    }
}

/// How far a menu has come (メニューの段階).
public enum LectureMenuStage: String, Sendable, CaseIterable {
    /// A draft (案).
    case draft
    /// Confirmed (確定).
    case confirmed

    /// The word on the page (段階の表記).
    public var japanese: String {
        switch self {
        case .draft: "案"
        case .confirmed: "確定"
        }
    }
}
