import Participation

/// How the demo city's office is organised, and who answers what (見本の市役所).
enum DemoOffice {
    static let organisation = """
        コード,名称,上位
        10,総務部,
        11,総務課,10
        12,財政課,10
        13,企画課,10
        20,市民部,
        21,市民課,20
        22,環境課,20
        30,福祉部,
        31,福祉課,30
        32,保健課,30
        40,建設部,
        41,土木課,40
        42,都市整備課,40
        50,産業部,
        51,商工観光課,50
        90,教育部,
        91,学校教育課,90
        92,社会教育課,90
        """

    static let duties = """
        組織,事務,分類
        土木課,市道の維持補修及び除雪に関すること,道路・除雪
        環境課,ごみの収集及び環境美化に関すること,ごみ・環境
        都市整備課,公園の管理に関すること,公園
        企画課,公共交通の確保に関すること,公共交通
        福祉課,高齢者及び障がい者の福祉に関すること,福祉・健康
        学校教育課,小中学校に関すること,教育
        商工観光課,観光の振興に関すること,観光・産業
        市民課,窓口の案内及び届出に関すること,窓口・手続き
        総務課,防災及び避難所に関すること,防災
        社会教育課,図書館及び公民館に関すること,図書館
        """

    /// Drafts go from the unit through the section to the mayor.
    static let posts = """
        職名,職位,所管課,在職者,区分,代決
        係長,係長,,hearing,,
        課長,課長,,approver,,係長
        市長,市長,,mayor,,課長
        """

    /// - Parameter day: from which the rules hold: what was received before is history.
    static func rules(from day: LocalDate) -> String {
        """
        effectiveOn: \(day)
        source: 見本市広聴事務取扱要領
        rules:
          - id: A1
            when: {topics: [除雪, 通学路]}
            to: [土木課, 学校教育課]
            because: 通学路の除雪は土木課が学校教育課の意見を聴いて答える
          - id: A2
            when: {topics: [図書館]}
            to: 社会教育課
            because: 図書館の所管
          - id: A3
            when: {topics: [ごみ]}
            to: 環境課
            because: ごみ収集の所管
          - id: A4
            when: {topics: [防災, 避難所]}
            to: 総務課
            because: 防災の所管
          - id: A5
            when: {topics: [窓口]}
            to: 市民課
            because: 窓口の所管
          - id: A6
            when: {topics: [公園]}
            to: 都市整備課
            because: 公園の所管
          - id: B1
            find: duty-of-category
            because: 事務分掌規則
        """
    }
}

extension Desk {
    /// Records how the office is organised and where letters go, before there are any
    /// (見本の市役所の用意).
    func seedDemoOffice(from first: LocalDate, through end: LocalDate) async throws {
        let year = FiscalYear(first).firstDay
        let list = try TableFile(Array(DemoOffice.organisation.utf8))
        let organisation = try await importOrganisation(
            OrganisationFiles(list: list), effectiveOn: year, actor: DemoCity.actor)
        let duties = try await importDuties(
            try TableFile(Array(DemoOffice.duties.utf8)), effectiveOn: year,
            actor: DemoCity.actor)
        _ = try await define(
            DeadlineTerm(from: year, rule: .calendarDays(14)), actor: DemoCity.actor)
        // Letters of the last weeks are what the sections have at hand.
        let recent = LocalDate(dayNumber: end.dayNumber - 45) ?? end
        let rules = try await importRules(
            try RoutingRulesFile(DemoOffice.rules(from: recent)), actor: DemoCity.actor)
        let posts = try await importPosts(
            try TableFile(Array(DemoOffice.posts.utf8)), effectiveOn: year, actor: DemoCity.actor)
        guard !organisation.isRejected, !duties.isRejected, !rules.isRejected, !posts.isRejected
        else {
            throw DeskError.internalFault("demo: the office")
        }
    }
}
