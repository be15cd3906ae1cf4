import Participation

/// A letter of the demo city: invented, as is everyone in it (見本の手紙).
struct DemoLetter {
    /// Part of its command's id; never changed.
    let id: Int
    /// How many days before the city was set up it arrived.
    let daysBefore: Int
    /// The rest of it; the day is filled in by ``request(_:)``.
    let content: ReceiveRequest

    /// The letter as handed in, for a city set up on a day.
    func request(_ setUpOn: LocalDate) -> ReceiveRequest {
        var request = content
        let day = LocalDate(dayNumber: setUpOn.dayNumber - daysBefore) ?? setUpOn
        request.receivedOn = day.description
        return request
    }
}

/// Eight letters of the kinds a city gets (見本の手紙).
///
/// Never edited: their command ids are fixed, and other content under one is an error.
enum DemoLetters {
    static let all: [DemoLetter] = [
        DemoLetter(
            id: 1, daysBefore: 40,
            content: letter(
                .letterToMayor, .request, .paper, .taro, "通学路の除雪の時間を早めてほしい",
                """
                市長さん、いつもありがとうございます。
                小学校の前の歩道は、朝7時半ごろにはまだ雪が残っており、子どもが車道を歩いています。
                登校の前に除雪していただけないでしょうか。
                """, topics: ["除雪", "通学路"], wantsReply: true, mayPublish: true)),
        DemoLetter(
            id: 2, daysBefore: 33,
            content: letter(
                .letterToMayor, .thanks, .postcard, .hanako, "図書館の職員さんへのお礼",
                "探していた郷土史の本を、となりの市の図書館から取り寄せてくださいました。ありがとうございました。",
                topics: ["図書館"], wantsReply: false, mayPublish: true)),
        DemoLetter(
            id: 3, daysBefore: 27,
            content: letter(
                .opinion, .complaint, .phone, .anonymous, "ごみ収集の時間が日によって違う",
                "朝8時に出したところ、もう収集が終わっていた。先週は10時に来ていた。時間をそろえてほしい。",
                topics: ["ごみ"], wantsReply: nil, mayPublish: nil)),
        DemoLetter(
            id: 4, daysBefore: 21,
            content: letter(
                .opinion, .proposal, .form, .jiro, "空き店舗を学生の自習室に",
                """
                駅前の空き店舗を、放課後に高校生が使える自習室にしてはどうでしょうか。
                商店街の方と相談し、運営を手伝いたいという生徒が10人ほどいます。
                """, topics: ["駅前", "若者"], wantsReply: true, mayPublish: true)),
        DemoLetter(
            id: 5, daysBefore: 14,
            content: letter(
                .request, .request, .counter, .sachiko, "公民館の入口に手すりを付けてほしい",
                "入口の段差が高く、つえをついている者には上がりにくい。手すりかスロープを付けてほしい。",
                topics: ["公民館", "バリアフリー"], wantsReply: true, mayPublish: nil)),
        DemoLetter(
            id: 6, daysBefore: 9,
            content: letter(
                .complaint, .complaint, .email, .jiro, "転入手続きの案内がわかりにくい",
                "窓口を三つ回り、同じことを三度書きました。必要な書類を一枚の紙にまとめてほしいです。",
                topics: ["窓口"], wantsReply: true, mayPublish: false)),
        DemoLetter(
            id: 7, daysBefore: 5,
            content: letter(
                .opinion, .enquiry, .fieldOfficer, .unknown, "避難所の鍵は誰が持っているのか",
                "地区の集まりで出た質問。夜に地震があった時、避難所の鍵を開けるのは誰か、皆が知らなかった。",
                topics: ["防災", "避難所"], wantsReply: nil, mayPublish: true)),
        DemoLetter(
            id: 8, daysBefore: 1,
            content: letter(
                .letterToMayor, .opinion, .fax, .hanako, "海の見える公園のベンチについて",
                "公園のベンチを海に向けて置き直してくださったのですね。毎朝の散歩が楽しみになりました。もう一つあると、なおよいと思います。",
                topics: ["公園"], wantsReply: false, mayPublish: true)),
    ]

    private static func letter(
        _ scheme: Scheme, _ nature: Nature, _ channel: Channel, _ sender: ReceiveRequest.Sender,
        _ summary: String, _ body: String, topics: [String], wantsReply: Bool?, mayPublish: Bool?
    ) -> ReceiveRequest {
        ReceiveRequest(
            scheme: scheme.rawValue, nature: nature.rawValue, channel: channel.rawValue,
            receivedOn: "", sender: sender, summary: summary, body: body, topics: topics,
            wantsReply: wantsReply, mayPublish: mayPublish)
    }
}

extension ReceiveRequest.Sender {
    fileprivate static let anonymous = Self(anonymous: true)
    fileprivate static let unknown = Self(unknown: true)
    fileprivate static let taro = Self(
        name: "見本 太郎", kana: "みほん たろう", postalCode: "000-0001", address: "見本市北町1丁目1番1号",
        phone: "0000-00-0001")
    fileprivate static let hanako = Self(
        name: "見本 花子", kana: "みほん はなこ", postalCode: "000-0002", address: "見本市港町2番地")
    fileprivate static let jiro = Self(
        name: "見本 次郎", kana: "みほん じろう", email: "jiro@mihon.example.jp")
    fileprivate static let sachiko = Self(
        name: "例示 幸子", kana: "れいじ さちこ", address: "見本市中央3番地")
}
