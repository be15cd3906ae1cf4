import Participation
import Testing

@testable import Desk

@Suite("公開データの取込み")
struct PublishedFilesTests {
    @Test("福井県のアンケートは、列が変わった前後の月も四半期版も同じマッピングで読む")
    func readsTheSurvey() throws {
        let quarter = try ImportFixture.check("fukui-R5Q1.csv", "fukui-survey")
        #expect(quarter.read == 120)
        #expect(quarter.rejects.isEmpty)
        #expect(quarter.rows.allSatisfy { $0.fields[.receivedOn]?.hasPrefix("2023-0") == true })
        #expect(quarter.rows.allSatisfy { $0.attributes["NPS"] != nil })
        #expect(quarter.rows.allSatisfy { $0.attributes["エリア"]?.contains(".") == false })
        let before = try ImportFixture.check("fukui-202303.csv", "fukui-survey")
        let after = try ImportFixture.check("fukui-202304.csv", "fukui-survey")
        #expect(before.rows.count == 40)
        #expect(after.rows.count == 40)
        #expect(before.rows.allSatisfy { $0.attributes["商品・サービスの満足度"] != nil })
    }

    @Test("月別の原本と四半期版の同じ回答は同じ行で、内容も同じ")
    func recognisesTheSameResponses() throws {
        let quarter = try ImportFixture.check("fukui-R5Q1.csv", "fukui-survey").rows
        let month = try ImportFixture.check("fukui-202304.csv", "fukui-survey").rows
        let contents = Dictionary(uniqueKeysWithValues: quarter.map { ($0.identity, $0.content) })
        let same = month.filter { contents[$0.identity] != nil }
        #expect(!same.isEmpty)
        #expect(same.allSatisfy { contents[$0.identity] == $0.content })
    }

    @Test(
        "高松市の行事一覧は、日の定まらない行を除いて読む",
        arguments: [
            ("takamatsu-20240410_2988e946.csv", 12, 5), ("takamatsu-20240711_551e27dd.csv", 62, 58),
            ("takamatsu-20250311_989ac140.csv", 36, 29),
            ("takamatsu-20250311_08049461.csv", 20, 20),
        ])
    func readsEvents(name: String, read: Int, rows: Int) throws {
        let check = try ImportFixture.check(name, "takamatsu-events")
        #expect(check.read == read)
        #expect(check.rows.count == rows)
        #expect(check.skipped == read - rows)
        #expect(check.rows.allSatisfy { $0.fields[.place] != nil && $0.fields[.department] != nil })
    }

    @Test("期間のある行事は初日と最終日を持つ")
    func readsRangesOfEvents() throws {
        let rows = try ImportFixture.check("takamatsu-20240711_551e27dd.csv", "takamatsu-events")
            .rows
        let range = try #require(
            rows.first { $0.fields[.heldOn] == "2024-07-22" && $0.fields[.endsOn] == "2024-09-20" })
        #expect(range.fields[.kind] == "event")
        #expect(rows.contains { $0.fields[.capacity] == "先着220人" })
        #expect(rows.allSatisfy { ($0.fields[.endsOn] ?? "9") > ($0.fields[.heldOn] ?? "") })
    }

    @Test("翌日の訂正版では、変わった1行だけが訂正になる")
    func findsTheCorrection() throws {
        let first = try ImportFixture.check("takamatsu-20240710_2055c16d.csv", "takamatsu-events")
        let corrected = try ImportFixture.check(
            "takamatsu-20240711_551e27dd.csv", "takamatsu-events")
        #expect(first.rows.map(\.identity) == corrected.rows.map(\.identity))
        // The mapping keeps no 説明, which is what was corrected.
        #expect(first.rows.map(\.content) == corrected.rows.map(\.content))
        var mapping = try ImportFixture.mapping("takamatsu-events")
        mapping.attributes["説明"] = ColumnRule(columns: ["説明"])
        let contents = try ["takamatsu-20240710_2055c16d.csv", "takamatsu-20240711_551e27dd.csv"]
            .map { name in
                try ImportFile.check(
                    try ImportFixture.bytes(name), mapping: mapping, name: name
                ).rows.map(\.content)
            }
        #expect(zip(contents[0], contents[1]).filter { $0 != $1 }.count == 1)
    }

    @Test("公表日の分からないファイル名では、年が補えないと断る")
    func needsTheDayOfPublication() throws {
        let bytes = try ImportFixture.bytes("takamatsu-20240410_2988e946.csv")
        let mapping = try ImportFixture.mapping("takamatsu-events")
        #expect(throws: ImportError.self) {
            try ImportFile.check(bytes, mapping: mapping, name: "data.csv")
        }
    }

    @Test("見出し2行のアンケートを、1設問1指標の観測値として読む")
    func readsTwoHeaderRows() throws {
        let check = try ImportFixture.check("takamatsu-wellbeing.csv", "takamatsu-wellbeing")
        #expect(check.read == 100)
        #expect(check.rows.count == 75)
        #expect(check.skipped == 25)
        #expect(
            check.rows[0].fields == [
                .indicator: "well-being-happiness", .year: "R6", .value: "6",
                .source: "高松市 地域幸福度アンケート",
            ])
        #expect(check.rows[0].externalId == "10001")
    }

    @Test("ニューヨーク市の要望をタブ区切りから読む")
    func readsRequests() throws {
        let check = try ImportFixture.check("nyc311.tsv", "nyc311")
        #expect(check.rows.count == 60)
        #expect(check.rows[0].fields[.receivedOn] == "2005-10-22")
        #expect(check.rows[0].fields[.department] == "DOT")
        #expect(
            check.rows[0].fields[.summary]
                == "Street Sign - Damaged / No Parking, Standing, Stopping")
        #expect(check.rows.allSatisfy { $0.fields[.summary]?.contains("N/A") == false })
    }

    @Test("役所の受付簿と実施報告の例を読む")
    func readsLedgers() throws {
        let letters = try ImportFile.check(
            Array(
                """
                市長への手紙 受付簿,,,,,,,,,,,
                番号,受付年月日,受付方法,氏名,住所,電話番号,匿名,回答,分類,キーワード,要旨,担当課
                1,R6.4.1,郵送,根室 花子,根室市常盤町,0153-00-0000,,希望,道路,除雪、歩道,除雪について,都市整備課
                2,令和6年4月2日,ＨＰ,,,,匿名,不要,医療,,待ち時間,病院事務局
                ,,,,,,,,,,,

                """.utf8), mapping: try ImportFixture.mapping("letters-ledger"))
        #expect(letters.rejects.isEmpty)
        #expect(letters.rows.map { $0.fields[.channel] } == ["paper", "form"])
        #expect(letters.rows.map { $0.fields[.anonymous] } == [nil, "true"])
        #expect(letters.rows.map { $0.fields[.wantsReply] } == ["true", "false"])
        let lectures = try ImportFile.check(
            Array(
                """
                受付番号,実施日,講座番号,講座名,担当課,参加者数,地区,会場
                出1,6月5日（水）,12,防災の備え,危機管理課,25人,東,会館
                出2,2025/1/20,3,ごみの分け方,環境課,１２,西,学校

                """.utf8), mapping: try ImportFixture.mapping("lectures-ledger"))
        #expect(lectures.rejects.isEmpty)
        #expect(lectures.rows.map { $0.fields[.heldOn] } == ["2024-06-05", "2025-01-20"])
        #expect(lectures.rows.map { $0.fields[.headcount] } == ["25", "12"])
    }
}
