public import FoundationEssentials

/// What a citizen takes home after handing in a letter (受付票).
public struct Receipt: Sendable, Equatable {
    /// The item's id.
    public let id: UUID
    /// The number, `R8-0123` (受付番号).
    public let receiptNumber: String
    /// The code with which the sender may ask how it stands, `7K2M-9QXF-3RTB` (照会番号).
    public let enquiryCode: String
    /// Where the receipt stands in the log (通し位置).
    public let position: Int64
    /// What to look at in the text that was handed in (注意).
    public let warnings: [IntakeWarning]
}

extension Receipt: Encodable {
    private enum CodingKeys: String, CodingKey {
        case id, receiptNumber, enquiryCode, position, warnings
    }

    /// The JSON of CONTRACT §2 and §3; the id in lower case, as RFC 9562 wants it.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(id.uuidString.lowercased(), forKey: .id)
        try members.encode(receiptNumber, forKey: .receiptNumber)
        try members.encode(enquiryCode, forKey: .enquiryCode)
        try members.encode(position, forKey: .position)
        if !warnings.isEmpty { try members.encode(warnings.map(\.text), forKey: .warnings) }
    }

    /// The same as a value, for the API.
    public var json: JSONValue {
        var members: [String: JSONValue] = [
            "id": .string(id.uuidString.lowercased()), "receiptNumber": .string(receiptNumber),
            "enquiryCode": .string(enquiryCode), "position": .integer(position),
        ]
        if !warnings.isEmpty {
            members["warnings"] = .array(warnings.map { .string($0.text) })
        }
        return .object(members)
    }
}
