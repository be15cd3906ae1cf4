import Participation
import Testing

@Suite("受付の取消し")
struct AnnulItemTests {
    @Test("取り消した受付は受付中でなくなり、取消しをやめると元に戻る", arguments: EntryError.allCases)
    func annulsAndReinstates(error: EntryError) throws {
        let before = try Scenario.givenLetter().item
        let outcome = try Scenario.givenLetter().when(.annul(error))
        outcome.then(.annulled(error))
        let annulled = try outcome.item()
        #expect(annulled.standing == .annulled(error))
        #expect(annulled.standing.japanese.hasPrefix("受付取消し("))
        let back = Scenario<Item>(state: .received(annulled)).when(.reinstate)
        back.then(.reinstated)
        #expect(try back.item() == before)
    }

    @Test("二度の取消しは何も起こさず、終わった案件は取り消せない。取り消した受付は振り分けられない")
    func refusals() throws {
        try Scenario.givenLetter(.annulled(.slip)).when(.annul(.slip)).thenNothing()
        let day = try Scenario.givenLetter().item.plain.receivedOn
        try Scenario.givenLetter(.withdrawn(on: day)).when(.annul(.slip))
            .thenRefused(.ended(.withdrawn(on: day)))
        try Scenario.givenLetter(.annulled(.slip))
            .when(.route(ItemRouting(lead: "41", by: .clerk)))
            .thenRefused(.ended(.annulled(.slip)))
    }
}
