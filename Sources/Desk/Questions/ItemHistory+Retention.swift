import Participation

extension RetentionEvent {
    /// What happened, in the words of the office (出来事の名).
    var title: String {
        switch self {
        case .held: "消去の停止"
        case .lifted: "消去の停止の解除"
        case .correctionDecided: "訂正決定"
        case .useSuspended: "利用停止"
        case .useResumed: "利用停止の解除"
        case .erased: "消去"
        }
    }

    /// Why, as far as the event says (理由).
    var reason: String? {
        switch self {
        case .held(let hold): hold.japanese
        case .lifted(let kind, let reference, let day):
            "\(kind.japanese)(\(reference)、\(day.wareki)解除)"
        case .correctionDecided(let decision), .useSuspended(let decision),
            .useResumed(let decision):
            "\(decision.number)(\(decision.on.wareki)決定)"
        case .erased(let erasure): erasure.ground.japanese
        }
    }
}
