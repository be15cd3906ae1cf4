/// A "no" of the city that can be shown to whoever asked (理由を示す拒否).
///
/// Holds nothing a person wrote, so it may be logged and printed.
public protocol ExplainedRefusal: Error, Sendable, Equatable {
    /// The fields of the form it can point at (入力項目).
    associatedtype Field: RawRepresentable<String>

    /// The field beside which it is shown; nil when it concerns the whole (該当項目).
    var field: Field? { get }
    /// What is wrong and what to do (理由の説明).
    var japanese: String { get }
}
