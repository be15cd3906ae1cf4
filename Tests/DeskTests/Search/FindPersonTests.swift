import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("差出人の検索")
struct FindPersonTests {
    private static let sato = ReceiveRequest.Sender(
        name: "佐藤 花子", kana: "さとう はなこ", postalCode: "087-8711", address: "根室市常盤町2丁目27番地",
        phone: "0153-23-6111", email: "Hanako@example.jp")

    @Test("氏名・ふりがな・電話・メール・住所・郵便番号のどれからでも、書き方によらず見つかる")
    func finds() async throws {
        let fitting = [
            PersonClues(name: "佐藤"), PersonClues(name: "佐藤花子"), PersonClues(name: "佐藤　花子"),
            PersonClues(name: "花子"), PersonClues(name: "佐"), PersonClues(name: "さとう"),
            PersonClues(name: "サトウ"), PersonClues(name: "ｻﾄｳ"), PersonClues(name: "Sato"),
            PersonClues(name: "SATOU"), PersonClues(kana: "sat"), PersonClues(kana: "さとうはな"),
            PersonClues(kana: "はなこ"), PersonClues(kana: "hanako"), PersonClues(kana: "さ"),
            PersonClues(phone: "０１５３（２３）６１１１"), PersonClues(phone: "23-6111"),
            PersonClues(phone: "6111"), PersonClues(email: "hanako@EXAMPLE.jp"),
            PersonClues(address: "常盤町"), PersonClues(address: "０８７８７１１"),
            PersonClues(address: "〒087-8711"), PersonClues(name: "佐藤", phone: "6111"),
        ]
        let others = [
            PersonClues(name: "佐々木"), PersonClues(name: "藤子"), PersonClues(name: "子"),
            PersonClues(kana: "とう"), PersonClues(kana: "satoo ka"), PersonClues(phone: "0153"),
            PersonClues(email: "hanako@example"), PersonClues(address: "0878712"),
            PersonClues(address: "常盤町3"), PersonClues(name: "佐藤", phone: "6112"),
        ]
        try await SearchedCity.with { city in
            let letter = try await city.letter("要望", sender: Self.sato)
            // What stands in the text is nobody's name.
            try await city.letter("さとうはなこ 佐藤花子 6111", sender: .init(anonymous: true))
            for clues in fitting { #expect(try await city.found(clues) == [letter], "\(clues)") }
            for clues in others { #expect(try await city.found(clues) == [], "\(clues)") }
        }
    }

    @Test("異体字の氏名")
    func variants() async throws {
        let spellings = [
            ("髙橋 𠮷郎", ["高橋", "吉郎", "高橋吉郎", "髙"]), ("渡邊 真", ["渡辺", "渡邉真", "眞"]),
            ("葛\u{E0100}西 一", ["葛西", "葛\u{E0102}西", "一"]), ("齋藤 守", ["斎藤", "斉藤"]),
            ("林", ["林"]), ("John Smith", ["john", "smith", "ＳＭＩＴＨ"]),
        ]
        try await SearchedCity.with { city in
            for (name, typed) in spellings {
                let letter = try await city.letter("要望", sender: .init(name: name))
                for word in typed {
                    #expect(try await city.found(PersonClues(name: word)) == [letter], "\(word)")
                }
            }
        }
    }

    @Test("候補には手紙ごとに差出人の記載が付き、新しい順に並ぶ")
    func candidates() async throws {
        try await SearchedCity.with { city in
            try await city.letter("一通目", sender: Self.sato)
            city.city.clock.advance(by: 86_400_000_000)
            try await city.letter(
                "二通目", sender: .init(name: "佐藤 次郎", kana: "さとう じろう"))
            try await city.letter("三通目", sender: .init(name: "鈴木 花子", kana: "すずき はなこ"))
            let candidates = try await city.desk.findPerson(PersonClues(kana: "sato"))
            #expect(candidates.map(\.sender.name) == ["佐藤 次郎", "佐藤 花子"])
            #expect(candidates.map(\.letter.gist) == ["二通目", "一通目"])
            #expect(candidates.map(\.letter.matched) == [[.kana], [.kana]])
            #expect(candidates.last?.sender.phone == "0153-23-6111")
        }
    }

    @Test("検索語と差出人を合わせて探せる")
    func withWords() async throws {
        try await SearchedCity.with { city in
            let letter = try await city.letter("除雪の要望", sender: Self.sato)
            try await city.letter("除雪のお礼", sender: .init(name: "鈴木 一"))
            try await city.letter("街灯の要望", sender: Self.sato)
            let page = try await city.desk.findItems(
                SearchRequest(text: "除雪", person: PersonClues(name: "佐藤")))
            #expect(page.items.map(\.id) == [letter])
            #expect(page.items.map(\.matched) == [[.summary, .name]])
        }
    }

    @Test("差出人を訂正すれば、新しい氏名で見つかる")
    func corrections() async throws {
        try await SearchedCity.with { city in
            let letter = try await city.letter("要望", sender: Self.sato)
            var details = SenderChanges()
            details.name = "加藤 花子"
            details.kana = .set("かとう はなこ")
            try await city.handle(
                .correct(
                    CorrectItem(today: city.desk.today, reason: .typo, details: details)),
                of: letter)
            #expect(try await city.found(PersonClues(name: "佐藤")) == [])
            #expect(try await city.found(PersonClues(name: "katou")) == [letter])
            #expect(try await city.found(PersonClues(phone: "6111")) == [letter])
        }
    }
}
