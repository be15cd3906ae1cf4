import Participation

/// The made-up city people try Koe with (見本の市).
public enum DemoCity {
    /// Its name. The brackets say on every page and paper that it is not real.
    public static let name = "見本市（デモ）"
    /// The first five digits of its code. Prefecture 47 and body number 999, the last there is:
    /// municipalities have 201…799, their associations count up from 800, so nobody bears it.
    static let fiveDigits = "47999"
    /// Who records the demo letters.
    static let actor = "demo"
}

extension Desk {
    /// Sets up the demo city and receives its letters; the same again changes nothing
    /// (見本の市の用意).
    ///
    /// The letters arrived in the weeks before the day of set-up, so that they are neither in the
    /// future nor forgotten; that day is kept, so their content stays the same at every start.
    /// - Returns: the receipts of all demo letters.
    /// - Throws: ``DeskError/cityAlreadySetUp(_:)`` in a real city's database.
    @discardableResult
    public func seedDemo() async throws(DeskError) -> [Receipt] {
        guard let code = LocalGovernmentCode(parsing: DemoCity.fiveDigits) else {
            throw .internalFault("demo city code")
        }
        let city = try await setUp(city: DemoCity.name, code: code, isDemo: true)
        var receipts: [Receipt] = []
        for letter in DemoLetters.all {
            receipts.append(
                try await receive(
                    letter.request(city.setUpOn), actor: DemoCity.actor,
                    command: CommandID.demo("letter/\(letter.id)")))
        }
        return receipts
    }
}
