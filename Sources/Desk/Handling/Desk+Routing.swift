import EventLog
public import Participation

/// What became of a file of rules (振分け規則の取込み結果).
public struct RoutingRulesImport: Sendable, Equatable {
    /// What must be mended first (ファイルの誤り).
    public let problems: [LineProblem]
    /// How many rules it has (規則の数).
    public let rules: Int
    /// The version it became, or has already (版).
    public fileprivate(set) var version = 0
    /// Events recorded; on trial, those that would be (記録件数).
    public fileprivate(set) var events = 0
    /// The last position written; 0 when nothing was (位置).
    public fileprivate(set) var position: Int64 = 0

    /// Whether something must be mended first: then nothing was recorded (取込み不可).
    public var isRejected: Bool { !problems.isEmpty }
}

extension Desk {
    /// Adopts a file of rules; the same file again records nothing (振分け規則の採用).
    ///
    /// Every section it names must be a unit of the recorded organisation on the rule's first day.
    /// - Parameter isTrial: only say what would happen.
    /// - Returns: what became of it; with ``RoutingRulesImport/isRejected`` nothing was recorded.
    /// - Throws: ``DeskError``. All is recorded or nothing.
    public func importRules(
        _ file: RoutingRulesFile, isTrial: Bool = false, actor: String?
    ) async throws(DeskError) -> RoutingRulesImport {
        let read = RoutingRulesImport(
            problems: file.problems(in: try await organisation()), rules: file.rules.rules.count)
        guard !read.isRejected else { return read }
        do {
            var (outcome, events, position) = try await record(
                RoutingBook.self, on: RoutingEventCoding.stream, isTrial: isTrial, actor: actor
            ) { book in
                let events = try RoutingBook.decide(.adopt(file.rules), book)
                var outcome = read
                outcome.version =
                    events.reduce(book, RoutingBook.evolve)
                    .edition(on: file.rules.effectiveOn)?.version ?? 0
                return (outcome, events)
            }
            outcome.events = events
            outcome.position = position
            return outcome
        } catch {
            throw DeskError(error)
        }
    }

    /// From which probability on the learned proposal routes by itself; nil: never (しきい値の設定).
    /// - Returns: the last position written; 0 when it is so already.
    /// - Throws: ``DeskError``.
    public func setClassifierThreshold(
        _ threshold: Confidence?, actor: String?
    ) async throws(DeskError) -> Int64 {
        do {
            return try await record(
                RoutingBook.self, on: RoutingEventCoding.stream, actor: actor
            ) { book in
                ((), try RoutingBook.decide(.setThreshold(threshold), book))
            }.position
        } catch {
            throw DeskError(error)
        }
    }

    /// The rules of routing and all there were before, as known at a moment (振分け規則簿).
    public func routingBook(asOf: AsOf = .now) async throws(DeskError) -> RoutingBook {
        do {
            let position = try await resolve(asOf).position
            let history = try await log.read(RoutingEventCoding.stream)
            return try await fold(
                history.filter { $0.position <= position }, as: RoutingBook.self)
        } catch {
            throw DeskError(error)
        }
    }

    /// The rules made ready for one day, with the organisation and the menus (振分けの準備).
    ///
    /// For whoever routes: made anew when the log has another event of `routing`, `organisation` or
    /// `lecture-menu`, and every day.
    /// - Parameters:
    ///   - day: the day on which the items are routed.
    ///   - years: the fiscal years in which they were received; their menus are looked up when a rule
    ///     asks for them.
    ///
    /// What was learned is asked when the city lets it route by itself; else letters need not be
    /// opened for it.
    public func router(
        on day: LocalDate, receivedIn years: Set<FiscalYear>
    ) async throws(DeskError) -> Router {
        let book = try await routingBook()
        let classifier = book.threshold == nil ? nil : try await keptClassifier()?.classifier
        return Router(
            book, organisation: try await organisation(),
            menus: try await menus(of: years, for: book), classifier: classifier, on: day)
    }

    /// The confirmed menus of some years, if any rule asks for them.
    func menus(
        of years: Set<FiscalYear>, for book: RoutingBook
    ) async throws(DeskError) -> [LectureMenuOffered] {
        let asksMenus = book.editions.contains { edition in
            edition.rules.contains { $0.target == .lectureOwner }
        }
        guard asksMenus else { return [] }
        do {
            var menus: [LectureMenuOffered] = []
            for year in years {
                let stream = StreamName(
                    category: LectureMenu.streamCategory, id: CommandID.lectureMenu(year))
                let menu = try await fold(try await log.read(stream), as: LectureMenu.self)
                if case .confirmed(let offered) = menu { menus.append(offered) }
            }
            return menus
        } catch {
            throw DeskError(error)
        }
    }
}
