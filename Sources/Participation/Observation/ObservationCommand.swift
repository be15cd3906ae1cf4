/// What may be asked of a typed-in value (把握値への命令).
public enum ObservationCommand: Sendable, Equatable {
    /// Record it (記録).
    case record(RecordObservation)
    /// Replace it: a final figure for a provisional one, or a correction (確定・訂正).
    case correct(CorrectObservation)
    /// Withdraw it (取下げ).
    case withdraw(WithdrawObservation)
}

/// A value to be recorded (記録の内容).
public struct RecordObservation: Sendable, Equatable {
    /// The day it is at the city hall, from the caller's clock (本日).
    public var today: LocalDate
    /// The value (値と出典).
    public var observed: ObservedValue

    /// A value to be recorded (記録の内容).
    public init(today: LocalDate, observed: ObservedValue) {
        self.today = today
        self.observed = observed
    }
}

/// What replaces a value (訂正の内容).
public struct CorrectObservation: Sendable, Equatable {
    /// The day it is at the city hall (本日).
    public var today: LocalDate
    /// The value from now on (訂正後の値).
    public var value: FigureValue
    /// How final it is (値の区分).
    public var label: FigureLabel
    /// Where it is from; nil: from where the old one was (出典).
    public var source: String?
    /// The year of the survey; nil: that of the old one (調査年度).
    public var surveyYear: FiscalYear?
    /// Why; may be missing when a provisional figure becomes final (理由).
    public var reason: String?

    /// What replaces a value (訂正の内容).
    public init(
        today: LocalDate, value: FigureValue, label: FigureLabel = .corrected,
        source: String? = nil, surveyYear: FiscalYear? = nil, reason: String? = nil
    ) {
        self.today = today
        self.value = value
        self.label = label
        self.source = source
        self.surveyYear = surveyYear
        self.reason = reason
    }
}

/// Why a value is withdrawn (取下げの内容).
public struct WithdrawObservation: Sendable, Equatable {
    /// Why (理由).
    public var reason: String

    /// Why a value is withdrawn (取下げの内容).
    public init(reason: String) { self.reason = reason }
}
