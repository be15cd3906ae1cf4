// The way of an answer from the draft to the letter box (起案・決裁・発送).
extension ReceivedItem {
    /// Every change is a new version, without the stamps of the old one: whoever stamped saw
    /// another text.
    func draft(_ wanted: DraftAnswer) throws(ItemRefusal) -> [ResponseEvent] {
        try requireOpen()
        try requireSenderToAnswer()
        guard routing != nil else { throw .response(.triage(isSorted: false)) }
        try require(wanted.by, .by)
        let draft = AnswerDraft(
            version: response.drafts + 1, by: wanted.by, isMinor: wanted.isMinor,
            route: wanted.route, text: .readable(wanted.text))
        try require(draft.text, .text, limit: ResponseLimits.answer)
        let posts = wanted.route.map(\.post)
        guard posts.count <= ResponseLimits.steps, Set(posts).count == posts.count else {
            throw .response(.routeMalformed(limit: ResponseLimits.steps))
        }
        for post in posts { try require(post, .post) }
        if let hand = response.draft, !hand.isSentBack, hand.draft.says(the: draft) { return [] }
        return [.drafted(draft)]
    }

    func withdrawDraft(by person: Wording) throws(ItemRefusal) -> [ResponseEvent] {
        try require(person, .by)
        guard let hand = response.draft else { return [] }
        try requireOpen()
        return [.draftWithdrawn(version: hand.draft.version, by: person)]
    }

    /// The stamps go in the order of the route. One given on paper stands for all posts before it;
    /// the holder of a post looks afterwards at what a deputy decided, also when it is sent long
    /// since.
    func stamp(
        _ stamp: ApprovalStamp, _ today: LocalDate
    ) throws(ItemRefusal) -> [ResponseEvent] {
        let hand = try draftInHand(version: stamp.draft)
        guard let index = hand.draft.route.firstIndex(where: { $0.post == stamp.post }) else {
            throw .response(.notOnRoute(post: stamp.post))
        }
        try require(stamp.by, .by)
        if let person = stamp.onBehalfOf { try require(person, .onBehalfOf) }
        try require(stamp.on, .on, today)
        switch stamp.manner {
        case .reviewed:
            guard hand.stamp(of: stamp.post)?.manner == .deputised else {
                throw .response(.nothingToReview(post: stamp.post))
            }
            let isReviewed = hand.stamps.contains {
                $0.post == stamp.post && $0.manner == .reviewed
            }
            return isReviewed ? [] : [.stamped(stamp)]
        case .approved, .deputised, .onPaper:
            if hand.stamp(of: stamp.post) != nil { return [] }
            let next = try hand.nextStep()
            let nextIndex = hand.draft.route.firstIndex(of: next) ?? 0
            guard index == nextIndex || (stamp.manner == .onPaper && index > nextIndex) else {
                throw .response(.notNext(next))
            }
            try requireOpen()
            return [.stamped(stamp)]
        }
    }

    func sendBack(_ back: DraftSentBack) throws(ItemRefusal) -> [ResponseEvent] {
        let hand = try draftInHand(version: back.draft)
        try require(back.by, .by)
        if let person = back.onBehalfOf { try require(person, .onBehalfOf) }
        try require(back.reason, .reason, limit: ResponseLimits.reason)
        guard hand.draft.route.contains(where: { $0.post == back.post }) else {
            throw .response(.notOnRoute(post: back.post))
        }
        if hand.isSentBack { return [] }
        try requireOpen()
        let next = try hand.nextStep()
        guard next.post == back.post else { throw .response(.notNext(next)) }
        return [.sentBack(back)]
    }

    func checkEnvelope(
        _ version: Int, by person: Wording
    ) throws(ItemRefusal) -> [ResponseEvent] {
        let hand = try draftInHand(version: version)
        if hand.checkedBy.contains(person) { return [] }
        try requireOpen()
        try hand.requireApproval()
        try require(person, .by)
        return [.envelopeChecked(version: version, by: person)]
    }

    /// What leaves the house is what was decided, and it leaves in the right envelope.
    func send(_ sent: SentAnswer, _ today: LocalDate) throws(ItemRefusal) -> [ResponseEvent] {
        if response.answer == .sent(sent) { return [] }
        try requireOpen()
        let hand = try draftInHand(version: sent.draft)
        try hand.requireApproval()
        if sent.medium.isSpoken { throw .response(.spokenMedium) }
        let missing = ResponseLimits.envelopeChecks - hand.checkedBy.count
        if sent.medium.needsEnvelopeChecks, missing > 0 {
            throw .response(.envelopeUnchecked(missing: missing))
        }
        if let number = sent.documentNumber { try require(number, .documentNumber) }
        try require(sent.on, .on, today)
        return [.sent(sent)]
    }

    private func draftInHand(version: Int) throws(ItemRefusal) -> DraftInHand {
        guard let hand = response.draft else { throw .response(.noDraft) }
        guard hand.draft.version == version else {
            throw .response(.draftChanged(now: hand.draft.version))
        }
        return hand
    }
}

extension DraftInHand {
    fileprivate func nextStep() throws(ItemRefusal) -> ApprovalStep {
        switch standing {
        case .noted: throw .response(.notSubmitted)
        case .sentBack: throw .response(.sentBack)
        case .approved: throw .response(.alreadyApproved)
        case .inApproval(let next): return next
        }
    }

    fileprivate func requireApproval() throws(ItemRefusal) {
        switch standing {
        case .noted: throw .response(.notSubmitted)
        case .sentBack: throw .response(.sentBack)
        case .inApproval(let next): throw .response(.notApproved(next: next))
        case .approved: break
        }
    }
}
