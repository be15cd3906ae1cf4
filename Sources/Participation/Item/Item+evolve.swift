extension Item {
    /// The state after an event (状態の更新).
    ///
    /// A second receipt under one id changes nothing: `decide` never gives one, and the first
    /// is what the citizen's paper says. Nor does anything that happened to an item nobody
    /// received.
    public static func evolve(_ state: Item, _ event: ItemEvent) -> Item {
        switch (event, state) {
        case (.received(let receipt), .notReceived): .received(ReceivedItem(receipt: receipt))
        case (.received, .received): state
        case (.categorised, .notReceived), (.corrected, .notReceived),
            (.transcribed, .notReceived), (.scanAttached, .notReceived),
            (.scanDetached, .notReceived), (.routed, .notReceived),
            (.reorganised, .notReceived), (.linked, .notReceived), (.unlinked, .notReceived),
            (.passedOn, .notReceived),
            (.withdrawn, .notReceived), (.returned, .notReceived), (.annulled, .notReceived),
            (.reinstated, .notReceived),
            (.consentChanged, .notReceived), (.handlingSet, .notReceived),
            (.response, .notReceived), (.retention, .notReceived):
            state
        case (.categorised(let classification), .received(let item)):
            .received(item.applying(classification))
        case (.corrected(let correction), .received(let item)):
            .received(item.applying(correction))
        case (.transcribed(let transcription), .received(let item)):
            .received(item.applying(transcription))
        case (.scanAttached(let scan), .received(let item)): .received(item.attached(scan))
        case (.scanDetached(let detachment), .received(let item)):
            .received(item.detached(detachment.number))
        case (.routed(let routing), .received(let item)):
            .received(item.rerouted(routing))
        case (.reorganised(let change), .received(let item)):
            .received(item.reorganised(change))
        case (.linked(let other, let kind), .received(let item)):
            .received(item.with { $0.links[other] = kind })
        case (.unlinked(let other), .received(let item)):
            .received(item.with { $0.links[other] = nil })
        case (.passedOn(let handover), .received(let item)):
            .received(item.with { $0.standing = .passedOn(handover) })
        case (.withdrawn(let day), .received(let item)):
            .received(item.with { $0.standing = .withdrawn(on: day) })
        case (.returned(let day), .received(let item)):
            .received(item.with { $0.standing = .returned(on: day) })
        case (.annulled(let error), .received(let item)):
            .received(item.with { $0.standing = .annulled(error) })
        case (.reinstated, .received(let item)):
            .received(item.with { $0.standing = .open })
        case (.consentChanged(let consent), .received(let item)):
            .received(item.with { $0.plain.mayPublish = consent })
        case (.handlingSet(let handling, let isUrgent), .received(let item)):
            .received(
                item.with {
                    $0.plain.handling = handling
                    $0.plain.isUrgent = isUrgent
                })
        case (.response(let event), .received(let item)): .received(item.responded(event))
        case (.retention(let event), .received(let item)): .received(item.retained(event))
        }
    }
}

extension ReceivedItem {
    fileprivate func with(_ change: (inout ReceivedItem) -> Void) -> ReceivedItem {
        var item = self
        change(&item)
        return item
    }

    fileprivate func applying(_ classification: ItemClassification) -> ReceivedItem {
        with {
            $0.plain.category = classification.category
            $0.plain.topics = classification.topics ?? plain.topics
            $0.plain.nature = classification.nature ?? plain.nature
        }
    }

    fileprivate func applying(_ correction: ItemCorrected) -> ReceivedItem {
        with {
            $0.plain = plain.applying(correction.changes)
            $0.personal =
                switch (personal, correction.personal) {
                case (.readable(let old), .readable(let changes)):
                    .readable(old.applying(changes))
                // One key opens both, so both are gone, or the correction touched nothing sealed.
                case (.erased, .readable), (.erased, .erased), (.readable, .erased): .erased
                }
        }
    }

    fileprivate func applying(_ transcription: ItemTranscribed) -> ReceivedItem {
        with {
            $0.plain.hasBody = true
            $0.plain.textKind = transcription.textKind ?? plain.textKind
            switch (personal, transcription.personal) {
            case (.readable(var personal), .readable(let added)):
                personal.body = added.body
                $0.personal = .readable(personal)
            case (.erased, .readable), (.erased, .erased), (.readable, .erased):
                $0.personal = .erased
            }
        }
    }
}
