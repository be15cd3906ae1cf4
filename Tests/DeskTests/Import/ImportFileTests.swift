import Participation
import Testing

@testable import Desk

@Suite("取込みファイルの検査")
struct ImportFileTests {
    private static let plain = """
        kind: item
        set: {scheme: opinion, channel: paper}
        columns: {receivedOn: 受付日, body: 内容, phone: 電話, wantsReply: 回答}
        """

    @Test("行を項目に読み、読めない行は行番号と理由を示す")
    func readsRows() throws {
        let check = try ImportFixture.check(
            """
            受付日,内容,電話,回答
            2024/4/1,"道路に
            穴",090-0000-0000,要
            R6.4.31,水たまり,,
            令和6年5月1日,,,どちらでも

            """, yaml: Self.plain)
        #expect(check.read == 3)
        #expect(check.rows.count == 1)
        #expect(
            check.rows[0].fields == [
                .scheme: "opinion", .channel: "paper", .receivedOn: "2024-04-01",
                .body: "道路に\n穴", .phone: "090-0000-0000", .wantsReply: "true",
            ])
        #expect(check.rejects.map(\.line) == [4, 5])
        #expect(check.rejects[0].reason == "受付日（受付日）: 実在しない日付です")
        #expect(check.rejects[1].reason.hasPrefix("回答（回答希望）: true か false"))
    }

    @Test("理由には列と誤りの種類だけを書き、セルの内容を書かない")
    func neverQuotesCells() throws {
        let check = try ImportFixture.check(
            "受付日,内容,電話,回答\n090-1234-5678,a@example.jp,山田太郎,山田太郎\n", yaml: Self.plain)
        let reason = try #require(check.rejects.first?.reason)
        for secret in ["090", "example", "山田"] { #expect(!reason.contains(secret)) }
        #expect(reason.contains("受付日（受付日）: 日付として読めません。回答（回答希望）"))
    }

    @Test("必須の項目が空の行と、列の数の違う行を断る")
    func refusesIncompleteRows() throws {
        let check = try ImportFixture.check(
            "受付日,内容,電話,回答\n,本文,,\n2024-04-01,本文\n2024-04-01,本文,,,,\n2024-04-01,a,b,,c\n",
            yaml: Self.plain)
        #expect(check.rows.map(\.line) == [4])
        #expect(check.rejects.map(\.line) == [2, 3, 5])
        #expect(check.rejects[0].reason == "受付日（受付日）: 値がありません")
        #expect(check.rejects[1].reason == "列の数が見出しと違います（見出し 4列、この行 2列）")
    }

    @Test("見出しのない最後の列は、行になくても値があってもよい")
    func acceptsUnnamedColumns() throws {
        let check = try ImportFixture.check(
            "受付日,内容,電話,回答,,\n2024-04-01,a,,\n2024-04-02,b,,,覚え書き,\n", yaml: Self.plain)
        #expect(check.rows.map { $0.fields[.body] } == ["a", "b"])
    }

    @Test("空行は不備とし、skipBlankRows なら読み飛ばす")
    func treatsBlankRows() throws {
        let text = "受付日,内容,電話,回答\n2024-04-01,a,,\n,\u{3000},,\n\n2024-04-02,b,,\n"
        let strict = try ImportFixture.check(text, yaml: Self.plain)
        #expect(strict.read == 4)
        #expect(strict.rejects.map(\.line) == [3, 4])
        #expect(strict.rejects[0].reason == "空行です")
        let lenient = try ImportFixture.check(text, yaml: Self.plain + "\nskipBlankRows: true")
        #expect(lenient.read == 2)
        #expect(lenient.rejects.isEmpty)
    }

    @Test("見出しだけのファイルは0行、見出しもなければ断る")
    func acceptsHeadersAlone() throws {
        let check = try ImportFixture.check("受付日,内容,電話,回答\r\n", yaml: Self.plain)
        #expect(check == ImportCheck())
        for text in ["", "\n"] {
            #expect(throws: ImportError.noHeader) {
                try ImportFixture.check(text, yaml: Self.plain)
            }
        }
    }

    @Test("ファイルにない列と、同じ名前の列は、項目を示して断る")
    func namesMissingColumns() throws {
        #expect(
            throws: ImportError.mapping([
                MappingProblem("columns.body", .noSuchColumn("内容")),
                MappingProblem("columns.phone", .ambiguousColumn("電話")),
            ])
        ) { try ImportFixture.check("受付日,電話,電話,回答\n", yaml: Self.plain) }
        let repeated = try ImportFixture.check(
            "受付日,内容,電話,回答,備考,備考,,\n", yaml: Self.plain)
        #expect(repeated.repeatedColumns == ["備考"])
        #expect(
            throws: ImportError.mapping([
                MappingProblem("columns.scheme", .required),
                MappingProblem("columns.channel", .required),
            ])
        ) {
            try ImportFixture.check("日\n", yaml: "kind: item\ncolumns: {receivedOn: 日}")
        }
    }

    @Test("見出しの改行と前後の空白は、あってもなくても同じ列")
    func matchesBrokenHeaders() throws {
        let yaml = "kind: lecture\ncolumns: {heldOn: 実施日, title: \"講座\\n名\", department: 担当（課）}"
        let check = try ImportFixture.check(
            "\" 実施\n日 \",講座名,\"担当\r\n（課）\"\n2024-04-01,防災,\"危機\n管理課\"\n", yaml: yaml)
        #expect(check.rows.first?.fields[.title] == "防災")
        #expect(check.rows.first?.fields[.department] == "危機管理課")
    }

    @Test("一覧の列は先にある方を使い、話題は分け、値を読み替える")
    func followsRules() throws {
        let yaml = """
            kind: item
            set: {scheme: opinion, channel: form, receivedOn: 2024-04-01}
            columns:
              summary: {firstOf: [新しい列, 件名]}
              topics: {from: キーワード, split: 、}
              channel: {from: 方法, map: {郵送: paper}}
              nature: 区分
              wantsReply: {from: 回答, map: {"": 不要}}
            attributes: {地域: {from: 地域, strip: '^[0-9]+\\.'}}
            """
        let check = try ImportFixture.check(
            "件名,キーワード,方法,区分,地域,回答\n道路,除雪、 道路 、,郵送,苦情,04.駅前,要\n公園,,,,,\n", yaml: yaml)
        #expect(check.rejects.isEmpty)
        #expect(check.rows[0].fields[.summary] == "道路")
        #expect(check.rows[0].fields[.topics] == "除雪\n道路")
        #expect(check.rows[0].fields[.channel] == "paper")
        #expect(check.rows[0].fields[.nature] == "complaint")
        #expect(check.rows[0].attributes == ["地域": "駅前"])
        #expect(check.rows.map { $0.fields[.wantsReply] } == ["true", "false"])
        #expect(check.rows[1].fields[.channel] == "form")
        #expect(check.rows[1].attributes.isEmpty)
    }

    @Test("値のない行は、指定により読み飛ばすか不備とする")
    func followsBlankPolicies() throws {
        let yaml =
            "kind: observation\nset: {indicator: nps, year: R5}\ncolumns: {value: {from: 値, ifBlank: %}}"
        let text = "値,備考\n\"1,250.5\",a\n,b\n▲3,c\n１０,d\n多い,e\n"
        let skipping = try ImportFixture.check(text, yaml: yaml.replacing("%", with: "skip"))
        #expect(skipping.rows.map { $0.fields[.value] } == ["1250.5", "-3", "10"])
        #expect(skipping.skipped == 1)
        #expect(skipping.rejects.map(\.line) == [6])
        let rejecting = try ImportFixture.check(text, yaml: yaml.replacing("%", with: "reject"))
        #expect(rejecting.rejects.map(\.line) == [3, 6])
    }

    @Test("規則の評価では必須の項目がなくてもよい")
    func evaluatesWithoutRequiredFields() throws {
        let check = try ImportFile.check(
            Array("agency,text\nDOT,Pothole\n".utf8),
            mapping: try ImportMapping(
                yaml: "kind: item\ncolumns: {department: {from: agency}, body: text}"),
            purpose: .evaluation)
        #expect(check.rows.first?.fields == [.department: "DOT", .body: "Pothole"])
    }
}

@Suite("行の同一性")
struct RowIdentityTests {
    private static let yaml = """
        kind: item
        set: {scheme: opinion, channel: paper}
        columns: {receivedOn: 日, body: 文}
        """

    private func rows(_ text: String, _ yaml: String = yaml) throws -> [ImportRow] {
        let check = try ImportFixture.check(text, yaml: yaml)
        #expect(check.rejects.isEmpty)
        return check.rows
    }

    @Test("同じ行は、列の順・空の列・改行・文字コードが違うファイルでも同じ行")
    func survivesOtherFiles() throws {
        let first = try rows("日,文,備考\n2024-04-01,\"あ\nい\",x\n")
        let other = try rows("備考,文,,日\r\nx,\"あ\r\nい\",,2024-04-01\r\n")
        #expect(first[0].identity == other[0].identity)
        var mapping = try ImportMapping(yaml: Self.yaml)
        mapping.columns[.body] = nil
        let narrower = try ImportFile.check(
            Array("日,文,備考\n2024-04-01,\"あ\nい\",x\n".utf8), mapping: mapping)
        #expect(narrower.rows[0].identity == first[0].identity)
        #expect(narrower.rows[0].content != first[0].content)
    }

    @Test("同じ行が二度あれば別の行で、次のファイルでも同じ二つ")
    func countsOccurrences() throws {
        let text = "日,文\n2024-04-01,あ\n2024-04-01,あ\n2024-04-01,い\n"
        let rows = try rows(text)
        #expect(Set(rows.map(\.identity)).count == 3)
        #expect(rows[0].content == rows[1].content)
        #expect(try self.rows(text).map(\.identity) == rows.map(\.identity))
    }

    @Test("元の番号があればそれで見分け、内容の違う同じ番号は断る")
    func usesExternalIds() throws {
        let yaml = Self.yaml.replacing("columns: {", with: "columns: {externalId: [番, 枝], ")
        let rows = try rows(
            "番,枝,日,文\n1,2,2024-04-01,あ\n1|2,,2024-04-01,い\n1,2,2024-04-01,あ\n", yaml)
        #expect(rows.map(\.externalId) == ["1|2", "1\\|2|", "1|2"])
        #expect(rows[0].identity == rows[2].identity)
        #expect(rows[0].identity != rows[1].identity)
        let changed = try self.rows("番,枝,日,文\n1,2,2024-04-01,う\n", yaml)
        #expect(changed[0].identity == rows[0].identity)
        #expect(changed[0].content != rows[0].content)
        let check = try ImportFixture.check(
            "番,枝,日,文\n1,,2024-04-01,あ\n1,,2024-04-01,い\n,,2024-04-01,う\n", yaml: yaml)
        #expect(check.rejects.map(\.line) == [3, 4])
        #expect(check.rejects[0].reason == "元の番号が2行目と同じで、内容が違います")
        #expect(check.rejects[1].reason == "番・枝（元の番号）: 値がありません")
    }
}
