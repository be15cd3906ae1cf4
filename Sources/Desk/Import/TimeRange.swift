import Participation

/// A time of day in Japan, to the minute (時刻).
public struct ClockTime: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// 0…24 (時).
    public let hour: Int
    /// 0…59 (分).
    public let minute: Int

    /// A time of day; 24:00 is the end of one; nil when there is none such (時刻).
    public init?(hour: Int, minute: Int = 0) {
        guard (0...24).contains(hour), (0...59).contains(minute), hour < 24 || minute == 0 else {
            return nil
        }
        self.hour = hour
        self.minute = minute
    }

    /// Whether it comes before another on the same day (時刻の前後).
    public static func < (earlier: ClockTime, later: ClockTime) -> Bool {
        (earlier.hour, earlier.minute) < (later.hour, later.minute)
    }

    /// `09:30` (時刻の表記).
    public var description: String {
        [hour, minute].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}

/// One session of an event: when it begins and, if printed, ends (時間帯).
public struct TimeRange: Sendable, Equatable {
    /// When it begins; in a column of ends, when it ends (開始時刻).
    public let start: ClockTime
    /// When it ends, if the same cell says so (終了時刻).
    public let end: ClockTime?

    /// Reads the sessions of a cell; empty when it names none (時間の読取り).
    ///
    /// `13:30`, `午後２時`, `①10:00\n②13:30`, `9:00～\n10:00～`, `10:00～11:30`, `17:00（金曜日は19時閉館）`.
    /// Brackets and ※ hold remarks. A cell that begins with words names no time of its own
    /// (`会期中いつでも`, `9時から17時までの貸館予約のない時間帯`), nor does one that gives different times for different days:
    /// the words stay as they are. Lines of words after a time are remarks.
    static func reading(_ text: String) -> [TimeRange] {
        let folded = text.halfWidth.withoutRemarks.withoutBrackets
        var sessions: [TimeRange] = []
        for line in folded.split(whereSeparator: \.isNewline) {
            switch Line(String(line)) {
            case .sessions(let found): sessions += found
            case .label: continue
            case .remark:
                if sessions.isEmpty { return [] }
            case .sentence: return []
            }
        }
        return sessions
    }

    /// What a line of such a cell is.
    private enum Line {
        /// Nothing but times and signs.
        case sessions([TimeRange])
        /// The name of what follows, without any number: `【法律講座】`.
        case label
        /// Words, with some number among them.
        case remark
        /// Words that make of the times something else: days on which they hold, a time at which
        /// the sentence before ends.
        case sentence

        init(_ line: String) {
            var scanner = TextScanner(line)
            var sessions: [TimeRange] = []
            var hasWords = false
            var beginsWithTime = false
            while !scanner.isAtEnd {
                if let start = scanner.takeTime() {
                    scanner.skipBlanks()
                    let end = scanner.takeTilde() ? scanner.takeTime() : nil
                    sessions.append(TimeRange(start: start, end: end))
                    if !hasWords { beginsWithTime = true }
                } else if !scanner.takeOrnament() {
                    if let day = scanner.takeNumber(digits: 1...9), day > 0, scanner.take("日") {
                        self = .sentence
                        return
                    }
                    scanner.step()
                    hasWords = true
                }
            }
            let hasNumber = line.contains(where: \.isWholeNumber)
            self =
                if !sessions.isEmpty, !hasWords {
                    .sessions(sessions)
                } else if beginsWithTime {
                    .sentence
                } else {
                    hasNumber ? .remark : .label
                }
        }
    }
}

extension TextScanner {
    /// `13:30`, `9時30分`, `午後6時半`, `正午`.
    fileprivate mutating func takeTime() -> ClockTime? {
        let start = index
        if take("正午") { return ClockTime(hour: 12) }
        let isAfternoon = take("午後")
        _ = isAfternoon || take("午前")
        skipBlanks()
        guard let hour = takeNumber(digits: 1...2), let minute = takeMinute(),
            let time = ClockTime(hour: isAfternoon && hour < 12 ? hour + 12 : hour, minute: minute)
        else {
            move(to: start)
            return nil
        }
        return time
    }

    private mutating func takeMinute() -> Int? {
        if take(":") { return takeNumber(digits: 2...2) }
        // 1時間 is a length, not a time.
        guard take("時"), next != "間" else { return nil }
        if take("半") { return 30 }
        guard let minute = takeNumber(digits: 1...2) else { return 0 }
        return take("分") ? minute : nil
    }

    fileprivate mutating func takeTilde() -> Bool {
        defer { skipBlanks() }
        return take("~") || take("\u{301C}") || take("-") || take("から")
    }

    /// Signs that number or join sessions and say nothing of their own.
    fileprivate mutating func takeOrnament() -> Bool {
        if let character = next,
            character.isWhitespace || "、,・･/~\u{301C}".contains(character)
                || "\u{2460}"..."\u{2473}" ~= character
        {
            step()
            return true
        }
        let start = index
        if take("第"), takeNumber(digits: 1...2) != nil, take("部") || take("回") { return true }
        move(to: start)
        return ["午前の部", "午後の部", "午前部", "午後部", "両日とも", "各日", "まで", "から", "頃", "予定"].contains {
            take($0)
        }
    }
}
