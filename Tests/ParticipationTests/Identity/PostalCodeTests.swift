import Participation
import Testing

@Suite("郵便番号")
struct PostalCodeTests {
    @Test(
        "書き方が違っても同じ番号",
        arguments: [
            "087-8711", "0878711", "〒087-8711", "〒 087-8711", "〒　０８７－８７１１", "０８７８７１１", "087ー8711",
            "087‐8711", "087−8711", "087―8711", "087—8711", "087–8711", "087ｰ8711", "087─8711",
            " 087-8711 ", "〶0878711",
        ])
    func spellings(text: String) {
        #expect(PostalCode(parsing: text)?.description == "087-8711")
        #expect(PostalCode(parsing: text)?.digits == "0878711")
    }

    @Test(
        "郵便番号でないもの",
        arguments: [
            "", "〒", "-", "087", "087-87", "087-871", "087-87111", "08787111", "0878-711",
            "08-78711",
            "087-87-11", "087--8711", "-0878711", "0878711-", "087 8711", "abc-defg", "087-871x",
            "〒〒087-8711", "〇八七八七一一",
        ])
    func notACode(text: String) {
        #expect(PostalCode(parsing: text) == nil)
    }
}
