/// The groups of one to three neighbouring characters of a text, each once (文字の連なり).
///
/// Of the folded text, so that ﾄﾞｳﾛ and 道路 in any width or blanks between make no difference. No
/// dictionary of words is needed, and none has to be kept up to date.
struct NGrams: Sendable {
    /// One to three Unicode scalars of 21 bits each; a shorter group has zeros before it.
    typealias Key = UInt64

    /// The groups in ascending order (文字の連なり).
    let keys: [Key]

    init(of text: String) {
        let folded = FoldedText(text).text.unicodeScalars.prefix(ClassifierLimits.characters)
        self.init(of: folded.map(\.value))
    }

    init(of scalars: [UInt32]) {
        var all: [Key] = []
        all.reserveCapacity(scalars.count * 3)
        Self.visit(scalars) { key, _ in all.append(key) }
        all.sort()
        var unique: [Key] = []
        unique.reserveCapacity(all.count)
        for key in all where unique.last != key { unique.append(key) }
        keys = unique
    }

    /// Each group where it stands.
    static func visit(_ scalars: [UInt32], _ body: (Key, Range<Int>) -> Void) {
        for start in scalars.indices {
            var key: Key = 0
            for end in start..<min(start + longest, scalars.count) {
                key = key << 21 | Key(scalars[end])
                body(key, start..<end + 1)
            }
        }
    }

    private static let longest = 3
}
