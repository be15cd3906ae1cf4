/// The body of the city a unit acts for (執行機関).
///
/// Source: 地方自治法 第138条の4, 第180条の5 (委員会・委員), 第138条第2項 (議会事務局);
/// 地方公営企業法 第7条 (管理者). DECISIONS C5.
public enum ExecutiveBody: String, Sendable, CaseIterable {
    /// The mayor, fire service and treasurer included (市長).
    case mayor
    /// The board of education (教育委員会).
    case boardOfEducation = "board-of-education"
    /// The manager of hospitals, water or transport (公営企業管理者).
    case publicEnterprise = "public-enterprise"
    /// The election board (選挙管理委員会).
    case election
    /// The auditors (監査委員).
    case audit
    /// The agricultural board (農業委員会).
    case agriculture
    /// The office of the assembly (議会事務局).
    case assembly
    /// Another board, such as 公平委員会 (その他の執行機関).
    case other

    /// The name of the body (執行機関名).
    public var japanese: String {
        switch self {
        case .mayor: "市長"
        case .boardOfEducation: "教育委員会"
        case .publicEnterprise: "公営企業管理者"
        case .election: "選挙管理委員会"
        case .audit: "監査委員"
        case .agriculture: "農業委員会"
        case .assembly: "議会事務局"
        case .other: "その他の執行機関"
        }
    }

    /// The body a top-level name tells of; the mayor's when it tells nothing (執行機関の判定).
    ///
    /// Published lists do not carry the body: 組織一覧's `mechanismName` is the level (局, 部, 課, 室・出先).
    /// Only a name at the top may be asked: 「教育」 in the name of a mayor's section means nothing.
    public init(topName name: String) {
        let marks: [(ExecutiveBody, [String])] = [
            (.boardOfEducation, ["教育委員会", "教育局", "教育部", "教育長"]),
            (.election, ["選挙管理委員会"]), (.audit, ["監査"]),
            (.agriculture, ["農業委員会"]), (.assembly, ["議会"]),
            (
                .publicEnterprise,
                [
                    "公営企業", "企業局", "病院局", "病院事業", "水道局", "水道事業", "交通局", "ガス局",
                ]
            ),
            (.other, ["公平委員会", "人事委員会", "固定資産評価審査委員会"]),
        ]
        self = marks.first { $0.1.contains(where: name.contains) }?.0 ?? .mayor
    }
}

/// Where a unit stands (庁舎の区分).
public enum UnitSite: String, Sendable, CaseIterable {
    /// The city hall (本庁).
    case headOffice = "head-office"
    /// A branch or sub-branch (支所).
    case branch
    /// An administrative centre over several branches (行政センター).
    case centre

    /// The word in lists (庁舎の区分名).
    public var japanese: String {
        switch self {
        case .headOffice: "本庁"
        case .branch: "支所"
        case .centre: "行政センター"
        }
    }

    /// The site a unit's name tells of; nil when it tells nothing (庁舎の区分の判定).
    public init?(unitName name: String) {
        if ["支所", "出張所"].contains(where: name.hasSuffix) {
            self = .branch
        } else if ["行政センター", "総合センター"].contains(where: name.hasSuffix) {
            self = .centre
        } else {
            return nil
        }
    }
}
