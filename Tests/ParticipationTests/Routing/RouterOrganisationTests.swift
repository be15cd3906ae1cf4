import Participation
import Testing

@Suite("振分け: 組織と事務分掌")
struct RouterOrganisationTests {
    private static let split = LocalDate.on("2026-04-01")

    /// 庶務課 (11) is divided on 1 April 2026 into 人事課 (13) and 契約課 (14), for category 02 and 03.
    private static func divided(successors: [Successor]? = nil) throws -> OrganisationState {
        try OrganisationState.townHall().after(
            .together([
                .establish(.division("13", "人事課", in: "10", from: split)),
                .establish(.division("14", "契約課", in: "10", from: split)),
                .assignDuty(
                    DutyAssignment(
                        unit: "13", duty: "職員の採用に関すること", categories: ["02"], from: split)),
                .assignDuty(
                    DutyAssignment(
                        unit: "14", duty: "入札及び契約に関すること", categories: ["03"], from: split)),
                .abolish(
                    UnitAbolition(
                        code: "11", on: split,
                        successors: successors ?? [
                            Successor(code: "13", kind: .split),
                            Successor(code: "14", kind: .split),
                        ])),
            ]))
    }

    private func decide(
        _ rule: RoutingRule, in organisation: OrganisationState,
        receivedOn: LocalDate = .on("2026-03-30"), on day: LocalDate,
        _ change: (inout RoutingSubject) -> Void = { _ in }
    ) throws -> RoutingDecision {
        var subject = RoutingSubject(receivedOn: receivedOn)
        change(&subject)
        return Router(try .of(rule), organisation: organisation, on: day).decide(subject)
    }

    @Test("担当は名称でもコードでも書ける。記録するのはコード")
    func names() throws {
        let organisation = try Self.divided()
        for label: Wording in ["庶務課", "11", "総務部庶務課", "総務部　庶務課"] {
            let decision = try decide(
                .rule("R1", to: label), in: organisation, on: .on("2026-03-31"))
            #expect(decision.sections == ["11"])
        }
        let unknown = try decide(
            .rule("R1", to: "水道課"), in: organisation, on: .on("2026-03-31"))
        #expect(unknown.cause == .unknownSection("水道課", rule: "R1", version: 1))
    }

    @Test("分割後は分類の事務分掌に従い、決まらないものは配分不能として広聴へ")
    func follows() throws {
        let organisation = try Self.divided()
        let rule = RoutingRule.rule("R1", to: "庶務課")
        func sections(_ category: String?) throws -> RoutingDecision {
            try decide(rule, in: organisation, on: .on("2026-04-02")) { $0.category = category }
        }
        #expect(try sections("02").sections == ["13"])
        #expect(try sections("03").sections == ["14"])
        let open = RoutingTriage.Cause.unallocatable(
            candidates: ["13", "14"], rule: "R1", version: 1)
        #expect(try sections(nil).cause == open)
        #expect(try sections("09").cause == open)
    }

    @Test("後継のない廃止なら広聴へ。関係課が一つでも欠ければ全体を広聴へ")
    func ended() throws {
        let organisation = try Self.divided(successors: [])
        let day = LocalDate.on("2026-04-02")
        let gone = RoutingTriage.Cause.endedSection("庶務課", rule: "R1", version: 1)
        #expect(
            try decide(.rule("R1", to: "庶務課"), in: organisation, on: day).cause == gone)
        #expect(
            try decide(.rule("R1", to: "税務課", and: ["庶務課"]), in: organisation, on: day)
                .cause == gone)
    }

    @Test("使い回されたコードは、規則が施行された日の組織で読む")
    func reusedCodes() throws {
        let organisation = try OrganisationState.townHall().after(
            .together([
                .establish(.division("13", "協働課", in: "10", from: Self.split)),
                .abolish(
                    UnitAbolition(
                        code: "11", on: Self.split,
                        successors: [Successor(code: "13", kind: .rename)])),
                .establish(.division("11", "秘書課", in: "10", from: Self.split)),
            ]))
        let after = LocalDate.on("2026-04-02")
        let old = try decide(
            .rule("R1", to: "11"), in: organisation, receivedOn: after, on: after)
        #expect(old.sections == ["13"])
        let new = try decide(
            .rule("R1", to: "11", from: Self.split), in: organisation, receivedOn: after,
            on: after)
        #expect(new.sections == ["11"])
    }

    @Test("事務分掌による振分け: 分類でも、文言でも。二つの課に当たれば広聴へ")
    func duties() throws {
        let organisation = try Self.divided()
        let day = LocalDate.on("2026-04-02")
        func byCategory(_ category: String?) throws -> RoutingDecision {
            try decide(.rule("R1", target: .dutyOfCategory), in: organisation, on: day) {
                $0.category = category
            }
        }
        #expect(try byCategory("03").sections == ["14"])
        #expect(try byCategory("03").japanese == "規則R1(第1版): 所管事務。分類 03 の事務分掌")
        #expect(try byCategory("09").cause == .noRule(version: 1))
        #expect(try byCategory(nil).cause == .noRule(version: 1))
        func byText(_ text: String) throws -> RoutingDecision {
            try decide(.rule("R1", target: .dutyInText), in: organisation, on: day) {
                $0.text = text
            }
        }
        #expect(try byText("入札の結果を公表してほしい").sections == ["14"])
        #expect(try byText("職員の採用試験について").sections == ["13"])
        #expect(try byText("公園の遊具").cause == .noRule(version: 1))
        let both = try byText("採用と契約のこと")
        #expect(
            both.cause == .unallocatable(candidates: ["13", "14"], rule: "R1", version: 1))
    }

    @Test("出前講座の担当課: 講座番号か、話題の講座の担当が一つのとき")
    func lectures() throws {
        let organisation = try OrganisationState.townHall()
        let day = LocalDate.on("2026-06-28")
        func item(_ code: Wording, _ owner: Wording, _ topics: [Wording]) -> LectureMenuItem {
            LectureMenuItem(
                code: code, title: "市の話", minutes: 60, department: owner, topics: topics)
        }
        let menu = LectureMenuOffered(
            fiscalYear: FiscalYear(day), stage: .confirmed,
            items: [
                item("1", "税務課", ["税"]), item("2", "税務課", ["税", "防災"]),
                item("3", "庶務課", ["防災"]),
            ])
        let router = Router(
            try .of(.rule("R1", target: .lectureOwner)), organisation: organisation,
            menus: [menu], on: day)
        func decide(lecture: String? = nil, topics: [String] = []) -> RoutingDecision {
            router.decide(RoutingSubject(receivedOn: day, topics: topics, lecture: lecture))
        }
        #expect(decide(lecture: "3").sections == ["11"])
        #expect(decide(lecture: "9").sections == nil)
        #expect(decide(topics: ["税"]).sections == ["12"])
        #expect(decide(topics: ["防災"]).sections == nil)
        let other = RoutingSubject(receivedOn: .on("2025-06-28"), lecture: "3")
        #expect(router.decide(other).sections == nil)
    }

    @Test("記載された担当: 括弧の中の課、旧名、無関係な二つ")
    func contacts() throws {
        let organisation = try OrganisationState.takamatsu(through: 2024)
        let day = LocalDate.on("2024-07-10")
        let router = Router(
            try .of(.rule("R1", target: .recordedSection)), organisation: organisation, on: day)
        func name(_ label: String?) -> String? {
            router.decide(RoutingSubject(receivedOn: day, recordedSection: label)).sections?
                .first.flatMap { organisation.unit($0, on: day)?.name }
        }
        #expect(name("カマタマーレ讃岐\n(高松市スポーツ振興課)") == "スポーツ振興課")
        #expect(name("（公社）協会（電話861-1813）\n（市の担当課：生活衛生課）") == "生活衛生課")
        #expect(name("高松まつり振興会（高松市観光交流課内）") == "観光交流課")
        #expect(name("広聴広報・シティプロモーション課　市民相談コーナー") == "広聴広報・シティプロモーション課")
        #expect(name("観光交流課（都市交流室）") == "都市交流室")
        #expect(name("文化財課（生活衛生課）") == nil)
        #expect(name("生涯学習センターまなびCAN") == "生涯学習センター")
        #expect(name("市民活動センター") == nil)
        #expect(name("高松市　フォークダンス協会") == nil)
        #expect(name("高松市まちづくり協議会") == nil)
        #expect(name("都市計画課題検討会") == nil)
        #expect(name("") == nil)
        #expect(name(nil) == nil)
    }
}
