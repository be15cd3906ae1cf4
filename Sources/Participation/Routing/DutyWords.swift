/// The words of a duty by which a letter about it can be told (事務分掌の語).
///
/// 「除雪及び道路の維持補修に関すること」 gives 除雪, 道路, 維持補修. Words of several units' duties tell
/// nothing and are left out by ``DutyIndex``.
enum DutyWords {
    static func words(of duty: String) -> [String] {
        var text = duty
        if let end = endings.first(where: text.hasSuffix) { text.removeLast(end.count) }
        for word in joints { text = text.split(separator: word).joined(separator: "、") }
        return text.split { "、,，・/／ 　".contains($0) || $0.isWhitespace }
            .map(String.init).filter { $0.count > 1 }
    }

    private static let endings = [
        "に関することのうち他の所管に属しないこと", "に関すること。", "に関すること", "に関する事務", "に関する業務",
        "に関する事項",
    ]
    private static let joints = ["並びに", "及び", "又は", "若しくは", "その他の", "その他", "等の", "の"]
}

/// Which unit does what on one day, by category and by word (事務分掌の索引).
struct DutyIndex: Sendable {
    private var categories: [Wording: [String]] = [:]
    private var words: [(word: SearchedLetter.Word, unit: String, duty: String)] = []

    /// The duties of all units of a day.
    init(_ organisation: OrganisationState, on day: LocalDate) {
        var owners: [SearchedLetter.Word: Set<String>] = [:]
        var found: [(word: SearchedLetter.Word, unit: String, duty: String)] = []
        for unit in organisation.units(on: day) {
            let duties = organisation.duties(of: unit.code, on: day)
            for (duty, covered) in duties.sorted(by: { $0.key < $1.key }) {
                for category in covered {
                    let key = Wording(category)
                    if categories[key]?.last != unit.code {
                        categories[key, default: []].append(unit.code)
                    }
                }
                for word in DutyWords.words(of: duty).map(SearchedLetter.Word.init) {
                    owners[word, default: []].insert(unit.code)
                    found.append((word, unit.code, duty))
                }
            }
        }
        words = found.filter { owners[$0.word]?.count == 1 }
    }

    func units(inChargeOf category: String) -> [String] { categories[Wording(category)] ?? [] }

    /// The units whose words stand in a text, each with the first duty that does.
    func units(namedIn text: SearchedLetter) -> [(unit: String, duty: String)] {
        var named: [(unit: String, duty: String)] = []
        for entry in words
        where !named.contains(where: { $0.unit == entry.unit }) && text.contains(entry.word) {
            named.append((entry.unit, entry.duty))
        }
        return named
    }
}
