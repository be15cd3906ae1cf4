import Participation
import Testing

@Suite("把握値・調査値")
struct ObservationTests {
    private static let r6 = FiscalYear(.on("2024-04-01"))

    private func value(
        _ text: String = "24.9", _ change: (inout ObservedValue) -> Void = { _ in }
    ) throws -> ObservedValue {
        var observed = ObservedValue(
            indicator: "nemuro-basic/women-in-councils", year: Self.r6,
            value: try #require(FigureValue(parsing: text)), source: "女性参画調査",
            label: .provisional)
        change(&observed)
        return observed
    }

    private func record(
        _ text: String = "24.9", _ change: (inout ObservedValue) -> Void = { _ in }
    ) throws -> ObservationCommand {
        .record(RecordObservation(today: .on("2026-06-01"), observed: try value(text, change)))
    }

    private func correct(
        _ text: String, _ label: FigureLabel = .corrected, source: String? = nil,
        reason: String? = "集計の誤り"
    ) throws -> ObservationCommand {
        .correct(
            CorrectObservation(
                today: .on("2026-06-01"), value: try #require(FigureValue(parsing: text)),
                label: label, source: source, reason: reason))
    }

    private func after(_ commands: ObservationCommand...) throws -> Scenario<Observation> {
        var state = Observation.initial
        for command in commands {
            state = try Observation.decide(command, state).reduce(state, Observation.evolve)
        }
        return Scenario(state: state)
    }

    @Test("値は印刷されたとおりに記録する")
    func records() throws {
        let surveyed = try value {
            $0.surveyYear = FiscalYear(.on("2023-04-01"))
            $0.quarter = .second
        }
        Scenario<Observation>.given().when(
            .record(RecordObservation(today: .on("2026-06-01"), observed: surveyed))
        ).then(.recorded(surveyed))
        Scenario<Observation>.given().when(try record { $0.source = " " })
            .then(.recorded(try value { $0.source = nil }))
    }

    @Test("値の区分")
    func labels() {
        #expect(
            FigureLabel.allCases.map { "\($0.rawValue) \($0.japanese)" } == [
                "provisional 速報値", "final 確定値", "corrected 訂正",
            ])
    }

    @Test("指標は「計画/指標」", arguments: ["", " ", "women", "a/b/c", "/b", "a/", "a/ "])
    func indicator(text: String) throws {
        let refused = Scenario<Observation>.given().when(
            try record { $0.indicator = Wording(text) })
        refused.thenRefused(
            text.allSatisfy(\.isWhitespace) ? .text(.indicator, .missing) : .indicatorMalformed)
    }

    @Test("まだ始まらない年度の値は断る")
    func future() throws {
        let thisYear = FiscalYear(.on("2026-06-01"))
        let next = FiscalYear(.on("2027-04-01"))
        let nothing = Scenario<Observation>.given()
        nothing.when(try record { $0.year = thisYear }).thenAccepted()
        nothing.when(try record { $0.year = next })
            .thenRefused(.inFuture(.year, thisYear: thisYear))
        nothing.when(try record { $0.surveyYear = next })
            .thenRefused(.inFuture(.surveyYear, thisYear: thisYear))
        nothing.when(try record { $0.source = "\u{0}" })
            .thenRefused(.text(.source, .controlCharacter))
    }

    @Test("割り切れない値、小数点以下が長すぎる値は断る")
    func decimals() throws {
        let nothing = Scenario<Observation>.given()
        let refusal = ObservationRefusal.notADecimal(limit: 9)
        nothing.when(try record { $0.value = FigureValue(1, over: 3) ?? .zero })
            .thenRefused(refusal)
        nothing.when(try record("0.0000000001")).thenRefused(refusal)
        nothing.when(try record("0.000000001")).thenAccepted()
        #expect(refusal.field == .value)
    }

    @Test("同じ値の再送は何も起こさず、違えば断る")
    func sameAgain() throws {
        let recorded = try after(record())
        recorded.when(try record("24.90")).thenNothing()
        recorded.when(try record("25")).thenRefused(.alreadyRecorded)
        try after(record(), correct("25")).when(try record()).thenNothing()
    }

    @Test("訂正は訂正前の値と理由を残す")
    func corrects() throws {
        let recorded = try after(record())
        recorded.when(try correct("25.1", source: "再集計")).then(
            .corrected(
                ObservationCorrected(
                    from: try #require(FigureValue(parsing: "24.9")),
                    observed: try value("25.1") {
                        $0.source = "再集計"
                        $0.label = .corrected
                    }, reason: .readable("集計の誤り"))))
        recorded.when(try correct("25.1", reason: nil)).thenRefused(.text(.reason, .missing))
        let corrected = try after(record(), correct("25.1"))
        corrected.when(try correct("25.1")).thenNothing()
        corrected.when(try correct("25.2")).thenAccepted()
    }

    @Test("速報値がそのまま確定するなら理由は要らない")
    func confirms() throws {
        let recorded = try after(record())
        recorded.when(try correct("24.9", .final, reason: nil)).then(
            .corrected(
                ObservationCorrected(
                    from: try #require(FigureValue(parsing: "24.9")),
                    observed: try value { $0.label = .final }, reason: .readable(nil))))
        recorded.when(try correct("24.8", .final, reason: nil))
            .thenRefused(.text(.reason, .missing))
    }

    @Test("取下げには理由が要り、取り下げた値は直せない")
    func withdraws() throws {
        let withdraw = ObservationCommand.withdraw(WithdrawObservation(reason: "年度の誤り"))
        let recorded = try after(record())
        recorded.when(withdraw).then(
            .withdrawn(ObservationWithdrawn(reason: .readable("年度の誤り"))))
        recorded.when(.withdraw(WithdrawObservation(reason: " ")))
            .thenRefused(.text(.reason, .missing))
        let withdrawn = try after(record(), withdraw)
        withdrawn.when(withdraw).thenNothing()
        withdrawn.when(.withdraw(WithdrawObservation(reason: "別")))
            .thenRefused(.alreadyWithdrawn)
        withdrawn.when(try correct("25")).thenRefused(.alreadyWithdrawn)
        withdrawn.when(try record()).thenNothing()
    }

    @Test("取り下げた後は、別の値を記録できる")
    func recordsAnew() throws {
        let withdraw = ObservationCommand.withdraw(WithdrawObservation(reason: "年度の誤り"))
        let withdrawn = try after(record(), withdraw)
        withdrawn.when(try record("25.3")).then(.recorded(try value("25.3")))
        let anew = try after(record(), withdraw, record("25.3"))
        anew.when(try correct("25.4")).thenAccepted()
        anew.when(try record("25.3")).thenNothing()
        let future = FiscalYear(.on("2027-04-01"))
        withdrawn.when(try record { $0.year = future })
            .thenRefused(.inFuture(.year, thisYear: FiscalYear(.on("2026-06-01"))))
    }

    @Test("記録のない値は直せない")
    func nothingThere() throws {
        Scenario<Observation>.given().when(try correct("25")).thenRefused(.notRecorded)
        Scenario<Observation>.given().when(.withdraw(WithdrawObservation(reason: "誤り")))
            .thenRefused(.notRecorded)
    }
}
