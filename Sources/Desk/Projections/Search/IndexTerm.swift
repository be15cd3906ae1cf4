import Crypto
import EventLog
import Participation

/// One thing an item is filed under, folded: a pair of characters of its text, an ending of a
/// telephone number (索引語).
struct IndexTerm: Hashable {
    /// What it is taken from: the same two characters of a name and of a letter are different
    /// terms. Raw values are hashed with the term and never change (索引語の種類).
    enum Kind: UInt8 {
        /// A pair of characters of the gist or the text (要旨・本文).
        case text = 1
        /// A pair of characters of the name (氏名).
        case name = 2
        /// The first character of the name, or of one of its parts (氏名の先頭).
        case nameStart = 3
        /// A pair of letters of the reading (ふりがな).
        case reading = 4
        /// The first letter of the reading, or of one of its parts (ふりがなの先頭).
        case readingStart = 5
        /// The last digits of a telephone number (電話番号の末尾).
        case phone = 6
        /// The whole e-mail address (メールアドレス).
        case email = 7
        /// The seven digits of the postal code (郵便番号).
        case postalCode = 8
        /// A pair of characters of the address (住所).
        case address = 9
    }

    let kind: Kind
    let text: String

    /// The kind and the characters in one number, for terms of one or two characters: by their
    /// code points, because canonically equivalent strings would count as the same.
    fileprivate var packed: UInt64? {
        var packed = UInt64(kind.rawValue)
        var count = 0
        for scalar in text.unicodeScalars {
            count += 1
            if count > 2 { return nil }
            packed = packed << 21 | UInt64(scalar.value)
        }
        // Together with the shift, the count tells one character from two.
        return packed << 2 | UInt64(count)
    }
}

/// Turns index terms into numbers that say nothing without the city's key (鍵付きハッシュ).
///
/// HMAC-SHA256 under a key derived from the master key, which is in neither database; its first
/// eight bytes. The folding's version is hashed with the term: a change of the folding makes
/// every row useless rather than subtly wrong, and needs a migration that empties the index and
/// removes its checkpoint, so that it is built anew.
struct KeyedTerms {
    private let key: SymmetricKey
    /// Hashes made before: letters are full of the same pairs, and a look is ten times quicker.
    private var known: [UInt64: Int64] = [:]

    init(_ keyring: Keyring) { key = keyring.derivedKey("search") }

    mutating func hash(_ term: IndexTerm) -> Int64 {
        guard let packed = term.packed else { return compute(term) }
        if let hash = known[packed] { return hash }
        if known.count >= SearchLimits.rememberedTerms { known.removeAll(keepingCapacity: true) }
        let hash = compute(term)
        known[packed] = hash
        return hash
    }

    /// The hashes of terms, each once, in one order whatever theirs is: the same item gives the
    /// same row.
    mutating func hashes(_ terms: some Sequence<IndexTerm>) -> [Int64] {
        var hashes: Set<Int64> = []
        for term in terms { hashes.insert(hash(term)) }
        return hashes.sorted()
    }

    private func compute(_ term: IndexTerm) -> Int64 {
        let message = [UInt8(FoldedText.version), term.kind.rawValue] + Array(term.text.utf8)
        var number: UInt64 = 0
        for byte in HMAC<SHA256>.authenticationCode(for: message, using: key).prefix(8) {
            number = number << 8 | UInt64(byte)
        }
        return Int64(bitPattern: number)
    }
}
