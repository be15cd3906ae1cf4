public import FoundationEssentials

/// What became of a request that has an id of its own (登録の結果).
public struct Filed: Sendable, Equatable {
    /// The lecture, gathering or value, by which it is asked about from now on (番号).
    public let id: UUID
    /// What was recorded (処理の結果).
    public let handled: Handled
    /// On what points it fails the city's rules, though it was taken (確認事項).
    public let warnings: [String]

    init(id: UUID, handled: Handled, warnings: [String] = []) {
        self.id = id
        self.handled = handled
        self.warnings = warnings
    }
}

extension RecordedDecider {
    /// The id a person gives: a UUID, or the name of the stream as the log prints it (番号の読取り).
    /// - Throws: ``DeskError/notFound(_:)`` when it is neither.
    public static func id(of text: String) throws(DeskError) -> UUID {
        let prefix = "\(streamCategory)-"
        let name = text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : text[...]
        guard let id = UUID(uuidString: String(name)) else { throw .notFound(text) }
        return id
    }
}
