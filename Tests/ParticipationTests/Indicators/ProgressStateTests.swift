import Participation
import Testing

@Suite("進捗状況の判定")
struct ProgressStateTests {
    /// R8's guide value for the letters is 124.
    private func letters(
        _ figure: String?, through day: String, past: [(String, String)] = []
    ) -> ProgressState {
        Indicator.letters.state(
            of: YearSoFar(
                year: .named("R8"), through: .on(day), figure: figure.map { .of($0) },
                pastYears: past.map { .init(part: .of($0.0), whole: .of($0.1)) }))
    }

    @Test(
        "件数は経過日数の割合で判定する(6月30日は91日÷365日、参考値124件なら30.9件)",
        arguments: [
            ("31", ProgressState.onTrack), ("30", .onTrack), ("29", .attention),
            ("25", .attention), ("24", .behind), ("0", .behind), ("400", .onTrack),
        ])
    func byElapsedDays(figure: String, state: ProgressState) {
        #expect(letters(figure, through: "2026-06-30") == state)
    }

    @Test("過年度があれば、その季節の割合で判定する")
    func bySeason() {
        // 60 of 200: three in ten had come by then, 37.2 of 124.
        let past = [("20", "80"), ("40", "120")]
        #expect(letters("36", through: "2026-06-30", past: past) == .onTrack)
        #expect(letters("35", through: "2026-06-30", past: past) == .attention)
        #expect(letters("29", through: "2026-06-30", past: past) == .behind)
        // Nothing ever had come by then, or at all.
        #expect(letters("9", through: "2026-06-30", past: [("0", "80")]) == .undetermined)
        #expect(letters("9", through: "2026-06-30", past: [("0", "0")]) == .undetermined)
    }

    @Test("年度当初は判定しない")
    func notYet() {
        #expect(letters("0", through: "2026-04-29") == .undetermined)
        #expect(letters("0", through: "2026-04-30") == .behind)
    }

    @Test("実績が未把握なら判定保留")
    func unknown() {
        #expect(letters(nil, through: "2027-03-31") == .undetermined)
    }

    @Test(
        "年度が終われば参考値そのものと比べる",
        arguments: [
            ("124", ProgressState.onTrack), ("118", .onTrack), ("117", .attention),
            ("99", .behind),
        ])
    func wholeYear(figure: String, state: ProgressState) {
        #expect(letters(figure, through: "2027-03-31") == state)
        #expect(letters(figure, through: "2027-05-31") == state)
    }

    @Test("目標年度が終われば、目標は達成か未達成のどちらか")
    func targetYear() {
        func state(_ figure: String, through day: String) -> ProgressState {
            Indicator.letters.state(
                of: YearSoFar(year: .named("R11"), through: .on(day), figure: .of(figure)))
        }
        #expect(state("130", through: "2030-03-31") == .onTrack)
        #expect(state("129", through: "2030-03-31") == .attention)
        #expect(state("103", through: "2030-03-31") == .behind)
        #expect(state("129", through: "2030-03-30") == .onTrack)
    }

    private func observed(
        _ figure: String, _ kind: Target.Kind, better: Indicator.Better = .up, year: String = "R8",
        through day: String = "2027-03-31", level: String? = nil, baseline: String? = "20"
    ) -> ProgressState {
        Indicator.observed(baseline, kind, kind, better: better).state(
            of: YearSoFar(year: .named(year), through: .on(day), figure: .of(figure)),
            outsideLevel: level.map { .of($0) })
    }

    @Test("平均・割合・記入値は、過年度がなければ年度の途中では判定保留")
    func notAdditive() {
        #expect(observed("25", .maintain, through: "2026-12-31") == .undetermined)
        #expect(observed("25", .maintain) == .onTrack)
        let accumulated = Indicator.letters.with { $0.measure.accumulatedSince = .named("R6") }
        let halfYear = YearSoFar(
            year: .named("R8"), through: .on("2026-09-30"), figure: .of("300"))
        #expect(accumulated.state(of: halfYear) == .undetermined)
        #expect(Indicator.letters.state(of: halfYear) == .onTrack)
    }

    @Test(
        "不等号・方向・外部の水準の目標は、そのまま比べる",
        arguments: [
            ("89.9", Target.Kind.below(.of("90")), ProgressState.onTrack),
            ("90", .below(.of("90")), .attention), ("108.1", .below(.of("90")), .behind),
            ("90.0", .atMost(.of("90.0")), .onTrack), ("90.1", .atMost(.of("90.0")), .attention),
            ("90", .atLeast(.of("90")), .onTrack), ("89", .atLeast(.of("90")), .attention),
            ("20.0", .maintain, .onTrack), ("19.9", .maintain, .attention),
            ("15.9", .maintain, .behind), ("21", .increase, .onTrack),
            ("20", .increase, .attention), ("10", .increase, .behind),
            ("10", .text("見合った職員数"), .undetermined), ("10", .benchmark("全道平均"), .undetermined),
        ])
    func bounds(figure: String, kind: Target.Kind, state: ProgressState) {
        #expect(observed(figure, kind) == state)
    }

    @Test("外部の水準は、その値が分かれば比べる")
    func benchmark() {
        #expect(observed("54", .benchmark("全道平均"), level: "52.3") == .onTrack)
        #expect(observed("50", .benchmark("全道平均"), level: "52.3") == .attention)
    }

    @Test("現状値が「—」の増加・維持は判定できない")
    func withoutBaseline() {
        #expect(observed("25", .maintain, baseline: nil) == .undetermined)
        #expect(observed("25", .increase, baseline: nil) == .undetermined)
    }

    @Test("小さいほど良い指標(13件 → 4件 → 0件)")
    func lowerIsBetter() {
        let systems = Indicator.observed("13", .value(.of("4")), .value(.of("0")), better: .down)
        func state(_ figure: String, _ year: String, _ day: String) -> ProgressState {
            systems.state(
                of: YearSoFar(year: .named(year), through: .on(day), figure: .of(figure)))
        }
        // R8's guide value is 9.4.
        #expect(state("9", "R8", "2027-03-31") == .onTrack)
        #expect(state("10", "R8", "2027-03-31") == .attention)
        #expect(state("12", "R8", "2027-03-31") == .behind)
        #expect(state("0", "R16", "2035-03-31") == .onTrack)
        #expect(state("1", "R16", "2035-03-31") == .behind)
    }

    @Test("按分できない数値目標は、達していれば順調、そうでなければ目標年度まで判定保留")
    func undatedBaseline() {
        let managers = Indicator.observed("24.0", .value(.of("30.0")), .value(.of("30.0"))).with {
            $0.baseline = Baseline(value: .of("24.0"), label: "基準年度")
        }
        func state(_ figure: String, _ year: String, _ day: String) -> ProgressState {
            managers.state(
                of: YearSoFar(year: .named(year), through: .on(day), figure: .of(figure)))
        }
        #expect(state("29.9", "R8", "2027-03-31") == .undetermined)
        #expect(state("30.0", "R8", "2027-03-31") == .onTrack)
        #expect(state("29.9", "R11", "2030-03-31") == .attention)
    }

    @Test(
        "達成の条件: 維持は現状値以上、増加は現状値を超える",
        arguments: [
            (Target.Kind.maintain, Indicator.Better.up, "20", true),
            (.maintain, .up, "19.9", false),
            (.maintain, .down, "20", true), (.maintain, .down, "20.1", false),
            (.increase, .up, "20", false), (.increase, .up, "20.1", true),
            (.increase, .down, "20.1", true), (.value(.of("4")), .down, "4", true),
            (.value(.of("4")), .down, "5", false), (.value(.of("4")), .up, "5", true),
            (.below(.of("90")), .up, "90", false), (.atMost(.of("90")), .up, "90", true),
        ])
    func met(kind: Target.Kind, better: Indicator.Better, figure: String, isMet: Bool) {
        let indicator = Indicator.observed("20", kind, kind, better: better)
        #expect(indicator.isMet(indicator.targets[0], by: .of(figure)) == isMet)
    }

    @Test("文章の目標に達成・未達成はない")
    func neverMet() {
        let indicator = Indicator.observed("20", .text("適正な職員数"), .increase)
        #expect(indicator.isMet(indicator.targets[0], by: .of("1")) == nil)
    }

    @Test("状態のコードと言葉")
    func words() {
        #expect(
            ProgressState.allCases.map(\.rawValue)
                == ["on-track", "attention", "behind", "undetermined"])
        #expect(ProgressState.allCases.map(\.japanese) == ["順調", "注意", "遅れ", "判定保留"])
    }
}
