import Participation
import Testing

@Suite("着手・受領・担当替え")
struct TakingInHandTests {
    @Test("着手すると検討中になり、別の人は着手できず、だれがいつから持っているかを告げる")
    func claim() throws {
        let fresh = try Scenario<Item>.givenRouted()
        #expect(try fresh.item.response.stage == .new)
        let outcome = fresh.asked(.claim(.claim("佐藤")))
        outcome.thenRecorded(.claimed(.claim("佐藤")))
        #expect(try outcome.item().response.stage == .considering)

        let claimed = try Scenario<Item>.givenRouted(.claimed(.claim("佐藤")))
        claimed.asked(.claim(.claim("佐藤"))).thenNothing()
        claimed.asked(.claim(.claim("鈴木"))).thenDeclined(.claimed(.claim("佐藤")))
        #expect(
            ItemRefusal.response(.claimed(.claim("佐藤"))).japanese
                == "この案件は佐藤さんが令和8年7月1日13:30から担当しています。"
                + "引き継ぐ場合は、先にその着手を取り消してください。")
    }

    @Test("課ごとに一人ずつ着手でき、担当でない課は着手できない")
    func oneOfEachSection() throws {
        let claimed = try Scenario<Item>.givenRouted(.claimed(.claim("佐藤")))
        claimed.asked(.claim(.claim("鈴木", of: "公園課"))).thenAccepted()
        claimed.asked(.claim(.claim("鈴木", of: "水道課"))).thenDeclined(
            .notOfSection("水道課", sections: ["土木課", "公園課"]))
        claimed.asked(.claim(.claim("鈴木", of: nil))).thenDeclined(.triage(isSorted: true))
    }

    @Test("担当未定の案件は広聴の振分けとして着手でき、担当が決まると手を離れる")
    func triage() throws {
        let unsorted = try Scenario<Item>.givenLetter()
        unsorted.asked(.claim(.claim("広聴", of: nil))).thenAccepted()
        unsorted.asked(.claim(.claim("佐藤"))).thenDeclined(.notOfSection("土木課", sections: []))
        let sorted = try Scenario<Item>.givenLetter(
            .response(.claimed(.claim("広聴", of: nil))),
            .routed(ItemRouting(lead: "土木課", by: .clerk)))
        #expect(try sorted.item.response.claims == [])
        #expect(try sorted.item.response.stage == .new)
    }

    @Test("着手は取り消せる。取り消すものがなければ何も起こらない")
    func release() throws {
        let release = ItemRelease(section: "土木課", by: "佐藤")
        let claimed = try Scenario<Item>.givenRouted(.claimed(.claim("佐藤")))
        let outcome = claimed.asked(.release(release))
        outcome.thenRecorded(.released(release))
        #expect(try outcome.item().response.stage == .new)
        try Scenario<Item>.givenRouted().asked(.release(release)).thenNothing()
    }

    @Test("受領すると検討中になる。担当でない課は受領できない")
    func accept() throws {
        let outcome = try Scenario<Item>.givenRouted().asked(.accept(section: "土木課"))
        outcome.thenRecorded(.accepted(section: "土木課"))
        #expect(try outcome.item().response.stage == .considering)
        try Scenario<Item>.givenRouted(.accepted(section: "土木課"))
            .asked(.accept(section: "土木課")).thenNothing()
        try Scenario<Item>.givenRouted().asked(.accept(section: "水道課")).thenDeclined(
            .notOfSection("水道課", sections: ["土木課", "公園課"]))
    }

    @Test("担当替えは理由を付けて申し出て、回数が増え、元の課の着手と受領はなくなる")
    func transfer() throws {
        let transfer = ItemTransfer(
            from: "土木課", to: "水道課", reason: .readable("配水管の話のため"))
        let claimed = try Scenario<Item>.givenRouted(
            .claimed(.claim("佐藤")), .accepted(section: "土木課"))
        let outcome = claimed.asked(.transfer(transfer))
        outcome.thenRecorded(.transferred(transfer))
        let item = try outcome.item()
        #expect(item.routing?.lead == "水道課")
        #expect(item.routing?.others == ["公園課"])
        #expect(item.response.claims == [])
        #expect(item.response.stage == .new)
        #expect(item.response.hops == 1)
        claimed.asked(.transfer(ItemTransfer(from: "土木課", to: "水道課", reason: .readable(" "))))
            .thenDeclined(.required(.reason))
        claimed.asked(.transfer(ItemTransfer(from: "土木課", to: "土木課", reason: .readable("誤"))))
            .thenDeclined(.alreadyWith("土木課"))
        claimed.asked(.transfer(ItemTransfer(from: "財政課", to: "水道課", reason: .readable("誤"))))
            .thenDeclined(.notOfSection("財政課", sections: ["土木課", "公園課"]))
    }

    @Test("関係課に主担当を替えると、関係課からは外れる。関係課どうしの担当替えもできる")
    func transferAmongSections() throws {
        let routed = try Scenario<Item>.givenRouted()
        let up = ItemTransfer(from: "土木課", to: "公園課", reason: .readable("公園の中の道のため"))
        let item = try routed.asked(.transfer(up)).item()
        #expect(item.routing?.lead == "公園課")
        #expect(item.routing?.others == [])
        let aside = ItemTransfer(from: "公園課", to: "水道課", reason: .readable("水路のため"))
        let other = try routed.asked(.transfer(aside)).item()
        #expect(other.routing?.lead == "土木課")
        #expect(other.routing?.others == ["水道課"])
        routed.asked(
            .transfer(
                ItemTransfer(from: "公園課", to: "土木課", reason: .readable("同じ"))
            )
        ).thenDeclined(.alreadyWith("土木課"))
    }

    @Test("主担当が広聴へ戻すと担当未定になり、関係課が戻すと関係課から外れる")
    func returnToTriage() throws {
        let routed = try Scenario<Item>.givenRouted(.claimed(.claim("佐藤")))
        let back = ReturnToTriage(from: "土木課", reason: .readable("どの課か分からないため"))
        let outcome = routed.asked(.returnToTriage(back))
        outcome.thenRecorded(.returnedToTriage(back))
        #expect(try outcome.item().routing == nil)
        #expect(try outcome.item().response.hops == 1)
        #expect(try outcome.item().response.claims == [])
        let other = ReturnToTriage(from: "公園課", reason: .readable("関係なし"))
        #expect(try routed.asked(.returnToTriage(other)).item().routing?.others == [])
    }

    @Test("取り下げられた案件では何も始められない")
    func ended() throws {
        let ended = try Scenario<Item>.givenLetter(
            .routed(ItemRouting(lead: "土木課", by: .clerk)), .withdrawn(on: .on("2026-07-02")))
        ended.asked(.claim(.claim("佐藤"))).thenRefused(.ended(.withdrawn(on: .on("2026-07-02"))))
        Scenario<Item>.given().asked(.claim(.claim("佐藤"))).thenRefused(.notReceived)
    }

    @Test("庁内メモはいつでも残せ、意見を出せるのは関係課だけ")
    func notes() throws {
        let routed = try Scenario<Item>.givenRouted()
        let note = InternalNote(section: nil, by: "佐藤", text: .readable("現地を確認した。"))
        routed.asked(.note(note)).thenRecorded(.noted(note))
        let opinion = InternalNote(
            section: "公園課", by: "鈴木", isContribution: true, text: .readable("園路は対象外です。"))
        let outcome = routed.asked(.note(opinion))
        outcome.thenRecorded(.noted(opinion))
        #expect(try outcome.item().response.contributed == ["公園課"])
        var wrong = opinion
        wrong.section = "土木課"
        routed.asked(.note(wrong)).thenDeclined(.notContributor(lead: "土木課"))
    }
}
