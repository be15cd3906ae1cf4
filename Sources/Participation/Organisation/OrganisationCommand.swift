/// What may be asked of the organisation of the city (組織改正の命令).
///
/// Effective from a date, past or ahead. A reorganisation is one whole: the new unit that succeeds an
/// old one, and the old one under whose code another starts the same day, are only right together.
public enum OrganisationCommand: Sendable, Equatable {
    /// Establish a unit (設置).
    case establish(UnitEstablishment)
    /// Give a unit another name, body, site or telephone number (名称等変更).
    case rename(UnitRenaming)
    /// Put a unit under another (上位組織の変更).
    case move(UnitMove)
    /// Abolish a unit; the same day again corrects its successors (廃止).
    case abolish(UnitAbolition)
    /// Give a duty to a unit (事務分掌).
    case assignDuty(DutyAssignment)
    /// Give a duty of one unit to another (事務移管).
    case moveDuty(DutyMove)
    /// Do all of these or none (一括).
    case together([OrganisationCommand])

    /// The single changes in it, as written (個々の変更).
    var changes: [OrganisationEvent] {
        switch self {
        case .establish(let establishment): [.unitEstablished(establishment)]
        case .rename(let renaming): [.unitRenamed(renaming)]
        case .move(let move): [.unitMoved(move)]
        case .abolish(let abolition): [.unitAbolished(abolition)]
        case .assignDuty(let assignment): [.dutyAssigned(assignment)]
        case .moveDuty(let move): [.dutyMoved(move)]
        case .together(let commands): commands.flatMap(\.changes)
        }
    }
}
