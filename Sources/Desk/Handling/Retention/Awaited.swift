public import Participation

/// What an erasure still waits for before nothing of the erased can be read anywhere (消去の完了待ち).
///
/// Koe says so instead of calling an erasure complete that is not.
public struct Awaited: Sendable, Equatable {
    /// Where something is left (残っているもの).
    public let what: String
    /// How many, where that can be counted (件数).
    public let count: Int?
    /// What brings it about (完了の条件).
    public let how: String
    /// By when it will be so; nil where that depends on what somebody does (完了予定日).
    public let by: LocalDate?

    /// Something that is waited for (完了待ちの一件).
    public init(what: String, count: Int? = nil, how: String, by: LocalDate? = nil) {
        self.what = what
        self.count = count
        self.how = how
        self.by = by
    }

    /// In one line, `鍵の破棄 3件: koe serveが行います` (完了待ちの説明).
    public var japanese: String {
        let amount = count.map { " \($0)件" } ?? ""
        let day = by.map { "(\($0.wareki)まで)" } ?? ""
        return "\(what)\(amount): \(how)\(day)"
    }

    /// The same for programs.
    public var json: JSONValue {
        .object(present: [
            "by": .optional(by), "count": .optional(count), "how": .string(how),
            "what": .string(what),
        ])
    }
}
