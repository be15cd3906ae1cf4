import FoundationEssentials
public import Participation

/// One line of an item's page: what it is called and what stands there (案件票の一行).
public struct ItemEntry: Sendable, Equatable {
    /// What it is called (項目).
    public let field: ItemField
    /// What stands there, in the words of the register (内容).
    public let text: String
}

/// What stands on an item's page, line by line; two states of an item differ in the lines that
/// differ (案件票).
struct ItemEntries {
    /// Stands for what is sealed and was not opened (伏せ字).
    static let masked = "●●●"
    /// Stands for what was erased (消去済み).
    static let erased = "(消去済み)"
    /// Stands for a gist nobody wrote (要旨なし).
    static let noGist = "(要旨なし)"
    /// Stands for an item that only named persons may know of (限定の案件).
    static let restricted = "限定の案件"

    /// The receipt numbers of the items it is tied to; none of a restricted one.
    let numbers: [UUID: String]
    /// Whether sealed parts were opened.
    let isOpened: Bool

    func all(of item: ReceivedItem) -> [ItemEntry] {
        let plain = item.plain
        let entries =
            [
                line(.receiptNumber, plain.receiptNumber.description),
                line(.receivedOn, plain.receivedOn.wareki),
                line(.scheme, plain.scheme.japanese), line(.channel, plain.channel.japanese),
                line(.nature, plain.nature?.japanese), line(.category, plain.category),
                line(.topics, plain.topics.joined(separator: "、")),
                line(.copies, plain.copies == 1 ? nil : "\(plain.copies)通"),
                line(.district, plain.district), line(.department, plain.department),
                line(
                    .attributes,
                    plain.attributes.sorted { $0.key < $1.key }
                        .map { "\($0.key): \($0.value)" }.joined(separator: "、")),
                line(.sender, plain.senderKind.japanese),
                line(.senderParty, plain.senderParty?.japanese),
                line(.joint, plain.isJoint ? "あり" : nil),
                line(.byProxy, plain.isByProxy ? "あり" : nil),
            ] + sender(of: item) + [
                line(.wantsReply, plain.wantsReply.japanese),
                line(.replyBy, plain.replyBy?.japanese),
                line(.mayPublish, plain.mayPublish.japanese),
                line(.handling, plain.handling == .ordinary ? nil : plain.handling.japanese),
                line(.urgent, plain.isUrgent ? "該当" : nil),
                line(.undueDemand, plain.isUndueDemand ? "該当" : nil),
                line(.scans, scans(of: item)),
                line(.textKind, plain.textKind?.japanese),
            ] + course(of: item) + response(of: item) + retention(of: item) + texts(of: item)
        return entries.compactMap(\.self)
    }

    private func sender(of item: ReceivedItem) -> [ItemEntry?] {
        switch (item.personal, isOpened) {
        case (.readable(let personal), true):
            let details = personal.sender
            return [
                line(.name, details?.name), line(.kana, details?.kana),
                line(.postalCode, details?.postalCode), line(.address, details?.address),
                line(.phone, details?.phone), line(.email, details?.email),
                line(.introducedBy, personal.introducedBy),
            ]
        case (.erased, true): return [line(.name, ifIdentified(item, Self.erased))]
        case (_, false): return [line(.name, ifIdentified(item, Self.masked))]
        }
    }

    private func ifIdentified(_ item: ReceivedItem, _ text: String) -> String? {
        switch item.plain.senderKind {
        case .identified: text
        case .anonymous, .unknown: nil
        }
    }

    private func course(of item: ReceivedItem) -> [ItemEntry?] {
        let links = item.links.map { id, kind in
            "\(numbers[id] ?? Self.restricted)(\(kind.japanese))"
        }
        return [
            line(.lead, item.routing?.lead ?? "担当未定"),
            line(.others, item.routing?.others.joined(separator: "、")),
            line(.links, links.sorted().joined(separator: "、")),
            line(.standing, item.standing.japanese),
        ]
    }

    private func retention(of item: ReceivedItem) -> [ItemEntry?] {
        let retention = item.retention
        return [
            line(.holds, retention.holds.map(\.japanese).joined(separator: "、")),
            line(
                .useSuspension,
                retention.useSuspension.map { "\($0.number)(\($0.on.wareki)決定)" }),
            line(
                .erasure,
                retention.erasure.map { "\($0.on.wareki) \($0.ground.japanese)" }),
        ]
    }

    private func texts(of item: ReceivedItem) -> [ItemEntry?] {
        switch (item.personal, isOpened) {
        case (.readable(let personal), true):
            [line(.summary, personal.summary ?? Self.noGist), line(.body, personal.body)]
        case (.erased, true):
            [line(.summary, Self.erased), line(.body, item.plain.hasBody ? Self.erased : nil)]
        case (_, false):
            [line(.summary, Self.masked), line(.body, item.plain.hasBody ? Self.masked : nil)]
        }
    }

    func line(_ field: ItemField, _ text: String?) -> ItemEntry? {
        guard let text, !text.isEmpty else { return nil }
        return ItemEntry(field: field, text: text)
    }
}
