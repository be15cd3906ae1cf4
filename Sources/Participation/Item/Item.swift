public import FoundationEssentials

/// What one citizen said to the city at one time, from receipt to the end (受付案件).
///
/// One letter is one item, however many topics it has (PRODUCT §6.1).
public enum Item: Decider {
    /// Nothing has been received under this id (未受付).
    case notReceived
    /// The item has been received (受付済み).
    case received(ReceivedItem)

    /// The state before anything happened (未受付).
    public static var initial: Item { .notReceived }
}

/// An item once it has been received (受付済みの案件).
public struct ReceivedItem: Sendable, Equatable {
    /// What was recorded at receipt; no correction touches it (受付時の記録).
    public var receipt: ItemReceived
    /// The countable part as it stands now (現在の公開部分).
    public var plain: ItemReceived.Plain
    /// The personal part as it stands now (現在の封印部分).
    public var personal: Sealed<ItemReceived.Personal>
    /// The sections that deal with it; nil while none is chosen (担当, nil は担当未定).
    public var routing: ItemRouting?
    /// The items it belongs with (関連案件).
    public var links: [UUID: LinkKind]
    /// Whether it is still dealt with (状態).
    public var standing: ItemStanding
    /// The files that were attached to it, those taken back included (添付).
    public var scans: [AttachedScan] = []
    /// How the sections deal with it (担当課の処理).
    public var response = ItemResponse()
    /// How long it is kept, and whether it was erased (保存).
    public var retention = RecordRetention()

    /// An item as received (受付済みの案件).
    public init(receipt: ItemReceived) {
        self.receipt = receipt
        plain = receipt.plain
        personal = receipt.personal
        routing = nil
        links = [:]
        standing = .open
    }

    /// Whether it is a second record of the same letter, which is not counted (重複か).
    public var isDuplicate: Bool { links.values.contains(.duplicate) }
}

/// Whether an item is still dealt with as one (案件の状態).
///
/// Ended items stay in the register; whether they are counted is for each definition to say
/// (DECISIONS B7).
public enum ItemStanding: Sendable, Equatable {
    /// It is dealt with (受付中).
    case open
    /// It was handed over to a procedure of its own (引継ぎ済み).
    case passedOn(ItemHandover)
    /// The sender took it back (取下げ).
    case withdrawn(on: LocalDate)
    /// It was sent back to the sender (返戻).
    case returned(on: LocalDate)
    /// It should never have been entered, and is counted nowhere (受付取消し).
    case annulled(EntryError)

    /// The words in the register (状態の表記).
    public var japanese: String {
        switch self {
        case .open: "受付中"
        case .passedOn(let handover):
            "引継ぎ済み(\(handover.to.japanese)、\(handover.arrivedOn.wareki)到達)"
        case .withdrawn(let day): "取下げ済み(\(day.wareki))"
        case .returned(let day): "返戻済み(\(day.wareki))"
        case .annulled(let error): "受付取消し(\(error.japanese))"
        }
    }
}
