import Participation

// What the sections have done so far, on an item's page and in its history.
extension ItemEntries {
    /// Nothing for an item no section has touched.
    func response(of item: ReceivedItem) -> [ItemEntry?] {
        let response = item.response
        if response == ItemResponse() { return [] }
        return [
            line(.stage, response.stage.japanese),
            line(.claimed, response.claims.map(\.japanese).joined(separator: "、")),
            line(.hops, response.hops == 0 ? nil : "\(response.hops)回"),
            line(.expectedOn, response.interim?.expectedOn.wareki),
            line(.draft, response.draft?.japanese),
            line(.text, response.draft.map { shown($0.draft.text) }),
            line(.stamps, response.draft?.stamps.map(\.japanese).joined(separator: "、")),
            line(.envelope, response.draft?.checkedBy.map(\.text).joined(separator: "、")),
            line(.answeredOn, response.answer?.japanese),
            line(.noAnswer, response.closure?.noAnswer.japanese),
            line(.measure, response.measure.map { "\($0.japanese) \(shown($0.text))" }),
            line(
                .instructions,
                response.instructions.map { given in
                    let told = given.instruction
                    return "\(told.post) \(told.on.wareki) \(shown(told.text))(\(given.japanese))"
                }.joined(separator: "、")),
        ]
    }

    private func shown(_ text: Sealed<Wording>) -> String {
        guard isOpened else { return Self.masked }
        return text.content?.text ?? Self.erased
    }
}

extension ItemClaim {
    fileprivate var japanese: String {
        "\(by)(\(section ?? "担当未定の振分け")、\(on.wareki)\(at)から)"
    }
}

extension DraftInHand {
    fileprivate var japanese: String {
        let word =
            switch standing {
            case .noted: "下書き"
            case .sentBack: "差戻し"
            case .approved: "決裁済み"
            case .inApproval(let next): "次は\(next.post)"
            }
        let weight = draft.isMinor ? "・軽易" : ""
        return "第\(draft.version)版(起案者\(draft.by)\(weight)、\(word))"
    }
}

extension ApprovalStamp {
    /// 「土木課長 承認 田中(令和8年7月8日)」; the one who decided, and who entered it.
    fileprivate var japanese: String {
        let person = onBehalfOf.map { "\($0)、入力\(by)" } ?? by.text
        return "\(post) \(manner.japanese) \(person)(\(on.wareki))"
    }
}

extension GivenAnswer {
    fileprivate var japanese: String {
        switch self {
        case .sent(let sent):
            "\(sent.on.wareki) \(sent.medium.japanese)"
                + (sent.documentNumber.map { "(\($0))" } ?? "")
        case .spoken(let spoken): "\(spoken.on.wareki) 口頭(\(spoken.medium.japanese))"
        }
    }
}

extension MeasureTaken {
    fileprivate var japanese: String { "\(on.wareki) \(section) \(outcome.japanese)" }
}

extension ResponseEvent {
    /// What happened, in the words of the office (出来事の名).
    var title: String {
        switch self {
        case .claimed: "着手"
        case .released: "着手の取消し"
        case .accepted: "受領"
        case .transferred: "担当替え"
        case .returnedToTriage: "担当未定へ戻し"
        case .noted(let note): note.isContribution ? "関係課の意見" : "庁内メモ"
        case .interimAnswered: "中間回答"
        case .answeredOrally: "口頭回答"
        case .drafted(let draft): "起案(第\(draft.version)版)"
        case .draftWithdrawn(let version, _): "起案の引戻し(第\(version)版)"
        case .stamped(let stamp): "\(stamp.manner.japanese)(第\(stamp.draft)版)"
        case .sentBack(let back): "差戻し(第\(back.draft)版)"
        case .envelopeChecked: "宛名・封入確認"
        case .sent: "発送"
        case .measureTaken: "反映"
        case .measureChecked: "検証"
        case .closed: "回答せずに完了"
        case .reopened(let reopening): "再開(\(reopening.cause.japanese))"
        case .instructed(let instruction): "\(instruction.post)の指示"
        case .instructionAnswered: "指示への対応"
        }
    }

    /// Why or by whom, as far as the event says; what was written in words only once opened (理由).
    var reason: String? {
        switch self {
        case .claimed, .stamped, .sent: nil
        case .released(let release): release.by.text
        case .accepted(let section): section.text
        case .transferred(let transfer): transfer.reason.content?.text
        case .returnedToTriage(let back): back.reason.content?.text
        case .noted(let note): Self.line(note.section ?? note.by, note.text.content)
        case .interimAnswered(let interim): interim.reason.content?.text
        case .answeredOrally(let spoken): spoken.gist.content?.text
        case .drafted(let draft): draft.by.text
        case .draftWithdrawn(_, let person), .envelopeChecked(_, let person): person.text
        case .sentBack(let back): Self.line(back.post, back.reason.content)
        case .measureTaken(let measure): measure.text.content?.text
        case .measureChecked(let check): Self.line(Wording(check.on.wareki), check.text.content)
        case .closed(let closure):
            Self.line(Wording(closure.noAnswer.japanese), closure.note.content ?? nil)
        case .reopened(let reopening): reopening.reason.content?.text
        case .instructed(let instruction): instruction.text.content?.text
        case .instructionAnswered(let answer):
            Self.line(answer.section ?? answer.by, answer.text.content)
        }
    }

    private static func line(_ head: Wording, _ text: Wording?) -> String {
        [head.text, text?.text].compactMap(\.self).joined(separator: ": ")
    }
}
