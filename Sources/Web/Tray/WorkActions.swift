import Desk
import Participation

/// What somebody can do about an item as it stands (いまできること).
///
/// The rules of the item decide in the end; a button that could only be refused is not shown.
struct WorkActions: Sendable {
    let item: ReceivedItem
    /// The section somebody acts for, as the item names it; nil: the triage.
    let section: String?
    let login: String

    /// In the order in which an office works, but what is most likely next comes first.
    var verbs: [ResponseVerb] { Self.order.filter(allows) }

    private static let order: [ResponseVerb] = [
        .answerInstruction, .claim, .accept, .draft, .checkEnvelope, .dispatch, .interimAnswer,
        .oralAnswer,
        .transfer, .returnToTriage, .note, .close, .measure, .checkMeasure, .withdrawDraft,
        .release, .reopen,
    ]

    private var response: ItemResponse { item.response }
    private var isOpen: Bool { item.standing == .open && !response.isDone }
    private var isErased: Bool { item.personal == .erased || item.retention.erasure != nil }
    private var isLead: Bool { section != nil && section == item.routing?.lead }
    private var claim: ItemClaim? { response.claim(of: section.map { Wording($0) }) }

    private var isAnswerable: Bool {
        switch item.plain.senderKind {
        case .anonymous: false
        case .identified, .unknown: isOpen && isLead && !isErased
        }
    }

    /// Whether a draft is on its way or decided.
    private var isWithPosts: Bool {
        switch response.draft?.standing {
        case .inApproval?, .approved?: true
        case .noted?, .sentBack?, nil: false
        }
    }

    private func allows(_ verb: ResponseVerb) -> Bool {
        switch verb {
        case .claim: isOpen && claim == nil
        case .release: isOpen && claim != nil
        case .accept: isOpen && section.map { !response.accepted.contains(Wording($0)) } ?? false
        case .transfer, .returnToTriage:
            isOpen && !isErased && section != nil && !(isLead && isWithPosts)
        case .note: !isErased
        case .interimAnswer: isAnswerable
        case .oralAnswer, .draft: isAnswerable && !isWithPosts
        case .withdrawDraft: isOpen && isLead && response.draft != nil
        case .checkEnvelope: isAnswerable && isApproved && !hasChecked
        case .dispatch: isAnswerable && isApproved
        case .measure: section != nil && !isErased
        case .checkMeasure: response.measure != nil && !isErased
        case .close: isOpen && !isErased && !isWithPosts && (isLead || section == nil)
        case .reopen: response.isDone && !isErased
        case .answerInstruction: !response.openInstructions.isEmpty && !isErased
        // A page of its own has the draft beside them.
        case .approve, .sendBack: false
        }
    }

    private var isApproved: Bool { response.draft?.standing == .approved }

    private var hasChecked: Bool {
        response.draft?.checkedBy.contains(Wording(login)) ?? false
    }
}

extension ResponseVerb {
    /// The key that leads to it, PRODUCT §4.3 (操作のキー).
    var key: String? {
        switch self {
        case .accept: "R"
        case .transfer: "T"
        case .draft: "A"
        case .interimAnswer: "I"
        case .note: "N"
        case .measure: "M"
        case .claim, .release, .returnToTriage, .oralAnswer, .withdrawDraft, .approve, .sendBack,
            .checkEnvelope, .dispatch, .checkMeasure, .close, .reopen, .answerInstruction:
            nil
        }
    }

    /// Whether a button is enough.
    var needsNoForm: Bool {
        switch self {
        case .claim, .release, .accept, .withdrawDraft: true
        case .transfer, .returnToTriage, .note, .interimAnswer, .oralAnswer, .draft, .approve,
            .sendBack, .checkEnvelope, .dispatch, .measure, .checkMeasure, .close, .reopen,
            .answerInstruction:
            false
        }
    }

    /// After it the item lies in another tray.
    var leavesTheTray: Bool { self == .transfer || self == .returnToTriage }
}
