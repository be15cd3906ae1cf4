/// Further properties by which figures can be asked, in the city's own words (属性).
///
/// Whatever a file or a section adds, such as 対象 or 料金 (CONTRACT §2, mapping files). They stay
/// open for ever: nothing personal belongs here. Two are equal only when written with the same code
/// points.
public struct Attributes: Sendable, ExpressibleByDictionaryLiteral {
    /// The most properties of one record (属性の数).
    public static let most = 50
    /// The longest name of a property, in characters (属性名の字数).
    public static let longestName = 100
    /// The longest value of a property, in characters (属性値の字数).
    public static let longestValue = 500

    /// The properties that say something, by name (属性).
    public let values: [String: String]

    /// Properties by name; blank values are not given (属性).
    public init(_ values: [String: String] = [:]) {
        self.values = values.filter { !$0.value.isBlank }
    }

    /// Properties of the program itself (定数の属性).
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(Dictionary(elements) { _, last in last })
    }

    /// What stands against them; nil when nothing does (属性の検査).
    var fault: AttributesFault? {
        if values.count > Self.most { return .tooMany(limit: Self.most) }
        // In the order of names: the same record is always told the same fault.
        let faults = values.sorted { $0.key < $1.key }.lazy.compactMap { name, value in
            TextFault.of(name, limit: Self.longestName, required: true)
                ?? TextFault.of(value, limit: Self.longestValue)
        }
        return faults.first.map(AttributesFault.text)
    }
}

extension Attributes: Equatable {
    /// Whether both are written with the same code points (同一の属性).
    public static func == (one: Attributes, other: Attributes) -> Bool {
        one.values.count == other.values.count
            && one.values.allSatisfy { other.values[$0.key].isWritten(like: $0.value) }
    }
}

/// What stands against the properties of a record (属性の誤り).
public enum AttributesFault: Sendable, Hashable {
    /// More properties than a record may have (属性が多すぎる).
    case tooMany(limit: Int)
    /// A name or a value of a property (属性名・属性値の誤り).
    case text(TextFault)

    /// What is wrong and what to do (誤りの説明).
    public var japanese: String {
        switch self {
        case .tooMany(let limit): "属性は\(limit.grouped)個までにしてください。"
        case .text(let fault): fault.japanese(of: "属性")
        }
    }
}
