import Desk
import Participation

extension OrganisationStrings {
    /// English
    static let english = OrganisationStrings(
        title: "Organisation", on: "As of", prepare: "Prepare a reorganisation",
        back: "Back to the organisation", changeDays: "Days of changes", prepared: " (prepared)",
        none: "No unit is known yet.", noUnits: "There is no unit on this day.",
        unitsTitle: "Units", count: { "\($0) units" }, code: "Code", name: "Name", level: "Level",
        levelName: { level in
            switch level {
            case .bureau: "Bureau"
            case .department: "Department"
            case .division: "Section"
            case .office: "Office"
            case .unit: "Unit"
            }
        },
        since: "Since", ends: "Ends", openItems: "Open items",
        endedTitle: "Units that end with this day", formerUnit: "Former unit", newUnit: "New unit",
        successors: "Successors", noSuccessor: "none",
        succession: { kind in
            switch kind {
            case .rename: "renamed"
            case .merge: "merged"
            case .split: "split"
            case .transfer: "transferred"
            }
        },
        resultTitle: "Where open items went", items: "Items", doneAt: "Done at",
        toTriage: "undecided, for the hearing section",
        reformTitle: "Prepare a reorganisation",
        reformLead:
            "Add the changes one by one, try where open items would go, then record them. A change"
            + " of a day ahead holds from midnight, Japan time, and open items follow by themselves.",
        effectiveOn: "Effective on", noSteps: "No change yet. Choose one below.",
        stepsTitle: "Changes so far", remove: "Drop", addTitle: "Add a change", add: "Add",
        kindName: { kind in
            switch kind {
            case .establish: "Establish a unit"
            case .rename: "Rename a unit"
            case .move: "Put a unit under another"
            case .abolish: "End a unit (merge, split, transfer)"
            case .duty: "Give a duty to a unit (allots items of a unit that was split)"
            }
        },
        unit: "Unit", newCode: "New code", newName: "New name", parent: "Above it",
        atTheTop: "none (top)", choose: "Choose", endingUnit: "Unit that ends",
        successor: { "Successor \($0)" }, successionLabel: "Kind of succession",
        successionHint: "One successor is a merger, several are a split, unless chosen otherwise.",
        byNumber: "by their number", duty: "Duty", categories: "Categories",
        categoriesHint: "Categories of the items it covers, with commas in between",
        waiting: { ", \($0) open" }, newlyBegun: { "\($0) (\($1), new)" },
        willBegin: { name, code, parent in
            "\(name) (\(code)) begins" + (parent.map { " under \($0)" } ?? "")
        },
        willBeCalled: { "\($0) will be called \($1)" },
        willStandUnder: { unit, parent in
            parent.map { "\(unit) comes under \($0)" } ?? "\(unit) comes to the top"
        },
        willEnd: { unit, successors, _ in
            successors.isEmpty
                ? "\(unit) ends without a successor"
                : "\(unit) ends; \(successors.joined(separator: ", ")) go on"
        },
        willDo: { unit, duty, categories in
            "\(unit) does \(duty): \(categories.joined(separator: ", "))"
        },
        tooMany: { "At most \($0) changes at once; import a list for more." },
        preview: "Try", apply: "Record this reorganisation",
        overtaken: "Others changed the organisation after you tried, so nothing is recorded yet. "
            + "See below what would happen now, and record it again.",
        otherDay: "This is not the day you tried, so nothing is recorded yet. "
            + "See below what would happen on this day, and record it again.",
        nothingChanges: "Nothing changes.",
        trialTitle: { "What would happen on \($0)" },
        trialLead: { changes, items in
            "\(changes) changes of units; \(items) open items move. Nothing is recorded yet."
        },
        nothingMoves: "No open item moves.",
        unallocatable: "undecided (cannot be allotted), for the hearing section")
}
