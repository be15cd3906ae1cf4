/// What a plan says of itself, before its indicators (計画の見出し).
public struct PlanHeader: Sendable, Equatable {
    /// The code, such as `nemuro-basic`; indicators are named `plan/code` (計画コード).
    public var code: String
    /// The name as printed (計画名).
    public var name: String
    /// The city whose plan it is; figures of another city's plan may be kept too (市名).
    public var city: String
    /// What it is about, for those who have not read it (説明).
    public var description: String?
    /// Where it was published (出典).
    public var source: String?

    /// The header of a plan (計画の見出し).
    public init(
        code: String, name: String, city: String, description: String? = nil, source: String? = nil
    ) {
        self.code = code
        self.name = name
        self.city = city
        self.description = description
        self.source = source
    }
}
