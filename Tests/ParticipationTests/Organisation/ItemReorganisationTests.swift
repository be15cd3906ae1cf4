import Participation
import Testing

@Suite("組織改正: 処理中の案件は後継の課へ")
struct ItemReorganisationTests {
    private let april = LocalDate.on("2026-04-01")

    /// The letter of 10 March 2026, with these sections since 12 March.
    private func letter(
        _ lead: String, _ others: [String] = [], category: String? = "07",
        _ events: ResponseEvent...
    ) throws -> ReceivedItem {
        let received = try Item.decide(
            .receive(
                .letter(receivedOn: .on("2026-03-10"), today: .on("2026-03-10")) {
                    $0.category = category
                }), .initial)
        let routed = ItemEvent.routed(ItemRouting(lead: lead, others: others, by: .clerk))
        return try Scenario<Item>(
            state: (received + [routed] + events.map(ItemEvent.response))
                .reduce(.initial, Item.evolve)
        ).item
    }

    private func followed(
        _ item: ReceivedItem, in organisation: OrganisationState,
        since: String = "2026-03-12", on day: LocalDate? = nil
    ) -> Reorganisation.Change? {
        var reorganisation = Reorganisation(organisation, on: day ?? april)
        let sections = item.routing.map { [$0.lead] + $0.others } ?? []
        return reorganisation.change(
            of: item,
            since: Dictionary(
                uniqueKeysWithValues: sections.map { (Wording($0), LocalDate.on(since)) }))
    }

    /// The item after it followed the organisation; nil when it stays.
    private func moved(
        _ item: ReceivedItem, in organisation: OrganisationState, since: String = "2026-03-12",
        on day: LocalDate? = nil
    ) throws -> ReceivedItem? {
        guard let change = followed(item, in: organisation, since: since, on: day) else {
            return nil
        }
        let after = try Scenario<Item>(state: .received(item))
            .when(.reorganise(change.reorganisation)).item()
        // The same again changes nothing.
        Scenario<Item>(state: .received(after)).when(.reorganise(change.reorganisation))
            .thenNothing()
        return after
    }

    private func abolition(_ code: String, _ heirs: (String, SuccessionKind)...) -> UnitAbolition {
        UnitAbolition(
            code: code, on: april, successors: heirs.map { Successor(code: $0.0, kind: $0.1) })
    }

    private func split() throws -> OrganisationState {
        try .townHall().after(
            .together([
                .establish(.division("21", "総務課", in: "10", from: april)),
                .establish(.division("22", "市民課", in: "10", from: april)),
                .abolish(abolition("11", ("21", .split), ("22", .split))),
            ]),
            .assignDuty(.init(unit: "22", duty: "戸籍", categories: ["07"], from: april)),
            .assignDuty(.init(unit: "21", duty: "文書", categories: ["01"], from: april)))
    }

    @Test("名称変更: 新しいコードの課へ。着手・受領はそのまま引き継ぎ、原因は廃止の出来事")
    func renamed() throws {
        let organisation = try OrganisationState.townHall().after(
            .together([
                .establish(.division("31", "市民総務課", in: "10", from: april)),
                .abolish(abolition("11", ("31", .rename))),
            ]))
        let item = try letter(
            "11", ["12"], .claimed(.claim("佐藤", of: "11")), .accepted(section: "11"))
        let change = try #require(followed(item, in: organisation))
        #expect(
            change.reorganisation
                == ItemReorganisation(
                    on: april, moves: [SectionMove(from: "11", .succeeded("31", .rename))]))
        #expect(change.causes == [.unitAbolished(abolition("11", ("31", .rename)))])
        let after = try #require(try moved(item, in: organisation))
        #expect(after.routing == ItemRouting(lead: "31", others: ["12"], by: .clerk))
        #expect(after.response.claim(of: "31")?.by == "佐藤")
        #expect(after.response.accepted == ["31"])
        #expect(after.response.hops == 0)
        #expect(followed(after, in: organisation, since: "2026-04-01") == nil)
        #expect(followed(item, in: organisation, on: .on("2026-03-31")) == nil)
    }

    @Test("統合: 主担当と関係課が一つになれば関係課から除き、着手は先の人のもの")
    func merged() throws {
        let organisation = try OrganisationState.townHall().after(
            .together([
                .establish(.division("30", "総務税務課", in: "10", from: april)),
                .abolish(abolition("11", ("30", .merge))),
                .abolish(abolition("12", ("30", .merge))),
            ]))
        let item = try letter(
            "11", ["12"], .claimed(.claim("佐藤", of: "11")), .claimed(.claim("鈴木", of: "12")))
        let after = try #require(try moved(item, in: organisation))
        #expect(after.routing == ItemRouting(lead: "30", by: .clerk))
        #expect(after.response.claims.map(\.by) == ["佐藤"])
    }

    @Test("分割: 分類の事務分掌で後継に分かれ、着手は白紙。定まらなければ担当未定へ")
    func divided() throws {
        let organisation = try split()
        for (category, section) in [("07", "22"), ("01", "21")] {
            let item = try letter(
                "11", category: category, .claimed(.claim("佐藤", of: "11")),
                .accepted(section: "11"))
            let after = try #require(try moved(item, in: organisation))
            #expect(after.routing?.lead == section)
            #expect(after.response.claims.isEmpty && after.response.accepted.isEmpty)
        }
        for category in ["99", nil] {
            let item = try letter("11", ["12"], category: category)
            let change = try #require(followed(item, in: organisation))
            #expect(
                change.reorganisation.moves
                    == [SectionMove(from: "11", .unallocatable(["21", "22"]))])
            #expect(change.reorganisation.moves[0].japanese == "配分不能(候補 21、22)")
            #expect(try moved(item, in: organisation)?.routing == nil)
        }
    }

    @Test("年度途中の事務移管: 両課が残り、移った事務の案件だけが移る。一部だけ移れば元の課のまま")
    func dutyMoves() throws {
        let october = LocalDate.on("2025-10-01")
        let organisation = try OrganisationState.townHall().after(
            .assignDuty(
                .init(unit: "11", duty: "消費生活", categories: ["30", "31"], from: .on("2020-04-01"))),
            .assignDuty(
                .init(unit: "11", duty: "文書", categories: ["01", "31"], from: .on("2020-04-01"))),
            .moveDuty(.init(duty: "消費生活", from: "11", to: "12", on: october)))
        let item = try letter("11", category: "30", .claimed(.claim("佐藤", of: "11")))
        let change = try #require(
            followed(item, in: organisation, since: "2025-09-01", on: october))
        #expect(change.reorganisation.moves == [SectionMove(from: "11", .dutyMoved("12"))])
        #expect(
            change.causes
                == [.dutyMoved(DutyMove(duty: "消費生活", from: "11", to: "12", on: october))])
        let after = try #require(try moved(item, in: organisation, since: "2025-09-01"))
        #expect(after.routing?.lead == "12")
        #expect(after.response.claims.isEmpty)
        for category in ["31", "01", nil] {
            #expect(
                try moved(
                    try letter("11", category: category), in: organisation, since: "2025-09-01")
                    == nil)
        }
        // Somebody sent it there after the duty had moved.
        #expect(try moved(item, in: organisation, since: "2025-10-02") == nil)
    }

    @Test("後継なしの廃止: 主担当なら担当未定へ、関係課なら外れる。起案は残る")
    func abolished() throws {
        let organisation = try OrganisationState.townHall().after(.abolish(abolition("11")))
        let draft = AnswerDraft(
            version: 1, by: "佐藤", isMinor: true, route: [ApprovalStep(post: "課長")],
            text: .readable("検討します。"))
        let item = try letter(
            "11", ["12"], .claimed(.claim("佐藤", of: "11")), .drafted(draft))
        let change = try #require(followed(item, in: organisation))
        #expect(change.reorganisation.moves == [SectionMove(from: "11", .ended)])
        let after = try #require(try moved(item, in: organisation))
        #expect(after.routing == nil)
        #expect(after.response.claims.isEmpty)
        #expect(after.response.draft != nil)
        #expect(
            try moved(try letter("12", ["11"]), in: organisation)?.routing
                == ItemRouting(lead: "12", by: .clerk))
    }

    @Test("回答済み・終了した案件は答えた課のまま。記録されていない課名にも触れない")
    func staying() throws {
        let organisation = try split()
        let answered = SpokenAnswer(
            on: .on("2026-03-20"), medium: .phone, gist: .readable("お伝えした。"))
        let item = try letter("11", [], category: "07", .answeredOrally(answered))
        #expect(followed(item, in: organisation) == nil)
        Scenario<Item>(state: .received(item)).when(
            .reorganise(
                ItemReorganisation(
                    on: april, moves: [SectionMove(from: "11", .succeeded("22", .split))]))
        ).thenRefused(.response(.done(on: .on("2026-03-20"))))
        let withdrawn = Item.evolve(
            .received(try letter("11")), .withdrawn(on: .on("2026-03-20")))
        #expect(
            followed(try Scenario<Item>(state: withdrawn).item, in: organisation) == nil)
        #expect(followed(try letter("観光課"), in: organisation) == nil)
        #expect(followed(try letter("11"), in: .initial) == nil)
        // In an error reopened, it is open again, and goes along.
        let reopened = ResponseEvent.reopened(
            ItemReopening(cause: .entryError, reason: .readable("誤入力")))
        #expect(
            try moved(
                try letter("11", [], category: "07", .answeredOrally(answered), reopened),
                in: organisation)?
                .routing?.lead == "22")
    }

    @Test("限定の案件も後継へ移る。課を選び直すのではなく、なくなった課に残さない")
    func restricted() throws {
        let item = try letter("11")
        let state = Item.evolve(.received(item), .handlingSet(.restricted, isUrgent: false))
        let restricted = try Scenario<Item>(state: state).item
        let after = try #require(try moved(restricted, in: try split()))
        #expect(after.routing?.lead == "22")
        #expect(after.plain.handling == .restricted)
    }

    @Test("コードが別の課に使い回されても、受けた日の課の後継へ移る")
    func codeReused() throws {
        let organisation = try OrganisationState.townHall().after(
            .together([
                .establish(.division("41", "庶務課", in: "10", from: april)),
                .abolish(abolition("11", ("41", .rename))),
                .establish(.division("11", "秘書課", in: "10", from: april)),
            ]))
        #expect(try moved(try letter("11"), in: organisation)?.routing?.lead == "41")
        #expect(try moved(try letter("11"), in: organisation, since: "2026-04-01") == nil)
    }

    @Test("4月1日に1課が2課へ: 移った先と担当未定の和は元の件数に等しい")
    func keepsTheTotal() throws {
        let organisation = try split()
        var counts: [String: Int] = [:]
        for category in ["07", "01", "99", "07", nil, "01", "07"] {
            let after = try #require(
                try moved(try letter("11", category: category), in: organisation))
            counts[after.routing?.lead ?? "担当未定", default: 0] += 1
        }
        #expect(counts == ["22": 3, "21": 2, "担当未定": 2])
    }
}
