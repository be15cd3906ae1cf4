import Participation
import Testing

@Suite("仮番号")
struct ProvisionalNumberTests {
    @Test("紙から写したどの書き方でも同じ番号に読む")
    func reads() throws {
        let year = try #require(FiscalYear(2026))
        let number = try #require(ProvisionalNumber(year: year, place: "A", serial: 17))
        #expect(number.description == "仮R8-A017")
        for text in ["仮R8-A017", "R8-A017", "仮Ｒ８－Ａ０１７", "r8-a17", " 仮 R8 - A 017 ", "仮R8‐A017"] {
            #expect(ProvisionalNumber(parsing: text) == number, "\(text)")
        }
    }

    @Test(
        "番号でないものは読まない",
        arguments: ["", "仮", "R8-0123", "R8-A", "R8-A0", "R8-A1000", "R8-あ017", "A017", "R8-A-17"])
    func refuses(_ text: String) {
        #expect(ProvisionalNumber(parsing: text) == nil)
    }

    @Test("番号は1から999まで、配布場所はAからZまで")
    func limits() throws {
        let year = try #require(FiscalYear(2026))
        #expect(ProvisionalNumber(year: year, place: "Z", serial: 999) != nil)
        #expect(ProvisionalNumber(year: year, place: "Z", serial: 1000) == nil)
        #expect(ProvisionalNumber(year: year, place: "z", serial: 1) == nil)
    }
}
