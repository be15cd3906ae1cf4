import Participation
import Testing

@Suite("マスタ")
struct MasterTests {
    private func areas(_ year: Int, _ rows: [[String]], through: String? = nil) -> DefineMaster {
        DefineMaster(
            kind: .areas, effectiveOn: .on("\(year)-04-01"),
            through: through.map { LocalDate.on($0) }, rows: rows.map { MasterRow($0) })
    }

    private func after(_ lists: DefineMaster...) throws -> Master {
        try lists.reduce(Master.initial) { state, list in
            try Master.decide(.define(list), state).reduce(state, Master.evolve)
        }
    }

    private let old = [["海岸エリア", "坂井市"]]
    private let new = [["海岸エリア", "福井市"], ["駅前 エリア", "福井市"]]

    @Test("その日に有効な一覧だけを引き、なければ「有効なマスタなし」と答える")
    func lookUp() throws {
        let master = try after(areas(2022, old), areas(2024, new))
        let directory = MasterDirectory(master, of: .areas)
        func look(_ key: String, _ day: String) -> MasterAnswer {
            directory.look(up: key, on: .on(day))
        }
        #expect(look("海岸エリア", "2022-04-01") == .found([MasterRow(old[0])]))
        #expect(look("海岸エリア", "2023-03-31") == .found([MasterRow(old[0])]))
        #expect(look("海岸エリア", "2022-03-31") == .notCovered(.on("2022-03-31")))
        // The list of another year is there, and is not asked.
        #expect(look("海岸エリア", "2023-04-01") == .notCovered(.on("2023-04-01")))
        #expect(look("海岸エリア", "2024-04-01") == .found([MasterRow(new[0])]))
        #expect(look("　駅前エリア", "2025-03-31") == .found([MasterRow(new[1])]))
        #expect(look("駅前エリア", "2025-04-01") == .notCovered(.on("2025-04-01")))
        #expect(look("山", "2024-04-01") == .notListed)
    }

    @Test("次の一覧が始まれば前の一覧は終わり、次が終わっても前には戻らない")
    func nextListTakesOver() throws {
        let master = try after(
            areas(2022, old, through: "2030-03-31"), areas(2024, new, through: "2024-09-30"))
        #expect(master.edition(on: .on("2024-03-31"))?.rows.count == 1)
        #expect(master.edition(on: .on("2024-04-01"))?.rows.count == 2)
        #expect(master.edition(on: .on("2024-10-01")) == nil)
        #expect(
            master.all.map { master.days(of: $0) } == [
                .on("2022-04-01") ... .on("2024-03-31"), .on("2024-04-01") ... .on("2024-09-30"),
            ])
    }

    @Test("同じ一覧は何も記録せず、有効期間だけが変われば期間だけを記録する")
    func sameAgain() throws {
        let master = try after(areas(2022, old))
        #expect(try Master.decide(.define(areas(2022, old)), master) == [])
        let longer = areas(2022, old, through: "2024-03-31")
        #expect(
            try Master.decide(.define(longer), master) == [
                .prolonged(
                    MasterProlonged(effectiveOn: .on("2022-04-01"), through: .on("2024-03-31")))
            ])
        let prolonged = try after(areas(2022, old), longer)
        #expect(prolonged.edition(on: .on("2023-06-01"))?.rows.count == 1)
        // 神 in its two codings: another row, though Swift calls the strings equal.
        let (one, other) = (
            areas(2022, [["神社", "福井市"]]), areas(2022, [["\u{FA19}社", "福井市"]])
        )
        #expect(try Master.decide(.define(other), try after(one)).count == 2)
    }

    @Test("大きな一覧は、台帳の一件の上限に収まる大きさに分けて記録する")
    func parts() throws {
        let rows = (0..<20_000).map { number in
            ["\(1_000_000 + number)", "香川県", "高松市", String(repeating: "町", count: 20)]
        }
        let list = DefineMaster(
            kind: .postal, effectiveOn: .on("2026-04-01"), rows: rows.map { MasterRow($0) })
        let events = try Master.decide(.define(list), .initial)
        #expect(events.count == 9)
        let master = events.reduce(Master.initial, Master.evolve)
        #expect(master.all.first?.rows == list.rows)
        let found = MasterDirectory(master, of: .postal)
            .look(up: "〒101-9999", on: .on("2026-06-01"))
        #expect(found == .found([MasterRow(rows[19_999])]))
    }

    @Test("空の一覧、逆の期間、重複する項目、別の種類の行は断る")
    func refusals() {
        let cases: [(DefineMaster, MasterRefusal)] = [
            (areas(2022, []), .empty),
            (areas(2022, old, through: "2022-03-31"), .endsBeforeItBegins),
            (areas(2022, [["駅", "福井市"], ["駅 ", "坂井市"]]), .keyRepeated("駅 ")),
            (areas(2022, [["駅", "福井市", "あ"]]), .rowMalformed(.areas)),
            (areas(2022, [[" ", "福井市"]]), .rowMalformed(.areas)),
        ]
        for (list, refusal) in cases {
            #expect(throws: refusal) { try Master.decide(.define(list), .initial) }
            #expect(refusal.japanese.hasSuffix("。"))
        }
        var long = areas(2022, old)
        long.source = String(repeating: "あ", count: MasterLimits.source + 1)
        #expect(throws: MasterRefusal.sourceTooLong(MasterLimits.source)) {
            try Master.decide(.define(long), .initial)
        }
    }
}

@Suite("マスタのファイル")
struct MasterListTests {
    @Test("列は見出しで探し、同じ行は一度だけ読む")
    func headers() {
        let list = MasterList(
            rows: [
                ["\u{FEFF}市町名", "親番号", "エリア名"], ["福井市", "1", " 駅前 エリア "],
                ["福井市", "2", "駅前 エリア"], ["", "", ""], ["坂井市", "3", "駅前エリア"],
                ["坂井市", "4", ""], ["", "5", "海岸"],
            ], of: .areas)
        #expect(list.rows == [MasterRow(["駅前 エリア", "福井市"])])
        #expect(
            list.problems == [
                MasterProblem(row: 5, reason: .keyRepeated("駅前エリア")),
                MasterProblem(row: 6, reason: .blank("地域")),
                MasterProblem(row: 7, reason: .blank("市町村")),
            ])
    }

    /// A row of KEN_ALL with this postal code and town.
    private func town(_ code: String, _ town: String) -> [String] {
        ["01223", "087  ", code, "", "", "", "北海道", "根室市", town, "0", "0", "0", "0", "0", "0"]
    }

    @Test("日本郵便のKEN_ALLは見出しなしで読み、分かれた町域をつなぎ、「以下に掲載がない場合」は空欄にする")
    func kenAll() {
        let list = MasterList(
            rows: [
                town("0870000", "以下に掲載がない場合"), town("0870001", "厚床（１～３丁目、"),
                town("0870001", "４丁目）"),
                town("0870002", "明郷（その他）"), town("0870003", "歯舞（未完"), town("0870004", "牧の内"),
            ], of: .postal)
        #expect(list.problems == [])
        #expect(
            list.rows.map { $0.cells[3].text } == ["", "厚床（１～３丁目、４丁目）", "明郷（その他）", "歯舞（未完", "牧の内"])
        #expect(list.rows.map(\.key).first == "0870000")
    }

    @Test("大口事業所のファイルを郵便番号として渡すと、正しい種類を教える")
    func offices() {
        let rows = [
            [
                "12101", "ｱｻﾋ", "旭建設　株式会社", "千葉県", "千葉市中央区", "川崎町", "１－３９", "2608663", "260  ",
                "千葉中央",
                "0", "0", "0",
            ]
        ]
        #expect(
            MasterList(rows: rows, of: .postal).problems.map(\.reason) == [
                .otherKind(.postalOffices)
            ])
        #expect(
            MasterList(rows: rows, of: .postalOffices).rows == [
                MasterRow(["2608663", "千葉県", "千葉市中央区", "川崎町１－３９", "旭建設　株式会社"])
            ])
    }

    @Test("表計算ソフトに先頭の0を落とされた団体コードも読み、検査数字の違うものは断る")
    func municipalities() {
        let six = MasterList(
            rows: [
                ["lgcode", "pref", "city", "citykana"], ["12238", "北海道", "根室市", "ねむろし"],
                ["372013", "香川県", "高松市", ""], ["372014", "香川県", "高松市", ""], ["x", "", "", ""],
            ], of: .municipalities)
        #expect(six.rows.map(\.key) == ["012238", "372013"])
        #expect(
            six.problems == [
                MasterProblem(row: 4, reason: .keyUnreadable("団体コード")),
                MasterProblem(row: 5, reason: .keyUnreadable("団体コード")),
            ])
        let five = MasterList(
            rows: [["pref", "cid", "city"], ["北海道", "1223", "根室市"], ["香川県", "37201", "高松市"]],
            of: .municipalities)
        #expect(five.rows.map(\.key) == ["012238", "372013"])
        #expect(five.rows.map { $0.cells.count } == [4, 4])
    }

    @Test("必要な列のないファイルは読まない", arguments: MasterKind.allCases)
    func columns(kind: MasterKind) {
        for rows in [[], [["a", "b"], ["c", "d"]]] {
            let list = MasterList(rows: rows, of: kind)
            #expect(list.problems.map(\.reason) == [.columnsMissing(kind)])
            #expect(list.problems.first?.japanese.contains(kind.japanese) == true)
        }
        let long = MasterList(
            rows: [
                ["エリア名", "市町村"], [String(repeating: "あ", count: MasterLimits.cell + 1), "市"],
            ], of: .areas)
        #expect(long.problems.map(\.reason) == [.tooLong("地域", limit: MasterLimits.cell)])
    }
}
