/// What routing looks at: an item, or a request for a lecture (振分けの対象).
public struct RoutingSubject: Sendable, Equatable {
    /// The day of receipt, which says which rules hold (受付日).
    public var receivedOn: LocalDate
    /// The scheme (受付制度).
    public var scheme: Scheme?
    /// What it is by content (性質).
    public var nature: Nature?
    /// The way it came (経路).
    public var channel: Channel?
    /// The category (分類).
    public var category: String?
    /// The district (地区).
    public var district: String?
    /// Further subjects (話題).
    public var topics: [String]
    /// Further dimensions (属性).
    public var attributes: [String: String]
    /// The section the record names (記載された担当).
    public var recordedSection: String?
    /// The code of the lecture of the menu it asks for (講座番号).
    public var lecture: String?
    /// Gist and text; nil when nobody may or can read them (要旨・本文).
    public var text: String?
    /// Why nothing may route it but a person (自動振分けの対象外の理由).
    public var exemption: RoutingExemption?

    /// What routing looks at (振分けの対象).
    public init(
        receivedOn: LocalDate, scheme: Scheme? = nil, nature: Nature? = nil,
        channel: Channel? = nil, category: String? = nil, district: String? = nil,
        topics: [String] = [], attributes: [String: String] = [:],
        recordedSection: String? = nil, lecture: String? = nil, text: String? = nil,
        exemption: RoutingExemption? = nil
    ) {
        self.receivedOn = receivedOn
        self.scheme = scheme
        self.nature = nature
        self.channel = channel
        self.category = category
        self.district = district
        self.topics = topics
        self.attributes = attributes
        self.recordedSection = recordedSection
        self.lecture = lecture
        self.text = text
        self.exemption = exemption
    }

    /// An item as it stands now (受付案件).
    ///
    /// The text of a 限定 item is not even looked at (DECISIONS C3).
    public init(_ item: ReceivedItem) {
        let exemption = RoutingExemption(item)
        let personal = exemption == nil ? item.personal.content : nil
        let text = personal.map { personal in
            [personal.summary, personal.body].compactMap(\.self).joined(separator: "\n")
        }
        let plain = item.plain
        self.init(
            receivedOn: plain.receivedOn, scheme: plain.scheme, nature: plain.nature,
            channel: plain.channel, category: plain.category, district: plain.district,
            topics: plain.topics, attributes: plain.attributes,
            recordedSection: plain.department, text: text, exemption: exemption)
    }
}

/// Why an item is never routed by itself (自動振分けの対象外).
public enum RoutingExemption: Sendable, Equatable {
    /// Only named persons see it (限定, DECISIONS C3).
    case restricted
    /// The city decided that it may not be used any more, or erased it (利用停止・消去).
    case unusable
    /// It is no longer dealt with as an item: handed over, withdrawn, returned (引継ぎ・取下げ・返戻).
    case ended(ItemStanding)

    fileprivate init?(_ item: ReceivedItem) {
        if item.retention.useSuspension != nil || item.retention.erasure != nil {
            self = .unusable
            return
        }
        switch (item.plain.handling, item.standing) {
        case (.restricted, _): self = .restricted
        case (.ordinary, .open), (.care, .open): return nil
        case (.ordinary, let standing), (.care, let standing): self = .ended(standing)
        }
    }

    /// Why, in the words of the office (対象外の理由).
    public var japanese: String {
        switch self {
        case .restricted: "取扱いが限定のため、規則では振り分けません"
        case .unusable: "利用停止または消去済みのため、規則では振り分けません"
        case .ended(let standing): standing.japanese
        }
    }
}
