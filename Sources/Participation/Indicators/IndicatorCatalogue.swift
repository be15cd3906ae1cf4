/// All plans and indicators through all their versions, as the log tells them (指標一覧).
///
/// Folded from events with their positions, so that the definitions of any earlier moment can be
/// asked for (DECISIONS B3).
public struct IndicatorCatalogue: Sendable {
    /// Something and the place in the log where it was recorded (記録).
    public struct Recorded<Content: Sendable>: Sendable {
        /// The position in the log, from 1 (位置).
        public var position: Int64
        /// What was recorded (内容).
        public var content: Content
    }

    /// How many names an error proposes (候補の数).
    public static let mostCandidates = 10
    /// How much of a name nobody knows an error repeats, in characters (繰り返す名称の字数).
    static let longestRepeated = 50

    private var histories: [String: History] = [:]
    /// Full codes in the order of their first definitions, which is that of the plan.
    private var order: [String] = []
    private var headers: [String: [Recorded<PlanHeader>]] = [:]
    private var planOrder: [String] = []

    /// A catalogue without any plan (空の一覧).
    public init() {}

    /// Adds what happened to an indicator; positions come in rising order (記録の追加).
    public mutating func record(_ event: IndicatorEvent, at position: Int64) {
        switch event {
        case .defined(let version):
            let name = version.indicator.fullCode
            if histories[name] == nil { order.append(name) }
            histories[name, default: History()].versions.append(
                Recorded(position: position, content: version))
        case .withdrawn(let end):
            histories["\(end.plan)/\(end.code)"]?.ends.append(
                Recorded(position: position, content: end))
        }
    }

    /// Adds what happened to a plan; positions come in rising order (記録の追加).
    public mutating func record(_ event: PlanEvent, at position: Int64) {
        switch event {
        case .defined(let header):
            if headers[header.code] == nil { planOrder.append(header.code) }
            headers[header.code, default: []].append(
                Recorded(position: position, content: header))
        }
    }
}

// MARK: - Asking

extension IndicatorCatalogue {
    /// The headers of the plans as known at a position (計画).
    public func plans(asOf position: Int64 = .max) -> [PlanHeader] {
        planOrder.compactMap { code in
            headers[code]?.last { $0.position <= position }?.content
        }
    }

    /// The definitions to count a year by, in the order of the plans (指標定義).
    ///
    /// For each indicator the latest version recorded at or before the position that applies to
    /// the year, else the earliest (DECISIONS B3). Withdrawn ones are left out.
    public func definitions(
        asOf position: Int64 = .max, in year: FiscalYear
    ) -> [IndicatorDefined] {
        order.compactMap { histories[$0]?.version(at: position, in: year) }
    }

    /// One definition, by `plan/code`, or by the code alone where only one plan has it
    /// (指標の検索).
    public func definition(
        _ name: String, asOf position: Int64 = .max, in year: FiscalYear
    ) throws(IndicatorLookupError) -> IndicatorDefined {
        let fullCode = try fullCode(name)
        guard let version = histories[fullCode]?.version(at: position, in: year) else {
            throw .withdrawn(fullCode, in: year)
        }
        return version
    }

    /// The code alone where only one plan has it, else `plan/code` (指標コードの表示).
    public func shortName(of indicator: Indicator) -> String {
        let full = "\(indicator.plan)/\(indicator.code)"
        return order.contains { $0 != full && $0.hasSuffix("/" + indicator.code) }
            ? full : indicator.code
    }

    /// All versions of one indicator, the earliest first (改定の経過).
    public func versions(
        of name: String
    ) throws(IndicatorLookupError) -> [Recorded<IndicatorDefined>] {
        histories[try fullCode(name)]?.versions ?? []
    }

    private func fullCode(_ name: String) throws(IndicatorLookupError) -> String {
        if histories[name] != nil { return name }
        let candidates = order.filter { $0.hasSuffix("/" + name) }
        if candidates.count > 1 { throw .ambiguous(name, candidates: candidates) }
        guard let only = candidates.first else {
            throw .unknown(name, candidates: similar(to: name))
        }
        return only
    }

    /// The names that share most words with what was asked, or else the first of all.
    private func similar(to name: String) -> [String] {
        let words = Self.words(of: name)
        let shared = Dictionary(
            uniqueKeysWithValues: order.map { ($0, words.intersection(Self.words(of: $0)).count) })
        let most = shared.values.max() ?? 0
        return Array(order.filter { shared[$0] == most }.prefix(Self.mostCandidates))
    }

    private static func words(of name: String) -> Set<Substring> {
        Set(name.split { "/-_.".contains($0) })
    }
}

/// What became of one indicator.
private struct History: Sendable {
    var versions: [IndicatorCatalogue.Recorded<IndicatorDefined>] = []
    var ends: [IndicatorCatalogue.Recorded<IndicatorWithdrawn>] = []

    /// The version to count a year by; nil once it is withdrawn.
    func version(at position: Int64, in year: FiscalYear) -> IndicatorDefined? {
        if isOver(at: position, in: year) { return nil }
        let applicable = versions.last { version in
            guard version.position <= position else { return false }
            return version.content.indicator.effectiveFrom.map { $0 <= year } ?? true
        }
        return (applicable ?? versions.first)?.content
    }

    /// Whether the last word on it at that position was that it ends by that year.
    private func isOver(at position: Int64, in year: FiscalYear) -> Bool {
        guard let end = ends.last(where: { $0.position <= position }),
            !versions.contains(where: { (end.position...position).contains($0.position) })
        else { return false }
        return end.content.effectiveFrom.map { $0 <= year } ?? true
    }
}

/// Why an indicator is not found (指標が見つからない理由).
public enum IndicatorLookupError: Error, Sendable, Equatable {
    /// No plan has such a code (該当なし).
    case unknown(String, candidates: [String])
    /// Several plans have this code (複数該当).
    case ambiguous(String, candidates: [String])
    /// It is followed no more in that year (廃止).
    case withdrawn(String, in: FiscalYear)

    /// What to do, for the person who asked (理由の説明).
    public var japanese: String {
        switch self {
        case .unknown(let name, let candidates):
            "指標「\(Self.shortened(name))」はありません。"
                + (candidates.isEmpty
                    ? "先に計画を取り込んでください。" : "候補: " + candidates.joined(separator: ", "))
        case .ambiguous(let name, let candidates):
            "指標「\(name)」は複数の計画にあります。次のいずれかで指定してください: "
                + candidates.joined(separator: ", ")
        case .withdrawn(let name, let year):
            "指標「\(name)」は\(year.japanese)には廃止されています。"
        }
    }

    private static func shortened(_ name: String) -> String {
        let limit = IndicatorCatalogue.longestRepeated
        return name.count <= limit ? name : name.prefix(limit) + "…"
    }
}
