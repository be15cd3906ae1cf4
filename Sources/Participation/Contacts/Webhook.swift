public import FoundationEssentials

/// Another program of the city that is told what happens to items (Webhook).
///
/// The secret it is signed with follows from its id and is kept nowhere; so an id is never used again.
public struct Webhook: Sendable, Hashable {
    /// Which one (番号).
    public let id: UUID
    /// Where it is sent (送信先).
    public let url: WebhookURL
    /// The types of events it wants, in order, each once; empty: all of items (通知する出来事).
    public let types: [Wording]

    /// A webhook (Webhook).
    public init(id: UUID, url: WebhookURL, types: [Wording] = []) {
        self.id = id
        self.url = url
        self.types = Set(types).sorted { $0.text < $1.text }
    }

    /// Whether it is told of an item's event of this type (通知の要否).
    public func wants(_ type: String) -> Bool {
        types.isEmpty || types.contains(Wording(type))
    }
}
