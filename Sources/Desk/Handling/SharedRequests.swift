public import Participation

// What lectures and gatherings are asked alike.

/// Something is called off, as handed in (中止の届).
public struct CancellationRequest: Sendable {
    /// The day it was called off; today if not given (中止日).
    public var on: String?
    /// A code, such as `weather` (中止の区分).
    public var cause: String
    /// Why (理由).
    public var reason: String

    /// Something is called off.
    public init(on: String? = nil, cause: String, reason: String) {
        self.on = on
        self.cause = cause
        self.reason = reason
    }

    /// What a lecture is asked.
    /// - Throws: ``DeskError/malformed(_:)`` with every field that cannot be read.
    public func lecture(today: LocalDate) throws(DeskError) -> LectureCommand {
        .cancel(
            try read(RequestReader(today: today, labels: \LectureField.japanese), today: today))
    }

    /// What a gathering is asked.
    /// - Throws: ``DeskError/malformed(_:)`` with every field that cannot be read.
    public func gathering(today: LocalDate) throws(DeskError) -> GatheringCommand {
        .cancel(
            try read(RequestReader(today: today, labels: \GatheringField.japanese), today: today))
    }

    private func read(_ reader: RequestReader, today: LocalDate) throws(DeskError) -> Cancel {
        var reader = reader
        let day = reader.day(on, "cancelledOn")
        let cause: CancellationCause? = reader.code(cause, "cause")
        guard reader.isClean, let cause else { throw reader.failure }
        return Cancel(today: today, cancelledOn: day ?? today, cause: cause, reason: reason)
    }
}

/// Another number of participants, as handed in (参加人数の訂正の届).
public struct HeadcountRequest: Sendable {
    /// The right number, without staff, speakers and escorts (訂正後の人数).
    public var headcount: String
    /// The right numbers by age band (年代別人数).
    public var ages: [String: String]
    /// Why (理由).
    public var reason: String

    /// Another number of participants.
    public init(headcount: String, ages: [String: String] = [:], reason: String) {
        self.headcount = headcount
        self.ages = ages
        self.reason = reason
    }

    /// What a lecture or a gathering is asked.
    /// - Throws: ``DeskError/malformed(_:)`` with every field that cannot be read.
    public func command(today: LocalDate) throws(DeskError) -> CorrectHeadcount {
        var reader = RequestReader(today: today, labels: \LectureField.japanese)
        let number = reader.whole(headcount, "headcount")
        let ages = reader.ages(ages, "ages")
        guard reader.isClean, let number else { throw reader.failure }
        return CorrectHeadcount(to: number, ages: ages, reason: reason)
    }
}
