import Participation
import Testing

@Suite("振分け: 規則")
struct RouterTests {
    private static let day = LocalDate.on("2026-06-28")

    /// A letter about clearing snow, with category 07.
    private static func letter(
        _ change: (inout RoutingSubject) -> Void = { _ in }
    ) -> RoutingSubject {
        var subject = RoutingSubject(
            receivedOn: day, scheme: .letterToMayor, nature: .request, channel: .paper,
            category: "07", district: "常盤町", topics: ["除雪"], attributes: ["年代": "40代"],
            text: "除雪の時間を早めてほしい")
        change(&subject)
        return subject
    }

    /// Where the letter goes by one rule for 「道路課」 without a recorded organisation.
    private func section(
        _ conditions: RoutingConditions,
        _ change: (inout RoutingSubject) -> Void = { _ in }
    ) throws -> String? {
        let book = try RoutingBook.of(.rule("R1", conditions, to: "道路課"))
        return Router(book, organisation: .initial, on: Self.day).decide(Self.letter(change))
            .sections?.first
    }

    @Test("条件は、書いたものが全部、一つの条件の値はどれかが当たればよい")
    func conditions() throws {
        #expect(try section(.init()) == "道路課")
        #expect(try section(.init(schemes: [.petition, .letterToMayor])) == "道路課")
        #expect(try section(.init(schemes: [.petition])) == nil)
        #expect(try section(.init(natures: [.request], channels: [.paper])) == "道路課")
        #expect(try section(.init(natures: [.request], channels: [.fax])) == nil)
        #expect(try section(.init(categories: ["01", "07"])) == "道路課")
        #expect(try section(.init(categories: ["7"])) == nil)
        #expect(try section(.init(districts: ["常盤町"])) == "道路課")
        #expect(try section(.init(topics: ["騒音", "除雪"])) == "道路課")
        #expect(try section(.init(topics: ["騒音"])) == nil)
        #expect(try section(.init(attributes: ["年代": ["30代", "40代"]])) == "道路課")
        #expect(try section(.init(attributes: ["年代": ["30代"]])) == nil)
        #expect(try section(.init(attributes: ["職業": ["40代"]])) == nil)
        #expect(try section(.init(categories: ["07"])) { $0.category = nil } == nil)
        #expect(try section(.init(natures: [.request])) { $0.nature = nil } == nil)
    }

    @Test("キーワードは書き方の違いを問わない。除外する語があれば当たらない")
    func keywords() throws {
        #expect(try section(.init(keywords: ["騒音", "除雪"])) == "道路課")
        #expect(try section(.init(keywords: ["じょせつ"])) == nil)
        #expect(try section(.init(keywords: ["ジョセツ"])) { $0.text = "じよせつ車が来ない" } == "道路課")
        #expect(try section(.init(keywords: ["ＬＥＤ"])) { $0.text = "街路灯をledに" } == "道路課")
        #expect(try section(.init(keywords: ["除雪"], exceptions: ["時間"])) == nil)
        #expect(try section(.init(exceptions: ["学校"])) == "道路課")
    }

    @Test("本文が読めないとき、語による規則は当たらない")
    func unreadable() throws {
        #expect(try section(.init(keywords: ["除雪"])) { $0.text = nil } == nil)
        #expect(try section(.init(exceptions: ["学校"])) { $0.text = nil } == nil)
        let plain = try RoutingBook.of(.rule("R1", .init(categories: ["07"]), to: "道路課"))
        #expect(!Router(plain, organisation: .initial, on: Self.day).readsText)
        let reading = try RoutingBook.of(.rule("R1", .init(keywords: ["除雪"]), to: "道路課"))
        #expect(Router(reading, organisation: .initial, on: Self.day).readsText)
    }

    @Test("上から見て最初に当たった規則で決まり、版・規則・理由が付く")
    func firstMatch() throws {
        let book = try RoutingBook.of(
            .rule("R1", .init(keywords: ["学校"]), to: "学校教育課"),
            .rule("R2", .init(categories: ["07"]), to: "道路課", and: ["危機管理課", "道路課"]),
            .rule("R3", .init(categories: ["07"], keywords: ["除雪"]), to: "水道課"))
        let decision = Router(book, organisation: .initial, on: Self.day).decide(Self.letter())
        #expect(
            decision.routing
                == ItemRouting(
                    lead: "道路課", others: ["危機管理課"], by: .rule(id: "R2", version: 1)))
        #expect(decision.japanese == "規則R2(第1版): 所管事務")
    }

    @Test("当たる規則がなければ担当未定(広聴で振分け)")
    func noRule() throws {
        let book = try RoutingBook.of(.rule("R1", .init(categories: ["01"]), to: "道路課"))
        let router = Router(book, organisation: .initial, on: Self.day)
        #expect(router.decide(Self.letter()).cause == .noRule(version: 1))
        let early = router.decide(Self.letter { $0.receivedOn = .on("2020-03-31") })
        #expect(early.cause == .noRules)
        #expect(early.japanese == "担当未定(広聴で振分け): 受付日に有効な振分け規則がありません")
        let empty = Router(.initial, organisation: .initial, on: Self.day)
        #expect(empty.decide(Self.letter()).cause == .noRules)
    }

    @Test("広聴に留める規則は、下の規則より先に効く")
    func reserves() throws {
        let book = try RoutingBook.of(
            .rule("R1", .init(keywords: ["情報公開請求"]), target: .triage), .rule("R2", to: "広報課"))
        let router = Router(book, organisation: .initial, on: Self.day)
        let decision = router.decide(Self.letter { $0.text = "情報公開請求をします" })
        #expect(decision.cause == .reserved(rule: "R1", version: 1, reason: "所管事務"))
        #expect(router.decide(Self.letter()).sections == ["広報課"])
    }

    @Test("規則の期間は受付日で見る")
    func days() throws {
        let book = try RoutingBook.of(
            .rule("R1", to: "冬の課", from: .on("2025-12-01"), through: .on("2026-03-31")),
            .rule("R2", to: "道路課"))
        let router = Router(book, organisation: .initial, on: Self.day)
        for (day, section) in [
            ("2025-11-30", "道路課"), ("2025-12-01", "冬の課"), ("2026-03-31", "冬の課"),
            ("2026-04-01", "道路課"),
        ] {
            let decision = router.decide(Self.letter { $0.receivedOn = .on(day) })
            #expect(decision.sections == [section])
        }
    }

    @Test("限定の案件と、引継ぎ・取下げ・返戻の案件は、規則では決して振り分けない")
    func exempt() throws {
        let book = try RoutingBook.of(.rule("R1", to: "道路課"))
        let router = Router(book, organisation: .initial, on: Self.day)
        let handover = ItemHandover(to: .informationDisclosure, arrivedOn: Self.day)
        func decide(_ events: ItemEvent...) throws -> RoutingDecision {
            let letter = try ReceiveItem.letter()
            let received = try Item.decide(.receive(letter), .notReceived)
            guard
                case .received(let item) = (received + events).reduce(
                    Item.initial, Item.evolve)
            else { throw Unexpected() }
            return router.decide(RoutingSubject(item))
        }
        #expect(try decide().sections == ["道路課"])
        let restricted = try decide(.handlingSet(.restricted, isUrgent: false))
        #expect(restricted.cause == .exempt(.restricted))
        #expect(
            try decide(.passedOn(handover)).cause == .exempt(.ended(.passedOn(handover))))
        let withdrawn = try decide(.withdrawn(on: Self.day))
        #expect(withdrawn.cause == .exempt(.ended(.withdrawn(on: Self.day))))
        #expect(try decide(.returned(on: Self.day)).sections == nil)
        #expect(try decide(.passedOn(handover), .reinstated).sections == ["道路課"])
    }

    private struct Unexpected: Error {}
}
