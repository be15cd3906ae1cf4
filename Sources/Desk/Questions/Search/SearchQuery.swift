import Participation

/// What is looked for, folded: what the index is asked for, and what an opened item must have
/// (検索の条件の照合).
struct SearchQuery {
    let words: [FoldedText]
    let person: [PersonDemand]

    init(_ request: SearchRequest) throws(SearchRefusal) {
        words = try Self.words(request.text)
        person = try Self.demands(request.person)
        if words.isEmpty, person.isEmpty { throw .nothingAsked }
        if let from = request.receivedFrom, let through = request.receivedThrough,
            through < from
        {
            throw .daysReversed
        }
    }

    private static func words(_ text: String?) throws(SearchRefusal) -> [FoldedText] {
        guard let text = try checked(text, .text) else { return [] }
        var words: [FoldedText] = []
        for part in text.split(whereSeparator: \.isWhitespace) {
            let word = FoldedText(String(part))
            guard word.text.unicodeScalars.count >= SearchLimits.shortestWord else {
                throw .shortWord
            }
            if !words.contains(word) { words.append(word) }
        }
        guard words.count <= SearchLimits.words else { throw .tooManyWords }
        return words
    }

    private static func demands(_ clues: PersonClues) throws(SearchRefusal) -> [PersonDemand] {
        var demands: [PersonDemand] = []
        if let name = try checked(clues.name, .name) {
            let folded = FoldedText(name)
            if !folded.text.isEmpty { demands.append(.name(folded, FoldedReading(name))) }
        }
        if let kana = try checked(clues.kana, .kana) {
            guard let reading = FoldedReading(kana) else { throw .notAReading }
            demands.append(.reading(reading))
        }
        if let phone = try checked(clues.phone, .phone) {
            guard let digits = PhoneNumbers(phone).digits.first else { throw .shortPhone }
            demands.append(.phone(digits))
        }
        if let email = try checked(clues.email, .email) {
            demands.append(.email(FoldedText(email)))
        }
        if let address = try checked(clues.address, .address) {
            if let postalCode = PostalCode(parsing: address) {
                demands.append(.postalCode(postalCode))
            } else {
                let folded = FoldedText(address)
                guard folded.text.unicodeScalars.count >= SearchLimits.shortestWord else {
                    throw .shortAddress
                }
                demands.append(.address(folded))
            }
        }
        return demands
    }

    /// The text, unless nothing was written.
    private static func checked(
        _ text: String?, _ field: SearchRefusal.SearchField
    ) throws(SearchRefusal) -> String? {
        guard let text, !text.isBlank else { return nil }
        // Code points, of which a character has one at least.
        guard text.unicodeScalars.count <= SearchLimits.text else { throw .tooLong(field) }
        return text
    }

    // MARK: The index

    /// The terms every find is filed under.
    var wordTerms: [IndexTerm] {
        words.flatMap { $0.bigrams.map { IndexTerm(kind: .text, text: $0) } }
    }

    /// Sets of terms, of which every find is filed under all of one: a name may be a name or a
    /// reading. Empty when no sender is asked for.
    var senderTerms: [[IndexTerm]] {
        guard !person.isEmpty else { return [] }
        return person.reduce([[]]) { sets, demand in
            sets.flatMap { set in demand.alternatives.map { set + $0 } }
        }
    }

    // MARK: The opened item

    /// Where it stands in an item; `nil` when not all of it does.
    func matched(in personal: ItemReceived.Personal) -> [ItemField]? {
        var fields: [ItemField] = []
        if !words.isEmpty {
            guard let found = SearchedText(personal).fields(having: words) else { return nil }
            fields += found
        }
        guard !person.isEmpty else { return fields }
        guard let sender = personal.sender else { return nil }
        let details = SearchedPerson(sender)
        for demand in person {
            guard let field = demand.field(in: details) else { return nil }
            if !fields.contains(field) { fields.append(field) }
        }
        return fields
    }
}

/// One thing known of the sender (差出人の条件).
enum PersonDemand {
    /// The name has this in it; or its reading begins so.
    case name(FoldedText, FoldedReading?)
    /// The reading of the whole name or of a part of it begins so.
    case reading(FoldedReading)
    /// A telephone number ends so.
    case phone(String)
    /// The e-mail address is this.
    case email(FoldedText)
    /// The postal code is this.
    case postalCode(PostalCode)
    /// The address has this in it.
    case address(FoldedText)

    /// Sets of terms, of which whoever fits is filed under all of one.
    var alternatives: [[IndexTerm]] {
        switch self {
        case .name(let name, let reading):
            [Self.terms(of: name)] + (reading.map { [Self.terms(of: $0)] } ?? [])
        case .reading(let reading): [Self.terms(of: reading)]
        case .phone(let digits): [[IndexTerm(kind: .phone, text: digits)]]
        case .email(let email): [[IndexTerm(kind: .email, text: email.text)]]
        case .postalCode(let code): [[IndexTerm(kind: .postalCode, text: code.digits)]]
        case .address(let address): [SearchedPerson.pairs(address.bigrams, .address)]
        }
    }

    /// Where it stands; `nil` when it does not.
    func field(in person: SearchedPerson) -> ItemField? {
        switch self {
        case .name(let name, let reading):
            if person.names.contains(where: { Self.has($0, name) }) { return .name }
            return reading.flatMap { PersonDemand.reading($0).field(in: person) }
        case .reading(let typed):
            return person.readings.contains { $0.begins(with: typed) } ? .kana : nil
        case .phone(let digits):
            return person.phones.contains(endOf: digits) ? .phone : nil
        case .email(let email):
            return person.email == email ? .email : nil
        case .postalCode(let code):
            return person.postalCode == code ? .postalCode : nil
        case .address(let typed):
            return person.address?.contains(typed) == true ? .address : nil
        }
    }

    /// A name of one character, such as 林, must stand at the beginning: the index has no other
    /// single characters.
    private static func has(_ name: FoldedText, _ typed: FoldedText) -> Bool {
        typed.isOneCharacter
            ? name.text.unicodeScalars.first == typed.text.unicodeScalars.first
            : name.contains(typed)
    }

    private static func terms(of name: FoldedText) -> [IndexTerm] {
        name.isOneCharacter
            ? SearchedPerson.start(name.text, .nameStart)
            : SearchedPerson.pairs(name.bigrams, .name)
    }

    /// Anchored at its beginning, which leaves fewer to be opened.
    private static func terms(of reading: FoldedReading) -> [IndexTerm] {
        SearchedPerson.start(reading.letters, .readingStart)
            + SearchedPerson.pairs(reading.bigrams, .reading)
    }
}

extension FoldedText {
    fileprivate var isOneCharacter: Bool { text.unicodeScalars.count == 1 }
}
