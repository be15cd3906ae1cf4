/// How the recorded text relates to what the sender said (本文の種別, DECISIONS C2).
public enum TextKind: String, Sendable, CaseIterable {
    /// The sender's own text (原文).
    case original
    /// Copied by staff from paper or a scan (転記).
    case transcript
    /// Written down by staff while listening (聴取).
    case hearing
    /// Interpreted or translated (通訳・翻訳).
    case translation
    /// Transcribed from braille (点訳).
    case braille

    /// The word in the register (本文の種別名).
    public var japanese: String {
        switch self {
        case .original: "原文"
        case .transcript: "転記"
        case .hearing: "聴取"
        case .translation: "通訳・翻訳"
        case .braille: "点訳"
        }
    }
}
