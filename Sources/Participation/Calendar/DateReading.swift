/// What a date typed by a person says (日付の読取り結果).
///
/// Never a silent guess: a text that may mean several days is asked back, and one whose weekday does
/// not fit is reported. The forms are those of PRODUCT §5; years counted past the end of their era
/// (平成38年) stand in the plans of cities (PRODUCT §1.2).
public enum DateReading: Sendable, Equatable {
    /// One day and no other (日付).
    case date(LocalDate)
    /// May mean each of these days, at least one; a person has to choose (複数の読み方).
    case ambiguous([LocalDate])
    /// Says no day, and why (読取り不可).
    case unreadable(Problem)

    /// Why a text is not read as a day (日付を読めない理由).
    public enum Problem: Sendable, Equatable {
        /// Nothing was written (未記入).
        case blank
        /// Not of any form in which dates are written (日付でない).
        case notADate
        /// The form of a date, but no such day (存在しない日).
        case noSuchDay
        /// A day of the month alone, where a fiscal year other than today's is meant (月の省略).
        case monthMissing(FiscalYear)
        /// The day falls on another weekday than was written (曜日の不一致).
        case weekdayDiffers(LocalDate, written: Weekday)

        /// What is wrong and what to do, for the person at the form (理由の説明).
        public var japanese: String {
            switch self {
            case .blank:
                "日付を入力してください。"
            case .notADate:
                "日付として読めません。「令和8年6月30日」「R8.6.30」「2026/6/30」のように入力してください。"
            case .noSuchDay:
                "その日付は暦にありません。年月日を確かめてください。"
            case .monthMissing(let year):
                "\(year.japanese)のどの月の日か分かりません。「6/30」のように月も入力してください。"
            case .weekdayDiffers(let day, let written):
                "\(day.wareki)は\(Weekday(day).japanese)です(入力は\(written.japanese))。"
                    + "日付か曜日を直してください。"
            }
        }
    }

    /// The day, when there is exactly one (日付).
    public var date: LocalDate? {
        switch self {
        case .date(let date): date
        case .ambiguous, .unreadable: nil
        }
    }
}

// MARK: - Reading

extension DateReading {
    /// The most bytes of UTF-8 a date can have; a page of text is none (長さの上限).
    public static let longestBytes = 256

    /// Reads a date as people write it (日付の読取り).
    ///
    /// - `2026-06-30`, `2026/6/30`, `2026.6.30`, `20260630`, `2026年6月30日`
    /// - `令和8年6月30日`, `R8.6.30`, `R8/6/30`, `R080630`, `㋿8年6月30日`, `令和元年5月1日`
    /// - any of them with `(火)`, `㈫` or `火曜日` behind, in full width, with blanks in between
    /// - `6/30`, `6月30日`: the day of the last twelve months, or the one in `fiscalYear`
    /// - `30`, `30日`: the last day of that number, this month or the one before
    /// - `8/6/30`, `080630`: ambiguous, as 令和8 or 2008, unless the fiscal year or the weekday
    ///   leaves one
    ///
    /// Years go by the calendar: 平成31年5月1日 and 令和元年4月30日 are written every day and mean 2019.
    /// - Parameters:
    ///   - text: what was typed.
    ///   - today: the day in Japan on which it was typed.
    ///   - fiscalYear: the year whose register is being written, when that is known. It fills in
    ///     what is missing; a date written in full may lie outside it.
    public init(
        _ text: some StringProtocol, today: LocalDate, within fiscalYear: FiscalYear? = nil
    ) {
        guard text.utf8.count <= Self.longestBytes else {
            self = .unreadable(.notADate)
            return
        }
        let spelling = text.dateSpelling
        guard !spelling.isEmpty else {
            self = .unreadable(.blank)
            return
        }
        guard let written = WrittenDate(spelling: spelling) else {
            self = .unreadable(.notADate)
            return
        }
        switch written.form {
        case .full(let year, let month, let day):
            self.init(LocalDate(year: year, month: month, day: day), written.weekday)
        case .shortYear(let year, let month, let day):
            let years = [Era.of(today)?.westernYear(year), 2000 + year].compactMap { $0 }
            self.init(
                choosingFrom: years.compactMap { LocalDate(year: $0, month: month, day: day) },
                within: fiscalYear, written.weekday)
        case .monthAndDay(let month, let day):
            let year =
                if let fiscalYear {
                    month >= 4 ? fiscalYear.year : fiscalYear.year + 1
                } else {
                    (month, day) <= (today.month, today.day) ? today.year : today.year - 1
                }
            self.init(LocalDate(year: year, month: month, day: day), written.weekday)
        case .day(let day):
            let month = day <= today.day ? today.month : today.month - 1
            let date =
                month == 0
                ? LocalDate(year: today.year - 1, month: 12, day: day)
                : LocalDate(year: today.year, month: month, day: day)
            if let fiscalYear, let date, !fiscalYear.contains(date) {
                self = .unreadable(.monthMissing(fiscalYear))
            } else {
                self.init(date, written.weekday)
            }
        }
    }

    /// One day, if there is such a day and its weekday is the one written.
    private init(_ date: LocalDate?, _ weekday: Weekday?) {
        if let date {
            self =
                if let weekday, weekday != Weekday(date) {
                    .unreadable(.weekdayDiffers(date, written: weekday))
                } else {
                    .date(date)
                }
        } else {
            self = .unreadable(.noSuchDay)
        }
    }

    /// The candidates the context leaves; one that is left alone was not guessed.
    private init(
        choosingFrom candidates: [LocalDate], within fiscalYear: FiscalYear?, _ weekday: Weekday?
    ) {
        guard let first = candidates.first else {
            self = .unreadable(.noSuchDay)
            return
        }
        let inYear = candidates.filter { fiscalYear?.contains($0) ?? false }
        if inYear.count == 1 {
            self.init(inYear[0], weekday)
            return
        }
        guard let weekday else {
            self = .ambiguous(candidates)
            return
        }
        let fitting = candidates.filter { Weekday($0) == weekday }
        switch fitting.count {
        case 0: self = .unreadable(.weekdayDiffers(first, written: weekday))
        case 1: self = .date(fitting[0])
        default: self = .ambiguous(fitting)
        }
    }
}
