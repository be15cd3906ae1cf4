public import EventLog
import Participation

/// `ItemScanAttached` and `ItemScanDetached` (「添付」とその取下げの書式 第1版).
///
/// The name of the file and why it was taken back are sealed; the file itself lies beside the log,
/// sealed under the same key, and is named by the digest of its ciphertext.
public enum ItemScanCoding {
    static let attached = "ItemScanAttached"
    static let detached = "ItemScanDetached"

    static func encode(_ scan: ItemScan) -> CodedEvent {
        CodedEvent(
            attached,
            [
                "bytes": .integer(Int64(scan.bytes)), "digest": .string(scan.digest),
                "number": .integer(Int64(scan.number)), "pages": .integer(Int64(scan.pages)),
                "type": .string(scan.type.rawValue),
            ], personal: PersonalPart.bytes(["name": .optional(scan.name.content)]))
    }

    static func encode(_ detachment: ScanDetachment) -> CodedEvent {
        CodedEvent(
            detached, ["number": .integer(Int64(detachment.number))],
            personal: PersonalPart.bytes(detachment.reason))
    }

    static func scan(
        _ payload: [UInt8], _ opened: Opened?
    ) throws(EventCodingError) -> ItemScan {
        let name = try PersonalPart.read(opened, of: attached) {
            members throws(EventCodingError) in
            try members.wording("name")
        }
        return try MemberReader.read(payload, of: attached) { members throws(EventCodingError) in
            ItemScan(
                number: try members.integer("number"),
                type: try members.value("type", ScanType.init(rawValue:)),
                bytes: try members.integer("bytes"), pages: try members.integer("pages"),
                digest: try members.value("digest") { Digest(hex: $0)?.hex }, name: name)
        }
    }

    static func detachment(
        _ payload: [UInt8], _ opened: Opened?
    ) throws(EventCodingError) -> ScanDetachment {
        let reason = try PersonalPart.reason(opened, of: detached)
        return try MemberReader.read(payload, of: detached) { members throws(EventCodingError) in
            ScanDetachment(number: try members.integer("number"), reason: reason)
        }
    }

    /// How the log finds the bytes of a file when it is verified (検証での添付の照合).
    public static let naming = EnclosureNaming(type: attached) { payload in
        // Only where the bytes are said; whether the file can be read is not looked at.
        guard let members = try? JSONValue.members(parsing: payload),
            case .string(let hex)? = members.first(where: { $0.key == "digest" })?.value
        else { return nil }
        return Digest(hex: hex)
    }
}
