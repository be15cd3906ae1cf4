import Participation

/// `ItemReorganised` (「組織改正による担当替え」の書式 第1版).
enum ItemReorganisedCoding {
    static let type = "ItemReorganised"

    static func payload(_ change: ItemReorganisation) -> [UInt8] {
        CanonicalJSON.bytes(
            .object([
                "moves": .array(change.moves.map(members)),
                "on": .string(change.on.description),
            ]))
    }

    private static func members(_ move: SectionMove) -> JSONValue {
        var members: [String: JSONValue?] = ["from": .string(move.from.text)]
        switch move.outcome {
        case .succeeded(let to, let kind):
            members["by"] = .string(kind.rawValue)
            members["to"] = .string(to.text)
        case .dutyMoved(let to):
            members["by"] = .string(duty)
            members["to"] = .string(to.text)
        case .ended: members["by"] = .string(ended)
        case .unallocatable(let candidates):
            members["by"] = .string(unallocatable)
            members["candidates"] = .array(candidates.map { .string($0.text) })
        }
        return .object(present: members)
    }

    private static let duty = "duty"
    private static let ended = "ended"
    private static let unallocatable = "unallocatable"

    static func change(_ payload: [UInt8]) throws(EventCodingError) -> ItemReorganisation {
        var members = try MemberReader(payload, of: type)
        let change = ItemReorganisation(
            on: try members.value("on") { LocalDate(iso: $0) },
            moves: try members.objects("moves", move))
        try members.finish()
        return change
    }

    private static func move(_ members: inout MemberReader) throws(EventCodingError) -> SectionMove
    {
        let from = Wording(try members.text("from"))
        let to = try members.optionalText("to").map { Wording($0) }
        let candidates = try members.optionalTexts("candidates")?.map { Wording($0) }
        let outcome = try members.value("by") { by -> SectionMove.Outcome? in
            switch (by, to, candidates) {
            case (duty, let to?, nil): .dutyMoved(to)
            case (ended, nil, nil): .ended
            case (unallocatable, nil, let candidates?): .unallocatable(candidates)
            case (let kind, let to?, nil):
                SuccessionKind(rawValue: kind).map { .succeeded(to, $0) }
            case (_, _, _): nil
            }
        }
        return SectionMove(from: from, outcome)
    }
}
