import Desk
import Participation

extension FigureReviewStrings {
    /// English
    static let english = FigureReviewStrings(
        further: "Narrow down and compare two moments", channel: "Channel", category: "Category",
        section: "Department or section", district: "District", anonymous: "Anonymous", all: "All",
        onlyAnonymous: "Anonymous only", onlyNamed: "Without anonymous",
        narrowedTitle: "These figures are narrowed down",
        narrowedDetail: "Targets are of the whole and are not held against narrowed figures.",
        notNarrowed: "cannot be narrowed so", clear: "Stop narrowing and comparing",
        compare: "Compare with",
        compareHint:
            "Shown beside the moment above. Examples: 2026-06-30, 123 (record), now (latest)",
        comparisonTitle: "Two moments", earlier: "Earlier", later: "Later",
        difference: "Difference", explanation: "Why",
        explain: { "Why \($0) differs" }, leave: "Stop comparing",
        redefined: "The definition of the indicator was changed in between.",
        changesTitle: { role in
            switch role {
            case .whole: "Events that made the difference"
            case .numerator: "Events that changed the numerator"
            case .denominator: "Events that changed the denominator"
            }
        },
        changesCount: { shown, total in
            shown == total ? "\(total) in all" : "the first \(shown) of \(total)"
        },
        noChanges: "No event in between changed the figure.",
        recordedAt: "Recorded", event: "Event", record: "Record", change: "Change",
        cameDue: "Its day came", sum: "All changes together",
        unexplained: {
            "\($0) of the difference is explained by no single event: the definition or the"
                + " organisation was changed."
        },
        comparisonFile: "Two moments",
        aboutNumber: { "How \($0) is counted" },
        lineTitle: "The years of the plan", lineYear: "Fiscal year", lineActual: "Actual",
        lineTarget: "Target", lineGuide: "Guide value",
        lineSummary: { indicator, points in
            "\(indicator) over the years of the plan. " + points.joined(separator: ", ") + "."
        },
        outlookTitle: "What the section in charge says",
        outlookLead:
            "Causes, next steps and prospect for each period. What was written before is kept.",
        cause: "Causes", causeHint: "Why the figure is what it is. Nothing about a person, please.",
        efforts: "Next steps", effortsHint: "What is done to reach the target.",
        forecast: "Forecast",
        forecastHint: { "Expected at the end of the year (\($0)), if known." },
        prospect: "Prospect",
        prospectName: { prospect in
            switch prospect {
            case .reached: "will be reached"
            case .nearly: "will nearly be reached"
            case .missed: "will be missed"
            case .open: "cannot be said yet"
            }
        },
        unsaid: "not stated", noOutlook: "Nothing has been written about this period yet.",
        written: { at, version in "written \(at), version \(version)" },
        write: "Write it down", saved: "It is recorded.",
        csv: "Save as CSV", xlsx: "Save as Excel", files: "This table as a file",
        fileState: "State", fileAsOf: "As of", fileTargetYear: "Target year", filePlan: "Plan",
        filePolicy: "Policy", fileCode: "Code", fileUnit: "Unit", fileVersion: "Definition version",
        fileHow: "How it is counted")
}
