/// Words by which a name is told from what only looks like one (氏名の手掛かり).
enum NameWords {
    /// What stands behind a name (敬称).
    static let titles: [PersonalScan.Word] = ["様", "さん", "氏", "殿", "と申し"]

    /// The most frequent surnames, which make a find surer (多い名字).
    ///
    /// Common knowledge of offices; nothing depends on the list being complete.
    static let surnames = [
        "佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺", "渡邊", "渡邉", "山本", "中村", "小林", "加藤", "吉田",
        "𠮷田", "山田", "佐々木", "山口", "松本", "井上", "木村", "林", "斎藤", "斉藤", "齋藤", "齊藤", "清水",
        "山崎", "阿部", "森", "池田", "橋本", "山下", "石川", "中島", "前田", "藤田", "小川", "岡田", "後藤",
        "長谷川", "石井", "村上", "近藤", "坂本", "遠藤", "青木", "藤井", "西村", "福田", "太田", "三浦", "藤原",
        "松田", "岡本", "中川", "中野", "原田", "小野", "田村", "竹内", "金子", "和田", "中山", "石田", "上田",
        "森田", "原", "柴田", "酒井", "工藤", "横山", "宮崎", "宮本", "内田", "高木", "安藤", "谷口", "大野",
        "丸山", "今井", "高田", "藤本", "武田", "村田", "上野", "杉山", "増田", "平野", "大塚", "千葉", "久保",
        "松井", "小島", "岩崎", "桜井", "野口", "松尾", "野村", "木下", "菊地", "菊池", "佐野", "大西", "杉本",
        "新井", "八木", "津田", "髙橋", "梅田", "早川", "深川", "小田", "小堀", "長谷", "浜田", "濱田", "市川", "古川", "水野",
        "小松", "島田", "小山", "高野", "山内", "西田", "菅原",
    ]

    /// Ends of words that stand before a title without naming anybody, by title (人を指さない語).
    private static let words: [String: [String]] = [
        "様": [
            "同", "多", "仕", "模", "一", "異", "有", "皆", "客", "神", "王", "奥", "何", "先", "若", "殿", "各",
            "貴", "舗", "侶", "様", "唯",
        ],
        // Clans of whom a guide speaks, not people who could be harmed.
        "氏": ["彼", "華", "摂", "源", "平", "両", "同", "諸", "朝倉", "柴田", "織田", "浅井", "藤原", "徳川"],
        "殿": ["宮", "神", "本", "拝", "御", "湯", "貴", "沈", "社", "奥", "物", "仏"],
        "さん": [
            "皆", "客", "何", "沢", "奥", "土産", "名産", "蕎麦", "雲水", "車掌", "窯元", "中居", "仲居", "大学",
            "鉄道", "団体", "観光", "温泉", "料亭", "食堂", "番頭", "大将", "先輩", "後輩", "友達", "恋人",
        ],
    ]

    /// What people are called by what they do or are: 店員, 係員, 職人, 運転手 (役割の語).
    private static let roleEnds: Set<Character> = [
        "員", "者", "客", "店", "館", "師", "官", "民", "供", "将", "職", "司", "婦", "娘", "母", "父", "姉",
        "兄", "妹", "弟", "孫", "嫁", "婆", "爺", "匠", "寺", "院", "社", "局", "課", "達", "衆", "婿", "妻",
        "夫", "嬢", "児", "宿", "園", "署", "所", "庁", "省", "人", "手", "竜", "士", "生", "主", "長", "屋",
        "方", "家", "頭", "付", "部", "連", "亭", "軒", "荘", "堂", "会", "鹿", "猫", "犬", "象", "熊", "閣",
        "苑", "庄", "僧", "市", "町", "村", "県", "事", "物", "本", "分", "当", "場", "場", "内",
    ]

    /// Surnames with such an end, which stay names.
    private static let exceptions: Set<String> = [
        "土屋", "古屋", "守屋", "井手", "蒲生", "麻生", "羽生", "山本", "松本", "橋本", "坂本", "岡本", "宮本",
        "藤本", "杉本", "山内", "竹内", "木内", "堀内", "大場", "馬場", "中村", "木村", "西村", "田村", "野村",
        "北村", "川村", "今村", "奥村", "岩本", "根本", "吉本", "森本", "河本", "服部", "阿部", "渡部", "園部",
        "磯部", "岡部", "長谷部", "宮内", "関本", "塚本", "川本",
    ]

    private static let known = exceptions.union(surnames)

    /// Whether a word before a title names a role or a thing, not a person.
    static func isRole(_ name: String, _ title: String) -> Bool {
        if words[title]?.contains(where: { name.hasSuffix($0) }) ?? false { return true }
        guard let last = name.last, roleEnds.contains(last) else { return false }
        // 中村 and 中村和人 are people, 中村屋 is a shop.
        let surname = known.first { name.hasPrefix($0) }
        guard let surname else { return true }
        return name.count - surname.count == 1
    }
}
