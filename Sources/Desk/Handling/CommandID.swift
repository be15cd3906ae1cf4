import Crypto
public import FoundationEssentials
public import Participation

/// Ids that follow from other things, so that the same request finds the same records (派生番号).
///
/// UUIDs of version 8 (RFC 9562): made by the application's own rule, the first 16 bytes of
/// SHA-256 over a purpose and a name.
public enum CommandID {
    /// The longest idempotency key, in characters.
    public static let longestKey = 200

    /// The command's id for an idempotency key: a UUID stands for itself, any other text is
    /// hashed. `nil` when it is empty or longer than ``longestKey``.
    public static func from(key: String) -> UUID? {
        guard !key.isEmpty, key.count <= longestKey else { return nil }
        return UUID(uuidString: key) ?? derive("idempotency-key", key)
    }

    /// The definition of an indicator: its stream follows from its full code.
    static func indicator(_ fullCode: String) -> UUID { derive("indicator", fullCode) }

    /// A plan: its stream follows from its code.
    static func plan(_ code: String) -> UUID { derive("plan", code) }

    /// The lecture a command asks for: repeated, it finds the same one.
    static func lecture(of command: UUID) -> UUID {
        derive("lecture", command.uuidString.lowercased())
    }

    /// The lectures offered in a fiscal year.
    static func lectureMenu(_ year: FiscalYear) -> UUID { derive("lecture-menu", year.label) }

    /// A gathering: of one kind and name there is one at a time.
    static func gathering(_ plan: GatheringPlan) -> UUID {
        derive(
            "gathering",
            "\(plan.kind.rawValue)/\(plan.heldOn)/\(plan.start?.description ?? "")/\(plan.name)")
    }

    /// A registration a command makes: repeated, it finds the same one.
    static func registration(of command: UUID) -> UUID {
        derive("registration", command.uuidString.lowercased())
    }

    /// One of the things a command notes about who came.
    static func attendance(of command: UUID, _ index: Int) -> UUID {
        derive("attendance-entry", "\(command.uuidString.lowercased())/\(index)")
    }

    /// A typed-in value: an indicator, or a series it is held against, has one in a period.
    static func observation(_ indicator: String, _ period: FigurePeriod) -> UUID {
        derive("observation", "\(indicator)/\(period)")
    }

    /// What the owner section says of an indicator in a period.
    static func outlook(_ indicator: String, _ period: FigurePeriod) -> UUID {
        derive("outlook", "\(indicator)/\(period)")
    }

    /// A master: its stream follows from its kind.
    static func master(_ kind: String) -> UUID { derive("master", kind) }

    /// The number of participants a file gives for a gathering: the same number is noted once.
    static func attendance(of plan: GatheringPlan, headcount: Int) -> UUID {
        derive("attendance", "\(plan.name)/\(plan.heldOn)/\(headcount)")
    }

    /// A slip filled in by pen: entered twice, it is found again (停電用受付票).
    public static func slip(_ number: ProvisionalNumber) -> UUID {
        derive("slip", number.description)
    }

    /// A thing to do outside the log: what it is, for whom, because of what.
    static func job(_ name: String) -> UUID { derive("job", name) }

    /// A fixed command of the demo city.
    static func demo(_ name: String) -> UUID { derive("demo", name) }

    private static func derive(_ purpose: StaticString, _ name: String) -> UUID {
        uuid(SHA256.hash(data: Array("koe/\(purpose)/\(name)".utf8)))
    }

    /// The first 16 bytes of a digest as a UUID of version 8.
    static func uuid(_ digest: some Sequence<UInt8>) -> UUID {
        var bytes = Array(digest.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
