/// A role somebody has from one day through another (役割の期間).
public struct RoleTerm: Sendable, Hashable {
    /// What they may do (役割).
    public let role: StaffRole
    /// For which section; nil: for all (所属).
    public let section: String?
    /// The first day (開始日).
    public let from: LocalDate
    /// The last day; nil: until somebody ends it (終了日).
    public let through: LocalDate?

    /// A role and when it is held (役割の期間).
    public init(
        _ role: StaffRole, section: String? = nil, from: LocalDate, through: LocalDate? = nil
    ) {
        self.role = role
        self.section = section
        self.from = from
        self.through = through
    }

    /// Whether it is held on a day (有効か).
    public func holds(on day: LocalDate) -> Bool {
        from <= day && through.map { day <= $0 } ?? true
    }

    /// Whether it is the same right until the same day, whenever it began (同じ役割か).
    func isSameRight(as other: RoleTerm) -> Bool {
        role == other.role && section == other.section && through == other.through
    }
}

/// A role as it is written down, with the number it is ended by (付与済みの役割).
public struct HeldRole: Sendable, Hashable {
    /// Its number in the history (番号).
    public let number: Int64
    /// The role, with the last day as it is now (役割).
    public let term: RoleTerm

    /// A role that was given (付与済みの役割).
    public init(number: Int64, term: RoleTerm) {
        self.number = number
        self.term = term
    }
}

/// What has to be written down so that somebody's roles are what a list says (役割の変更).
public struct RoleChanges: Sendable, Equatable {
    /// Numbers of the roles that end the day before (終了する役割).
    public private(set) var ended: [Int64] = []
    /// Roles that begin (付与する役割).
    public private(set) var given: [RoleTerm] = []

    /// The difference between what is held and what is wanted from a day on (差分).
    ///
    /// A role that goes on is left alone, so that the same list again changes nothing. What was
    /// to begin later is ended as well: the list is the newer word.
    public init(from held: [HeldRole], to wanted: [RoleTerm], effectiveOn day: LocalDate) {
        var rest = wanted
        for role in held where role.term.through.map({ $0 >= max(day, role.term.from) }) ?? true {
            let same = rest.firstIndex {
                role.term.from <= day && $0.isSameRight(as: role.term)
            }
            if let same { rest.remove(at: same) } else { ended.append(role.number) }
        }
        given = rest
    }

    /// Whether there is nothing to write down (変更なし).
    public var isEmpty: Bool { ended.isEmpty && given.isEmpty }
}
