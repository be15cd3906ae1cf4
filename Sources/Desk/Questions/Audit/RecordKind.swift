/// What the streams and events of the log are called in the office (記録の種類の名).
enum RecordKind {
    private static let kinds = [
        "item": "案件", "lecture": "出前講座", "lecture-menu": "出前講座のメニュー", "gathering": "催し",
        "registration": "催しの申込み",
        "observation": "把握値", "indicator": "指標", "plan": "計画", "organisation": "組織",
        "master": "参照一覧", "calendar": "開庁日の暦", "deadline": "回答期限の定め", "posts": "職の一覧",
        "contacts": "連絡先", "routing": "振分けの規則", "retention": "保存期間の定め",
        "outlook": "指標の評価", "opening": "開封の記録", "signature": "回答の名義",
        "circulation": "供覧",
    ]

    /// By how the names of events end, the longest ends first.
    private static let happenings = [
        ("HoldSet", "消去の停止"), ("HoldLifted", "消去の停止の解除"), ("UseSuspended", "利用停止"),
        ("UseResumed", "利用停止の解除"), ("Erased", "消去"), ("Disposed", "廃棄"),
        ("RegistrantNamed", "申込者の記録"),
        ("LotteryDrawn", "抽選"), ("RegistrationCancelled", "申込みの取消し"),
        ("OpinionRaised", "意見の聴取"), ("HeadcountCorrected", "人数の訂正"),
        ("ThresholdSet", "基準の設定"), ("Received", "受付"), ("Registered", "登録"),
        ("Requested", "申込み"), ("Scheduled", "決定"), ("Held", "実施"), ("Cancelled", "中止"),
        ("Corrected", "訂正"), ("Withdrawn", "取消し"), ("Defined", "登録"), ("Refused", "却下"),
        ("Recorded", "記録"), ("Planned", "計画"), ("Attended", "出席の記録"), ("Changed", "変更"),
        ("Renamed", "改称"), ("Established", "新設"), ("Abolished", "廃止"), ("Moved", "移管"),
        ("Assigned", "割当て"), ("Listed", "一覧の登録"), ("Prolonged", "期間の延長"),
        ("SendersShown", "差出人の表示の設定"), ("Read", "既読"), ("Instructed", "指示"),
        ("Adopted", "採用"), ("Offered", "掲載"), ("Set", "設定"), ("Stated", "記入"),
    ]

    /// What a stream is about.
    static func japanese(of category: String) -> String { kinds[category] ?? "その他" }

    /// What happened, by the name of the event.
    static func happening(_ type: String) -> String {
        happenings.first { type.hasSuffix($0.0) }?.1 ?? "記録"
    }
}
