/// The calendars of the city hall by their names: national holidays, the city's own days (閉庁日の暦).
///
/// A city takes the holidays of the nation from one file and adds its own days from another, each of
/// them a calendar; together they say when the city hall is open. A new edition of one takes the place
/// of the old, which stays known as of then: a deadline given out by it can be worked out again.
public struct CityCalendar: Decider {
    /// The calendars, in the order in which they were first taken.
    private(set) var calendars: [NamedCalendar] = []

    /// No calendar is known: every day is open (暦未登録).
    public static let initial = CityCalendar()

    /// The calendars, in the order in which they were first taken (登録済みの暦).
    public var all: [NamedCalendar] { calendars }

    /// The days on which the city hall is open by all of them (開庁日).
    public var opening: OpeningCalendar {
        OpeningCalendar(closures: calendars.lazy.flatMap(\.closures))
    }
}

/// One calendar of the city hall (暦).
public struct NamedCalendar: Sendable, Equatable {
    /// What it is called: the name of its file unless said otherwise (暦の名称).
    public var name: String
    /// Its rules, in the order of the file (閉庁日の定め).
    public var closures: [Closure]

    /// One calendar of the city hall (暦).
    public init(name: String, closures: [Closure]) {
        self.name = name
        self.closures = closures
    }

    /// Whether both say the same, to the code point (同一の暦).
    func isWritten(like other: NamedCalendar) -> Bool {
        closures.elementsEqual(other.closures) {
            $0.day == $1.day && $0.name.isWritten(like: $1.name)
        }
    }
}

/// What may be asked of the calendars (暦の命令).
public enum CalendarCommand: Sendable, Equatable {
    /// Take a calendar, in place of the one of that name (暦の登録).
    case define(NamedCalendar)
    /// Take a calendar away that was taken by mistake (暦の取消し).
    case withdraw(name: String)
}

/// What happened to the calendars (暦の出来事).
public enum CalendarEvent: Sendable, Equatable {
    /// A calendar was taken, in place of the one of that name (暦の登録).
    case defined(NamedCalendar)
    /// A calendar was taken away (暦の取消し).
    case withdrawn(name: String)
}

extension CityCalendar {
    /// Answers a command with the events that follow from it (判断).
    ///
    /// The same calendar again gives none.
    /// - Throws: the reason why the calendar is not taken.
    public static func decide(
        _ command: CalendarCommand, _ state: CityCalendar
    ) throws(CalendarRefusal) -> [CalendarEvent] {
        switch command {
        case .define(let calendar):
            try calendar.check()
            if let known = state.calendar(calendar.name) {
                return known.isWritten(like: calendar) ? [] : [.defined(calendar)]
            }
            guard state.calendars.count < CalendarLimits.calendars else {
                throw .tooManyCalendars(CalendarLimits.calendars)
            }
            return [.defined(calendar)]
        case .withdraw(let name):
            guard state.calendar(name) != nil else { throw .unknown(name) }
            return [.withdrawn(name: name)]
        }
    }

    /// The state after an event (状態の更新).
    public static func evolve(_ state: CityCalendar, _ event: CalendarEvent) -> CityCalendar {
        var state = state
        switch event {
        case .defined(let calendar):
            if let index = state.calendars.firstIndex(where: { $0.name == calendar.name }) {
                state.calendars[index] = calendar
            } else {
                state.calendars.append(calendar)
            }
        case .withdrawn(let name): state.calendars.removeAll { $0.name == name }
        }
        return state
    }

    private func calendar(_ name: String) -> NamedCalendar? {
        calendars.first { $0.name == name }
    }
}

extension NamedCalendar {
    fileprivate func check() throws(CalendarRefusal) {
        if let fault = TextFault.of(name, limit: CalendarLimits.name, required: true) {
            throw .name(fault)
        }
        guard !closures.isEmpty else { throw .empty }
        guard closures.count <= CalendarLimits.closures else {
            throw .tooManyClosures(CalendarLimits.closures)
        }
    }
}

/// How much the calendars may hold (暦の上限).
public enum CalendarLimits {
    /// Calendars of one city (暦の数).
    public static let calendars = 50
    /// Rules of one calendar: eleven years of holidays are about 200 (定めの数).
    public static let closures = 2_000
    /// The name of a calendar (暦の名称の字数).
    public static let name = 100
}

/// Why a calendar is not taken (暦を登録できない理由).
public enum CalendarRefusal: ExplainedRefusal {
    /// Something stands against its name (名称の誤り).
    case name(TextFault)
    /// It has no rules: nothing would be closed by it (定めがない).
    case empty
    /// More rules than there may be (定めの数の超過).
    case tooManyClosures(Int)
    /// More calendars than there may be (暦の数の超過).
    case tooManyCalendars(Int)
    /// There is no calendar of that name (知らない暦).
    case unknown(String)

    /// The field beside which it is shown (該当項目).
    public var field: CalendarField? {
        switch self {
        case .name, .unknown: .name
        case .empty, .tooManyClosures: .closures
        case .tooManyCalendars: nil
        }
    }

    /// What is wrong and what to do (理由の説明).
    public var japanese: String {
        switch self {
        case .name(let fault): fault.japanese(of: "暦の名称")
        case .empty: "閉庁日が一つも書かれていません。ファイルを確かめてください。"
        case .tooManyClosures(let limit): "閉庁日が多すぎます。\(limit.grouped)件までにしてください。"
        case .tooManyCalendars(let limit): "暦が多すぎます。\(limit.grouped)件までにしてください。"
        case .unknown(let name): "「\(name)」という暦は登録されていません。名称を確かめてください。"
        }
    }
}

/// What a refusal of a calendar points at (暦の入力項目).
public enum CalendarField: String, Sendable, CaseIterable {
    /// Its name (暦の名称).
    case name
    /// Its rules (閉庁日の定め).
    case closures
}
