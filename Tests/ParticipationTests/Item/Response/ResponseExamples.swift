import Participation
import Testing

// A letter of 28 June 2026, with 土木課 in charge and 公園課 beside it; 佐藤 and 鈴木 deal with it.
extension Scenario<Item> {
    /// The letter, routed, and what the sections then did.
    static func givenRouted(
        _ events: ResponseEvent..., changing change: (inout ReceiveItem) -> Void = { _ in }
    ) throws -> Scenario {
        let received = try Item.decide(.receive(.letter(change)), .initial)
        let routed = ItemEvent.routed(ItemRouting(lead: "土木課", others: ["公園課"], by: .clerk))
        return Scenario(
            state: (received + [routed] + events.map(ItemEvent.response))
                .reduce(.initial, Item.evolve))
    }

    func asked(_ command: ResponseCommand) -> Outcome {
        when(.respond(command, today: .on("2026-07-10")))
    }
}

extension Scenario<Item>.Outcome {
    func thenRecorded(
        _ event: ResponseEvent, at location: SourceLocation = #_sourceLocation
    ) {
        then(.response(event), at: location)
    }

    func thenDeclined(
        _ refusal: ResponseRefusal, at location: SourceLocation = #_sourceLocation
    ) {
        thenRefused(.response(refusal), at: location)
    }
}

extension ItemClaim {
    static func claim(_ person: Wording, of section: Wording? = "土木課") -> ItemClaim {
        ItemClaim(
            section: section, by: person, on: .on("2026-07-01"),
            at: TimeOfDay(hour: 13, minute: 30) ?? .noon)
    }
}

extension TimeOfDay {
    static var noon: TimeOfDay {
        guard let noon = TimeOfDay(hour: 12) else { preconditionFailure("noon") }
        return noon
    }
}

extension DraftAnswer {
    static func draft(
        _ text: Wording = "朝6時までに除雪します。", route: [Wording] = ["道路係長", "土木課長"],
        isMinor: Bool = true
    ) -> DraftAnswer {
        DraftAnswer(
            by: "佐藤", isMinor: isMinor, route: route.map { ApprovalStep(post: $0) }, text: text)
    }
}

extension AnswerDraft {
    static func draft(
        _ version: Int = 1, _ text: Wording = "朝6時までに除雪します。",
        route: [Wording] = ["道路係長", "土木課長"], isMinor: Bool = true
    ) -> AnswerDraft {
        AnswerDraft(
            version: version, by: "佐藤", isMinor: isMinor,
            route: route.map { ApprovalStep(post: $0) }, text: .readable(text))
    }
}

extension ApprovalStamp {
    static func stamp(
        _ post: Wording, _ manner: StampManner = .approved, draft: Int = 1, by: Wording = "高橋",
        onBehalfOf: Wording? = nil
    ) -> ApprovalStamp {
        ApprovalStamp(
            draft: draft, post: post, manner: manner, by: by, onBehalfOf: onBehalfOf,
            on: .on("2026-07-08"))
    }
}

extension SentAnswer {
    static func sent(
        _ draft: Int = 1, on day: String = "2026-07-09", by medium: ReplyMedium = .post
    ) -> SentAnswer {
        SentAnswer(draft: draft, on: .on(day), medium: medium)
    }
}
