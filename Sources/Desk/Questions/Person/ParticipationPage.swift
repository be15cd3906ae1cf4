import Crypto
import EventLog
import Participation

/// All that is held in a lecture or in one registration, line by line (出前講座・申込みの記載).
struct ParticipationPage {
    /// One line (一行).
    struct Entry {
        let label: String
        let text: String
        /// Whether the person gave it of themselves: nobody else is named there.
        let isOwn: Bool
    }

    private(set) var entries: [Entry] = []

    /// - Parameter key: opens what is sealed; without, it shows as erased.
    init(_ record: KeptRecord, _ history: [RecordedEvent], with key: SymmetricKey?) throws {
        if let title = record.title { add("件名", title, isOwn: true) }
        for event in history where !event.isKeeping {
            let opened: Opened? = try event.sealed.map { sealed in
                guard let key, history.hasReadableParts else { return .erased }
                return .bytes(
                    try Seal.open(sealed, with: key, stream: event.stream, type: event.type))
            }
            if event.type == RegistrantCoding.type {
                add(try RegistrantCoding.personal(opened, of: event.type))
            } else {
                add(try LectureEventCoding.decode(event, opened: opened))
            }
        }
    }

    private mutating func add(_ label: String, _ text: String?, isOwn: Bool = false) {
        guard let text, !text.isEmpty else { return }
        entries.append(Entry(label: label, text: text, isOwn: isOwn))
    }

    private mutating func add(_ person: SenderDetails?) {
        guard let person else { return }
        for (label, text) in [
            ("氏名", person.name), ("ふりがな", person.kana), ("郵便番号", person.postalCode),
            ("住所", person.address), ("電話番号", person.phone), ("メールアドレス", person.email),
        ] as [(String, String?)] {
            add(label, text, isOwn: true)
        }
    }

    private mutating func add(_ registrant: Sealed<GatheringRegistered.Personal>) {
        switch registrant {
        case .erased: add("申込者", ItemEntries.erased, isOwn: true)
        case .readable(let personal):
            add(personal.person)
            add("配慮事項", personal.note?.text)
        }
    }

    private mutating func add(_ event: LectureEvent) {
        switch event {
        case .requested(let request):
            add("申込日", request.plain.requestedOn.wareki, isOwn: true)
            guard let personal = request.personal.content else {
                add("申込者", ItemEntries.erased, isOwn: true)
                return
            }
            add("団体名", personal.group?.text, isOwn: true)
            add(personal.representative)
            add("希望", personal.wish?.text)
            add("会場", personal.venue?.text)
            add("配慮事項", personal.considerations?.text)
        case .scheduled(let decision):
            add("決定日", decision.plain.decidedOn.wareki, isOwn: true)
            add("実施予定日", decision.plain.slot.date.wareki, isOwn: true)
            add("会場", decision.personal.content?.venue?.text)
            add("備考", decision.personal.content?.note?.text)
        case .refused(let refusal):
            add("却下", refusal.decidedOn.wareki, isOwn: true)
            add("理由", refusal.reason.content?.text)
        case .held(let report):
            add("実施日", report.plain.heldOn.wareki, isOwn: true)
            let personal = report.personal.content
            add("団体名", personal?.group?.text, isOwn: true)
            add("会場", personal?.venue?.text)
            add("講師", personal?.speakers?.text)
            add("主な質問・意見", personal?.questions?.text)
        case .headcountCorrected(let correction):
            add("人数の訂正の理由", correction.reason.content?.text)
        case .cancelled(let cancelled):
            add("中止", cancelled.cancelledOn.wareki, isOwn: true)
            add("理由", cancelled.reason.content?.text)
        }
    }
}
