/// What became of something that may also be missing (任意項目の変更).
///
/// "Not mentioned" and "taken away" are different: the first is a missing `Revision`.
public enum Revision<Value: Sendable & Equatable>: Sendable, Equatable {
    /// It is this now (設定).
    case set(Value)
    /// There is nothing there any more (取消し).
    case cleared

    /// What leads from one to the other; nil when they are the same (差分).
    init?(
        from old: Value?, to new: Value?, same: (Value?, Value?) -> Bool = { $0 == $1 }
    ) {
        if same(old, new) { return nil }
        self = new.map(Revision.set) ?? .cleared
    }

    /// The new value; nil once cleared (変更後の値).
    public var value: Value? {
        switch self {
        case .set(let value): value
        case .cleared: nil
        }
    }
}

extension Revision where Value == String {
    /// A text as a form has it: missing says nothing, blank takes away (入力欄の読み方).
    public init?(field text: String?) {
        guard let text else { return nil }
        self = text.unlessBlank.map(Revision.set) ?? .cleared
    }
}
