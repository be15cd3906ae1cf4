import EventLog
public import FoundationEssentials
public import Participation
import Postgres

/// Which section earlier items speak for, and because of which words (学習による提案).
public struct LearnedProposal: Sendable, Equatable {
    /// How many words are named (手掛かりの数).
    static let mostWords = 3

    /// The section and how likely it is (提案).
    public let proposal: RoutingProposal
    /// The words of the letter that speak most for it, the strongest first; part of the letter, and
    /// for nobody who may not read it (手掛かりの言葉).
    public let words: [String]
}

/// What was learned, made ready for the organisation of a day (提案の準備).
struct Proposer: Sendable {
    private let classifier: TextClassifier
    private let router: Router

    init(_ classifier: TextClassifier, _ router: Router) {
        self.classifier = classifier
        self.router = router
    }

    /// What it would choose for an item whose text was opened; nothing for one no rule may route.
    func proposal(for item: ReceivedItem) -> LearnedProposal? {
        let subject = RoutingSubject(item)
        guard let proposal = router.proposal(for: subject), let text = subject.text else {
            return nil
        }
        return LearnedProposal(
            proposal: proposal,
            words: classifier.strongestWords(
                in: text, for: proposal.section, limit: LearnedProposal.mostWords))
    }
}

extension Desk {
    /// What was learned would choose for an item somebody has opened (学習による提案).
    ///
    /// A person decides; whether it may route by itself does not matter here. Made anew from the text,
    /// and not kept (DECISIONS A9).
    /// - Returns: nil while nothing was learned, and for items nothing may route but a person.
    /// - Throws: ``DeskError``.
    public func proposal(for item: ReceivedItem) async throws(DeskError) -> LearnedProposal? {
        do {
            return try await office.proposer(of: self)?.proposal(for: item)
        } catch {
            throw DeskError(error)
        }
    }

    /// The same for several items somebody looks at in a list; that their texts were opened is written
    /// down as for ``gists(of:for:)`` (学習による提案の一覧).
    public func proposals(
        for items: [UUID], for opening: Opening
    ) async throws(DeskError) -> [UUID: LearnedProposal] {
        do {
            guard !items.isEmpty, let proposer = try await office.proposer(of: self) else {
                return [:]
            }
            let histories = try await log.read(
                items.map { StreamName(category: Item.streamCategory, id: $0) })
            let keys = try await ItemOpening.keys(to: histories.values, of: keyring)
            let opened = try ItemOpening.items(after: histories.values, with: keys)
            try await recordOnceADay(opening, of: keys, showing: .text)
            return Dictionary(
                opened.compactMap { one in proposer.proposal(for: one.item).map { (one.id, $0) } }
            ) { first, _ in first }
        } catch {
            throw DeskError(error)
        }
    }
}
