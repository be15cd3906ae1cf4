/// What stands against one text of a form (記入欄の誤り).
///
/// Holds nothing that was written, so it may be logged and printed.
public enum TextFault: Sendable, Hashable {
    /// Nothing was written where something is needed (未記入).
    case missing
    /// More characters than the field takes (字数超過).
    case tooLong(limit: Int)
    /// A control character other than a line break or a tab (制御文字).
    case controlCharacter

    /// What stands against a text; nil when nothing does (記入欄の検査).
    ///
    /// A blank text is one not given.
    static func of(_ text: String?, limit: Int, required: Bool = false) -> TextFault? {
        guard let text else { return required ? .missing : nil }
        if text.hasControlCharacter { return .controlCharacter }
        if text.isLonger(than: limit) { return .tooLong(limit: limit) }
        return required && text.isBlank ? .missing : nil
    }

    /// What is wrong and what to do, for the person at the form (誤りの説明).
    /// - Parameter label: the field's label on the form.
    public func japanese(of label: String) -> String {
        switch self {
        case .missing: "\(label)を入力してください。"
        case .tooLong(let limit): "\(label)は\(limit.grouped)字以内で入力してください。"
        case .controlCharacter:
            "\(label)に使えない文字(制御文字)が含まれています。取り除いてください。"
        }
    }
}
