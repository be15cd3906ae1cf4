/// A field of an item that a refusal points at and a history speaks of (入力項目).
///
/// Raw values are the names the API uses (CONTRACT §3).
public enum ItemField: String, Sendable, CaseIterable {
    /// The scheme it came under (受付制度).
    case scheme
    /// What it is by content (性質).
    case nature
    /// The way it came (経路).
    case channel
    /// The day of receipt (受付日).
    case receivedOn
    /// The number on the receipt (受付番号).
    case receiptNumber
    /// How much is known of the sender (差出人).
    case sender
    /// Person, association or business (差出人の種別).
    case senderParty
    /// Whether several signed (連名).
    case joint
    /// Whether somebody acts for the sender (代理・代筆).
    case byProxy
    /// The member of the assembly who brought it in (議員経由).
    case introducedBy
    /// The sender's name (氏名).
    case name
    /// The reading of the name (ふりがな).
    case kana
    /// The postal code (郵便番号).
    case postalCode
    /// The address (住所).
    case address
    /// The telephone number (電話番号).
    case phone
    /// The e-mail address (メールアドレス).
    case email
    /// The category (分類).
    case category
    /// The topics (話題).
    case topics
    /// The gist (要旨).
    case summary
    /// The text of the letter (本文).
    case body
    /// How the text came about (本文の種別).
    case textKind
    /// The scanned files (添付).
    case scans
    /// Whether a reply is wanted (回答希望).
    case wantsReply
    /// How to reply (回答方法).
    case replyBy
    /// Whether it may be published (公表の可否).
    case mayPublish
    /// The district (地区).
    case district
    /// The section that took it in (受付担当).
    case department
    /// Imported dimensions (属性).
    case attributes
    /// The letters of a bundle (通数).
    case copies
    /// With how much care it is handled (取扱区分).
    case handling
    /// Whether it cannot wait (緊急).
    case urgent
    /// Whether it is an undue demand (不当要求).
    case undueDemand
    /// The section that answers (主担当).
    case lead
    /// Further sections (関係課).
    case others
    /// The other item of a link, or the procedure it is handed over to (相手).
    case to
    /// The day a handed-over request arrived (到達日).
    case arrivedOn
    /// The day of a withdrawal or return (年月日).
    case on
    /// Whether it is still dealt with (状態).
    case standing
    /// Items it belongs with (関連案件).
    case links
    /// Whatever is sealed, when it may not be said which text it is (氏名・要旨・本文など).
    case sealed
    /// A remark on a correction (説明).
    case note
    /// Whose tray it is in (担当課).
    case section
    /// Who does it (担当者).
    case by
    /// For whom somebody else entered it (決裁者).
    case onBehalfOf
    /// Why (理由).
    case reason
    /// What is written in the house about it (文面).
    case text
    /// By when an answer is expected (回答見込日).
    case expectedOn
    /// How it is answered (回答・発送の方法).
    case medium
    /// The version of the draft (起案).
    case draft
    /// The posts it goes through (決裁の順路).
    case route
    /// A post on its way (職).
    case post
    /// The number of the document (文書番号).
    case documentNumber
    /// Why it gets no answer (回答しない理由).
    case noAnswer
    /// What came of it (対応の種別).
    case outcome
    /// Why it is taken up again (再開の区分).
    case cause
    /// Where it stands in the tray (処理状況).
    case stage
    /// Who has it in hand (着手).
    case claimed
    /// How often it went to another section (担当替え回数).
    case hops
    /// The stamps on the draft (押印).
    case stamps
    /// Who compared address and contents (宛名・封入確認).
    case envelope
    /// The day of the answer (回答日).
    case answeredOn
    /// The last day for the answer (回答期限).
    case dueOn
    /// What was done about it (反映).
    case measure
    /// What the mayor or the deputy said is to be done (指示).
    case instructions
    /// The number of an instruction (指示の番号).
    case instruction
    /// What keeps it from being erased (消去の停止).
    case holds
    /// The number of a request, case or audit (請求・事件・監査の番号).
    case reference
    /// The number of the approval to dispose of it (廃棄決裁番号).
    case approval
    /// The number of a decision (決定番号).
    case decision
    /// That it may not be used any more (利用停止).
    case useSuspension
    /// That its personal part was erased (消去).
    case erasure

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .scheme: "受付制度"
        case .nature: "性質"
        case .channel: "経路"
        case .sender: "差出人"
        case .senderParty: "差出人の種別"
        case .joint: "連名"
        case .byProxy: "代理・代筆"
        case .introducedBy: "議員経由"
        case .receivedOn: "受付日"
        case .receiptNumber: "受付番号"
        case .name: "氏名"
        case .kana: "ふりがな"
        case .postalCode: "郵便番号"
        case .address: "住所"
        case .phone: "電話番号"
        case .email: "メールアドレス"
        case .category: "分類"
        case .topics: "話題"
        case .summary: "要旨"
        case .body: "本文"
        case .textKind: "本文の種別"
        case .scans: "添付"
        case .wantsReply: "回答希望"
        case .replyBy: "回答方法"
        case .mayPublish: "公表の可否"
        case .district: "地区"
        case .department: "受付担当"
        case .attributes: "属性"
        case .copies: "通数"
        case .handling: "取扱区分"
        case .urgent: "緊急"
        case .undueDemand: "不当要求"
        case .lead: "主担当"
        case .others: "関係課"
        case .to: "相手"
        case .arrivedOn: "到達日"
        case .on: "年月日"
        case .standing: "状態"
        case .links: "関連案件"
        case .sealed: "氏名・要旨・本文など"
        case .note: "説明"
        case .section: "担当課"
        case .by: "担当者"
        case .onBehalfOf: "決裁者"
        case .reason: "理由"
        case .text: "文面"
        case .expectedOn: "回答見込日"
        case .medium: "回答・発送の方法"
        case .draft: "起案"
        case .route: "決裁の順路"
        case .post: "職"
        case .documentNumber: "文書番号"
        case .noAnswer: "回答しない理由"
        case .outcome: "対応の種別"
        case .cause: "再開の区分"
        case .stage: "処理状況"
        case .claimed: "着手"
        case .hops: "担当替え回数"
        case .stamps: "押印"
        case .envelope: "宛名・封入確認"
        case .answeredOn: "回答日"
        case .dueOn: "回答期限"
        case .measure: "反映"
        case .instructions: "指示"
        case .instruction: "指示の番号"
        case .holds: "消去の停止"
        case .reference: "請求・事件・監査の番号"
        case .approval: "廃棄決裁番号"
        case .decision: "決定番号"
        case .useSuspension: "利用停止"
        case .erasure: "消去"
        }
    }
}
