import Crypto
import Foundation
import Participation
import Testing

@testable import Desk

@Suite("派生番号と照会番号")
struct DerivedTests {
    @Test("UUIDの鍵はそのまま、ほかの鍵は版8のUUIDになる")
    func readsKeys() throws {
        let id = try #require(UUID(uuidString: "01890A5D-AC96-774B-BCCE-B302099A8057"))
        #expect(CommandID.from(key: "01890a5d-ac96-774b-bcce-b302099a8057") == id)
        let hashed = try #require(CommandID.from(key: "令和8年6月28日の1通目"))
        #expect(hashed == CommandID.from(key: "令和8年6月28日の1通目"))
        #expect(hashed != CommandID.from(key: "令和8年6月28日の2通目"))
        #expect(hashed.uuid.6 >> 4 == 8)
        #expect(hashed.uuid.8 >> 6 == 0b10)
    }

    @Test("空の鍵と201字の鍵は受けない")
    func limitsKeys() {
        #expect(CommandID.from(key: "") == nil)
        #expect(CommandID.from(key: String(repeating: "あ", count: 200)) != nil)
        #expect(CommandID.from(key: String(repeating: "あ", count: 201)) == nil)
    }

    @Test("照会番号は60ビットをクロックフォード式で綴る")
    func spellsEnquiryCodes() {
        #expect(EnquiryCode.spell(0) == "0000-0000-0000")
        #expect(EnquiryCode.spell(.max) == "ZZZZ-ZZZZ-ZZZZ")
        #expect(EnquiryCode.spell(1 << 63) == "G000-0000-0000")
        #expect(EnquiryCode.spell(0b10000) == "0000-0000-0001")
        // The last four bits are not part of it.
        #expect(EnquiryCode.spell(0b01111) == "0000-0000-0000")
    }

    @Test("照会番号は案件ごと、鍵ごとに違う")
    func enquiryCodesDiffer() {
        let key = SymmetricKey(data: [UInt8](repeating: 1, count: 32))
        let other = SymmetricKey(data: [UInt8](repeating: 2, count: 32))
        let item = CommandID.demo("a")
        #expect(EnquiryCode.of(item, key: key) == EnquiryCode.of(item, key: key))
        #expect(EnquiryCode.of(item, key: key) != EnquiryCode.of(item, key: other))
        #expect(EnquiryCode.of(item, key: key) != EnquiryCode.of(CommandID.demo("b"), key: key))
    }

    @Test("見本の市の団体コードは正しい形で、見本の手紙はすべて受け付けられる")
    func demoIsSound() throws {
        let code = try #require(LocalGovernmentCode(parsing: DemoCity.fiveDigits))
        #expect(code.description == "479993")
        let today = try #require(LocalDate(iso: "2026-06-28"))
        #expect(DemoLetters.all.map(\.id) == Array(1...8))
        for letter in DemoLetters.all {
            #expect(try letter.request(today).command(today: today).refusals.isEmpty)
        }
    }
}
