/// Why a mail or a message to another program was not taken, and whether to try again (送信の失敗).
///
/// Holds nothing that was sent or answered, so it may be kept and logged.
public enum SendingError: Error, Sendable, Hashable {
    /// The other side will not take it, now or later: HTTP 4xx, SMTP 5xx (受取り拒否).
    case refused(code: Int)
    /// The other side says it lives elsewhere, and nothing is sent to where nobody registered (転送の指示).
    case redirected(code: Int)
    /// Larger than is ever sent, in bytes (大きすぎる).
    case tooLarge(bytes: Int, limit: Int)
    /// The other side cannot take it now; after so long it may: HTTP 408, 425, 429, 5xx, SMTP 4xx
    /// (一時的な受取り不可).
    case busy(code: Int, retryAfter: Duration?)
    /// No connection, or it broke before the answer (接続不可).
    case unreachable
    /// It cannot be made sure that nobody listens in or answers in its place (安全な通信不可).
    case insecure
    /// No answer in time (時間切れ).
    case timedOut
    /// Stopped on this side before the answer (中止).
    case cancelled
    /// libcurl failed otherwise; its own number (その他の失敗).
    case failed(curl: Int)

    /// Whether trying again makes sense; otherwise a person must look at it first (再送の可否).
    public var isWorthRepeating: Bool {
        switch self {
        case .refused, .redirected, .tooLarge: false
        case .busy, .unreachable, .insecure, .timedOut, .cancelled, .failed: true
        }
    }

    /// How long the other side asks to be left alone (再送までの時間).
    public var retryAfter: Duration? {
        switch self {
        case .busy(_, let time): time
        case .refused, .redirected, .tooLarge, .unreachable, .insecure, .timedOut, .cancelled,
            .failed:
            nil
        }
    }

    /// What happened and what to do, as the list of what was not sent shows it (失敗の説明).
    public var japanese: String {
        switch self {
        case .refused(let code):
            "送信先が受け取りを断りました(\(code))。宛先と設定を確かめてください。"
        case .redirected(let code):
            "送信先が別の場所への転送を求めました(\(code))。新しい送信先を登録し直してください。"
        case .tooLarge(let bytes, let limit):
            "大きすぎて送れません(\(bytes)バイト、上限\(limit)バイト)。"
        case .busy(let code, _): "送信先がいまは受け取れません(\(code))。時間をおいて再送します。"
        case .unreachable: "送信先につながりません。時間をおいて再送します。"
        case .insecure: "送信先と安全に通信できません。送信先の証明書とTLSの設定を確かめてください。"
        case .timedOut: "送信先から時間内に応答がありません。時間をおいて再送します。"
        case .cancelled: "送信を中止しました。次の機会に再送します。"
        case .failed(let number): "送信に失敗しました(libcurl \(number))。時間をおいて再送します。"
        }
    }
}

extension SendingError: CustomStringConvertible {
    /// One line for a log.
    public var description: String {
        switch self {
        case .refused(let code): "refused with \(code)"
        case .redirected(let code): "redirected with \(code), which is not followed"
        case .tooLarge(let bytes, let limit): "\(bytes) bytes are over the limit of \(limit)"
        case .busy(let code, _): "cannot be taken now: \(code)"
        case .unreachable: "no connection, or lost before the answer"
        case .insecure: "no secure connection"
        case .timedOut: "no answer in time"
        case .cancelled: "cancelled"
        case .failed(let number): "failed with libcurl's \(number)"
        }
    }
}
