import Participation

/// Reads the text of one field as its kind of value (項目の読取り).
///
/// Values stay strings in one fixed spelling: `2024-07-11`, `09:30`, `true`, `letter-to-mayor`.
struct FieldReader {
    let field: ImportField
    let formats: [DatePattern]

    /// What a text turned out to be.
    enum Outcome: Equatable {
        case value(String)
        /// Blank, or a sign for nothing.
        case nothing
        case mistake(FieldMistake)
    }

    func read(_ text: String, year: YearRule?) -> Outcome {
        if text.isBlank { return .nothing }
        return switch field.shape {
        case .key, .text: .value(text)
        case .label: .value(text.asLabel)
        case .labels: labels(text)
        case .code(let codes): code(text.asLabel, codes)
        case .flag: flag(text)
        case .day: day(text, year)
        case .firstDay: days(text, year) { $0.start }
        case .lastDay: days(text, year) { $0.end }
        case .startTime: time(text) { $0.start }
        case .endTime: time(text) { $0.end ?? $0.start }
        case .capacity: .value(Capacity(reading: text).description)
        case .count: count(text)
        case .fiscalYear: fiscalYear(text)
        case .quarter: quarter(text)
        case .decimal: decimal(text)
        }
    }

    // MARK: Words

    private func labels(_ text: String) -> Outcome {
        let labels = text.split(whereSeparator: \.isNewline).map { String($0).asLabel }
            .filter { !$0.isBlank }
        return .value(labels.joined(separator: "\n"))
    }

    private func code(_ text: String, _ codes: [(code: String, japanese: String)]) -> Outcome {
        let folded = text.halfWidth
        guard let found = codes.first(where: { $0.code == folded || $0.japanese == text }) else {
            return .mistake(.notACode(codes.map(\.code)))
        }
        return .value(found.code)
    }

    private static let yes: Set<String> = [
        "true", "yes", "y", "1", "要", "希望", "希望する", "はい", "有", "あり", "可", "同意", "同意する", "匿名",
        "○", "〇", "◯",
    ]
    private static let no: Set<String> = [
        "false", "no", "n", "0", "不要", "希望しない", "いいえ", "無", "なし", "無し", "不可", "否", "同意しない",
        "記名", "実名", "×", "✕",
    ]

    private func flag(_ text: String) -> Outcome {
        let folded = text.halfWidth.lowercased()
        if Self.yes.contains(folded) { return .value("true") }
        if Self.no.contains(folded) { return .value("false") }
        return text.saysNothing ? .nothing : .mistake(.notAFlag)
    }

    // MARK: Days and times

    private func day(_ text: String, _ year: YearRule?) -> Outcome {
        if text.saysNothing { return .nothing }
        let patterns = formats.isEmpty ? DatePattern.known : formats
        let folded = text.halfWidth
        for pattern in patterns {
            guard let parts = pattern.dayParts(of: folded) else { continue }
            do throws(DayMistake) {
                return .value(try parts.resolved(year: year).description)
            } catch {
                return .mistake(.day(error, formats.map(\.text)))
            }
        }
        return .mistake(.day(.notADay, formats.map(\.text)))
    }

    private func days(_ text: String, _ year: YearRule?, _ choice: (DateRange) -> LocalDate?)
        -> Outcome
    {
        if !formats.isEmpty { return day(text, year) }
        return switch DateRange.reading(text, year: year) {
        case .days(let range): choice(range).map { .value($0.description) } ?? .nothing
        case .none: .nothing
        case .mistake(let mistake): .mistake(.day(mistake, []))
        }
    }

    private func time(_ text: String, _ choice: (TimeRange) -> ClockTime) -> Outcome {
        guard let first = TimeRange.reading(text).first else {
            return .nothing
        }
        return .value(choice(first).description)
    }

    // MARK: Numbers

    private func count(_ text: String) -> Outcome {
        if text.saysNothing { return .nothing }
        var digits = text.halfWidth.filter { $0 != "," }
        for unit in ["人", "名"] where digits.hasSuffix(unit) { digits.removeLast() }
        guard let number = digits.asciiNumber else { return .mistake(.notACount) }
        return .value(String(number))
    }

    private func fiscalYear(_ text: String) -> Outcome {
        guard let year = FiscalYear(parsing: text) else { return .mistake(.notAYear) }
        return .value(year.label)
    }

    private func quarter(_ text: String) -> Outcome {
        let folded = text.halfWidth.uppercased()
        let quarter = Quarter.allCases.first {
            [String($0.rawValue), "Q\($0.rawValue)", $0.japanese].contains(folded)
        }
        return quarter.map { .value(String($0.rawValue)) } ?? .mistake(.notAQuarter)
    }

    private func decimal(_ text: String) -> Outcome {
        if text.saysNothing { return .nothing }
        var folded = text.halfWidth.filter { $0 != "," }
        for minus in ["\u{2212}", "▲", "△"] where folded.hasPrefix(minus) {
            folded = "-" + folded.dropFirst()
        }
        let unsigned = folded.hasPrefix("-") ? folded.dropFirst() : folded[...]
        let halves = unsigned.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(halves.count), halves.allSatisfy({ $0.asciiNumber != nil }) else {
            return .mistake(.notANumber)
        }
        return .value(folded)
    }
}

/// Why the text of a field is not what it should be (項目の誤り).
///
/// Never holds the text itself: a name may stand in the column of days by mistake.
enum FieldMistake: Equatable {
    case day(DayMistake, [String])
    case notACode([String])
    case notAFlag
    case notACount
    case notAYear
    case notAQuarter
    case notANumber
    case missing

    /// What the text should have been.
    var expectation: String {
        switch self {
        case .day(.notADay, let formats):
            formats.isEmpty ? "日付" : "書式 \(formats.joined(separator: " か ")) の日付"
        case .day(.noSuchDay, _): "実在する日付"
        case .day(.noYear, _): "年のある日付"
        case .day(.endsBeforeItBegins, _): "開始より後の日付"
        case .notACode(let codes): "\(codes.joined(separator: "・")) のいずれか"
        case .notAFlag: "true か false（要・不要、はい・いいえ）"
        case .notACount: "0以上の整数"
        case .notAYear: "R8 や 2026 の形の年度"
        case .notAQuarter: "1〜4"
        case .notANumber: "数値"
        case .missing: "値"
        }
    }

    /// What is wrong, after the name of the column.
    var japanese: String {
        switch self {
        case .day(.notADay, let formats):
            formats.isEmpty
                ? "日付として読めません" : "日付として読めません（書式 \(formats.joined(separator: "、"))）"
        case .day(.noSuchDay, _): "実在しない日付です"
        case .day(.noYear, _): "年が書かれていません（マッピングの fiscalYear か yearFrom で補えます）"
        case .day(.endsBeforeItBegins, _): "終了日が開始日より前です"
        case .missing: "値がありません"
        case .notACode, .notAFlag, .notACount, .notAYear, .notAQuarter, .notANumber:
            "\(expectation)ではありません"
        }
    }
}

extension DatePattern {
    /// The shapes read without being told, for a column that holds one day and perhaps a time.
    static let known: [DatePattern] = {
        let days = [
            "yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "Gy年M月d日", "Gy.M.d", "Gy/M/d",
            "yyyyMMdd", "M月d日", "M/d",
        ]
        let times = ["", " HH:mm:ss", " HH:mm", "THH:mm:ss", "THH:mm"]
        return days.flatMap { day in
            ["", "(E)"].flatMap { weekday in
                times.compactMap { DatePattern(day + weekday + $0) }
            }
        }
    }()
}

extension String {
    /// The text as a name: without outer blanks, line breaks of the layout taken out.
    var asLabel: String {
        var label = ""
        for line in split(whereSeparator: \.isNewline) {
            let part = line.trimmingBlanks
            if let last = label.last, let first = part.first, last.isASCII, first.isASCII {
                label += " "
            }
            label += part
        }
        return label
    }
}

extension StringProtocol {
    /// The text without blanks at its ends, the full-width one included.
    var trimmingBlanks: String {
        var rest = Substring(self)
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
