/// What happened to the definition of an indicator (指標定義の出来事).
public enum IndicatorEvent: Sendable, Equatable {
    /// A version of the definition was set (定義).
    case defined(IndicatorDefined)
    /// The indicator is not followed any more (廃止).
    case withdrawn(IndicatorWithdrawn)
}

/// A version of the definition was set (指標の定義).
///
/// Whole, not what changed: any version can be printed without the others.
public struct IndicatorDefined: Sendable, Equatable {
    /// The number of the version, from 1 (版).
    public var version: Int
    /// The definition (定義).
    public var indicator: Indicator
    /// Who set it; there from the second version on (変更者).
    public var author: String?
    /// Why; there from the second version on (変更理由).
    public var reason: String?

    /// A version of the definition (指標の定義).
    public init(
        version: Int, indicator: Indicator, author: String? = nil, reason: String? = nil
    ) {
        self.version = version
        self.indicator = indicator
        self.author = author
        self.reason = reason
    }
}

/// The indicator is not followed any more (指標の廃止).
public struct IndicatorWithdrawn: Sendable, Equatable {
    /// The plan's code (計画コード).
    public var plan: String
    /// The indicator's code (指標コード).
    public var code: String
    /// The first year without it; nil when it is not shown for any year (廃止年度).
    public var effectiveFrom: FiscalYear?
    /// Who withdrew it (変更者).
    public var author: String
    /// Why (変更理由).
    public var reason: String

    /// The end of an indicator (指標の廃止).
    public init(
        plan: String, code: String, effectiveFrom: FiscalYear?, author: String, reason: String
    ) {
        self.plan = plan
        self.code = code
        self.effectiveFrom = effectiveFrom
        self.author = author
        self.reason = reason
    }
}
