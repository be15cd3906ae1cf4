import Desk
import Participation

/// The table of the page of figures as a file: every number of it, with what it is (指標の表のファイル).
struct FigureSheet: Sendable {
    let model: FigureBoardPage.Model
    let words: Strings

    private var texts: FigureStrings { words.figures }
    private var review: FigureReviewStrings { words.review }

    /// nil when what was asked is wrong.
    var sheet: Sheet? {
        if let comparison = model.comparison { return compared(comparison) }
        return model.board.map(board)
    }

    // MARK: One moment

    private func board(_ board: FigureBoard) -> Sheet {
        let moment = MomentLine(
            asked: model.choice.asOf, moment: board.asOf, day: board.day, words: texts
        ).text
        var columns = [
            Sheet.Column(review.filePlan, width: 24), Sheet.Column(review.filePolicy, width: 28),
            Sheet.Column(review.fileCode, width: 20), Sheet.Column(texts.indicator, width: 36),
            Sheet.Column(review.fileUnit, width: 8), Sheet.Column(texts.baseline),
            Sheet.Column(texts.target, width: 16), Sheet.Column(review.fileTargetYear, width: 8),
            Sheet.Column(texts.guide), Sheet.Column(texts.actual), Sheet.Column(texts.achievement),
            Sheet.Column(texts.progress), Sheet.Column(review.fileState),
            Sheet.Column(texts.lastYear), Sheet.Column(texts.toDate),
        ]
        columns += Quarter.allCases.map { Sheet.Column(texts.quarter($0)) }
        columns += [
            Sheet.Column(review.fileVersion, width: 8), Sheet.Column(review.fileHow, width: 48),
            Sheet.Column(review.fileAsOf, width: 32),
        ]
        return Sheet(
            name: "\(texts.title) \(board.year.label)", columns: columns,
            rows: board.parts.flatMap { part in
                part.policies.flatMap { policy in
                    policy.rows.map { row($0, part.plan.name, policy.name, moment) }
                }
            })
    }

    private func row(
        _ row: FigureRow, _ plan: String, _ policy: String?, _ moment: String
    ) -> [Sheet.Cell] {
        let indicator = row.indicator
        let goal = row.figure.goal
        var guide: FigureValue?
        if case .guide(let value, _)? = goal { guide = value }
        let target = goal.map {
            $0.target.japanese(unit: indicator.unit, decimals: indicator.decimals)
        }
        let how = MeasureSentence(
            measure: indicator.measure, words: texts.records.measure, year: texts.year)
        var cells: [Sheet.Cell] = [
            .text(plan), Sheet.Cell(policy), .text(row.figure.code), .text(indicator.name),
            .text(indicator.unit), number(indicator.baseline?.value, indicator), Sheet.Cell(target),
            Sheet.Cell(goal.map { texts.inYear($0.target.year) }),
            Sheet.Cell(guide, decimals: indicator.decimals + 1), year(row),
            Sheet.Cell(row.achievement.value.map { _ in row.achievement.text }),
            Sheet.Cell(row.progress.value.map { _ in row.progress.text }),
            row.figure.value == nil ? .empty : .text(texts.stateName(row.figure.state)),
            number(row.previous?.value, indicator), number(row.previousToDate, indicator),
        ]
        cells += row.quarters.map { quarter($0, indicator) }
        cells += [
            .number(FigureValue(row.figure.definition.version), decimals: 0), .text(how.text),
            .text(moment),
        ]
        return cells
    }

    private func number(_ value: FigureValue?, _ indicator: Indicator) -> Sheet.Cell {
        Sheet.Cell(value, decimals: indicator.decimals)
    }

    /// What is not known is said in words, so that nobody takes it for 0.
    private func year(_ row: FigureRow) -> Sheet.Cell {
        if row.figure.value != nil { return number(row.figure.value, row.indicator) }
        return .text(
            model.choice.filter.narrows(row.indicator.measure)
                ? texts.unknown : review.notNarrowed)
    }

    private func quarter(
        _ value: FigureRow.QuarterValue, _ indicator: Indicator
    ) -> Sheet.Cell {
        switch value {
        case .known(let value): number(value, indicator)
        case .unknown: .text(texts.unknown)
        case .notYet: .text(texts.notYet)
        }
    }

    // MARK: Two moments

    private func compared(_ comparison: FigureComparison) -> Sheet {
        let moments = [
            (comparison.earlier, comparison.earlierDay), (comparison.later, comparison.laterDay),
        ].map { ComparisonTable.moment($0.0, $0.1, texts) }
        let names = Dictionary(
            model.plans.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
        let shown = comparison.figures.filter {
            model.choice.plan == nil || $0.definition?.indicator.plan == model.choice.plan
        }
        return Sheet(
            name: "\(review.comparisonFile) \(model.choice.year.label)",
            columns: [
                Sheet.Column(review.filePlan, width: 24), Sheet.Column(texts.indicator, width: 36),
                Sheet.Column(review.fileUnit, width: 8), Sheet.Column(moments[0], width: 20),
                Sheet.Column(moments[1], width: 20), Sheet.Column(review.difference),
            ],
            rows: shown.compactMap { figure in
                guard let indicator = figure.definition?.indicator else { return nil }
                return [
                    Sheet.Cell(names[indicator.plan]), .text(indicator.name),
                    .text(indicator.unit), number(figure.earlier?.value, indicator),
                    number(figure.later?.value, indicator), number(figure.difference, indicator),
                ]
            })
    }
}
