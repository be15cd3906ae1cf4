import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("案件の検索")
struct FindItemsTests {
    @Test("2文字の語で、要旨からも本文からも見つかり、どこにあったかが分かる")
    func twoCharacters() async throws {
        try await SearchedCity.with { city in
            let lamp = try await city.letter("公園の街灯が消えている", body: "夜道が暗く、子どもが通るので心配です。")
            let bus = try await city.letter("朝のバスが早すぎる", body: "公園前の停留所です。")
            #expect(try await city.found("街灯") == [lamp])
            #expect(try await city.found("夜道") == [lamp])
            #expect(try await city.found("公園") == [bus, lamp])
            #expect(try await city.found("道路") == [])
            let page = try await city.desk.findItems(SearchRequest(text: "公園"))
            #expect(page.items.map(\.matched) == [[.body], [.summary]])
            #expect(page.items.map(\.gist) == ["朝のバスが早すぎる", "公園の街灯が消えている"])
            #expect(page.items.map(\.receiptNumber.description) == ["R8-0002", "R8-0001"])
            #expect(page.next == nil)
        }
    }

    @Test("長い語はそのまま続いていなければならず、空白で区切った語はすべてなければならない")
    func longerWords() async throws {
        try await SearchedCity.with { city in
            let both = try await city.letter("東京と京都の姉妹都市について")
            let one = try await city.letter("東京都の取組を参考に")
            #expect(try await city.found("東京都") == [one])
            #expect(try await city.found("東京 京都") == [one, both])
            #expect(try await city.found("東京　姉妹") == [both])
            #expect(try await city.found("東京 大阪") == [])
            #expect(try await city.found("姉妹都市について") == [both])
        }
    }

    @Test("表記の違いを越えて見つかる")
    func folding() async throws {
        let spellings = [
            ("マイナンバーカードの窓口", ["ﾏｲﾅﾝﾊﾞｰ", "まいなんばー", "マイナンバー"]),
            ("ﾊﾞｽの時刻", ["バス", "ばす"]), ("ＷｉＦｉを図書館に", ["wifi", "WIFI", "ＷＩＦＩ"]),
            ("髙橋さんの対応", ["高橋", "髙橋"]), ("𠮷田橋の補修", ["吉田橋", "𠮷田"]),
            ("葛\u{E0100}飾通りの街路樹", ["葛飾", "葛\u{E0101}飾"]), ("渡邊橋の欄干", ["渡辺", "渡邉"]),
            ("ごみの出し方", ["ゴミ"]), ("サーバー更新", ["サーバ", "サ－バ－"]), ("1丁目の側溝", ["１丁目"]),
            ("㈱根室の騒音", ["(株)根室"]), ("カ\u{3099}ソリン臭い", ["ガソリン"]), ("きゃっか", ["キヤツカ"]),
        ]
        try await SearchedCity.with { city in
            for (written, typed) in spellings {
                let letter = try await city.letter(written)
                for word in typed { #expect(try await city.found(word) == [letter], "\(word)") }
            }
        }
    }

    @Test("行の折返しは語を切らず、文・段落・項目の切れ目は語を作らない")
    func boundaries() async throws {
        try await SearchedCity.with { city in
            let letter = try await city.letter(
                "歩道の雪", body: "交差点の信\r\n号が見えません。公園\r\n\r\n街灯も暗い。\n　\n終わり")
            #expect(try await city.found("信号") == [letter])
            for word in ["。公園街", "園街", "公園街灯", "雪交", "いい終", "い終わり", "灯公"] {
                #expect(try await city.found(word) == [], "\(word)")
            }
            #expect(try await city.found("ません。公園") == [letter])
        }
    }

    @Test("訂正と転記のあとは、新しい文言で見つかり、古い文言では見つからない")
    func corrections() async throws {
        try await SearchedCity.with { city in
            let letter = try await city.letter("公園の街灯", body: nil)
            #expect(try await city.found("街灯") == [letter])
            try await city.handle(
                .correct(
                    CorrectItem(today: city.desk.today, reason: .typo, summary: .set("歩道の除雪"))),
                of: letter)
            #expect(try await city.found("街灯") == [])
            #expect(try await city.found("除雪") == [letter])
            try await city.handle(.transcribe(body: "本文は後で写した", nil), of: letter)
            #expect(try await city.found("除雪 写し") == [letter])
            try await city.handle(
                .correct(CorrectItem(today: city.desk.today, reason: .typo, body: .cleared)),
                of: letter)
            #expect(try await city.found("写し") == [])
            #expect(try await city.found("除雪") == [letter])
        }
    }

    @Test("受付日の新しい順に並び、続きを最後までたどれる")
    func pages() async throws {
        try await SearchedCity.with { city in
            var letters: [UUID] = []
            for day in [3, 1, 2, 3, 1] {
                letters.append(
                    try await city.letter("公園 \(day)") { $0.receivedOn = "2026-06-0\(day)" })
            }
            var pages: [[UUID]] = []
            var place: SearchPlace?
            repeat {
                let page = try await city.desk.findItems(
                    SearchRequest(text: "公園", limit: 2, after: place))
                pages.append(page.items.map(\.id))
                place = page.next
            } while place != nil
            #expect(pages.flatMap(\.self) == [3, 0, 2, 4, 1].map { letters[$0] })
            #expect(pages.prefix(2).map(\.count) == [2, 2])
        }
    }

    @Test("受付日・受付制度・担当で絞り込める")
    func filters() async throws {
        try await SearchedCity.with { city in
            let early = try await city.letter("公園") { $0.receivedOn = "2026-05-31" }
            let late = try await city.letter("公園") {
                $0.receivedOn = "2026-06-01"
                $0.scheme = "opinion"
                $0.department = "都市整備課"
            }
            func found(_ change: (inout SearchRequest) -> Void) async throws -> [UUID] {
                var request = SearchRequest(text: "公園")
                change(&request)
                return try await city.desk.findItems(request).items.map(\.id)
            }
            let day = try #require(LocalDate(iso: "2026-06-01"))
            #expect(try await found { $0.receivedFrom = day } == [late])
            #expect(try await found { $0.receivedThrough = day } == [late, early])
            #expect(
                try await found { $0.receivedThrough = LocalDate(iso: "2026-05-31") } == [early])
            #expect(try await found { $0.scheme = .letterToMayor } == [early])
            #expect(try await found { $0.department = "都市整備課" } == [late])
            try await city.handle(
                .route(ItemRouting(lead: "建設課", others: [], by: .clerk)), of: late)
            #expect(try await found { $0.department = "都市整備課" } == [])
            #expect(try await found { $0.department = "建設課" } == [late])
        }
    }

    @Test("要旨のない案件も本文から見つかり、(要旨なし)と示される")
    func withoutGist() async throws {
        try await SearchedCity.with { city in
            let letter = try await city.letter("仮", body: "側溝のふたが割れている")
            try await city.handle(
                .correct(
                    CorrectItem(
                        origin: .imported, today: city.desk.today, reason: .typo,
                        summary: .cleared)), of: letter)
            let page = try await city.desk.findItems(SearchRequest(text: "側溝"))
            #expect(page.items.map(\.gist) == ["(要旨なし)"])
            #expect(
                String(decoding: CanonicalJSON.bytes(page.json), as: UTF8.self).contains(
                    #""gist":"(要旨なし)""#))
        }
    }

    @Test("1文字の語・条件なし・長すぎる語は、理由を日本語で示して断る")
    func refusals() async throws {
        try await SearchedCity.with { city in
            let cases: [(SearchRequest, String?, String)] = [
                (SearchRequest(text: "雪"), "text", "1文字の語は探せません。どの語も2文字以上で入力してください。"),
                (SearchRequest(text: "除雪 雪"), "text", "1文字の語は探せません。どの語も2文字以上で入力してください。"),
                (SearchRequest(text: "葛\u{E0100}"), "text", "1文字の語は探せません。どの語も2文字以上で入力してください。"),
                (
                    SearchRequest(text: " 　"), nil,
                    "検索語か、差出人の手掛かり(氏名・ふりがな・電話番号・メールアドレス・住所)を入力してください。"
                ),
                (
                    SearchRequest(text: String(repeating: "雪", count: 201)), "text",
                    "検索語は200字以内で入力してください。"
                ),
                (
                    SearchRequest(text: (10...20).map(String.init).joined(separator: " ")),
                    "text", "検索語は10語以内で入力してください。"
                ),
                (
                    SearchRequest(person: PersonClues(kana: "山田")), "kana",
                    "ふりがなは、かなかローマ字で入力してください。"
                ),
                (
                    SearchRequest(person: PersonClues(phone: "611")), "phone",
                    "電話番号は末尾の4桁以上を数字で入力してください。"
                ),
                (
                    SearchRequest(person: PersonClues(address: "町")), "address",
                    "住所は2文字以上か、郵便番号7桁で入力してください。"
                ),
                (
                    SearchRequest(
                        text: "除雪", receivedFrom: LocalDate(iso: "2026-06-02"),
                        receivedThrough: LocalDate(iso: "2026-06-01")), "receivedThrough",
                    "受付日の終わりは、始めの日以後の日を入力してください。"
                ),
            ]
            for (request, field, japanese) in cases {
                let refused = await refusal { () throws(DeskError) in
                    try await city.desk.findItems(request)
                }
                #expect(refused.map(\.field) == [field])
                #expect(refused.map(\.japanese) == [japanese])
            }
        }
    }
}
