public import Participation

/// A plan file that is not taken, with everything that is wrong (取り込めない計画ファイル).
public struct PlanFileRejected: Error, Sendable, Equatable {
    /// What is wrong, in the order of the file; never empty (誤り).
    public let problems: [PlanFileProblem]
}

/// One thing that is wrong in a plan file: where, and what to do (計画ファイルの誤り).
public struct PlanFileProblem: Error, Sendable, Equatable {
    /// What can be wrong (誤りの種類).
    public enum Reason: Sendable, Equatable {
        /// Larger than a plan is (大きすぎる).
        case tooLarge(bytes: Int)
        /// Not YAML (YAMLの誤り).
        case notYAML
        /// A key twice in one mapping (キーの重複).
        case keyTwice
        /// A key nobody knows; these are known here (知らないキー).
        case unknownKey(known: [String])
        /// It must be given (未記入).
        case required
        /// Something else is expected here (値の形の誤り).
        case expected(Expectation)
        /// Exactly one of these keys must be given (いずれか一つ).
        case exactlyOne(of: [String])
        /// Two indicators under one code (コードの重複).
        case codeTwice
        /// The rules of definitions say no (定義の誤り).
        case refused(IndicatorRefusal)
    }

    /// What a value should have been (あるべき値).
    public enum Expectation: Sendable, Equatable {
        /// Keys and values.
        case mapping
        /// A list.
        case list
        /// A text.
        case text
        /// A number such as `24.9`.
        case number
        /// A whole number.
        case wholeNumber
        /// `true` or `false`.
        case flag
        /// `true` only: the key is there, or it is left out.
        case onlyTrue
        /// A fiscal year such as `R8`.
        case year
        /// A fiscal year or a quarter such as `R8-Q1`.
        case period
        /// A day such as `2026-04-01`.
        case day
        /// A share such as `92.6%`.
        case percentage
        /// One of these.
        case oneOf([String])
    }

    /// The line, from 1; nil when it concerns the file as a whole (行).
    public var line: Int?
    /// The code of the indicator, or its place while it has no code: `3番目の指標` (指標).
    public var indicator: String?
    /// The key, with those around it: `measure.where` (キー).
    public var key: String?
    /// What is wrong (誤りの種類).
    public var reason: Reason

    /// Where it is and what to do, in one line (誤りの説明).
    public var japanese: String {
        let place = [line.map { "\($0)行目" }, indicator, key].compactMap(\.self)
        return (place.isEmpty ? "" : place.joined(separator: " ") + ": ") + reason.japanese
    }
}

extension PlanFileProblem.Reason {
    /// What is wrong and what to do, without the place (誤りの説明).
    public var japanese: String {
        switch self {
        case .tooLarge(let bytes):
            "ファイルが大きすぎます(\(bytes)バイト)。\(PlanFile.largest)バイト以内にしてください。"
        case .notYAML: "YAMLとして読めません。字下げ・括弧・引用符を確かめてください。"
        case .keyTwice: "同じキーが二つあります。一つにしてください。"
        case .unknownKey(let known):
            "知らないキーです。使えるキー: " + known.joined(separator: ", ")
        case .required: "指定してください。"
        case .expected(let expectation): expectation.japanese
        case .exactlyOne(let keys): "次のうち一つだけを指定してください: " + keys.joined(separator: ", ")
        case .codeTwice: "同じコードの指標が二つあります。別のコードにしてください。"
        case .refused(let refusal): refusal.japanese
        }
    }
}

extension PlanFileProblem.Expectation {
    fileprivate var japanese: String {
        switch self {
        case .mapping: "「キー: 値」の形で書いてください。"
        case .list: "一覧([…] または「- 」で始まる行)で書いてください。"
        case .text: "文字列を書いてください。"
        case .number: "数値を書いてください(例: 24.9、\"1,035,635\")。単位は付けません。"
        case .wholeNumber: "整数を書いてください。"
        case .flag: "true か false を書いてください。"
        case .onlyTrue: "true と書くか、キーごと省いてください。"
        case .year: "年度を書いてください(例: R8、令和8、2026)。"
        case .day: "日付を書いてください(例: 2026-04-01、令和8年4月1日)。"
        case .percentage: "百分率を書いてください(例: 90%、92.6%)。"
        case .period: "年度か四半期を書いてください(例: R8、R8-Q1)。"
        case .oneOf(let words): "次のいずれかを書いてください: " + words.joined(separator: ", ")
        }
    }
}
