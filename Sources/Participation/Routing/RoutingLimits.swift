/// How much the rules of routing may hold; lengths are characters as a reader counts them (振分け規則の上限).
public enum RoutingLimits {
    /// Rules of one edition (規則の数).
    public static let rules = 2_000
    /// The id of a rule (規則番号の字数).
    public static let id = 40
    /// A value of a condition, or a section (値の字数).
    public static let value = 100
    /// Values of one condition (値の数).
    public static let values = 200
    /// Why a rule is as it is (理由の字数).
    public static let reason = 200
    /// Where the rules come from (根拠の字数).
    public static let source = 200
    /// Bytes of all texts of an edition, so that with quotes and escapes its event stays below the
    /// log's own limit of 1 MiB (一式のバイト数).
    public static let bytes = 384 << 10
    /// The least threshold: a proposal that is rather wrong than right never routes (しきい値の下限).
    public static let threshold = Confidence(0.5)
}
