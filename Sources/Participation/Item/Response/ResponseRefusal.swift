/// Why the city says no to what a section asks (担当課の処理ができない理由).
///
/// Names sections, posts and accounts of staff, never what a sender or a clerk wrote in words.
public enum ResponseRefusal: Sendable, Equatable {
    /// Another person has it (担当者あり).
    case claimed(ItemClaim)
    /// It is not with this section, but with these (担当外).
    case notOfSection(Wording, sections: [Wording])
    /// It has no section yet, or, asked for the triage, it has one (担当未定・担当あり).
    case triage(isSorted: Bool)
    /// It is with that section already (同じ課).
    case alreadyWith(Wording)
    /// Something must be said (未記入).
    case required(ItemField)
    /// It was answered, or closed (完了済み).
    case done(on: LocalDate)
    /// Nobody can write back to the anonymous (匿名).
    case senderAnonymous
    /// A draft is on its way or ready to be sent (決裁中).
    case inApproval
    /// There is no draft (起案なし).
    case noDraft
    /// The draft was changed meanwhile (起案の変更).
    case draftChanged(now: Int)
    /// The draft was laid before nobody yet (下書き).
    case notSubmitted
    /// The draft was sent back (差戻し済み).
    case sentBack
    /// The post is not on the way of this draft (順路外).
    case notOnRoute(post: Wording)
    /// Another post is next (順番違い).
    case notNext(ApprovalStep)
    /// The draft is decided already (決裁済み).
    case alreadyApproved
    /// No deputy decided for this post (代決なし).
    case nothingToReview(post: Wording)
    /// A post is named twice on the way, or there are too many (順路の誤り).
    case routeMalformed(limit: Int)
    /// Not every post has agreed (未決裁).
    case notApproved(next: ApprovalStep)
    /// Two people must have compared address and contents (宛名・封入確認の不足).
    case envelopeUnchecked(missing: Int)
    /// By telephone or face to face there is nothing to send (口頭は発送しない).
    case spokenMedium
    /// An answer by word of mouth is given by telephone or face to face (口頭回答の方法).
    case writtenMedium
    /// The expected day is not after the interim answer, or too far away (回答見込日の誤り).
    case expectedOutOfRange(after: LocalDate)
    /// Only a further section contributes (関係課でない).
    case notContributor(lead: Wording?)
    /// Nothing was done that could be looked at (反映なし).
    case noMeasure
    /// The look back is before the measure (検証が反映より前).
    case checkedBeforeMeasure(LocalDate)
    /// Without an answer, a reason is needed (回答しない理由が未記入).
    case noAnswerReasonMissing
    /// There was an answer (回答済み).
    case answeredAlready(on: LocalDate)
    /// Only named persons know of it: nobody reads it through (供覧の対象外).
    case notCirculated
    /// No instruction of that number waits (対応待ちの指示なし).
    case noInstruction
    /// More instructions than an item may have (指示の数の超過).
    case tooManyInstructions(limit: Int)
    /// It was dealt with before it was given (対応が指示より前).
    case answeredBeforeInstruction(LocalDate)

    /// The field beside which it is shown; nil when it concerns the item as a whole (該当項目).
    var field: ItemField? {
        switch self {
        case .required(let field): field
        case .notOfSection, .triage, .notContributor: .section
        case .alreadyWith: .to
        case .draftChanged: .draft
        case .notOnRoute, .notNext, .nothingToReview: .post
        case .routeMalformed: .route
        case .spokenMedium, .writtenMedium: .medium
        case .expectedOutOfRange: .expectedOn
        case .checkedBeforeMeasure, .answeredBeforeInstruction: .on
        case .noAnswerReasonMissing, .answeredAlready: .noAnswer
        case .claimed, .done, .senderAnonymous, .inApproval, .noDraft, .notSubmitted, .sentBack,
            .alreadyApproved, .notApproved, .envelopeUnchecked, .noMeasure, .notCirculated,
            .noInstruction, .tooManyInstructions:
            nil
        }
    }

    /// What is wrong and what to do, for the person at the tray (理由の説明).
    var japanese: String {
        switch self {
        case .claimed(let claim):
            "この案件は\(claim.by)さんが\(claim.on.wareki)\(claim.at)から担当しています。"
                + "引き継ぐ場合は、先にその着手を取り消してください。"
        case .notOfSection(let section, let sections):
            sections.isEmpty
                ? "この案件は担当未定です。広聴の振分けを待つか、先に担当を選んでください。"
                : "この案件は「\(section)」の担当ではありません。"
                    + "現在の担当は\(sections.map(\.text).joined(separator: "、"))です。"
        case .triage(true): "この案件には担当課があります。課を指定してください。"
        case .triage(false): "この案件は担当未定です。先に担当を選んでください。"
        case .alreadyWith(let section):
            "この案件はすでに「\(section)」が担当しています。担当替え先を確かめてください。"
        case .required(let field): "\(field.japanese)を入力してください。"
        case .done(let day):
            "この案件は\(day.wareki)に完了しています。続ける場合は、先に再開してください。"
        case .senderAnonymous:
            "差出人が匿名のため回答できません。回答しない理由「匿名」で完了してください。"
        case .inApproval: "決裁中の起案があります。先に起案を引き戻してください。"
        case .noDraft: "回答の起案がありません。先に起案してください。"
        case .draftChanged(let version):
            "起案は第\(version)版に変わっています。新しい版を確かめてから、もう一度行ってください。"
        case .notSubmitted: "起案は下書きです。決裁の順路を付けて起案してください。"
        case .sentBack: "この起案は差し戻されています。起案を直してください。"
        case .notOnRoute(let post): "「\(post)」はこの起案の決裁の順路にありません。職を確かめてください。"
        case .notNext(let step): "次は「\(step.post)」の順番です。それより先の職は、まだ押印できません。"
        case .alreadyApproved: "この起案は決裁が済んでいます。直す場合は引き戻してください。"
        case .nothingToReview(let post): "「\(post)」の代決はありません。後閲するものがありません。"
        case .routeMalformed(let limit):
            "決裁の順路には、同じ職を二度入れず、\(limit)職までにしてください。"
        case .notApproved(let step):
            "決裁が済んでいません。次は「\(step.post)」の順番です。"
        case .envelopeUnchecked(let missing):
            "宛名・封入の確認があと\(missing)人足りません。別々の\(ResponseLimits.envelopeChecks)人で確認してください。"
        case .spokenMedium: "電話や面談での回答は、発送ではなく口頭回答として記録してください。"
        case .writtenMedium: "口頭回答の方法は、電話か面談にしてください。文書は起案して発送してください。"
        case .expectedOutOfRange(let day):
            "回答見込日は\(day.wareki)より後、\(ResponseLimits.daysAhead.grouped)日以内の日付を入力してください。"
        case .notContributor(let lead):
            "意見を出せるのは関係課です。"
                + (lead.map { "主担当の「\($0)」は回答を起案してください。" } ?? "先に担当を選んでください。")
        case .noMeasure: "反映が記録されていません。先に反映を記録してください。"
        case .checkedBeforeMeasure(let day): "検証日は反映日(\(day.wareki))以降の日付を入力してください。"
        case .noAnswerReasonMissing:
            "回答していない案件です。回答しない理由を選ぶか、先に回答を記録してください。"
        case .answeredAlready(let day):
            "この案件は\(day.wareki)に回答しています。回答しない理由は付けられません。"
        case .notCirculated: "限定の案件は供覧しません。"
        case .noInstruction: "対応を待つ指示がありません。画面を開き直して確かめてください。"
        case .tooManyInstructions(let limit): "指示は1件につき\(limit.grouped)件までにしてください。"
        case .answeredBeforeInstruction(let day):
            "対応日は指示日(\(day.wareki))以降の日付を入力してください。"
        }
    }
}
