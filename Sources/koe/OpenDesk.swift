import Desk
import EventLog
import Participation
import Postgres
import Schema

/// The log, the keyring and the desk of one site, opened together (窓口を開ける).
struct OpenDesk: Sendable {
    let site: Site
    let log: EventLog
    let keyring: Keyring
    let desk: Desk
    private let pool: Pool

    /// Opens everything for the length of the closure and closes it again.
    static func with<R>(
        _ settings: Settings, _ body: (OpenDesk) async throws -> R
    ) async throws -> R {
        try await Site.with(settings) { site in
            let opened = try await OpenDesk(site)
            do {
                let result = try await body(opened)
                await opened.close()
                return result
            } catch {
                await opened.close()
                throw error
            }
        }
    }

    init(_ site: Site) async throws {
        self.site = site
        log = try site.log()
        do {
            keyring = try await site.keyring(for: log)
        } catch {
            await log.close()
            throw error
        }
        var settings = try site.logDatabase(as: .app)
        // Questions take milliseconds and many are asked at once: starting processes to share one
        // costs more than it saves.
        settings.serverSettings["max_parallel_workers_per_gather"] = "0"
        // Six are held all the while by whoever follows the log: four projections, routing, notices.
        pool = Pool(settings, on: site.reactor, limits: Pool.Limits(connections: 16))
        desk = Desk(
            log: log, keyring: keyring, pool: pool, checkpoints: site.checkpoints,
            virusCheck: site.settings.virusCheck, oidc: site.settings.oidc.map { OIDCProvider($0) },
            clock: EventLog.systemClock, newID: UUIDv7.make)
    }

    func close() async {
        await log.close()
        await keyring.close()
        await pool.close()
    }

    /// Fills the log of the demo city with its past, by a clock that stands in it.
    func seedDemoHistory() async throws {
        let clock = DemoClock()
        let past = try site.log { clock.now }
        let desk = Desk(
            log: past, keyring: keyring, pool: pool, clock: { clock.now }, newID: UUIDv7.make)
        let yesterday = LocalDate(dayNumber: self.desk.today.dayNumber - 1) ?? self.desk.today
        do {
            try await desk.seedDemoHistory(through: yesterday, clock: clock)
        } catch {
            await past.close()
            throw error
        }
        await past.close()
    }

    /// The origin of this city's checkpoints, `koe/<LGCODE>`.
    func origin() async throws -> String {
        guard let city = try await desk.city() else { throw DeskError.cityNotSetUp }
        return CheckpointFolder.origin(code: city.code.description)
    }

    /// Signs the head as it stands and keeps the note.
    func signCheckpoint() async throws -> String {
        let (position, root) = try await log.headRoot()
        guard position > 0 else {
            throw CommandError("the log is empty: there is nothing to sign yet", Failure.badData)
        }
        let checkpoint = try await LogCheckpoint(
            origin: origin(), size: position, root: root)
        return try site.checkpoints.sign(checkpoint)
    }
}
