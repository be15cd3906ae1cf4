public import Participation

/// What a new fiscal year needs, and how much of it is done (年度更新の確認, PRODUCT §4.11 S14).
///
/// Nothing is ticked off by hand: every state is read from what is recorded.
public struct YearTurn: Sendable, Equatable {
    /// How far a thing has come (状態).
    public enum State: String, Sendable, CaseIterable {
        /// It is done (済).
        case done
        /// Something is there, and something is still missing (一部).
        case partly
        /// Nothing is there yet (未).
        case open
    }

    /// The fiscal year (年度).
    public let year: FiscalYear
    /// The last closed day that is listed by its date (暦に登録済みの最後の休日).
    public let lastListedDay: LocalDate?
    /// The calendars there are (暦).
    public let calendars: [String]
    /// How far the menu of lectures has come (出前講座のメニュー).
    public let menu: LectureMenuStage?
    /// Lectures of the menu (講座の数).
    public let lectures: Int
    /// Schemes whose items nobody says how long to keep (保存期間の定めのない受付制度).
    public let unkept: [RetainedKind]
    /// In whose name is answered on the first day (回答の名義).
    public let signature: SignatureTerm?
    /// The rules in force on the first day (振分け規則).
    public let rules: (version: Int, effectiveOn: LocalDate)?
    /// Sections the rules name that are not there on the first day (規則が挙げるが存在しない担当).
    public let unknownSections: Int
    /// The day of the list of posts in force on the first day (職員配置表).
    public let postsOf: LocalDate?
    /// Posts nobody has (欠員の職).
    public let vacant: [String]
    /// Posts whose holders have no role any more on the first day (在職者の役割が終わる職).
    public let leaving: [String]
    /// Accounts whose roles all end before the first day (役割が終わる利用者).
    public let ending: [StaffMember]
    /// Whether the organisation changes on the first day (組織改正の予定).
    public let isReformed: Bool

    /// 21 March is the last holiday of a fiscal year; 春分の日 may be the day before (祝日法 第2条).
    private static let lastHoliday = (month: 3, day: 20)

    /// Closed days (閉庁日).
    public var calendarState: State {
        guard let last = lastListedDay, last >= year.firstDay else { return .open }
        let needed = LocalDate(
            year: year.year + 1, month: Self.lastHoliday.month, day: Self.lastHoliday.day)
        return needed.map { last >= $0 } ?? false ? .done : .partly
    }

    /// The menu of lectures (出前講座のメニュー).
    public var menuState: State {
        switch menu {
        case .confirmed: .done
        case .draft: .partly
        case nil: .open
        }
    }

    /// Volumes and how long they are kept (簿冊と保存期間).
    public var keepingState: State {
        unkept.isEmpty ? .done : unkept == Self.kept ? .open : .partly
    }

    /// What needs a rule: items by scheme, and whatever is not kept for so long without one.
    fileprivate static let kept = RetainedKind.all.filter {
        $0 != .items && $0.usual == nil
    }

    /// In whose name is answered (回答の名義).
    public var signatureState: State { signature == nil ? .open : .done }

    /// The rules of routing (振分け規則).
    public var rulesState: State {
        rules == nil ? .open : unknownSections == 0 ? .done : .partly
    }

    /// The holders of posts (職員配置).
    public var postsState: State {
        guard let postsOf else { return .open }
        return postsOf == year.firstDay && leaving.isEmpty ? .done : .partly
    }

    /// The roles of accounts (利用者の役割).
    public var staffState: State { ending.isEmpty ? .done : .partly }

    /// Whether both say the same.
    public static func == (one: YearTurn, other: YearTurn) -> Bool {
        one.year == other.year && one.lastListedDay == other.lastListedDay
            && one.calendars == other.calendars && one.menu == other.menu
            && one.lectures == other.lectures && one.unkept == other.unkept
            && one.signature == other.signature && one.rules?.version == other.rules?.version
            && one.unknownSections == other.unknownSections && one.postsOf == other.postsOf
            && one.vacant == other.vacant && one.leaving == other.leaving
            && one.ending == other.ending && one.isReformed == other.isReformed
    }
}

extension Desk {
    /// What a fiscal year needs, and how much of it is done (年度更新の確認).
    public func yearTurn(to year: FiscalYear) async throws(DeskError) -> YearTurn {
        // Of a year that has begun, what holds now is what counts.
        let day = max(year.firstDay, today)
        let calendar = try await calendar()
        let menu = try await lectureMenu(of: year)
        let retention = try await retention()
        let organisation = try await organisation()
        let edition = try await routingBook().edition(on: day)
        let list = try await posts().list(on: day)
        let staff = try await staff()
        var rules = edition?.rules
        rules?.effectiveOn = day
        let employed = Set(
            staff.filter { !$0.isDisabled && !$0.roles(on: day).isEmpty }.map(\.login))
        return YearTurn(
            year: year, lastListedDay: calendar.opening.lastListedDay,
            calendars: calendar.all.map(\.name), menu: menu.offered?.stage,
            lectures: menu.offered?.items.count ?? 0,
            unkept: YearTurn.kept.filter { retention.term(for: $0, completedOn: day) == nil },
            signature: try await signatures().signature(on: day),
            rules: edition.map { ($0.version, $0.rules.effectiveOn) },
            unknownSections: rules?.unknownSections(in: organisation).count ?? 0,
            postsOf: list?.effectiveOn,
            vacant: (list?.posts ?? []).filter { $0.holder == nil }.map(\.name.text),
            leaving: (list?.posts ?? []).filter { post in
                post.holder.map { !employed.contains($0.text) } ?? false
            }.map(\.name.text),
            ending: staff.filter { member in
                !member.isDisabled && !member.roles(on: today).isEmpty
                    && member.roles(on: day).isEmpty
            },
            isReformed: organisation.changeDays.contains(year.firstDay))
    }
}
