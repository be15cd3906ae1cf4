import EventLog
import Participation
import Testing

@testable import Desk

@Suite("「指標の定義」の書式 第1版")
struct IndicatorEventCodingTests {
    private func year(_ text: String) throws -> FiscalYear {
        try #require(FiscalYear(parsing: text))
    }

    private func number(_ text: String) throws -> FigureValue {
        try #require(FigureValue(parsing: text))
    }

    /// Everything filled in, with every kind of target.
    private func fullest() throws -> IndicatorDefined {
        let selection = Measure.Selection(
            .gatherings, where: [.init("kind", in: ["workshop"]), .init("地区", in: ["西浜", "厚床"])])
        let indicator = Indicator(
            plan: "nemuro-basic", code: "workshop-participants-per-session",
            name: "〔(仮称)多世代交流ワークショップ〕開催参加者数(1回当たり)", unit: "人",
            measure: Measure(
                .average(field: "headcount", selection), accumulatedSince: try year("R7")),
            decimals: 1, better: .up,
            baseline: Baseline(value: try number("20"), label: "R7以降", measured: false),
            targets: [
                Target(year: try year("R9"), .value(try number("20.5"))),
                Target(year: try year("R10"), .below(try number("90")), label: "90%未満"),
                Target(year: try year("R11"), .atMost(try number("90.0"))),
                Target(year: try year("R12"), .atLeast(try number("1,035,635"))),
                Target(year: try year("R13"), .increase),
                Target(year: try year("R14"), .maintain),
                Target(year: try year("R15"), .benchmark("全道平均")),
                Target(year: try year("R16"), .text("簡素で効率的な組織に見合った職員数")),
            ],
            policy: "1 コミュニティ活動の活性化", approach: "③多世代の交流",
            initiatives: [
                Indicator.Initiative(
                    text: "多世代の交流機会・拠点の創出等",
                    progress: [
                        Indicator.Progress(
                            period: FigurePeriod(year: try year("R8"), quarter: .first),
                            text: "2回実施"),
                        Indicator.Progress(
                            period: FigurePeriod(year: try year("R8")), text: "8回実施"),
                    ])
            ],
            description: "多世代によるコミュニティの活動状況を測るための指標です。", source: "根室市", owner: "市民環境課",
            frequency: .quarterly, effectiveFrom: try year("R9"))
        return IndicatorDefined(
            version: 2, indicator: indicator, author: "企画課 根室", reason: "計画の改定")
    }

    private func least() -> IndicatorDefined {
        IndicatorDefined(
            version: 1,
            indicator: Indicator(
                plan: "p", code: "c", name: "職員数", unit: "人",
                measure: Measure(.observed(field: "value"))))
    }

    private func ratio() throws -> IndicatorDefined {
        IndicatorDefined(
            version: 1,
            indicator: Indicator(
                plan: "p", code: "online", name: "オンライン割合", unit: "%",
                measure: Measure(
                    .ratio(
                        numerator: .init(
                            .count, of: .init(.items, where: [.init("anonymous", in: ["false"])])),
                        denominator: .init(
                            .distinct(field: "group"), of: .init(.registrations)))),
                decimals: 1, better: .down, baseline: Baseline(year: try year("H31"))))
    }

    private func withdrawn() throws -> IndicatorWithdrawn {
        IndicatorWithdrawn(
            plan: "nemuro-basic", code: "letters-to-mayor", effectiveFrom: try year("R12"),
            author: "企画課 根室", reason: "制度の廃止")
    }

    private func decode(
        _ payload: [UInt8], type: String = "IndicatorDefined", version: Int16 = 1
    ) throws -> IndicatorEvent {
        try IndicatorEventCoding.decode(
            type: type, schemaVersion: version, payload: payload, opened: nil)
    }

    private func examples() throws -> [(file: String, event: IndicatorEvent)] {
        [
            ("IndicatorDefined.v1.json", .defined(try fullest())),
            ("IndicatorDefined.v1.least.json", .defined(least())),
            ("IndicatorDefined.v1.ratio.json", .defined(try ratio())),
            ("IndicatorWithdrawn.v1.json", .withdrawn(try withdrawn())),
        ]
    }

    @Test("書いたものは金型と一字一句同じで、読むと元に戻る")
    func goldenFiles() throws {
        for (file, event) in try examples() {
            let coded = IndicatorEventCoding.encode(event)
            #expect(coded.type == file.prefix { $0 != "." })
            #expect(coded.schemaVersion == 1)
            #expect(coded.personal == nil)
            #expect(String(decoding: coded.payload, as: UTF8.self) == (try Fixture.text(file)))
            #expect(coded.payload == (try Fixture.bytes(file)))
            #expect(try decode(try Fixture.bytes(file), type: coded.type) == event)
        }
    }

    @Test("どの測り方も、書いて読むと元に戻る")
    func everyMeasure() throws {
        let selection = Measure.Selection(.lectures, where: [.init("department", in: ["財政課"])])
        let forms: [Measure.Form] = [
            .counted(.init(.count, of: selection)),
            .counted(.init(.sum(field: "headcount"), of: selection)),
            .counted(.init(.distinct(field: "group"), of: selection)),
            .average(field: "headcount", selection), .latest(field: "value", selection),
            .observed(field: "value"),
            .ratio(
                numerator: .init(.sum(field: "headcount"), of: selection),
                denominator: .init(.count, of: selection)),
        ]
        for form in forms {
            for since in [nil, try year("R6")] {
                var version = least()
                version.indicator.measure = Measure(form, accumulatedSince: since)
                let payload = IndicatorEventCoding.encode(.defined(version)).payload
                #expect(try decode(payload) == .defined(version))
            }
        }
    }

    @Test("割り切れない数値も、書いて読むと元に戻る")
    func fractions() throws {
        var version = least()
        version.indicator.baseline = Baseline(value: FigureValue(7, over: 3))
        let payload = IndicatorEventCoding.encode(.defined(version)).payload
        #expect(try decode(payload) == .defined(version))
    }

    @Test("知らない種類・版・項目は読まない")
    func refusesTheUnknown() throws {
        let payload = try Fixture.bytes("IndicatorDefined.v1.least.json")
        #expect(throws: EventCodingError.unknown(type: "IndicatorEaten", schemaVersion: 1)) {
            try decode(payload, type: "IndicatorEaten")
        }
        #expect(throws: EventCodingError.unknown(type: "IndicatorDefined", schemaVersion: 2)) {
            try decode(payload, version: 2)
        }
        let text = try Fixture.text("IndicatorDefined.v1.least.json")
        #expect(throws: EventCodingError.unexpected(type: "IndicatorDefined", key: "colour")) {
            try decode(Array((#"{"colour":"red","# + text.dropFirst()).utf8))
        }
    }

    @Test(
        "欠けた項目・おかしな値は読まない",
        arguments: [
            (#""unit":"人","#, "", "unit", true),
            (#""kind":"below""#, #""kind":"near""#, "kind", false),
            (#""value":"20.5""#, #""value":"20.50""#, "value", false),
            (#""value":"20.5""#, #""value":20"#, "value", false),
            (#""form":"average""#, #""form":"median""#, "form", false),
            (#""of":"gatherings""#, #""of":"birds""#, "of", false),
            (#""quarter":1"#, #""quarter":5"#, "quarter", false),
            (#""effectiveFrom":2027"#, #""effectiveFrom":"R9""#, "effectiveFrom", false),
            (#""effectiveFrom":2027"#, #""effectiveFrom":99999"#, "effectiveFrom", false),
            (#""better":"up""#, #""better":"left""#, "better", false),
            (#""series":"全道平均","#, "", "series", true),
        ])
    func refusesTheMalformed(old: String, new: String, key: String, isMissing: Bool) throws {
        let text = try Fixture.text("IndicatorDefined.v1.json").replacing(old, with: new)
        let error: EventCodingError =
            isMissing
            ? .missing(type: "IndicatorDefined", key: key)
            : .malformed(type: "IndicatorDefined", key: key)
        #expect(throws: error) { try decode(Array(text.utf8)) }
    }

    @Test("指標の履歴の名前は、計画とコードから決まる")
    func stream() {
        let stream = IndicatorEventCoding.stream(plan: "nemuro-basic", code: "letters-to-mayor")
        #expect(stream.category == "indicator")
        #expect(stream.text == "indicator-b7e8233d-448f-8437-93ce-53ca498db18a")
        #expect(
            stream != IndicatorEventCoding.stream(plan: "tomakomai-7", code: "letters-to-mayor"))
    }
}

@Suite("「計画の登録」の書式 第1版")
struct PlanEventCodingTests {
    private static let fullest = PlanHeader(
        code: "nemuro-basic", name: "根室市 基本計画 第二章 行政運営", city: "根室市", description: "九つの施策",
        source: "根室市")
    private static let least = PlanHeader(code: "p", name: "計画", city: "根室市")

    @Test(
        "書いたものは金型と一字一句同じで、読むと元に戻る",
        arguments: [("PlanDefined.v1.json", fullest), ("PlanDefined.v1.least.json", least)])
    func goldenFiles(file: String, header: PlanHeader) throws {
        let coded = PlanEventCoding.encode(.defined(header))
        #expect(coded.type == "PlanDefined")
        #expect(coded.schemaVersion == 1)
        #expect(String(decoding: coded.payload, as: UTF8.self) == (try Fixture.text(file)))
        #expect(
            try PlanEventCoding.decode(
                type: "PlanDefined", schemaVersion: 1, payload: try Fixture.bytes(file), opened: nil
            )
                == .defined(header))
    }

    @Test("知らない版は読まない。履歴の名前はコードから決まる")
    func others() {
        #expect(throws: EventCodingError.unknown(type: "PlanDefined", schemaVersion: 2)) {
            try PlanEventCoding.decode(
                type: "PlanDefined", schemaVersion: 2, payload: [], opened: nil)
        }
        #expect(PlanEventCoding.stream(code: "nemuro-basic").category == "plan")
    }
}
