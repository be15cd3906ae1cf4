/// What the rows of a file are records of (取込みの種類).
///
/// Raw values are those of CONTRACT §2.
public enum ImportKind: String, Sendable, CaseIterable {
    /// What citizens said (受付案件).
    case item
    /// Meetings, tours and events held or announced (催し).
    case gathering
    /// Outreach lectures held (出前講座).
    case lecture
    /// Values of an indicator measured elsewhere (観測値).
    case observation

    /// The fields a row may have, in the order documents list them (項目).
    public var fields: [ImportField] {
        switch self {
        case .item:
            [
                .externalId, .receivedOn, .scheme, .channel, .nature, .category, .topics,
                .district, .department, .summary, .body, .name, .kana, .postalCode, .address,
                .phone, .email, .anonymous, .wantsReply, .mayPublish,
            ]
        case .gathering:
            [
                .externalId, .kind, .name, .heldOn, .endsOn, .startsAt, .endsAt, .place,
                .capacity, .district, .department, .headcount,
            ]
        case .lecture:
            [
                .externalId, .heldOn, .menu, .title, .department, .headcount, .district, .place,
            ]
        case .observation: [.externalId, .indicator, .year, .quarter, .value, .source]
        }
    }

    /// The fields without which a row says nothing that can be recorded (必須項目).
    public var requiredFields: [ImportField] {
        switch self {
        case .item: [.receivedOn, .scheme, .channel]
        case .gathering: [.kind, .name, .heldOn]
        case .lecture: [.heldOn]
        case .observation: [.indicator, .year, .value]
        }
    }
}

/// What the rows are read for (読取りの目的).
public enum ImportPurpose: Sendable {
    /// To be recorded; required fields must be there (取込み).
    case recording
    /// To see what the routing rules would do with them; any field may be missing (規則の評価).
    case evaluation
}
