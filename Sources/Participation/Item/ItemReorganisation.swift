/// Where the sections of an item have gone by a change of the organisation (組織改正による担当替え).
///
/// Nobody judged anew whose business the item is, so it counts as no 担当替え, and whoever chose the
/// sections chose them still.
public struct ItemReorganisation: Sendable, Equatable {
    /// The day by whose organisation it goes (基準日).
    public var on: LocalDate
    /// The sections that have it no more, the one that answers first (担当の移動).
    public var moves: [SectionMove]

    /// A change of the organisation as it touches an item (組織改正による担当替え).
    public init(on: LocalDate, moves: [SectionMove]) {
        self.on = on
        self.moves = moves
    }
}

/// A section no longer has an item (担当の移動).
public struct SectionMove: Sendable, Equatable {
    /// What became of its work (移動の結果).
    public enum Outcome: Sendable, Equatable {
        /// The unit ended, and this one goes on with the item (承継).
        case succeeded(Wording, SuccessionKind)
        /// The duty went to this unit, and the former one goes on without it (事務移管).
        case dutyMoved(Wording)
        /// The unit ended and has no successor (後継組織なし).
        case ended
        /// The unit ended, and nothing says which of these goes on with the item (配分不能).
        case unallocatable([Wording])
    }

    /// The section as it stood on the item (旧担当).
    public var from: Wording
    /// What became of its work (移動の結果).
    public var outcome: Outcome

    /// A section no longer has an item (担当の移動).
    public init(from: Wording, _ outcome: Outcome) {
        self.from = from
        self.outcome = outcome
    }

    /// The section that has the item from now on; nil where nobody does (新担当).
    public var to: Wording? {
        switch outcome {
        case .succeeded(let to, _), .dutyMoved(let to): to
        case .ended, .unallocatable: nil
        }
    }

    /// Whether the people who have it in hand came along with all their work (着手の引継ぎ).
    ///
    /// A unit that has another code, or was joined with others, goes on with the same people: what
    /// they have taken up stays taken up. Where it was divided, or the work went to a unit with people
    /// of its own, the item is taken up anew there.
    public var keepsHands: Bool {
        switch outcome {
        case .succeeded(_, .rename), .succeeded(_, .merge): true
        case .succeeded(_, .split), .succeeded(_, .transfer), .dutyMoved, .ended, .unallocatable:
            false
        }
    }

    /// Why, in the words of the office (理由).
    public var japanese: String {
        switch outcome {
        case .succeeded(_, let kind): "組織改正(\(kind.japanese))"
        case .dutyMoved: "事務移管"
        case .ended: "廃止(後継組織なし)"
        case .unallocatable(let candidates):
            "配分不能(候補 \(candidates.map(\.text).joined(separator: "、")))"
        }
    }
}

extension ReceivedItem {
    /// Follows a change of the organisation; sections it is no longer with are passed over, so the
    /// same change again gives no event.
    ///
    /// A 限定 item goes along: its sections are not chosen anew by a rule, and left with a unit that
    /// is no more, a report of abuse would lie where nobody looks. Who may see it does not change.
    func reorganise(_ change: ItemReorganisation) throws(ItemRefusal) -> [ItemEvent] {
        let moves = change.moves.filter { sections.contains($0.from) && $0.to != $0.from }
        guard !moves.isEmpty else { return [] }
        try requireOpen()
        for move in moves { if let to = move.to { try require(to, .to) } }
        return [.reorganised(ItemReorganisation(on: change.on, moves: moves))]
    }

    /// The item after a change of the organisation.
    ///
    /// What was drafted and promised stays, also on the way back to the hearing section: its next
    /// section goes on from there, and open approvals follow the posts (DECISIONS C6).
    func reorganised(_ change: ItemReorganisation) -> ReceivedItem {
        guard var routing else { return self }
        var item = self
        for move in change.moves { item.response.reorganise(move) }
        func successor(of code: String) -> String? {
            let move = change.moves.first { $0.from == Wording(code) }
            return move.map { $0.to?.text } ?? code
        }
        guard let lead = successor(of: routing.lead) else { return item.rerouted(nil) }
        routing.lead = lead
        routing.others = routing.others.compactMap(successor).withoutBlanksAndRepeats
            .filter { !$0.isWritten(like: lead) }
        return item.rerouted(routing)
    }
}

extension ItemResponse {
    /// What the former section did is now the successor's, where its people came along.
    fileprivate mutating func reorganise(_ move: SectionMove) {
        guard move.keepsHands, let to = move.to else { return }
        if accepted.remove(move.from) != nil { accepted.insert(to) }
        if contributed.remove(move.from) != nil { contributed.insert(to) }
        // Of two people who meet in one section the first keeps it.
        guard claim(of: to) == nil else { return }
        for index in claims.indices where claims[index].section == move.from {
            claims[index].section = to
        }
    }
}
