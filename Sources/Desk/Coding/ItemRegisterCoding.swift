import FoundationEssentials
import Participation

// The smaller events of an item as bytes, each in schema version 1. Pinned byte by byte in
// `Tests/DeskTests/Fixtures/Item*.v1*.json`, which are never edited.

/// `ItemCategorised` (「分類」の書式 第1版).
enum ItemCategorisedCoding {
    static let type = "ItemCategorised"

    static func payload(_ classification: ItemClassification) -> [UInt8] {
        CanonicalJSON.bytes(
            .object(present: [
                "category": .optional(classification.category),
                "nature": .optional(classification.nature?.rawValue),
                "reason": .string(classification.reason.rawValue),
                "topics": classification.topics.map { .array($0.map(JSONValue.string)) },
            ]))
    }

    static func classification(
        _ payload: [UInt8]
    ) throws(EventCodingError) -> ItemClassification {
        var members = try MemberReader(payload, of: type)
        let classification = ItemClassification(
            category: try members.optionalText("category"),
            topics: try members.optionalTexts("topics"),
            nature: try members.optionalValue("nature", Nature.init(rawValue:)),
            reason: try members.value("reason", CorrectionReason.init(rawValue:)))
        try members.finish()
        return classification
    }
}

/// `ItemTranscribed` (「転記」の書式 第1版).
enum ItemTranscribedCoding {
    static let type = "ItemTranscribed"

    static func payload(_ transcription: ItemTranscribed) -> [UInt8] {
        CanonicalJSON.bytes(
            .object(present: ["textKind": .optional(transcription.textKind?.rawValue)]))
    }

    static func textKind(_ payload: [UInt8]) throws(EventCodingError) -> TextKind? {
        var members = try MemberReader(payload, of: type)
        let kind = try members.optionalValue("textKind", TextKind.init(rawValue:))
        try members.finish()
        return kind
    }

    static func personal(_ personal: ItemTranscribed.Personal) -> [UInt8] {
        CanonicalJSON.bytes(.object(["body": .string(personal.body)]))
    }

    static func personal(_ bytes: [UInt8]) throws(EventCodingError) -> ItemTranscribed.Personal {
        var members = try MemberReader(bytes, of: type)
        let personal = ItemTranscribed.Personal(body: try members.text("body"))
        try members.finish()
        return personal
    }
}

/// `ItemRouted` (「振分け」の書式 第1版).
enum ItemRoutedCoding {
    static let type = "ItemRouted"

    static func payload(_ routing: ItemRouting) -> [UInt8] {
        var members: [String: JSONValue?] = [
            "lead": .string(routing.lead),
            "others": routing.others.isEmpty
                ? nil : .array(routing.others.map(JSONValue.string)),
        ]
        switch routing.by {
        case .clerk: members["by"] = .string("clerk")
        case .rule(let id, let version):
            members["by"] = .string("rule")
            members["rule"] = .optional(id)
            members["ruleVersion"] = .optional(version)
        case .classifier(let version, let probability):
            members["by"] = .string("classifier")
            members["classifierVersion"] = .optional(version)
            members["probability"] = .optional(probability.permille)
        }
        if let proposed = routing.proposed {
            members["proposed"] = .string(proposed.section)
            members["proposedVersion"] = .optional(proposed.version)
            members["proposedProbability"] = .optional(proposed.probability.permille)
        }
        return CanonicalJSON.bytes(.object(present: members))
    }

    static func routing(_ payload: [UInt8]) throws(EventCodingError) -> ItemRouting {
        var members = try MemberReader(payload, of: type)
        let rule = try members.optionalText("rule")
        let version = try members.optionalInteger("ruleVersion")
        let learned = try members.optionalInteger("classifierVersion")
        let probability = try members.optionalInteger("probability")
            .flatMap(Confidence.init(permille:))
        let chooser = try members.value("by") { by -> ItemRouting.Chooser? in
            switch (by, rule, version, learned, probability) {
            case ("clerk", nil, nil, nil, nil): .clerk
            case ("rule", _, _, nil, nil): .rule(id: rule, version: version)
            case ("classifier", nil, nil, let version?, let probability?):
                .classifier(version: version, probability: probability)
            case (_, _, _, _, _): nil
            }
        }
        let routing = ItemRouting(
            lead: try members.text("lead"), others: try members.optionalTexts("others") ?? [],
            by: chooser, proposed: try proposal(&members))
        try members.finish()
        return routing
    }

    private static func proposal(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> RoutingProposal? {
        guard let section = try members.optionalText("proposed") else { return nil }
        guard let version = try members.optionalInteger("proposedVersion"),
            let probability = try members.optionalInteger("proposedProbability")
                .flatMap(Confidence.init(permille:))
        else { throw .malformed(type: type, key: "proposed") }
        return RoutingProposal(section: section, probability: probability, version: version)
    }
}

/// `ItemLinked` and `ItemUnlinked` (「関連付け」とその取消しの書式 第1版).
enum ItemLinkCoding {
    static let linked = "ItemLinked"
    static let unlinked = "ItemUnlinked"

    static func payload(to other: UUID, as kind: LinkKind?) -> [UInt8] {
        CanonicalJSON.bytes(
            .object(present: [
                "as": .optional(kind?.rawValue), "to": .string(other.uuidString.lowercased()),
            ]))
    }

    static func link(_ payload: [UInt8]) throws(EventCodingError) -> ItemEvent {
        var members = try MemberReader(payload, of: linked)
        let event = ItemEvent.linked(
            to: try members.value("to") { UUID(uuidString: $0) },
            as: try members.value("as", LinkKind.init(rawValue:)))
        try members.finish()
        return event
    }

    static func unlink(_ payload: [UInt8]) throws(EventCodingError) -> ItemEvent {
        var members = try MemberReader(payload, of: unlinked)
        let event = ItemEvent.unlinked(from: try members.value("to") { UUID(uuidString: $0) })
        try members.finish()
        return event
    }
}

/// `ItemPassedOn`, `ItemWithdrawn`, `ItemReturned`, `ItemAnnulled`, `ItemReinstated`
/// (「引継ぎ」「取下げ」「返戻」「受付の取消し」とその取消しの書式 第1版).
enum ItemEndingCoding {
    static let passedOn = "ItemPassedOn"
    static let withdrawn = "ItemWithdrawn"
    static let returned = "ItemReturned"
    static let annulled = "ItemAnnulled"
    static let reinstated = "ItemReinstated"

    static func payload(_ error: EntryError) -> [UInt8] {
        CanonicalJSON.bytes(.object(["error": .string(error.rawValue)]))
    }

    static func error(_ payload: [UInt8]) throws(EventCodingError) -> EntryError {
        var members = try MemberReader(payload, of: annulled)
        let error = try members.value("error", EntryError.init(rawValue:))
        try members.finish()
        return error
    }

    static func payload(_ handover: ItemHandover) -> [UInt8] {
        CanonicalJSON.bytes(
            .object([
                "arrivedOn": .string(handover.arrivedOn.description),
                "to": .string(handover.to.rawValue),
            ]))
    }

    static func handover(_ payload: [UInt8]) throws(EventCodingError) -> ItemHandover {
        var members = try MemberReader(payload, of: passedOn)
        let handover = ItemHandover(
            to: try members.value("to", HandoverProcedure.init(rawValue:)),
            arrivedOn: try members.value("arrivedOn") { LocalDate(iso: $0) })
        try members.finish()
        return handover
    }

    static func payload(on day: LocalDate) -> [UInt8] {
        CanonicalJSON.bytes(.object(["on": .string(day.description)]))
    }

    static func day(_ payload: [UInt8], of type: String) throws(EventCodingError) -> LocalDate {
        var members = try MemberReader(payload, of: type)
        let day = try members.value("on") { LocalDate(iso: $0) }
        try members.finish()
        return day
    }

    static func nothing(_ payload: [UInt8], of type: String) throws(EventCodingError) {
        try MemberReader(payload, of: type).finish()
    }
}

/// `ItemConsentChanged` and `ItemHandlingSet` (「公表の可否」「取扱区分」の変更の書式 第1版).
enum ItemCareCoding {
    static let consentChanged = "ItemConsentChanged"
    static let handlingSet = "ItemHandlingSet"

    static func payload(_ consent: PublicationConsent) -> [UInt8] {
        CanonicalJSON.bytes(.object(["mayPublish": .string(consent.rawValue)]))
    }

    static func consent(_ payload: [UInt8]) throws(EventCodingError) -> PublicationConsent {
        var members = try MemberReader(payload, of: consentChanged)
        let consent = try members.value("mayPublish", PublicationConsent.init(rawValue:))
        try members.finish()
        return consent
    }

    static func payload(_ handling: Handling, isUrgent: Bool) -> [UInt8] {
        CanonicalJSON.bytes(
            .object(["handling": .string(handling.rawValue), "urgent": .bool(isUrgent)]))
    }

    static func handling(_ payload: [UInt8]) throws(EventCodingError) -> ItemEvent {
        var members = try MemberReader(payload, of: handlingSet)
        let event = ItemEvent.handlingSet(
            try members.value("handling", Handling.init(rawValue:)),
            isUrgent: try members.flag("urgent"))
        try members.finish()
        return event
    }
}
