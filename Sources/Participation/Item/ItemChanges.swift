/// The countable members of an item that become something else; the others are not mentioned
/// (公開部分の変更).
///
/// In a command: what is wanted. In an event: only what really differs from before.
public struct ItemChanges: Sendable, Equatable {
    /// The day of receipt; the receipt number stays, also in another fiscal year (受付日).
    public var receivedOn: LocalDate?
    /// The scheme it came under (受付制度).
    public var scheme: Scheme?
    /// The way it came (経路).
    public var channel: Channel?
    /// What it is by content (性質).
    public var nature: Revision<Nature>?
    /// The district (地区).
    public var district: Revision<String>?
    /// The section that took it in (受付担当).
    public var department: Revision<String>?
    /// All imported dimensions as they are now (属性).
    public var attributes: [String: String]?
    /// The letters of the bundle (通数).
    public var copies: Int?
    /// How much is known of the sender; follows from the sender (差出人の区分).
    public var senderKind: SenderKind?
    /// Person, association or business (差出人の種別).
    public var senderParty: Revision<SenderParty>?
    /// Whether several people signed it (連名).
    public var isJoint: Bool?
    /// Whether somebody acts or writes for the sender (代理・代筆).
    public var isByProxy: Bool?
    /// Whether a reply is wanted (回答希望).
    public var wantsReply: ReplyWish?
    /// How the sender wishes to be answered (回答方法).
    public var replyBy: Revision<ReplyMedium>?
    /// Whether it may be published (公表の可否).
    public var mayPublish: PublicationConsent?
    /// How the text came about (本文の種別).
    public var textKind: Revision<TextKind>?
    /// Whether it is an undue demand (不当要求の該当).
    public var isUndueDemand: Bool?
    /// Whether its text is there; follows from the text (本文の有無).
    public var hasBody: Bool?

    /// No change at all (変更なし).
    public init() {}

    /// What leads from one record to another (差分).
    init(from old: ItemReceived.Plain, to new: ItemReceived.Plain) {
        receivedOn = Self.changed(old.receivedOn, new.receivedOn)
        scheme = Self.changed(old.scheme, new.scheme)
        channel = Self.changed(old.channel, new.channel)
        nature = Revision(from: old.nature, to: new.nature)
        district = Revision(from: old.district, to: new.district) { $0.isWritten(like: $1) }
        department = Revision(from: old.department, to: new.department) { $0.isWritten(like: $1) }
        attributes = old.attributes.isWritten(like: new.attributes) ? nil : new.attributes
        copies = Self.changed(old.copies, new.copies)
        senderKind = Self.changed(old.senderKind, new.senderKind)
        senderParty = Revision(from: old.senderParty, to: new.senderParty)
        isJoint = Self.changed(old.isJoint, new.isJoint)
        isByProxy = Self.changed(old.isByProxy, new.isByProxy)
        wantsReply = Self.changed(old.wantsReply, new.wantsReply)
        replyBy = Revision(from: old.replyBy, to: new.replyBy)
        mayPublish = Self.changed(old.mayPublish, new.mayPublish)
        textKind = Revision(from: old.textKind, to: new.textKind)
        isUndueDemand = Self.changed(old.isUndueDemand, new.isUndueDemand)
        hasBody = Self.changed(old.hasBody, new.hasBody)
    }

    private static func changed<Value: Equatable>(_ old: Value, _ new: Value) -> Value? {
        old == new ? nil : new
    }
}

extension ItemReceived.Plain {
    /// The same record with something put right (訂正後の記録).
    func applying(_ changes: ItemChanges) -> ItemReceived.Plain {
        var plain = self
        plain.receivedOn = changes.receivedOn ?? receivedOn
        plain.scheme = changes.scheme ?? scheme
        plain.channel = changes.channel ?? channel
        if let nature = changes.nature { plain.nature = nature.value }
        if let district = changes.district { plain.district = district.value }
        if let department = changes.department { plain.department = department.value }
        plain.attributes = changes.attributes ?? attributes
        plain.copies = changes.copies ?? copies
        plain.senderKind = changes.senderKind ?? senderKind
        if let senderParty = changes.senderParty { plain.senderParty = senderParty.value }
        plain.isJoint = changes.isJoint ?? isJoint
        plain.isByProxy = changes.isByProxy ?? isByProxy
        plain.wantsReply = changes.wantsReply ?? wantsReply
        if let replyBy = changes.replyBy { plain.replyBy = replyBy.value }
        plain.mayPublish = changes.mayPublish ?? mayPublish
        if let textKind = changes.textKind { plain.textKind = textKind.value }
        plain.isUndueDemand = changes.isUndueDemand ?? isUndueDemand
        plain.hasBody = changes.hasBody ?? hasBody
        return plain
    }
}
