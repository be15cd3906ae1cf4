import Desk
import FoundationEssentials
import Participation

/// A letter as a clerk typed it into the page (手紙の入力).
struct IntakeForm: Sendable {
    /// The letter; in place of what could not be read stands something harmless, so that the rest can
    /// be looked at. It is handed in only without errors.
    let request: ReceiveRequest
    /// What could not be read.
    let errors: [FieldError]
    /// What the next letter has in common with it.
    let header: IntakeHeader
    /// Letters it says the same as (同趣旨).
    let same: [UUID]
    /// The number of the slip it was filled in on by pen (仮番号).
    let provisional: ProvisionalNumber?

    /// By what figures and lists know the number of a slip; the same in every language.
    private static let provisionalAttribute = "仮番号"

    init(_ form: Form, today: LocalDate, words: Strings) {
        var reader = Reader(form: form, today: today, words: words)
        let receivedOn = reader.receivedOn()
        let channel = reader.digit("channel", among: Channel.allCases)
        let wantsReply = reader.digit("wantsReply", among: [true, false, nil])
        let mayPublish = reader.digit("mayPublish", among: [true, false, nil])
        let place = form.given("place")
        let body = form.given("body") == nil ? nil : form.text("body")
        provisional = reader.provisional()
        request = ReceiveRequest(
            scheme: form.text("scheme"), nature: form.given("nature"),
            channel: (channel ?? .paper).rawValue,
            receivedOn: (receivedOn ?? today).description, sender: Self.sender(form),
            summary: form.given("summary"),
            // Forms send lines as CR LF, RFC 7578 and HTML 4.10.21.
            body: body?.replacing("\r\n", with: "\n"),
            category: form.given("category").map(Self.withHalfWidthDigits),
            wantsReply: wantsReply ?? nil, mayPublish: mayPublish ?? nil,
            attributes: Self.attributes(place: place, provisional: provisional),
            handling: form.given("handling"), urgent: !form.text("urgent").isEmpty,
            section: form.given("section"),
            others: [form.given(IntakeView.otherField)].compactMap(\.self))
        same = Self.same(form)
        errors = reader.errors
        header = IntakeHeader(
            receivedOn: receivedOn ?? today, channel: channel,
            scheme: Scheme(rawValue: form.text("scheme")) ?? .letterToMayor, place: place)
    }

    /// The dimension by which figures can be asked where letters were put in (投函場所).
    private static let placeAttribute = "投函場所"

    private static func attributes(
        place: String?, provisional: ProvisionalNumber?
    ) -> [String: String] {
        var attributes: [String: String] = [:]
        attributes[placeAttribute] = place
        attributes[provisionalAttribute] = provisional?.description
        return attributes
    }

    /// The letters that were ticked.
    static func same(_ form: Form) -> [UUID] {
        form.fields.filter { $0.name == IntakeView.sameField }
            .compactMap { UUID(uuidString: $0.value) }
    }

    /// The digit a clerk types for a channel, PRODUCT §4.1.
    static func digit(of channel: Channel) -> String {
        Channel.allCases.firstIndex(of: channel).map { "\($0 + 1)" } ?? ""
    }

    private static func sender(_ form: Form) -> ReceiveRequest.Sender {
        let name = form.given("name")
        let isAnonymous = name == "*" || name == "＊"
        let isUnknown = name == "?" || name == "？"
        return ReceiveRequest.Sender(
            anonymous: isAnonymous, unknown: isUnknown,
            name: isAnonymous || isUnknown ? nil : name, kana: form.given("kana"),
            postalCode: form.given("postalCode"), address: form.given("address"),
            phone: form.given("phone"), email: form.given("email"))
    }

    /// A code is the same whether the input method was on or off.
    private static func withHalfWidthDigits(_ text: String) -> String {
        String(
            text.map { character in
                guard ("０"..."９").contains(character), let digit = character.wholeNumberValue,
                    let plain = "\(digit)".first
                else { return character }
                return plain
            })
    }

    /// Reads day and digits, and keeps every mistake.
    private struct Reader {
        let form: Form
        let today: LocalDate
        let words: Strings
        var errors: [FieldError] = []

        mutating func receivedOn() -> LocalDate? {
            guard let typed = form.given("receivedOn") else {
                note("receivedOn", .required)
                return nil
            }
            switch DateReading(typed, today: today) {
            case .date(let day): return day
            case .ambiguous(let days):
                note("receivedOn", .ambiguousDay(days))
            case .unreadable(let problem):
                note("receivedOn", .unreadableDay(problem))
            }
            return nil
        }

        /// The first of several for 1, the second for 2; full-width digits are as good.
        mutating func digit<Value>(_ name: String, among values: [Value]) -> Value? {
            let typed = form.given(name) ?? ""
            guard typed.count == 1, let digit = typed.first?.wholeNumberValue,
                values.indices.contains(digit - 1)
            else {
                note(name, .notInRange(1...values.count))
                return nil
            }
            return values[digit - 1]
        }

        mutating func provisional() -> ProvisionalNumber? {
            guard let typed = form.given(IntakeView.provisionalField) else { return nil }
            if let number = ProvisionalNumber(parsing: typed) { return number }
            errors.append(
                FieldError(field: IntakeView.provisionalField, text: words.paper.unreadable))
            return nil
        }

        private mutating func note(_ field: String, _ problem: InputError.Problem) {
            errors.append(
                FieldError(field: field, text: words.inputError(InputError(field, problem))))
        }
    }
}
