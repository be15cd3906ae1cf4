// A record taken from a source, such as a file of another system, whose source says something else
// by now (DECISIONS A13).
extension ReceivedItem {
    /// What must be corrected so that a record says what its source says now (取込み元の訂正).
    ///
    /// Called on the item as its source made it, without what the city's own people did to it since:
    /// only what differs between then and now is touched, so a category they settled stays settled.
    /// Erased text is not brought back.
    public func correction(to source: ReceiveItem) -> CorrectItem {
        let now = ItemReceived(source)
        var correction = CorrectItem(
            origin: .imported, today: source.today, reason: .additional,
            changes: ItemChanges(from: plain, to: now.plain))
        // These follow from the sender and the text.
        correction.changes.senderKind = nil
        correction.changes.hasBody = nil
        if !plain.category.isWritten(like: now.plain.category) {
            correction.category = now.plain.category.map(Revision.set) ?? .cleared
        }
        if !plain.topics.elementsEqual(now.plain.topics, by: { $0.isWritten(like: $1) }) {
            correction.topics = now.plain.topics
        }
        guard let then = personal.content, let text = now.personal.content else {
            return correction
        }
        if then.sender != text.sender || plain.senderKind != now.plain.senderKind {
            correction.sender = source.sender
        }
        let texts = ItemCorrected.Personal(from: then, to: text)
        correction.introducedBy = texts.introducedBy
        correction.summary = texts.summary
        correction.body = texts.body
        return correction
    }
}
