/// The definition of one indicator through all its versions (指標定義).
///
/// Definitions are versioned data in the log (DESIGN §5): a figure printed years ago names the
/// version it was counted by.
public enum IndicatorDefinition: Decider {
    /// Nothing has been defined under this code (未定義).
    case undefined
    /// The latest version is in force (定義済み).
    case defined(IndicatorDefined)
    /// The indicator is followed no more; the last version is kept (廃止).
    case withdrawn(IndicatorDefined, IndicatorWithdrawn)

    /// The state before anything happened (未定義).
    public static var initial: IndicatorDefinition { .undefined }
}
