import Participation
import Testing

@Suite("全国地方公共団体コード")
struct LocalGovernmentCodeTests {
    @Test(
        "実在のコードは、どの検査数字でも読める",
        arguments: [
            ("012238", "根室市"), ("131016", "千代田区"), ("012068", "釧路市"), ("012131", "苫小牧市"),
            ("072028", "会津若松市"), ("182010", "福井市"), ("372013", "高松市"), ("222127", "焼津市"),
            ("122386", "いすみ市"), ("011070", "札幌市西区: 和23、余り1"), ("011011", "札幌市中央区: 和11"),
            ("011002", "札幌市: 和9"), ("010006", "北海道: 和5"), ("020001", "青森県: 和10"),
            ("100005", "群馬県: 和6"), ("011053", "札幌市豊平区"), ("012084", "北見市"),
            ("011045", "札幌市白石区"), ("011037", "札幌市東区"), ("011029", "札幌市北区"),
        ])
    func realCodes(text: String, name: String) throws {
        let code = try #require(LocalGovernmentCode(parsing: text), "\(name)")
        #expect(code.description == text)
        #expect(LocalGovernmentCode(parsing: text.prefix(5)) == code, "5桁からも同じ")
        #expect(code.prefecture == Int(text.prefix(2)))
    }

    @Test("検査数字が違えば読まない", arguments: 0...9)
    func wrongCheckDigit(digit: Int) {
        #expect((LocalGovernmentCode(parsing: "01223\(digit)") != nil) == (digit == 8))
    }

    @Test("隣り合う数字の打ち間違いに気づく", arguments: ["102238", "021238", "013228", "012328"])
    func swappedDigits(text: String) {
        #expect(LocalGovernmentCode(parsing: text) == nil)
    }

    @Test("全角でも読める", arguments: ["０１２２３８", "０１２２３", " 012238 ", "　012238"])
    func fullWidth(text: String) {
        #expect(LocalGovernmentCode(parsing: text)?.description == "012238")
    }

    @Test(
        "コードでないもの",
        arguments: [
            "", "1", "1223", "0122389", "01223x", "0122 38", "+12238", "-1223", "000000", "00000",
            "481006", "48100", "99999", "012-238", "٠١٢٢٣٨", "〇一二二三八",
        ])
    func notACode(text: String) {
        #expect(LocalGovernmentCode(parsing: text) == nil)
    }

    @Test("先頭の0が落ちた北海道(10006)を、群馬県の団体として読まない")
    func lostZeroOfPrefecture() {
        #expect(LocalGovernmentCode(parsing: "10006") == nil)
    }

    @Test("先頭の0が落ちた根室市(12238)は、5桁のいすみ市として読む")
    func lostZeroOfMunicipality() {
        #expect(LocalGovernmentCode(parsing: "12238")?.description == "122386")
    }
}
