import Participation

/// Why a file cannot be attached (添付できない理由).
///
/// Says nothing of its name: that may be personal, and this may be logged.
enum ScanFault: Error, Equatable {
    /// Nothing is in it (空).
    case empty
    /// More bytes than a file may have (大きすぎる).
    case tooLarge
    /// More bytes than may be attached at once (合計が大きすぎる).
    case tooLargeTogether
    /// It is none of the types that are taken (対象外の種類).
    case unknownType
    /// It says it is of this type, and cannot be read as such (破損).
    case unreadable(ScanType)
    /// More pages than a file may have (頁が多すぎる).
    case tooManyPages
    /// A page has more points than it may have (画素が多すぎる).
    case tooManyPixels
    /// Something harmful was found in it (感染).
    case infected(String)
    /// It cannot be looked at just now, for a reason outside (時機待ち).
    case later(String)

    /// What is wrong and what to do, in one line (理由の説明).
    var japanese: String {
        switch self {
        case .empty: "中身がありません。スキャンし直してください。"
        case .tooLarge: "大きすぎます(1件\(ScanLimits.bytes >> 20)MBまで)。解像度を下げるか、分けてください。"
        case .tooLargeTogether:
            "一度に添付できるのは合計\(ScanLimits.bytesTogether >> 20)MBまでです。分けて添付してください。"
        case .unknownType: "PDF・JPEG・PNG・TIFFのいずれでもありません。"
        case .unreadable(let type):
            "\(type.japanese)として読み取れません。壊れているか、途中で切れているか、パスワードが掛かっています。"
        case .tooManyPages: "頁が多すぎます(1件\(ScanLimits.pages)頁まで)。分けてください。"
        case .tooManyPixels:
            "画素が多すぎます(1頁\(ScanLimits.pixels / 1_000_000)百万画素まで)。解像度を下げてください。"
        case .infected(let name): "ウイルス検査で検出されました(\(name))。添付できません。"
        case .later(let reason): "\(reason)しばらくしてから、もう一度添付してください。"
        }
    }

    /// The desk's word for it; which of several files it is about goes by its place.
    func error(ofFile place: Int, among count: Int) -> DeskError {
        let line = count == 1 ? "添付するファイルは\(japanese)" : "\(place)番目の添付ファイルは\(japanese)"
        switch self {
        case .later: return .later(japanese)
        case .empty, .tooLarge, .unknownType, .unreadable, .tooManyPages, .tooManyPixels:
            return .declined([Refused(field: ItemField.scans.rawValue, japanese: line)])
        case .tooLargeTogether, .infected:
            return .declined([Refused(field: ItemField.scans.rawValue, japanese: japanese)])
        }
    }
}
