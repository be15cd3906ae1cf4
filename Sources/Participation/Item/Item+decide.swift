extension Item {
    /// Answers a command with the events that follow from it (判断).
    ///
    /// Receiving the same content again gives no events, whatever number was drawn for the second
    /// try: numbers are drawn before the decision, and the first one stands.
    /// - Throws: the first of `ReceiveItem.refusals`, or `alreadyReceived`.
    public static func decide(
        _ command: ItemCommand, _ state: Item
    ) throws(ItemRefusal) -> [ItemEvent] {
        switch (command, state) {
        case (.receive(let receive), .notReceived):
            if let refusal = receive.refusals.first { throw refusal }
            return [.received(ItemReceived(receive))]
        case (.receive(var receive), .received(let item)):
            receive.receiptNumber = item.receipt.plain.receiptNumber
            guard ItemReceived(receive) == item.receipt else { throw .alreadyReceived }
            return []
        }
    }
}

extension ItemReceived {
    /// What is recorded of a receipt: every text as written, blank ones as not given.
    fileprivate init(_ command: ReceiveItem) {
        let body = command.body?.unlessBlank
        var topics: [String] = []
        for topic in command.topics.lazy.compactMap(\.unlessBlank)
        where !topics.contains(where: { $0.isWritten(like: topic) }) {
            topics.append(topic)
        }
        plain = Plain(
            receiptNumber: command.receiptNumber, scheme: command.scheme, nature: command.nature,
            channel: command.channel, receivedOn: command.receivedOn,
            senderKind: command.sender.kind, category: command.category?.unlessBlank,
            topics: topics, wantsReply: command.effectiveReplyWish,
            mayPublish: command.mayPublish, hasBody: body != nil, scans: command.scans)
        personal = .readable(
            Personal(
                sender: command.sender.details?.withoutBlanks,
                summary: command.summary?.unlessBlank, body: body))
    }
}

extension ReceiveItem {
    /// The wish as recorded: nobody can write back to the anonymous (PRODUCT §4.1, row 4).
    fileprivate var effectiveReplyWish: ReplyWish {
        switch sender {
        case .anonymous: .no
        case .unknown, .identified: wantsReply
        }
    }
}
