/// What may be asked of the definition of an indicator (指標定義への命令).
public enum IndicatorCommand: Sendable, Equatable {
    /// Set the definition, new or changed (定義).
    case define(DefineIndicator)
    /// Follow the indicator no more (廃止).
    case withdraw(IndicatorWithdrawn)
}

/// A definition to be set (定義の内容).
public struct DefineIndicator: Sendable, Equatable {
    /// The definition (定義).
    public var indicator: Indicator
    /// Who sets it; needed for a change (変更者).
    public var author: String?
    /// Why; needed for a change (変更理由).
    public var reason: String?

    /// A definition to be set (定義の内容).
    public init(_ indicator: Indicator, author: String? = nil, reason: String? = nil) {
        self.indicator = indicator
        self.author = author
        self.reason = reason
    }
}
