public import Participation

/// All that is held about a person, over the records chosen, for the answer to a request for disclosure
/// (開示資料).
///
/// Others are blackened as far as the program finds them; somebody has to look it through before it
/// leaves the house.
public struct Disclosure: Sendable, Equatable {
    /// One line of it (開示資料の一行).
    public struct Line: Sendable, Equatable {
        /// What it is called (項目).
        public let label: String
        /// What stands there, others blackened (内容).
        public let text: String
    }

    /// One of the records (開示する記録).
    public struct Part: Sendable, Equatable {
        /// What it is called: `受付番号 R8-0001`, `出前講座 lecture-…` (標題).
        public let title: String
        /// Its receipt number (受付番号); nil for what has none.
        public let receiptNumber: ReceiptNumber?
        /// How it stands now (案件票).
        public let lines: [Line]
        /// What happened to it, each with its moment (経過).
        public let history: [Line]
        /// Whether its personal part was erased (消去済みか).
        public let isErased: Bool
        /// In how many places others were blackened (伏せ字の箇所).
        public let masked: Int
    }

    /// The records, in the order in which they were asked for (記録).
    public let parts: [Part]

    /// In how many places others were blackened (伏せ字の箇所).
    public var masked: Int { parts.reduce(0) { $0 + $1.masked } }

    /// As text, item by item (文書).
    public var text: String {
        parts.map { part in
            let lines = part.lines.map { "\($0.label): \($0.text)" }
            let history = part.history.map { "  \($0.label) \($0.text)" }
            return (["【\(part.title)】"] + lines + ["経過:"] + history)
                .joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    /// The same for programs.
    public var json: JSONValue {
        .object([
            "items": .array(
                parts.map { part in
                    .object(present: [
                        "erased": .bool(part.isErased),
                        "history": .array(part.history.map(\.json)),
                        "lines": .array(part.lines.map(\.json)),
                        "masked": .integer(Int64(part.masked)),
                        "receiptNumber": .optional(part.receiptNumber?.description),
                        "title": .string(part.title),
                    ])
                }),
            "masked": .integer(Int64(masked)),
        ])
    }
}

extension Disclosure.Line {
    fileprivate var json: JSONValue {
        .object(["label": .string(label), "text": .string(text)])
    }
}
