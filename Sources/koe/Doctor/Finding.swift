import Foundation

/// What was found of one thing (点検結果).
struct Finding: Encodable {
    /// How it is (判定).
    enum State: String, Encodable {
        case well, notice, missing, wrong

        var japanese: String {
            switch self {
            case .well: "正常"
            case .notice: "注意"
            case .missing: "不足"
            case .wrong: "異常"
            }
        }

        /// What is wrong counts for more than what is missing.
        var exitCode: Int32 {
            switch self {
            case .well, .notice: 0
            case .missing: Failure.unavailable
            case .wrong: Failure.badData
            }
        }
    }

    let name: String
    let state: State
    let text: String

    init(_ name: String, _ state: State, _ text: String) {
        self.name = name
        self.state = state
        self.text = text
    }
}

extension Failure {
    /// A failure as something found.
    var finding: Finding.State { exitCode == Self.badData ? .wrong : .missing }
}
