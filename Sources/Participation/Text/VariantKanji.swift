/// Kanji that are written in several forms, and the one that stands for them in search (異体字).
///
/// For folded text only: a name is stored in the form its bearer uses. Left out on purpose are
/// characters with a meaning or a reading of their own, even where one is sometimes written for the
/// other (渡辺 and 渡部, 園 and 薗, 坂 and 阪, 磯 and 礒). Forms without a code point of their own
/// (辻 with one dot or two) differ by a variation selector, which folding drops.
///
/// A change here needs a new ``FoldedText/version``.
enum VariantKanji {
    /// The common form of a kanji, or itself: `髙` → `高` (通用字体).
    static func commonForm(of kanji: Unicode.Scalar) -> Unicode.Scalar {
        commonForms[kanji] ?? kanji
    }

    /// Every variant and its common form (異体字と通用字体).
    static let commonForms: [Unicode.Scalar: Unicode.Scalar] = {
        var forms: [Unicode.Scalar: Unicode.Scalar] = [:]
        for group in groups {
            guard let common = group.unicodeScalars.first else { continue }
            for variant in group.unicodeScalars.dropFirst() { forms[variant] = common }
        }
        return forms
    }()

    /// The common form first, its variants behind it (異体字の組).
    static let groups: [Substring] =
        [official, names, printed, codes, radicals].flatMap {
            $0.split(whereSeparator: \.isWhitespace)
        }

    /// The forms in brackets of the list for general use, but those that are compatibility
    /// characters. Source: 常用漢字表 (平成22年内閣告示第2号).
    private static let official = """
        亜亞 悪惡 圧壓 囲圍 医醫 為爲 壱壹 隠隱 栄榮 営營 衛衞 駅驛 円圓 塩鹽 縁緣 艶艷 応應
        欧歐 殴毆 桜櫻 奥奧 横橫 温溫 穏穩 仮假 価價 画畫 会會 絵繪 壊壞 懐懷 概槪 拡擴 殻殼
        覚覺 学學 岳嶽 楽樂 渇渴 缶罐 巻卷 陥陷 勧勸 寛寬 関關 歓歡 観觀 気氣 既旣 帰歸 亀龜
        偽僞 戯戲 犠犧 旧舊 拠據 挙擧 虚虛 峡峽 挟挾 狭狹 郷鄕 暁曉 区區 駆驅 勲勳 薫薰 径徑
        茎莖 恵惠 掲揭 渓溪 経經 蛍螢 軽輕 継繼 鶏鷄 芸藝 撃擊 欠缺 研硏 県縣 倹儉 剣劍 険險
        圏圈 検檢 献獻 権權 顕顯 験驗 厳嚴 広廣 効效 恒恆 黄黃 鉱鑛 号號 国國 黒黑 砕碎 済濟
        斎齋 剤劑 雑雜 参參 桟棧 蚕蠶 惨慘 賛贊 残殘 糸絲 歯齒 児兒 辞辭 湿濕 実實 写寫 釈釋
        寿壽 収收 従從 渋澁 獣獸 縦縱 粛肅 処處 緒緖 叙敍 尚尙 将將 奨奬 称稱 焼燒 証證 渉涉
        条條 状狀 乗乘 浄淨 剰剩 畳疊 縄繩 壌壤 嬢孃 譲讓 醸釀 触觸 嘱囑 真眞 寝寢 慎愼 尽盡
        図圖 粋粹 酔醉 穂穗 随隨 髄髓 枢樞 数數 瀬瀨 声聲 静靜 窃竊 摂攝 専專 浅淺 戦戰 践踐
        銭錢 潜潛 繊纖 禅禪 双雙 壮壯 争爭 荘莊 捜搜 挿插 巣巢 曽曾 痩瘦 装裝 総總 騒騷 増增
        蔵藏 臓臟 即卽 属屬 続續 堕墮 対對 体體 帯帶 滞滯 台臺 滝瀧 択擇 沢澤 担擔 単單 胆膽
        団團 断斷 弾彈 遅遲 痴癡 虫蟲 昼晝 鋳鑄 庁廳 徴徵 聴聽 勅敕 鎮鎭 逓遞 鉄鐵 点點 転轉
        伝傳 灯燈 当當 党黨 盗盜 稲稻 闘鬭 徳德 独獨 読讀 届屆 弐貳 悩惱 脳腦 覇霸 拝拜 廃廢
        売賣 麦麥 発發 髪髮 抜拔 晩晚 蛮蠻 秘祕 浜濱 瓶甁 払拂 仏佛 併倂 並竝 餅餠 辺邊 変變
        弁辨 歩步 宝寶 豊豐 褒襃 翻飜 毎每 万萬 満滿 麺麵 黙默 訳譯 薬藥 与與 予豫 余餘 誉譽
        揺搖 様樣 謡謠 来來 頼賴 乱亂 覧覽 竜龍 両兩 猟獵 緑綠 涙淚 塁壘 礼禮 励勵 戻戾 霊靈
        齢齡 暦曆 歴歷 恋戀 錬鍊 炉爐 労勞 郎郞 楼樓 録錄 湾灣 舗舖 鬱欝
        """

    /// Forms of personal and place names in family registers, chosen by hand.
    ///
    /// 斉 and 斎 are two characters, but the four forms of サイトウ are taken for each other daily.
    private static let names = """
        高髙 崎﨑嵜㟢 浜濵 島嶋嶌㠀 辺邉 斎斉齊 吉𠮷 富冨 館舘 橋槗𣘺 柳栁桺 淵渕渊 峰峯 野埜
        松枩柗 杉杦 桑桒 船舩 土圡𡈽 国圀囯 鶴靍靏靎 熙煕凞 徳悳 剣劔剱劒釼 鶏雞 秋穐龝 梅楳
        桝枡 昂昻 昇曻 晃晄 凛凜 柏栢 丈𠀋 叱𠮟 刃刄 蘇蘓 綿緜 煙烟 翠翆 婿壻 厩廐廏 回囘
        冊册 年秊 恥耻 弁瓣辯 闘鬪 彦彥 聡聰 弥彌 巌巖巗 禄祿 尭堯 遥遙 瑶瑤 槙槇 桧檜 祢禰
        祷禱 穣穰 萌萠 晋晉 鉄鐡鉃銕 幷并 村邨 穎頴 駆駈 涼凉 準凖 器噐 多夛 庁廰 杯盃 鉱砿礦
        群羣 芦蘆 渓谿 体躰軆 姉姊 呪咒
        """

    /// Forms that JIS X 0208 simplified in 1983 beside the printed ones. Source: 表外漢字字体表
    /// (国語審議会答申, 平成12年).
    private static let printed = """
        鴎鷗 涛濤 梼檮 薮藪籔 篭籠 蛎蠣 砺礪 莱萊 諌諫 壷壺 繋繫 頬頰 剥剝 填塡 掻搔 噛嚙
        麹麴 蝋蠟 醤醬 蒋蔣 箪簞 屏屛 鯵鰺 潅灌 撹攪 侠俠 蝿蠅 賎賤 靭靱 竃竈 嘘噓 呑吞 焔焰
        溌潑 顛顚 躯軀 兎兔 鉤鈎 妍姸 攅攢 晒曬 讃讚 鹸鹼 迩邇 騨驒 倶俱 繍繡 輌輛 涜瀆 頚頸
        醗醱 蝉蟬 掴摑 稟禀 纏纒
        """

    /// Old forms with code points of their own that the list for general use does not tell apart.
    private static let codes = """
        青靑 清淸 教敎 内內 産產 戸戶 呉吳 娯娛 告吿 悦悅 説說 税稅 脱脫 鋭銳 閲閱 絶絕 強强
        姫姬 査查 柵栅 歳歲 没沒 毀毁 舎舍 飲飮 郷鄉 別别 尓爾 鎌鐮 衆眾 隷隸 妊姙 鎖鎻
        """

    /// Radicals that stand for the whole kanji in text copied from a PDF; NFKC leaves them.
    private static let radicals = """
        長⻑⻓ 青⻘ 西⻄ 民⺠ 黄⻩ 食⻝ 亀⻲ 歯⻭ 麦⻨ 斎⻫ 鬼⻤ 骨⻣ 竜⻯ 角⻆
        """
}
