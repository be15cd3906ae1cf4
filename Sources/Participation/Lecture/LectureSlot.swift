/// A day and a time at which a lecture could be (希望日時).
public struct LectureSlot: Sendable, Hashable {
    /// The day (日).
    public var date: LocalDate
    /// When it begins, if anyone has said (開始時刻).
    public var start: TimeOfDay?

    /// A day and a time (希望日時).
    public init(date: LocalDate, start: TimeOfDay? = nil) {
        self.date = date
        self.start = start
    }
}

/// Who enters a request, which settles what a failed check means (申込みの入力者).
public enum RequestOrigin: String, Sendable, CaseIterable {
    /// A citizen, on the city's form: what the rules exclude is refused (市民).
    case citizen
    /// A member of staff, from paper or the telephone: what the rules exclude is a warning, and what
    /// the caller did not say is unknown (職員, PRODUCT H2).
    case staff

    /// The word in the list (入力者の表記).
    public var japanese: String {
        switch self {
        case .citizen: "市民"
        case .staff: "職員"
        }
    }
}
