extension Item {
    /// Answers a command with the events that follow from it (判断).
    ///
    /// What is there already gives no events, so a repeated command changes nothing. Receiving the
    /// same content again gives none either, whatever number was drawn for the second try: numbers
    /// are drawn before the decision, and the first one stands.
    /// - Throws: the first of what stands against it.
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
        case (.categorise, .notReceived), (.correct, .notReceived),
            (.transcribe, .notReceived), (.attach, .notReceived), (.detach, .notReceived),
            (.route, .notReceived),
            (.reorganise, .notReceived), (.link, .notReceived), (.unlink, .notReceived),
            (.passOn, .notReceived),
            (.withdraw, .notReceived), (.sendBack, .notReceived), (.annul, .notReceived),
            (.reinstate, .notReceived),
            (.changeConsent, .notReceived), (.setHandling, .notReceived), (.respond, .notReceived),
            (.retain, .notReceived):
            throw .notReceived
        case (.categorise(let classification), .received(let item)):
            return try item.categorise(classification)
        case (.correct(let correction), .received(let item)):
            return try item.correct(correction)
        case (.transcribe(let body, let kind), .received(let item)):
            return try item.transcribe(body, kind)
        case (.attach(let files), .received(let item)): return try item.attach(files)
        case (.detach(let detachment), .received(let item)):
            return try item.detach(detachment)
        case (.route(let routing), .received(let item)):
            return try item.route(routing)
        case (.reorganise(let change), .received(let item)):
            return try item.reorganise(change)
        case (.link(let link), .received(let item)):
            return try item.link(link)
        case (.unlink(let other), .received(let item)):
            return item.links[other] == nil ? [] : [.unlinked(from: other)]
        case (.passOn(let handover, let today), .received(let item)):
            return try item.end(
                as: .passedOn(handover), .passedOn(handover), on: handover.arrivedOn, .arrivedOn,
                today)
        case (.withdraw(let day, let today), .received(let item)):
            return try item.end(
                as: .withdrawn(on: day), .withdrawn(on: day), on: day, .on, today)
        case (.sendBack(let day, let today), .received(let item)):
            return try item.end(as: .returned(on: day), .returned(on: day), on: day, .on, today)
        case (.annul(let error), .received(let item)):
            if item.standing == .annulled(error) { return [] }
            if item.standing != .open { throw .ended(item.standing) }
            return [.annulled(error)]
        case (.reinstate, .received(let item)):
            return item.standing == .open ? [] : [.reinstated]
        case (.changeConsent(let consent), .received(let item)):
            return item.plain.mayPublish == consent ? [] : [.consentChanged(consent)]
        case (.setHandling(let handling, let isUrgent), .received(let item)):
            let isSame = item.plain.handling == handling && item.plain.isUrgent == isUrgent
            return isSame ? [] : [.handlingSet(handling, isUrgent: isUrgent)]
        case (.respond(let command, let today), .received(let item)):
            return try item.respond(command, today: today).map(ItemEvent.response)
        case (.retain(let command, let today), .received(let item)):
            return try item.retain(command, today: today)
        }
    }
}

extension ReceivedItem {
    fileprivate func route(_ wanted: ItemRouting) throws(ItemRefusal) -> [ItemEvent] {
        var routing = wanted
        routing.others = wanted.others.withoutBlanksAndRepeats
            .filter { !$0.isWritten(like: wanted.lead) }
        if let current = self.routing, current.hasSections(of: routing) { return [] }
        if standing != .open { throw .ended(standing) }
        if routing.lead.isBlank { throw .leadRequired }
        let texts =
            [ItemRefusal.against(routing.lead, in: .lead, limit: ItemLimits.code)]
            + routing.others.map {
                ItemRefusal.against($0, in: .others, limit: ItemLimits.code)
            }
        if let refusal = texts.lazy.compactMap(\.self).first { throw refusal }
        if routing.others.count > ItemLimits.sections {
            throw .tooManySections(limit: ItemLimits.sections)
        }
        switch (routing.by, plain.handling) {
        case (.rule, .restricted), (.classifier, .restricted): throw .restrictedFromRules
        case (.clerk, _), (.rule, .ordinary), (.rule, .care), (.classifier, .ordinary),
            (.classifier, .care):
            return [.routed(routing)]
        }
    }

    fileprivate func link(_ link: LinkItem) throws(ItemRefusal) -> [ItemEvent] {
        if link.item == link.to { throw .linkedToItself }
        if links[link.to] == link.kind { return [] }
        switch link.kind {
        case .samePurpose: break
        case .duplicate:
            if link.isTargetDuplicate { throw .targetIsDuplicate }
            if isDuplicate { throw .alreadyDuplicate }
        }
        return [.linked(to: link.to, as: link.kind)]
    }

    /// Handover, withdrawal and return: only from an open item, on a day between its receipt and
    /// today. Another ending than the recorded one needs that one undone first.
    fileprivate func end(
        as ending: ItemStanding, _ event: ItemEvent, on day: LocalDate, _ field: ItemField,
        _ today: LocalDate
    ) throws(ItemRefusal) -> [ItemEvent] {
        if standing == ending { return [] }
        if standing != .open { throw .ended(standing) }
        if day > today { throw .inFuture(field, today: today) }
        if day < plain.receivedOn { throw .beforeReceipt(field, receivedOn: plain.receivedOn) }
        return [event]
    }
}

extension ItemReceived {
    /// What is recorded of a receipt: every text as written, blank ones as not given.
    init(_ command: ReceiveItem) {
        let body = command.body?.unlessBlank
        plain =
            Plain(
                receiptNumber: command.receiptNumber, scheme: command.scheme,
                nature: command.nature,
                channel: command.channel, receivedOn: command.receivedOn,
                senderKind: command.sender.kind, category: command.category?.unlessBlank,
                topics: command.topics.withoutBlanksAndRepeats, wantsReply: command.wantsReply,
                mayPublish: command.mayPublish, hasBody: body != nil, scans: command.scans,
                district: command.district?.unlessBlank,
                department: command.department?.unlessBlank,
                attributes: command.attributes.withoutBlanks, copies: command.copies,
                handling: command.handling, isUrgent: command.isUrgent,
                senderParty: command.senderParty, isJoint: command.isJoint,
                isByProxy: command.isByProxy, replyBy: command.replyBy, textKind: command.textKind,
                isUndueDemand: command.isUndueDemand
            ).withoutReplyToTheAnonymous
        personal = .readable(
            Personal(
                sender: command.sender.details?.withoutBlanks,
                summary: command.summary?.unlessBlank, body: body,
                introducedBy: command.introducedBy?.unlessBlank))
    }
}

extension ItemReceived.Plain {
    /// The wish as recorded: nobody can write back to the anonymous (PRODUCT §4.1, row 4).
    var withoutReplyToTheAnonymous: ItemReceived.Plain {
        switch senderKind {
        case .unknown, .identified: return self
        case .anonymous:
            var plain = self
            plain.wantsReply = .no
            plain.replyBy = nil
            return plain
        }
    }
}

extension [String] {
    /// The words that say something, each once (空欄と繰返しの整理).
    var withoutBlanksAndRepeats: [String] {
        var words: [String] = []
        for word in lazy.compactMap(\.unlessBlank)
        where !words.contains(where: { $0.isWritten(like: word) }) {
            words.append(word)
        }
        return words
    }
}

extension [String: String] {
    /// The dimensions that have both a name and a value (空欄の整理).
    var withoutBlanks: [String: String] {
        filter { !$0.key.isBlank && !$0.value.isBlank }
    }
}
