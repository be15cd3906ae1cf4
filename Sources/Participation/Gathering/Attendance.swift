public import FoundationEssentials

/// One thing noted about who came, with an id of its own (出欠記録).
///
/// Tablets at the door work without a network and hand in what they noted later, perhaps twice
/// (PRODUCT §3.13): an id that was merged before changes nothing.
public struct AttendanceEntry: Sendable, Hashable {
    /// The id, made where it was noted (記録の番号).
    public var id: UUID
    /// What was noted (内容).
    public var change: AttendanceChange

    /// One thing noted (出欠記録).
    public init(id: UUID, change: AttendanceChange) {
        self.id = id
        self.change = change
    }
}

/// What can be noted about who came, always without staff, speakers and escorts (出欠記録の内容).
public enum AttendanceChange: Sendable, Hashable {
    /// How many came in all; replaces what was said before (参加人数の合計).
    case total(Int, ages: [String: Int])
    /// Those of a registration came (申込者の出席).
    case ticked(UUID)
    /// They did not come after all (出席の取消し).
    case unticked(UUID)
    /// So many came without a registration; negative takes some back (当日参加の増減).
    case walkIns(Int)
}

/// Who came to a gathering, as far as it was noted (出欠).
///
/// One number, a tick list with walk-ins, or both: then the number stands and a difference is
/// shown (PRODUCT §4.8).
public struct Attendance: Sendable, Equatable {
    /// Every entry merged so far, by id (合算済みの記録).
    public private(set) var merged: [UUID: AttendanceChange] = [:]
    /// The number that was said, as corrected; nil when none was (申告の人数).
    public private(set) var reported: Int?
    /// How many of each age (年代別人数).
    public private(set) var ages: [String: Int] = [:]
    /// Those who came, with the size of their party (出席した申込み).
    public private(set) var ticked: [UUID: Int] = [:]
    /// How many came without a registration (当日参加).
    ///
    /// Below zero for a while, when the tablet that took back was merged before the one that added.
    public private(set) var walkIns = 0
    /// Whether the number was corrected, and stands whatever is merged later (訂正済み).
    public private(set) var isCorrected = false
    private var hasList = false

    /// Nothing noted yet, or the number of a gathering of the past (出欠).
    init(reported: Int? = nil, ages: [String: Int] = [:]) {
        self.reported = reported
        self.ages = ages
    }

    /// How many the tick list and the walk-ins make; nil when there is no list (名簿の人数).
    public var counted: Int? {
        hasList ? ticked.values.reduce(0, +) + max(0, walkIns) : nil
    }

    /// How many came: the number that was said, else the list; nil when unknown (参加人数).
    public var headcount: Int? { reported ?? counted }

    /// By how much the list differs from the number; nil when it does not (名簿との差).
    public var mismatch: Int? {
        guard let reported, let counted, counted != reported else { return nil }
        return counted - reported
    }

    /// Adds what was noted; an id merged before changes nothing.
    mutating func merge(_ entries: [AttendanceEntry], partySize: (UUID) -> Int?) {
        for entry in entries where merged[entry.id] == nil {
            merged[entry.id] = entry.change
            switch entry.change {
            case .total(let number, let ages):
                guard !isCorrected else { continue }
                reported = number
                self.ages = ages
            case .ticked(let registration):
                ticked[registration] = partySize(registration)
                hasList = true
            case .unticked(let registration):
                ticked[registration] = nil
                hasList = true
            case .walkIns(let number):
                walkIns += number
                hasList = true
            }
        }
    }

    /// Makes a corrected number stand.
    mutating func correct(_ correction: HeadcountCorrected.Plain) {
        reported = correction.to
        ages = correction.ages
        isCorrected = true
    }
}
