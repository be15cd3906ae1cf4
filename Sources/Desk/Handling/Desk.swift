import Crypto
public import EventLog
public import FoundationEssentials
public import Participation
public import Postgres

/// The counter of the city hall: everything asked of Koe comes through here (窓口).
///
/// Web pages, the JSON API, the command line and workers all use the same methods; none of them
/// sees the log. One value per city; cheap to copy.
public struct Desk: Sendable {
    let log: EventLog
    let keyring: Keyring
    let pool: Pool
    let clock: @Sendable () -> Instant
    let newID: @Sendable () -> UUID
    /// Where heads of the log are signed; nil: this desk signs none.
    let checkpoints: CheckpointFolder?
    let proposals: TrayProposals
    /// Keys for letters that come in.
    let itemKeys: KeyStock
    let passwords = PasswordHashing()
    let postalTowns = PostalTowns()
    let office = OfficeBook()
    /// Who looks through files and makes pictures of their pages.
    let scans: ScanReading
    /// Where the city's own people show who they are; nil: by name and password alone.
    let oidc: OIDCProvider?
    let boards = FigureShelf()
    let lectureBook = LectureBook()

    /// A desk over a migrated database.
    /// - Parameters:
    ///   - log: the city's log.
    ///   - keyring: the keys of its personal data.
    ///   - pool: the log's database, as the app role; for the desk's own tables.
    ///   - checkpoints: where heads of the log are signed; without, proofs carry no signature.
    ///   - virusCheck: where files are looked through for harm before they are kept; nil: nowhere.
    ///   - oidc: the city's identity provider; nil: people log in by name and password alone.
    ///   - clock: says what day it is at the city hall.
    ///   - newID: makes the ids of new items, UUIDs of version 7.
    public init(
        log: EventLog, keyring: Keyring, pool: Pool, checkpoints: CheckpointFolder? = nil,
        virusCheck: VirusCheck? = nil, oidc: OIDCProvider? = nil,
        clock: @escaping @Sendable () -> Instant, newID: @escaping @Sendable () -> UUID
    ) {
        self.log = log
        self.keyring = keyring
        self.pool = pool
        self.checkpoints = checkpoints
        self.clock = clock
        self.newID = newID
        scans = ScanReading(virusCheck: virusCheck)
        self.oidc = oidc
        proposals = TrayProposals(log: log, pool: pool)
        itemKeys = KeyStock(keyring, category: Item.streamCategory, newID: newID)
    }

    /// The day it is at the city hall (本日).
    public var today: LocalDate { LocalDate(microsecondsSince1970: clock().microseconds) }

    /// A digest only this city can make, of something that must not be guessed from it (鍵付き要約).
    func keyed(_ purpose: StaticString, _ bytes: [UInt8]) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: bytes, using: keyring.derivedKey("import/\(purpose)")))
    }
}

/// Limits of handling, each with its name (処理の上限).
public enum HandlingLimits {
    /// How often a command that lost a race is decided anew before the caller is told.
    public static let attempts = 3
    /// The same where many things are decided together, and any of them may be changed meanwhile.
    static let togetherAttempts = 10
    /// Receipt numbers drawn at once. One, so that a register has no gaps but those of crashes;
    /// an import draws as many as it has rows.
    public static let receiptBlock = 1
    /// How long a health check waits for the database.
    public static let healthWait: Duration = .seconds(2)
}
