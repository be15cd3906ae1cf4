import FoundationEssentials
import Participation

// Letters, opinions and requests.
extension FactFolding {
    /// - Parameter day: the day it was recorded.
    static func item(
        _ event: ItemEvent, _ subject: UUID, before: Fact?, on day: LocalDate
    ) -> Fact? {
        if case .received(let receipt) = event { return received(receipt.plain, subject) }
        guard var fact = before else { return nil }
        switch event {
        case .received: break
        case .categorised(let classification):
            fact.words[.categoryNow] = classification.category
            if let nature = classification.nature { fact.words[.nature] = nature.rawValue }
        case .corrected(let correction): fact.apply(correction.changes)
        case .routed(let routing):
            // The first section a letter goes to is the one of its receipt (当時の組織).
            if fact.words[.section] == nil { fact.words[.section] = routing.lead }
            fact.words[.sectionNow] = routing.lead
            fact.sectionSince = day
        case .reorganised(let change):
            let move = change.moves.first { $0.from.text == fact.words[.sectionNow] }
            if let move {
                fact.words[.sectionNow] = move.to?.text
                fact.sectionSince = change.on
            }
        case .linked(let original, .duplicate): fact.duplicateOf = original
        case .linked(_, .samePurpose): break
        case .unlinked(let other):
            if fact.duplicateOf == other { fact.duplicateOf = nil }
        case .passedOn: fact.words[.standing] = Standing.passedOn
        case .withdrawn: fact.words[.standing] = Standing.withdrawn
        case .returned: fact.words[.standing] = Standing.returned
        case .annulled: fact.isCancelled = true
        case .reinstated:
            fact.words[.standing] = nil
            fact.isCancelled = false
        case .handlingSet(let handling, _): fact.words[.handling] = handling.word
        case .response(.transferred(let transfer)):
            if fact.words[.sectionNow] == transfer.from.text {
                fact.words[.sectionNow] = transfer.to.text
                fact.sectionSince = day
            }
        case .response(.returnedToTriage(let back)):
            if fact.words[.sectionNow] == back.from.text {
                fact.words[.sectionNow] = nil
                fact.sectionSince = day
            }
        case .transcribed, .consentChanged, .scanAttached, .scanDetached, .response, .retention:
            break
        }
        return fact
    }

    /// Words of ``Dimension/standing``; an open item has none.
    enum Standing {
        static let passedOn = "passed-on"
        static let withdrawn = "withdrawn"
        static let returned = "returned"
    }

    private static func received(_ plain: ItemReceived.Plain, _ subject: UUID) -> Fact {
        var fact = Fact(kind: .item, subject: subject, effectiveOn: plain.receivedOn)
        fact.words[.scheme] = plain.scheme.rawValue
        fact.words[.channel] = plain.channel.rawValue
        fact.words[.nature] = plain.nature?.rawValue
        fact.words[.sender] = plain.senderKind.rawValue
        fact.words[.district] = plain.district
        fact.words[.category] = plain.category
        fact.words[.categoryNow] = plain.category
        fact.words[.section] = plain.department
        fact.words[.sectionNow] = plain.department
        fact.words[.handling] = plain.handling.word
        fact.quantity = Int32(clamping: plain.copies)
        fact.attributes = plain.attributes
        return fact
    }
}

extension Fact {
    /// A correction says what was right from the beginning: it changes both views, but a section
    /// the item has gone to meanwhile stays.
    fileprivate mutating func apply(_ changes: ItemChanges) {
        if let day = changes.receivedOn { effectiveOn = day }
        if let scheme = changes.scheme { words[.scheme] = scheme.rawValue }
        if let channel = changes.channel { words[.channel] = channel.rawValue }
        if let nature = changes.nature { words[.nature] = nature.value?.rawValue }
        if let sender = changes.senderKind { words[.sender] = sender.rawValue }
        if let district = changes.district { words[.district] = district.value }
        if let department = changes.department {
            if words[.sectionNow] == words[.section] { words[.sectionNow] = department.value }
            words[.section] = department.value
        }
        if let copies = changes.copies { quantity = Int32(clamping: copies) }
        if let attributes = changes.attributes { self.attributes = attributes }
    }
}

extension Handling {
    /// The word facts keep; an ordinary item has none.
    fileprivate var word: String? { self == .ordinary ? nil : rawValue }
}
