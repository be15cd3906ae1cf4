import Participation

/// The measure of an indicator of a plan file (計画ファイルの測り方).
enum PlanMeasure {
    private static let forms = [
        "count", "sum", "average", "ratio", "distinct", "latest", "observed",
    ]
    private static let countableForms = ["count", "sum", "distinct"]

    static func read(_ value: PlanValue) throws(PlanFileProblem) -> Measure {
        var members = try value.members()
        let form = try members.only(of: forms)
        let measure = Measure(
            try read(form, from: &members),
            accumulatedSince: try members.optional("accumulate", since))
        try members.finish(choices: forms)
        return measure
    }

    /// `{since: R6}`.
    static func since(_ value: PlanValue) throws(PlanFileProblem) -> FiscalYear {
        var members = try value.members()
        let since = try members.required("since", PlanValue.year)
        try members.finish()
        return since
    }

    private static func read(
        _ form: String, from members: inout PlanMembers
    ) throws(PlanFileProblem) -> Measure.Form {
        switch form {
        case "average":
            let field = try members.required(form, PlanValue.text)
            return .average(field: field, try selection(&members))
        case "latest":
            let field = try members.required(form, PlanValue.text)
            return .latest(field: field, try selection(&members, usually: .observations))
        case "observed":
            return .observed(field: try members.required(form, PlanValue.text))
        case "ratio":
            return try members.required(form) { value throws(PlanFileProblem) in
                var parts = try value.members()
                let ratio = Measure.Form.ratio(
                    numerator: try parts.required("numerator", part),
                    denominator: try parts.required("denominator", part))
                try parts.finish()
                return ratio
            }
        default:
            return .counted(try countable(form, from: &members))
        }
    }

    private static func part(
        _ value: PlanValue
    ) throws(PlanFileProblem) -> Measure.Countable {
        var members = try value.members()
        let form = try members.only(of: countableForms)
        let part = try countable(form, from: &members)
        try members.finish(choices: countableForms)
        return part
    }

    private static func countable(
        _ form: String, from members: inout PlanMembers
    ) throws(PlanFileProblem) -> Measure.Countable {
        switch form {
        case "sum":
            let field = try members.required(form, PlanValue.text)
            return Measure.Countable(.sum(field: field), of: try selection(&members))
        case "distinct":
            let field = try members.required(form, PlanValue.text)
            return Measure.Countable(.distinct(field: field), of: try selection(&members))
        default:
            let source: Measure.Source = try members.required(form, PlanValue.code)
            return Measure.Countable(.count, of: try selection(of: source, from: &members))
        }
    }

    // MARK: Selection

    private static func selection(
        _ members: inout PlanMembers, usually usual: Measure.Source? = nil
    ) throws(PlanFileProblem) -> Measure.Selection {
        if let usual {
            let source = try members.optional("of", PlanValue.code) ?? usual
            return try selection(of: source, from: &members)
        }
        return try selection(of: try members.required("of", PlanValue.code), from: &members)
    }

    private static func selection(
        of source: Measure.Source, from members: inout PlanMembers
    ) throws(PlanFileProblem) -> Measure.Selection {
        let conditions = try members.optional("where", conditions) ?? []
        let date: Measure.DateField? = try members.optional("date", PlanValue.code)
        return Measure.Selection(source, where: conditions, date: date)
    }

    private static func conditions(
        _ value: PlanValue
    ) throws(PlanFileProblem) -> [Measure.Condition] {
        var members = try value.members()
        var conditions: [Measure.Condition] = []
        for (dimension, value) in members.takeAll() {
            var values: [String] = []
            for element in value.oneOrMore() { values.append(try PlanValue.text(element)) }
            conditions.append(Measure.Condition(dimension, in: values))
        }
        return conditions
    }
}
