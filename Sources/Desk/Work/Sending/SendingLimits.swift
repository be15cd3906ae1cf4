/// How much sending takes, each with its name (送信の上限).
public struct SendingLimits: Sendable {
    /// How long connecting may take.
    public var connecting: Duration = .seconds(10)
    /// How long all of it may take, the answer included.
    public var whole: Duration = .seconds(30)
    /// Requests of one sender under way at once; each takes a thread as long as it lasts. As many as a
    /// worker has in hand: a receiver that hangs keeps nobody else waiting.
    public var atOnce = WorkLimits().slots
    /// The most bytes one message may have. An event of the log has at most one MiB.
    public var message = 2 << 20
    /// Bytes of an answer that are read (and forgotten); what is beyond is left unread.
    public var answer = 64 << 10
    /// The longest time another side may ask for. Beyond it a mistake is more likely than a wish.
    public static let retryAfter: Duration = .seconds(86_400)

    /// The limits in use (送信の上限).
    public init() {}
}
