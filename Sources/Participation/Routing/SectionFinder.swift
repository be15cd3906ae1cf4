/// Finds the unit a written section is on a later day, through every reorganisation (担当組織の特定).
///
/// A name or a code alone means nothing: in 高松市 code 1010200000 was 男女共同参画・協働推進課 until
/// 2024-03-31 and is 秘書課 since. So each is read by the organisation of the day on which it was
/// meant, and from there the successors are followed.
struct SectionFinder: Sendable {
    /// The unit a written section was when it was written (書かれた担当の意味).
    enum Meaning: Sendable, Equatable {
        case unit(String, on: LocalDate)
        case unknown
        case several([String])
    }

    /// What was found (特定の結果).
    enum Finding: Sendable, Equatable {
        case unit(String)
        case unknown
        case ended
        case several([String])
    }

    private let organisation: OrganisationState
    private let directories: [(from: LocalDate, units: OrganisationDirectory)]
    /// The day whose organisation is asked for.
    let day: LocalDate

    init(_ organisation: OrganisationState, on day: LocalDate) {
        self.organisation = organisation
        directories = organisation.changeDays.map {
            ($0, OrganisationDirectory(organisation.units(on: $0)))
        }
        // Before the first list the city was as the first list has it.
        self.day = max(day, organisation.changeDays.first ?? day)
    }

    /// What a section written on a day meant then (書かれた担当の意味).
    ///
    /// - Parameter isContact: whether it stands in running text, not as code or name alone.
    func meaning(
        of label: String, writtenOn date: LocalDate, isContact: Bool = false
    ) -> Meaning {
        // A city that has not recorded its organisation yet names sections as it likes.
        if organisation.isEmpty { return label.isBlank ? .unknown : .unit(label, on: date) }
        let started = directories.lastIndex { $0.from <= date } ?? directories.startIndex
        // People go on writing old names: where today's organisation has none, the former one may.
        for index in stride(from: started, through: 0, by: -1) {
            let (from, units) = directories[index]
            switch isContact ? units.match(contact: label) : units.match(label) {
            case .none: continue
            case .several(let units): return .several(units.map(\.code))
            case .one(let unit):
                return .unit(unit.code, on: index == started ? max(date, from) : from)
            }
        }
        return .unknown
    }

    /// Where what was meant has gone by the day (現在の担当).
    func find(_ meaning: Meaning, category: String?) -> Finding {
        switch meaning {
        case .unknown: return .unknown
        case .several(let codes): return .several(codes)
        case .unit(let code, _) where organisation.isEmpty: return .unit(code)
        case .unit(let code, let date):
            let section = organisation.currentSection(
                of: code, receivedOn: date, category: category, on: max(day, date))
            switch section {
            case .unit(let code): return isInForce(code) ? .unit(code) : .ended
            case .unallocatable(_, let candidates):
                return candidates.isEmpty ? .ended : .several(candidates)
            }
        }
    }

    /// The units of the day among which what was meant lies; none when nobody goes on with it.
    func candidates(_ meaning: Meaning, category: String?) -> [String] {
        switch find(meaning, category: category) {
        case .unit(let code): [code]
        case .several(let codes): codes.filter(isInForce)
        case .unknown, .ended: []
        }
    }

    /// Whether a unit can be given anything on the day.
    func isInForce(_ code: String) -> Bool {
        organisation.isEmpty || organisation.unit(code, on: day) != nil
    }
}

/// The units people mean who name them in running text, for many labels of one day (記載の照合).
public struct ContactDirectory: Sendable {
    private let sections: SectionFinder

    /// The units of a day by everything people write for them (記載の索引).
    public init(_ organisation: OrganisationState, on day: LocalDate) {
        sections = SectionFinder(organisation, on: day)
    }

    /// The code of the unit that is meant, or of the one that goes on with its work; nil when none is,
    /// or several may be (記載からの組織の特定).
    public func unit(_ contact: String, category: String? = nil) -> String? {
        let meaning = sections.meaning(of: contact, writtenOn: sections.day, isContact: true)
        guard case .unit(let code) = sections.find(meaning, category: category) else { return nil }
        return code
    }
}
