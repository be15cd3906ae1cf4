/// What happened to a typed-in value (把握値の出来事).
public enum ObservationEvent: Sendable, Equatable {
    /// It was recorded (記録).
    case recorded(ObservedValue)
    /// It was replaced (確定・訂正).
    case corrected(ObservationCorrected)
    /// It was withdrawn (取下げ).
    case withdrawn(ObservationWithdrawn)
}

/// A typed-in value was replaced (確定・訂正).
public struct ObservationCorrected: Sendable, Equatable {
    /// The value so far (訂正前の値).
    public var from: FigureValue
    /// The value from now on, with all that belongs to it (訂正後の値).
    public var observed: ObservedValue
    /// Why; nil inside when nobody said (理由).
    public var reason: Sealed<Wording?>

    /// A typed-in value was replaced (確定・訂正).
    public init(from: FigureValue, observed: ObservedValue, reason: Sealed<Wording?>) {
        self.from = from
        self.observed = observed
        self.reason = reason
    }
}

/// A typed-in value was withdrawn (取下げ).
public struct ObservationWithdrawn: Sendable, Equatable {
    /// Why (理由).
    public var reason: Sealed<Wording>

    /// A typed-in value was withdrawn (取下げ).
    public init(reason: Sealed<Wording>) { self.reason = reason }
}
