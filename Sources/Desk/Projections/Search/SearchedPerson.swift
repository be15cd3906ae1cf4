import Participation

/// What a sender gave of themselves, folded in every way they are looked for (差出人の検索用の表記).
struct SearchedPerson {
    /// The whole name and, written with a blank between them, its parts (氏名).
    let names: [FoldedText]
    /// The readings of the whole name and of its parts, as far as kana or Latin letters tell them.
    let readings: [FoldedReading]
    let phones: PhoneNumbers
    let email: FoldedText?
    let postalCode: PostalCode?
    let address: FoldedText?

    init(_ details: SenderDetails) {
        names = Self.partsAndWhole(details.name).map { FoldedText($0) }
        // A name in kana or Latin letters is its own reading.
        readings = [details.kana, details.name].compactMap(\.self)
            .flatMap(Self.partsAndWhole).compactMap { FoldedReading($0) }
        phones = PhoneNumbers(details.phone ?? "")
        email = details.email.map { FoldedText($0) }
        postalCode = details.postalCode.flatMap { PostalCode(parsing: $0) }
        address = details.address.map { FoldedText($0) }
    }

    private static func partsAndWhole(_ name: String) -> [String] {
        let parts = name.split(whereSeparator: \.isWhitespace).map(String.init)
        return parts.count > 1 ? [name] + parts : parts
    }

    /// What the item is filed under.
    var terms: [IndexTerm] {
        var terms: [IndexTerm] = []
        for name in names {
            terms += Self.pairs(name.bigrams, .name)
            terms += Self.start(name.text, .nameStart)
        }
        for reading in readings {
            terms += Self.pairs(reading.bigrams, .reading)
            terms += Self.start(reading.letters, .readingStart)
        }
        terms += phones.endings.map { IndexTerm(kind: .phone, text: $0) }
        if let email { terms.append(IndexTerm(kind: .email, text: email.text)) }
        if let postalCode {
            terms.append(IndexTerm(kind: .postalCode, text: postalCode.digits))
        }
        if let address { terms += Self.pairs(address.bigrams, .address) }
        return terms
    }

    /// The pairs among what a folded text gives; the only character of a shorter one is no pair.
    static func pairs(_ bigrams: [String], _ kind: IndexTerm.Kind) -> [IndexTerm] {
        bigrams.filter { $0.unicodeScalars.count == 2 }.map { IndexTerm(kind: kind, text: $0) }
    }

    /// The first character.
    static func start(_ text: String, _ kind: IndexTerm.Kind) -> [IndexTerm] {
        text.unicodeScalars.prefix(1).map { IndexTerm(kind: kind, text: String($0)) }
    }
}
