import Desk
import EmbeddedPostgres
import EventLog
import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals
import Web

extension OpenDesk {
    /// Where long-lived commands write what goes wrong.
    static var logger: Logger {
        var logger = Logger(label: "koe") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .warning
        return logger
    }

    /// What every long-lived command runs, in the order of starting.
    /// - Parameters:
    ///   - working: the workers too.
    ///   - mail: the city's mail server.
    ///   - publicAddress: where the staff's pages are, for mails that lead there.
    func services(
        working: Bool, mail: MailSettings?, publicAddress: PublicAddress?
    ) -> [any Service] {
        var services: [any Service] = []
        if let cluster = site.cluster { services.append(ClusterService(cluster: cluster)) }
        services += [
            LogService(opened: self), ProjectionService(opened: self),
            ErasureService(opened: self),
        ]
        if working {
            services += [
                RoutingService(opened: self), ReorganisationService(opened: self),
                WorkService(opened: self, mail: mail, origin: publicAddress?.origin),
            ]
        }
        services.append(CheckpointService(opened: self))
        return services
    }

    /// Runs services until Ctrl-C or SIGTERM; then stops them, the last one first.
    func run(_ services: [any Service], logger: Logger) async throws {
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map {
                    .init(service: $0, failureTerminationBehavior: .gracefullyShutdownGroup)
                },
                gracefulShutdownSignals: [.sigint, .sigterm], logger: logger))
        Interruption.leaveToServices()
        try await group.run()
    }
}

/// Keeps the private PostgreSQL up: restarts it when it dies (データベースの見守り).
struct ClusterService: Service {
    let cluster: Cluster

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await cluster.supervise()
            } catch let error as ClusterError {
                if Task.isCancelled { return }
                throw error
            }
        }
    }
}

/// Tells other processes of appends and hears of theirs.
struct LogService: Service {
    let opened: OpenDesk

    func run() async throws {
        await cancelWhenGracefulShutdown { await opened.log.run() }
    }
}

/// Keeps what figures and lists are read from up with the log.
struct ProjectionService: Service {
    let opened: OpenDesk

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await opened.desk.runProjections { name, error in
                Terminal.note("projection \(name.rawValue) has stopped: \(error)")
            }
        }
    }
}

/// Destroys the keys of what was decided to be erased, however it was cut short.
struct ErasureService: Service {
    let opened: OpenDesk

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await opened.desk.runErasures { error in
                Terminal.note("erasures have stopped and are still owed: \(error)")
            }
        }
    }
}

/// Routes what comes in, by the city's rules.
struct RoutingService: Service {
    let opened: OpenDesk

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await opened.desk.runRouting { error in
                Terminal.note("routing has stopped: \(error)")
            }
        }
    }
}

/// Lets open items follow a reorganisation when its day begins.
struct ReorganisationService: Service {
    let opened: OpenDesk

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await opened.desk.runReorganisations { error in
                Terminal.note("open items do not follow the organisation: \(error)")
            }
        }
    }
}

/// Tells sections and programs what happened, and of deadlines; told to stop, it finishes what it has
/// in hand.
final class WorkService: Service {
    private let opened: OpenDesk
    private let mail: MailSettings?
    private let origin: String?
    /// Who works at the moment; `nil` once it is told to stop.
    private let worker: Mutex<Worker?>

    init(opened: OpenDesk, mail: MailSettings?, origin: String?) {
        self.opened = opened
        self.mail = mail
        self.origin = origin
        worker = Mutex(Self.worker(opened, mail, origin))
    }

    private static func worker(
        _ opened: OpenDesk, _ mail: MailSettings?, _ origin: String?
    ) -> Worker {
        Worker(
            opened.desk, place: "\(ProcessInfo.processInfo.hostName) \(getpid())",
            performers: NoticeWork(opened.desk, mail: mail, pagesAt: origin).performers)
    }

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [opened] in
                await cancelWhenGracefulShutdown {
                    await opened.desk.runWorkFeed { error in
                        Terminal.note("no notices are put in: \(error)")
                    }
                }
            }
            group.addTask { await self.work() }
            await group.waitForAll()
        }
    }

    private func work() async {
        await withGracefulShutdownHandler {
            while !Task.isCancelled, let current = worker.withLock({ $0 }) {
                do {
                    try await current.run()
                    return
                } catch {
                    Terminal.note("work has stopped: \(error)")
                }
                do { try await Task.sleep(for: ProjectionLimits.standby) } catch { return }
                worker.withLock { if $0 != nil { $0 = Self.worker(opened, mail, origin) } }
            }
        } onGracefulShutdown: {
            self.worker.withLock { current in
                current?.stop()
                current = nil
            }
        }
    }
}

/// Signs the head of the log every hour and at the end, and sweeps orphaned keys: what was
/// recorded until then cannot be rewritten unnoticed.
struct CheckpointService: Service {
    static let every: Duration = .seconds(3600)

    let opened: OpenDesk

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await keep()
                do { try await Task.sleep(for: Self.every) } catch { return }
            }
        }
        await keep()
    }

    private func keep() async {
        do {
            guard try await opened.desk.city() != nil else { return }
            guard try await opened.log.headPosition() > 0 else { return }
            _ = try await opened.signCheckpoint()
            _ = try await opened.keyring.sweepOrphans(of: opened.log)
        } catch {
            // Cut short by the shutdown, it is done once more at the end.
            if Task.isCancelled { return }
            // The server must not fall over for it: the next hour tries again, and says why.
            Terminal.note("no checkpoint was signed: \(error)")
        }
        do {
            try await opened.keyring.keepFile()
        } catch {
            if Task.isCancelled { return }
            Terminal.note("\(error)")
        }
    }
}
