import EventLog
public import Participation
import Postgres

/// The organisation, the rules and the definitions of indicators as they are in the log, kept for the
/// next who asks (組織・振分け規則・指標定義の控え).
///
/// A page that lists all sections, or says what the rules would decide, is asked for with every
/// letter; whether anything has changed is one small question.
actor OfficeBook {
    private struct Edition: Equatable {
        var day: LocalDate
        /// The last event of each stream.
        var leaves: [[UInt8]?]
        var classifier: Int64?
    }

    private var organisation: (leaf: [UInt8]?, state: OrganisationState)?
    private var rules: (edition: Edition, router: Router)?
    private var learned: (edition: Edition, proposer: Proposer)?
    private var definitions = Definitions()

    /// All definitions there have been up to a position.
    struct Definitions {
        fileprivate(set) var mark: ReadMark?
        fileprivate(set) var catalogue = IndicatorCatalogue()

        var through: Int64 { mark?.position ?? 0 }
    }

    func organisation(of desk: Desk) async throws -> OrganisationState {
        let leaf = try await desk.lastLeaves(of: [OrganisationEventCoding.stream])[0]
        if let organisation, organisation.leaf == leaf { return organisation.state }
        let state = try await desk.organisation(through: .max)
        organisation = (leaf, state)
        return state
    }

    func definitions(of desk: Desk) async throws -> Definitions {
        while true {
            let mark = definitions.mark
            let news = try await desk.news(
                of: ["IndicatorDefined", "IndicatorWithdrawn", "PlanDefined"], since: mark)
            // Who asked at the same time may have been quicker.
            guard definitions.mark == mark else { continue }
            guard let news else {
                definitions = Definitions()
                continue
            }
            for event in news {
                switch event.stream.category {
                case "plan":
                    definitions.catalogue.record(
                        try PlanEventCoding.decode(event, opened: event.unopened),
                        at: event.position)
                default:
                    definitions.catalogue.record(
                        try IndicatorEventCoding.decode(event, opened: event.unopened),
                        at: event.position)
                }
                definitions.mark = ReadMark(event)
            }
            return definitions
        }
    }

    func router(of desk: Desk) async throws -> Router {
        let today = desk.today
        let year = FiscalYear(today)
        let years = [year, FiscalYear(year.year - 1)].compactMap(\.self)
        let menus = years.map {
            StreamName(category: LectureMenu.streamCategory, id: CommandID.lectureMenu($0))
        }
        let edition = Edition(
            day: today,
            leaves: try await desk.lastLeaves(
                of: [OrganisationEventCoding.stream, RoutingEventCoding.stream] + menus),
            classifier: try await desk.servingClassifierVersion())
        if let rules, rules.edition == edition { return rules.router }
        let router = try await desk.router(on: today, receivedIn: Set(years))
        rules = (edition, router)
        return router
    }

    /// What was learned, whether it may route by itself or not; nil while nothing serves.
    func proposer(of desk: Desk) async throws -> Proposer? {
        guard let version = try await desk.keptClassifierVersion() else { return nil }
        let edition = Edition(
            day: desk.today,
            leaves: try await desk.lastLeaves(of: [OrganisationEventCoding.stream]),
            classifier: version)
        if let learned, learned.edition == edition { return learned.proposer }
        guard let classifier = try await desk.keptClassifier()?.classifier else { return nil }
        let router = Router(
            .initial, organisation: try await organisation(of: desk), classifier: classifier,
            on: desk.today)
        let proposer = Proposer(classifier, router)
        learned = (edition, proposer)
        return proposer
    }
}

extension Desk {
    /// How many events each of some streams has; 0 of one that does not exist.
    func versions(of streams: [StreamName]) async throws -> [Int32] {
        let rows = try await pool.execute(
            """
            SELECT coalesce((SELECT max(s.version) FROM log.stream AS s
                              WHERE s.stream = wanted.stream), 0)
              FROM unnest(\(array: streams.map(\.text), of: .text))
                   WITH ORDINALITY AS wanted (stream, place)
             ORDER BY wanted.place
            """)
        return try rows.map { try $0.get(0) }
    }

    /// The units a letter can go to today, in the order of their codes (本日の組織).
    /// - Throws: ``DeskError``.
    public func unitsOfToday() async throws(DeskError) -> [OrganisationUnit] {
        do {
            return try await office.organisation(of: self).units(on: today)
        } catch {
            throw DeskError(error)
        }
    }

    /// What the rules would decide about a letter that is being entered (担当の提案).
    ///
    /// The same rules as after receipt; nothing is recorded, and nothing waits for it.
    /// - Throws: ``DeskError``.
    public func proposedSections(
        for request: ReceiveRequest
    ) async throws(DeskError) -> RoutingDecision {
        do {
            return try await office.router(of: self).decide(subject(of: request))
        } catch {
            throw DeskError(error)
        }
    }

    private func subject(of request: ReceiveRequest) -> RoutingSubject {
        let isRestricted = request.handling == Handling.restricted.rawValue
        let text = [request.summary, request.body].compactMap(\.self).joined(separator: "\n")
        return RoutingSubject(
            receivedOn: LocalDate(iso: request.receivedOn) ?? today,
            scheme: Scheme(rawValue: request.scheme),
            nature: request.nature.flatMap { Nature(rawValue: $0) },
            channel: Channel(rawValue: request.channel), category: request.category,
            district: request.district, topics: request.topics, attributes: request.attributes,
            recordedSection: request.department, text: isRestricted ? nil : text,
            exemption: isRestricted ? .restricted : nil)
    }
}
