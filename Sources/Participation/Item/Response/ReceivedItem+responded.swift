extension ReceivedItem {
    /// The item after something a section did (状態の更新).
    func responded(_ event: ResponseEvent) -> ReceivedItem {
        var item = self
        switch event {
        case .claimed(let claim): item.response.claims.append(claim)
        case .released(let release):
            item.response.claims.removeAll { $0.section == release.section }
        case .accepted(let section): item.response.accepted.insert(section)
        case .transferred(let transfer):
            item.reassign(from: transfer.from, to: transfer.to)
            item.response.hops += 1
        case .returnedToTriage(let back):
            item.reassign(from: back.from, to: nil)
            item.response.hops += 1
        case .noted(let note):
            if note.isContribution, let section = note.section {
                item.response.contributed.insert(section)
            }
        case .interimAnswered(let interim): item.response.interim = interim
        case .answeredOrally(let spoken): item.response.give(.spoken(spoken))
        case .drafted(let draft):
            item.response.drafts = draft.version
            item.response.draft = DraftInHand(draft)
        case .draftWithdrawn: item.response.draft = nil
        case .stamped(let stamp): item.response.draft?.stamps.append(stamp)
        case .sentBack: item.response.draft?.isSentBack = true
        case .envelopeChecked(_, let person): item.response.draft?.checkedBy.append(person)
        case .sent(let sent): item.response.give(.sent(sent))
        case .measureTaken(let measure):
            item.response.measure = measure
            item.response.isMeasureChecked = false
        case .measureChecked: item.response.isMeasureChecked = true
        case .closed(let closure): item.response.closure = closure
        case .reopened(let reopening): item.response.reopen(reopening.cause)
        case .instructed(let instruction):
            item.response.instructions.append(GivenInstruction(instruction))
        case .instructionAnswered(let answer):
            if item.response.instructions.indices.contains(answer.number - 1) {
                item.response.instructions[answer.number - 1].answer = answer
            }
        }
        return item
    }

    /// The item once other sections deal with it: who is no longer among them has nothing in hand.
    func rerouted(_ routing: ItemRouting?) -> ReceivedItem {
        var item = self
        item.routing = routing
        let sections = item.sections
        item.response.claims.removeAll { claim in
            claim.section.map { !sections.contains($0) } ?? (routing != nil)
        }
        item.response.accepted.formIntersection(sections)
        return item
    }

    private mutating func reassign(from section: Wording, to other: Wording?) {
        guard var routing else { return }
        if Wording(routing.lead) == section {
            guard let other else {
                self = rerouted(nil)
                return
            }
            routing.lead = other.text
            routing.others.removeAll { Wording($0) == other }
        } else if let index = routing.others.firstIndex(where: { Wording($0) == section }) {
            if let other {
                routing.others[index] = other.text
            } else {
                routing.others.remove(at: index)
            }
        }
        routing.by = .clerk
        self = rerouted(routing)
    }
}

extension ItemResponse {
    fileprivate mutating func give(_ answer: GivenAnswer) {
        self.answer = answer
        firstAnsweredOn = firstAnsweredOn ?? answer.on
    }

    /// In error, the end did not happen, and what was decided is still decided. Where there is more to
    /// do, the answer stands as the first one, and another may follow.
    fileprivate mutating func reopen(_ cause: ReopeningCause) {
        switch cause {
        case .entryError:
            // Whatever was answered in an earlier round was so on an earlier day.
            if firstAnsweredOn == answer?.on { firstAnsweredOn = nil }
            closure = nil
            answer = nil
        case .further:
            closure = nil
            answer = nil
            draft = nil
        }
    }
}
