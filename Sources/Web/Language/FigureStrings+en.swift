import Desk
import Participation

extension FigureStrings {
    /// English
    static let english = FigureStrings(
        title: "Indicators",
        year: { "FY\($0.year) (\($0.label))" },
        day: { $0.description },
        quarter: { "Q\($0.rawValue)" },
        months: { quarter in
            switch quarter {
            case .first: "Apr–Jun"
            case .second: "Jul–Sep"
            case .third: "Oct–Dec"
            case .fourth: "Jan–Mar"
            }
        },
        wholeYear: "Whole year",
        asOf: { day, time, position in
            "As of \(day)\(time.map { " \($0)" } ?? "") (record \(position))"
        },
        latest: "latest",
        pastTitle: "These are the figures of an earlier moment",
        pastDetail:
            "Only what had been recorded by then is counted, no later letter or correction.",
        showLatest: "Show the latest figures",
        controlsTitle: "What to show",
        yearLabel: "Fiscal year", asOfLabel: "As of",
        asOfHint:
            "Empty: the latest. Examples: 2026-06-30, R8.6.30, 123 (record)",
        planLabel: "Plan", allPlans: "All plans", lensLabel: "Categories and sections",
        lens: { $0 == .recorded ? "as they were at receipt" : "as they are now" },
        show: "Show",
        presetsTitle: "Frequent moments",
        quarterEnd: { "\($0) (end of Q\($1.rawValue))" },
        yearsTitle: "Other years", previous: { "← \($0)" }, next: { "\($0) →" },
        caption: { "\($2) indicators of \($0). \($1)" },
        indicator: "Indicator", baseline: "Baseline", target: "Target", actual: "Actual",
        rates: "Rates", achievement: "of target", progress: "of the way", state: "State",
        stateName: { state in
            switch state {
            case .onTrack: "On track"
            case .attention: "Attention"
            case .behind: "Behind"
            case .undetermined: "Undetermined"
            }
        },
        lastYear: "Year before", toDate: "by the same day", trend: "Quarters",
        inYear: { "FY\($0.year)" }, guide: "guide value", expected: "expected",
        betterDown: "less is better", unit: { "Unit: \($0)" },
        unknown: "unknown", notYet: "not yet", running: "running", none: IndicatorRate.none,
        redefined: "other definition",
        noQuarters: { frequency in
            switch frequency {
            case .quarterly, nil: "No value each quarter"
            case .yearly: "No value each quarter (comes once a year)"
            case .settlement: "No value each quarter (comes with the accounts)"
            case .survey: "No value each quarter (comes with a survey)"
            }
        },
        otherPolicies: "No policy given",
        barsTitle: { name, values, guide in
            "\(name), by quarter. " + values.joined(separator: ", ") + ". " + (guide ?? "")
        },
        quarterIs: { "\($0): \($1)" }, isRunning: { "\($0) (running)" },
        barGuide: { value, isQuarterOfYear in
            isQuarterOfYear
                ? "Dotted line: guide value \(value), a quarter of the year's."
                : "Dotted line: the year's value \(value)."
        },
        legendTitle: "How to read this table",
        legend: [
            ("Actual and other counts", "Each links to the list of records it is made of."),
            ("unknown", "No value has been recorded yet; not the same as 0."),
            ("not yet", "The period has not begun."),
            ("of target", "Actual ÷ target; ― where the target is 0 or no number."),
            (
                "of the way",
                "(Actual − baseline) ÷ (target − baseline); ― where there is no way to go."
            ),
            (
                "guide value",
                "On a straight line from baseline to target. The plan does not set it."
            ),
            (
                "Quarters",
                "Bars begin at 0; each indicator has a scale of its own. "
                    + "The dotted line is a guide value, for counts and sums a quarter of the year's."
            ),
        ],
        stateMeaning: { state in
            switch state {
            case .onTrack: "As expected by now, or within 5 % of it."
            case .attention: "Short of it by up to 20 %."
            case .behind: "Short of it by more than 20 %."
            case .undetermined: "There is no target to compare with, or it is too early to say."
            }
        },
        noPlans: "No plan has been imported yet",
        noPlansDetail: "Run this command where the server runs; the plan's indicators appear here.",
        noIndicators: { "There are no indicators for \($0)" },
        noIndicatorsDetail: "Choose another year or plan.",
        records: .english)
}

extension FigureRecordStrings {
    /// English
    static let english = FigureRecordStrings(
        title: { "Records behind \($0)" }, backToBoard: "Back to the indicators",
        periodsTitle: "Periods", until: { "up to \($0)" },
        definitionTitle: "About this indicator", howCounted: "How it is counted", plan: "Plan",
        policy: "Policy", approach: "Approach", baseline: "Baseline", targets: "Targets",
        description: "Description", source: "Source", owner: "Section", frequency: "Comes in",
        version: "Definition", versionNumber: { "version \($0)" },
        difference: { "counted here \($0) (differs from the plan's baseline by \($1))" },
        listTitle: { role in
            switch role {
            case .whole: "Records"
            case .numerator: "Records of the numerator"
            case .denominator: "Records of the denominator"
            }
        },
        range: { first, last, total in
            total == 0
                ? "none" : first == 1 && last == total ? "\(total)" : "\(first)–\(last) of \(total)"
        },
        empty: "No record counts in this period.",
        emptyObserved: "No value has been entered yet. It appears here once a section enters it.",
        pagesTitle: "Pages", previousPage: "← Previous page", nextPage: "Next page →",
        position: "Record", receipt: "Receipt no.",
        date: { kind in
            switch kind {
            case .item: "Received on"
            case .lecture, .gathering: "Held on"
            case .registration: "Registered on"
            case .observation: "End of period"
            }
        },
        sort: { kind in
            switch kind {
            case .item: "Scheme"
            case .lecture: "Lecture"
            case .gathering, .registration: "Kind"
            case .observation: "Indicator"
            }
        },
        category: "Category", section: "Section",
        quantity: { kind in
            switch kind {
            case .item: "Letters"
            case .lecture, .gathering, .registration: "Heads"
            case .observation: "Number"
            }
        },
        period: "Period", value: "Value", later: "Afterwards",
        change: { change in
            "\(change.title) in record \(change.position)"
                + (change.countsStill ? "" : " (no longer counts)")
        },
        restricted: "A restricted item: counted, but not shown",
        lastOnly: "The record on top gives the value.",
        averageNote: "Sessions whose number of heads is not known are left out of the average.",
        measure: .english)
}

extension MeasureStrings {
    /// English
    static let english = MeasureStrings(
        stop: ".", betweenSentences: " ",
        source: { $0.rawValue }, field: { $0 }, dimension: { $0 },
        count: { "Number of \($0)" }, sum: { "Sum of \($1) over \($0)" },
        distinct: { "Number of different \($1) among \($0)" },
        average: { "Average \($1) of \($0)" }, ratio: { "\($0), over \($1)" },
        latest: { "Last \($1) of \($0) by the end of the period" },
        observed: "A value a section looks up and enters",
        condition: { "\($0): \($1.joined(separator: " or "))" },
        conditions: { "\($0) (\($1.joined(separator: ", ")))" },
        date: { "Counted in the period of \($0.rawValue)." },
        since: { "Accumulated since \($0)." })
}
