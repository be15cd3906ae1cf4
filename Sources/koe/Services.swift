import Desk
import EmbeddedPostgres
import EventLog
import ServiceLifecycle

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
    }
}
