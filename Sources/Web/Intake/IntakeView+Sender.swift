import Desk
import FoundationEssentials
import Participation

/// Who may have sent a letter: everybody who wrote before and fits, once (差出人の候補).
struct SenderCandidates: Sendable, Equatable {
    /// Somebody, by the newest of their letters.
    struct Candidate: Sendable, Equatable {
        let newest: PersonCandidate
        var letters = 1
    }

    private(set) var all: [Candidate] = []
    /// Why nobody can be looked for.
    var refusal: String?

    /// Shown at once; whoever is not among them is found by more letters.
    static let most = 8
    /// From how many letters on somebody is looked for while one types.
    static let fewestLetters = 3

    init(_ found: [PersonCandidate]) {
        for person in found {
            if let place = all.firstIndex(where: { $0.newest.sender == person.sender }) {
                all[place].letters += 1
            } else if all.count < Self.most {
                all.append(Candidate(newest: person))
            }
        }
    }

    init(refusal: String) { self.refusal = refusal }

    /// Whether this much of a name tells enough: kanji say more than letters.
    static func isEnough(_ name: String) -> Bool {
        let letters = name.filter { !$0.isWhitespace }
        let isReading = letters.unicodeScalars.allSatisfy {
            $0.value < 0x3400 || $0.value >= 0xFF00
        }
        return letters.count >= (isReading ? fewestLetters : 2)
    }
}

// Name, address and telephone, with the buttons that look somebody or a town up.
extension IntakeView {
    static let senderPart = "sender"
    static let townsPart = "towns"

    /// The part of the page that a search for a sender changes.
    var sender: HTML {
        """
        <fieldset class="plain" id="\(Self.senderPart)">
        <legend class="skip">\(texts.sender)</legend>
        \(fields.line("name", texts.sender, name))
        <p class="look"><button class="quiet" formaction="\(senderAddress)" name="find" value="1" \
        hx-post="\(senderAddress)" hx-target="#candidates" hx-select="#candidates > *" \
        hx-params="name,form-token,command,find">\(texts.findSender)</button></p>
        <div class="found" id="candidates" aria-live="polite">
        \(candidates)
        </div>
        \(fields.line("kana", texts.kana, look("kana", ItemLimits.name)))
        \(fields.line("postalCode", texts.postalCode, postalCode))
        <p class="look"><button class="quiet" formaction="\(townsAddress)" name="find" value="1" \
        hx-post="\(townsAddress)" hx-target="#\(Self.townsPart)" hx-select="#towns > *" \
        hx-params="postalCode,form-token,command">\(texts.findTown)</button></p>
        <div class="found" id="\(Self.townsPart)" aria-live="polite">
        \(townList)
        </div>
        \(fields.line("address", texts.address, look("address", ItemLimits.address)))
        <div class="pair">
        \(fields.line("phone", texts.phone, look("phone", ItemLimits.phone)))
        \(fields.line("email", texts.email, look("email", EmailAddress.longest)))
        </div>
        </fieldset>
        """
    }

    /// Kept apart, so that a late answer never overwrites what is typed meanwhile.
    var townsBlock: HTML { "<div><div id=\"\(Self.townsPart)\">\(townList)</div></div>" }

    private var senderAddress: String { words.address(IntakePage.senderPath) }
    private var townsAddress: String { words.address(IntakePage.addressPath) }

    private var name: Fields.Look {
        var look = look("name", isRequired: true, hint: texts.senderHint, ItemLimits.name)
        look.marks = """
             hx-post="\(senderAddress)" hx-trigger="input changed delay:250ms" \
            hx-target="#candidates" hx-select="#candidates > *" hx-params="name,form-token,command" \
            hx-sync="this:queue last"
            """
        return look
    }

    private var postalCode: Fields.Look {
        var look = look("postalCode", hint: texts.postalCodeHint, ItemLimits.phone)
        look.inputMode = "numeric"
        look.marks = """
             hx-post="\(townsAddress)" hx-trigger="koe:whole" hx-target="#\(Self.townsPart)" \
            hx-select="#towns > *" hx-params="postalCode,form-token,command" hx-sync="this:queue last"
            """
        return look
    }

    private var candidates: HTML {
        guard let senders else { return "" }
        if let refusal = senders.refusal { return "<p>\(refusal)</p>" }
        guard !senders.all.isEmpty else { return "<p>\(texts.noCandidates)</p>" }
        let items = senders.all.map { candidate -> HTML in
            let sender = candidate.newest.sender
            let letter = candidate.newest.letter
            let rest = [sender.kana, sender.address, sender.phone].compactMap(\.self)
                .joined(separator: " ")
            return """
                <li><button name="person" value="\(letter.id.uuidString.lowercased())" \
                formaction="\(senderAddress)" hx-post="\(senderAddress)" \
                hx-target="#\(Self.senderPart)" hx-select="#\(Self.senderPart)" \
                hx-swap="outerHTML"><strong>\(sender.name)</strong>\(rest) \
                <small>\(texts.wroteBefore(letter.receiptNumber.description, candidate.letters))\
                </small></button></li>
                """
        }
        return """
            <p>\(texts.candidates(senders.all.count))</p>
            <ul>
            \(HTML(joining: items))
            </ul>
            """
    }

    private var townList: HTML {
        switch towns {
        case nil: return ""
        case .notListed?: return "<p>\(texts.townNotListed)</p>"
        case .notCovered?: return "<p>\(texts.townsNotCovered)</p>"
        case .towns(let found)?:
            let items = found.map { town -> HTML in
                """
                <li><button name="town" value="\(town.address)" formaction="\(townsAddress)">\
                \(town.address)</button></li>
                """
            }
            return "<p>\(texts.chooseTown)</p>\n<ul>\n\(HTML(joining: items))\n</ul>"
        }
    }
}
