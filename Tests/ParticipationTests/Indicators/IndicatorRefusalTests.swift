import Participation
import Testing

@Suite("定義できない理由")
struct IndicatorRefusalTests {
    private func refusals(
        _ change: (inout Indicator) -> Void
    ) -> [IndicatorRefusal] {
        DefineIndicator(.letters.with(change)).refusals
    }

    private func items(_ conditions: [Measure.Condition]) -> Measure {
        Measure(.counted(Measure.Countable(.count, of: .init(.items, where: conditions))))
    }

    @Test("正しい定義に誤りはない")
    func none() {
        #expect(DefineIndicator(.letters).refusals == [])
        #expect(DefineIndicator.change(.letters).refusals == [])
    }

    @Test(
        "コードは半角の英数字と - _ .",
        arguments: ["手紙", "a b", "a/b", "ａ", "é", "a\n", "a:b"])
    func codes(code: String) {
        #expect(refusals { $0.code = code } == [.codeMalformed(.code)])
        #expect(refusals { $0.plan = code } == [.codeMalformed(.plan)])
    }

    @Test("コード・名称・単位がいる")
    func required() {
        #expect(refusals { $0.code = "" } == [.required(.code)])
        #expect(refusals { $0.name = "　" } == [.required(.name)])
        #expect(refusals { $0.unit = "" } == [.required(.unit)])
        #expect(refusals { $0.code = "1-1_a.B" } == [])
    }

    @Test("文字の長さと制御文字")
    func texts() {
        let long = String(repeating: "あ", count: IndicatorLimits.name + 1)
        #expect(refusals { $0.name = long } == [.tooLong(.name, limit: IndicatorLimits.name)])
        #expect(refusals { $0.owner = long } == [.tooLong(.owner, limit: IndicatorLimits.name)])
        #expect(refusals { $0.description = "a\u{0}b" } == [.controlCharacter(.description)])
        #expect(refusals { $0.description = "一行目\n二行目" } == [])
        #expect(
            DefineIndicator(.letters, author: "\u{7}", reason: "改定").refusals
                == [.controlCharacter(.author)])
    }

    @Test("小数桁数は0から6まで", arguments: [-1, 7])
    func decimals(decimals: Int) {
        #expect(
            refusals { $0.decimals = decimals }
                == [.decimalsOutOfRange(limit: IndicatorLimits.decimals)])
    }

    @Test("小数で書けない数値は定義できない")
    func fractions() {
        #expect(refusals { $0.baseline?.value = .of("1/3") } == [.notADecimal(.baseline)])
        #expect(
            refusals { $0.targets = [.in("R11", .below(.of("1/3")))] } == [.notADecimal(.targets)])
    }

    @Test("目標は年度ごとに一つ、現状値より後")
    func targets() {
        #expect(
            refusals { $0.targets = [.in("R11", .increase), .in("R11", .maintain)] }
                == [.targetYearTwice(.named("R11"))])
        #expect(
            refusals { $0.targets = [.in("R6", .increase)] }
                == [.targetNotAfterBaseline(.named("R6"))])
        #expect(refusals { $0.targets = [.in("R9", .text(""))] } == [.required(.targets)])
        #expect(refusals { $0.targets = [.in("R9", .benchmark(" "))] } == [.required(.targets)])
        #expect(refusals { $0.targets = [] } == [])
    }

    @Test("条件の値は、コードの決まった項目ではコードだけ")
    func conditions() {
        let schemes = Scheme.allCases.map(\.rawValue)
        #expect(
            refusals { $0.measure = items([.init("scheme", in: ["letter"])]) }
                == [.notACode(dimension: "scheme", value: "letter", codes: schemes)])
        #expect(
            refusals { $0.measure = items([.init("anonymous", in: ["匿名"])]) }
                == [.notACode(dimension: "anonymous", value: "匿名", codes: ["true", "false"])])
        #expect(refusals { $0.measure = items([.init("年代", in: ["若者"])]) } == [])
        #expect(
            refusals { $0.measure = items([.init("年代", in: [])]) }
                == [.conditionEmpty(dimension: "年代")])
        #expect(
            refusals { $0.measure = items([.init("年代", in: ["若者"]), .init("年代", in: ["高齢"])]) }
                == [.conditionTwice(dimension: "年代")])
        #expect(refusals { $0.measure = items([.init("", in: ["x"])]) } == [.required(.measure)])
    }

    @Test("割合は分子と分母の両方を確かめる")
    func ratio() {
        let bad = Measure.Countable(
            .count, of: .init(.items, where: [.init("channel", in: ["鳩"])]))
        let good = Measure.Countable(.sum(field: "headcount"), of: .init(.gatherings))
        let refused = IndicatorRefusal.notACode(
            dimension: "channel", value: "鳩", codes: Channel.allCases.map(\.rawValue))
        #expect(
            refusals { $0.measure = Measure(.ratio(numerator: bad, denominator: good)) }
                == [refused])
        #expect(
            refusals { $0.measure = Measure(.ratio(numerator: good, denominator: bad)) }
                == [refused])
    }

    @Test("日付は事実の種類で決まる。時点値は累計できない")
    func dates() {
        #expect(
            refusals {
                $0.measure = Measure(
                    .average(field: "headcount", .init(.gatherings, date: .receivedOn)))
            } == [.dateOfOtherSource(.gatherings)])
        #expect(
            refusals {
                $0.measure = Measure(
                    .latest(field: "value", .init(.observations)), accumulatedSince: .named("R6"))
            } == [.latestCannotAccumulate])
        #expect(refusals { $0.measure = Measure(.observed(field: "")) } == [.required(.measure)])
    }

    @Test("取組の進捗は期間ごとに一つ")
    func initiatives() {
        let period = FigurePeriod(year: .named("R8"), quarter: .first)
        let progress = Indicator.Progress(period: period, text: "実施")
        #expect(
            refusals {
                $0.initiatives = [.init(text: "出前講座", progress: [progress, progress])]
            } == [.progressTwice(period)])
        #expect(refusals { $0.initiatives = [.init(text: "")] } == [.required(.initiatives)])
    }

    @Test("件数の上限")
    func counts() {
        let targets = (1...31).map {
            Target(year: FiscalYear(2029 + $0) ?? .named("R9"), .increase)
        }
        #expect(
            refusals { $0.targets = targets }
                == [.tooMany(.targets, limit: IndicatorLimits.targets)])
        let many = (0...IndicatorLimits.values).map(String.init)
        #expect(
            refusals { $0.measure = items([.init("地区", in: many)]) }
                == [.tooMany(.measure, limit: IndicatorLimits.values)])
    }

    @Test("理由は日本語で、どの項目かを示す")
    func words() {
        #expect(
            IndicatorRefusal.targetNotAfterBaseline(.named("R6")).japanese
                == "目標年度(令和6年度)は、現状値の年度より後にしてください。")
        #expect(
            IndicatorRefusal.dateOfOtherSource(.items).japanese
                == "受付案件は受付日(receivedOn)で数えます。")
        #expect(IndicatorRefusal.latestCannotAccumulate.field == .accumulate)
        #expect(IndicatorRefusal.otherStream.field == nil)
    }
}
