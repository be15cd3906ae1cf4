import Desk
import Foundation
import Participation

/// What definitions would make of past years, printed.
struct PreviewTable {
    private let previews: [DefinitionPreview]

    init(_ previews: [DefinitionPreview]) { self.previews = previews }

    func print(as format: OutputFormat) throws {
        switch format {
        case .json: Terminal.print(try Terminal.json(PreviewJSON(previews)))
        case .csv: Terminal.print(Terminal.csv(Self.header, rows))
        case .table:
            Terminal.print(
                previews.isEmpty ? "変わる指標はありません。" : Terminal.table(Self.header, rows))
        }
    }

    private static let header = ["indicator", "year", "現在の定義", "新しい定義", "差", "適用"]

    private var rows: [[String]] {
        previews.flatMap { preview in
            preview.years.map { year in
                let decimals = preview.indicator.decimals
                let difference = year.difference.map {
                    ($0 > FigureValue(0) ? "+" : "") + $0.grouped(decimals: decimals)
                }
                return [
                    preview.indicator.fullCode, year.year.label,
                    year.current?.grouped(decimals: decimals) ?? "未把握",
                    year.proposed?.grouped(decimals: decimals) ?? "未把握", difference ?? "―",
                    year.applies ? "する" : "しない",
                ]
            }
        }
    }
}

private struct PreviewJSON: Encodable {
    struct Line: Encodable {
        var indicator: String
        var year: String
        var current: Decimal?
        var proposed: Decimal?
        var difference: Decimal?
        var applies: Bool
        var currentVersion: Int?
    }

    var preview: [Line]

    init(_ previews: [DefinitionPreview]) {
        preview = previews.flatMap { preview in
            preview.years.map { year in
                Line(
                    indicator: preview.indicator.fullCode, year: year.year.label,
                    current: year.current?.decimal, proposed: year.proposed?.decimal,
                    difference: year.difference?.decimal, applies: year.applies,
                    currentVersion: preview.currentVersion)
            }
        }
    }
}
