import Desk
import EventLog
import Foundation
import Participation

/// Letters for benchmarks: sentences of made-up complaints and requests, whose words are as
/// unevenly frequent as words are (Zipf), from made-up people.
///
/// The same letters on every machine and in every run.
struct SampleLetters {
    /// One of them.
    struct Letter {
        let id: UUID
        let receivedOn: LocalDate
        let serial: Int
        let sender: SenderDetails
        let summary: String
        let body: String
        /// The words it was made of, each once.
        let words: Set<String>

        /// What is recorded of it.
        var event: ItemEvent? {
            guard
                let number = ReceiptNumber(fiscalYear: FiscalYear(receivedOn), serial: serial)
            else { return nil }
            return .received(
                ItemReceived(
                    plain: ItemReceived.Plain(
                        receiptNumber: number,
                        scheme: serial.isMultiple(of: 3) ? .letterToMayor : .opinion,
                        nature: .request, channel: .paper, receivedOn: receivedOn,
                        senderKind: .identified, category: "07", topics: [], wantsReply: .yes,
                        mayPublish: .unstated, hasBody: true, scans: 0),
                    personal: .readable(
                        ItemReceived.Personal(sender: sender, summary: summary, body: body))))
        }
    }

    private var numbers = SampleNumbers(state: 20_260_628)
    private let words = ZipfWords()
    private let total: Int
    private var made = 0

    /// As many letters as will be asked for: they are spread over five years.
    init(total: Int) { self.total = total }

    mutating func next() -> Letter {
        made += 1
        var used: Set<String> = []
        let summary = sentence(&used)
        let sentences = (0..<Int.random(in: 3...12, using: &numbers)).map { _ in sentence(&used) }
        let first = LocalDate(year: 2021, month: 4, day: 1)?.dayNumber ?? 0
        let day = LocalDate(dayNumber: first + made * 5 * 365 / total) ?? .earliest
        return Letter(
            id: SampleEvents.id(), receivedOn: day, serial: made, sender: sender(),
            summary: String(summary.prefix(60)), body: sentences.joined(), words: used)
    }

    private mutating func sentence(_ used: inout Set<String>) -> String {
        var text = ""
        for part in Self.sentences[Int.random(in: Self.sentences.indices, using: &numbers)] {
            if part == "□" {
                let word = words.word(&numbers)
                used.insert(word)
                text += word
            } else {
                text.append(part)
            }
        }
        return text
    }

    private mutating func sender() -> SenderDetails {
        // Names are uneven, too: the squares of even numbers crowd at the beginning.
        func pick(_ names: [(String, String)]) -> (String, String) {
            let part = Double.random(in: 0..<1, using: &numbers)
            return names[Int(part * part * Double(names.count))]
        }
        let family = pick(Self.families)
        let given = pick(Self.givens)
        let phone = String(10_000_000 + made * 7_919 % 89_999_999)
        return SenderDetails(
            name: "\(family.0) \(given.0)", kana: "\(family.1) \(given.1)",
            postalCode: "087-\(String(1_000 + made % 8_999))",
            address: "根室市\(words.word(&numbers))町\(made % 9 + 1)丁目\(made % 30 + 1)番地",
            phone: "090-\(phone.prefix(4))-\(phone.suffix(4))",
            email: "citizen\(made)@example.jp")
    }

    private static let sentences = [
        "□の□が□ので、早めに直してほしいです。", "先日、□で□を見かけましたが、□が足りないと思います。",
        "□について、□の担当の方に□をお願いしました。", "毎朝□を通りますが、□のせいで□が危険です。",
        "□と□を一緒にすれば、□ももっと使いやすくなるのではないでしょうか。", "□の件では、□までしていただきありがとうございました。",
        "市の□は□ばかりで、□のことが書かれていません。", "高齢の母が□へ行くとき、□がなくて□に困っています。",
        "なぜ□だけ□なのか、□の説明をお聞かせください。", "□から□まで、□が暗くて夜は歩けません。",
        "子どもたちが□で□をしています。□を設けてください。", "昨年の□に続いて、今年も□と□が中止になり残念です。",
    ]

    private static func pairs(_ text: String) -> [(String, String)] {
        text.split(separator: " ").map { pair in
            let parts = pair.split(separator: "/")
            return (String(parts.first ?? ""), String(parts.last ?? ""))
        }
    }

    private static let families = pairs(
        """
        佐藤/さとう 鈴木/すずき 高橋/たかはし 田中/たなか 伊藤/いとう 渡辺/わたなべ 山本/やまもと 中村/なかむら \
        小林/こばやし 加藤/かとう 吉田/よしだ 山田/やまだ 佐々木/ささき 山口/やまぐち 松本/まつもと 井上/いのうえ \
        木村/きむら 林/はやし 斎藤/さいとう 清水/しみず 山崎/やまざき 森/もり 池田/いけだ 橋本/はしもと 阿部/あべ \
        石川/いしかわ 山下/やました 中島/なかじま 石井/いしい 小川/おがわ 前田/まえだ 岡田/おかだ 長谷川/はせがわ \
        藤田/ふじた 近藤/こんどう 後藤/ごとう 村上/むらかみ 遠藤/えんどう 青木/あおき 坂本/さかもと 福田/ふくだ \
        太田/おおた 西村/にしむら 藤井/ふじい 金子/かねこ 岡本/おかもと 藤原/ふじわら 三浦/みうら 中野/なかの \
        原田/はらだ 松田/まつだ 竹内/たけうち 小野/おの 中山/なかやま 和田/わだ 石田/いしだ 上田/うえだ 森田/もりた \
        柴田/しばた 酒井/さかい 工藤/くどう 横山/よこやま 宮崎/みやざき 宮本/みやもと 内田/うちだ 高木/たかぎ \
        谷口/たにぐち 安藤/あんどう 丸山/まるやま 今井/いまい 河野/こうの 藤本/ふじもと 村田/むらた 武田/たけだ
        """)

    private static let givens = pairs(
        """
        一郎/いちろう 花子/はなこ 太郎/たろう 幸子/さちこ 健一/けんいち 和子/かずこ 誠/まこと 洋子/ようこ 隆/たかし \
        恵子/けいこ 浩/ひろし 京子/きょうこ 茂/しげる 節子/せつこ 勝/まさる 由美子/ゆみこ 清/きよし 久美子/くみこ \
        正/ただし 明美/あけみ 進/すすむ 裕子/ゆうこ 博/ひろし 真由美/まゆみ 実/みのる 智子/ともこ 翔太/しょうた \
        美咲/みさき 大輔/だいすけ 陽菜/ひな 蓮/れん 葵/あおい 拓也/たくや 結衣/ゆい 直樹/なおき 愛/あい 学/まなぶ \
        彩/あや 剛/つよし 舞/まい 豊/ゆたか 遥/はるか 修/おさむ 千尋/ちひろ 昇/のぼる 奈々/なな 稔/みのる 薫/かおる
        """)
}

/// Words of two to six characters, the n-th of them n times as rare as the first (ジップの法則).
private struct ZipfWords {
    private let words: [String]
    private let sums: [Double]

    init() {
        var words = Self.common
        // The long tail: compounds that look like words.
        let kanji = Array(Self.kanji)
        for (distance, first) in kanji.indices.flatMap({ d in kanji.map { (d, $0) } }) {
            guard words.count < Self.count else { break }
            guard let place = kanji.firstIndex(of: first) else { continue }
            let second = kanji[(place + distance * 7 + 1) % kanji.count]
            if first != second { words.append("\(first)\(second)") }
        }
        self.words = words
        var sum = 0.0
        sums = words.indices.map { index in
            sum += 1 / Double(index + 1)
            return sum
        }
    }

    func word(_ numbers: inout SampleNumbers) -> String {
        let part = Double.random(in: 0..<(sums.last ?? 1), using: &numbers)
        var (low, high) = (0, sums.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if sums[middle] > part { high = middle } else { low = middle + 1 }
        }
        return words[low]
    }

    private static let count = 12_000

    private static let common =
        """
        道路 公園 街灯 歩道 除雪 ごみ 収集 図書館 学校 通学路 バス 時刻表 病院 駐車場 水道 下水道 河川 草刈り \
        騒音 野良猫 空き家 避難所 防災無線 訓練 津波 地震 保育所 給食 高齢者 介護 年金 保険 税金 窓口 職員 対応 \
        電話 案内 手続き 書類 マイナンバー 予算 議会 選挙 広報 回覧板 町内会 祭り 花火大会 温泉 観光 案内板 トイレ \
        清掃 落書き 不法投棄 カラス 漁港 海岸 釣り 市営住宅 家賃 エレベーター 階段 手すり スロープ 信号 横断歩道 \
        標識 カーブミラー 速度 渋滞 工事 舗装 段差 水たまり 雪捨て場 屋根 落雪 凍結 側溝 街路樹 遊具 ベンチ 自転車 \
        駅前 商店街 空き店舗 学童保育 児童館 体育館 プール 博物館 文化祭 講演会 健康診断 予防接種 救急車 消防署
        """.split(whereSeparator: \.isWhitespace).map(String.init)

    private static let kanji =
        """
        市町村区東西南北中央上下大小新古高低山川海空森林田野原島港橋道路駅車船水火土木金石花草鳥魚米茶酒味色音光\
        風雨雪氷春夏秋冬朝昼夜年月日時分前後内外左右手足目耳口心体力命生死老若男女父母兄弟友人民国家族親子会社店\
        校園館場所地方位角線点面形式法律政治経済産業工商農漁運輸通信電気機械医薬福祉教育文化芸術運動旅行観光
        """.filter { !$0.isWhitespace }
}

/// The same numbers in every run (SplitMix64).
private struct SampleNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
