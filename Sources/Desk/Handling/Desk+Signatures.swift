import EventLog
public import Participation

extension Desk {
    /// Says in whose name the city answers from a day on (回答の名義の登録).
    /// - Returns: the position written; 0 when it was so already.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    @discardableResult
    public func define(
        _ signature: SignatureTerm, actor: String?
    ) async throws(DeskError) -> Int64 {
        do {
            return try await record(
                SignatureBook.self, on: SignatureEventCoding.stream, actor: actor
            ) { ((), try SignatureBook.decide(.define(signature), $0)) }.position
        } catch {
            throw DeskError(error)
        }
    }

    /// In whose name the city answers (回答の名義).
    public func signatures() async throws(DeskError) -> SignatureBook {
        do {
            return try await fold(
                try await log.read(SignatureEventCoding.stream), as: SignatureBook.self)
        } catch {
            throw DeskError(error)
        }
    }

    /// Closes the city hall on one day more, beside those of the calendar of that name
    /// (閉庁日の追加).
    /// - Returns: the position written; 0 when it was closed so already.
    /// - Throws: ``DeskError``.
    @discardableResult
    public func close(
        _ closure: Closure, in calendar: String, actor: String?
    ) async throws(DeskError) -> Int64 {
        do {
            return try await record(
                CityCalendar.self, on: CalendarEventCoding.stream, actor: actor
            ) { state in
                let known = state.all.first { $0.name == calendar }?.closures ?? []
                let closures = known.contains(closure) ? known : known + [closure]
                return (
                    (),
                    try CityCalendar.decide(
                        .define(NamedCalendar(name: calendar, closures: closures)), state)
                )
            }.position
        } catch {
            throw DeskError(error)
        }
    }
}
