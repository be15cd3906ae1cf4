import Desk
import EventLog
import Foundation
import Participation
import Postgres
import Schema

/// Log, keyring and server, held against each other (台帳と鍵束の点検).
struct SiteCheck {
    /// Pages of the newest events whose keys are looked up, unless all are.
    static let sampledPages: Int64 = 5
    /// A keyring's backup older than this is no backup of today's letters, seconds.
    static let oldestBackup: TimeInterval = 2 * 86_400
    /// Transactions held open so long keep dead rows from being cleaned away.
    static let oldestTransaction: Int32 = 10_000_000

    let site: Site
    let isFull: Bool

    func findings() async -> [Finding] {
        var findings: [Finding] = []
        await gather("PostgreSQL", &findings) { try await server() }
        let log: EventLog
        do {
            log = try site.log()
        } catch {
            return findings + [Finding("台帳", .missing, Self.line(error))]
        }
        await gather("到達点と台帳", &findings) { try await [checkpoint(log)] }
        await gather("鍵束", &findings) {
            let keyring = try await site.keyring(for: log, makesMaster: false)
            do {
                let found = try await self.keyring(keyring, log)
                await keyring.close()
                return found
            } catch {
                await keyring.close()
                throw error
            }
        }
        await log.close()
        return findings
    }

    private func gather(
        _ name: String, _ findings: inout [Finding], _ body: () async throws -> [Finding]
    ) async {
        do {
            findings += try await body()
        } catch {
            let isWrong = Failure(error)?.exitCode == Failure.badData
            findings.append(Finding(name, isWrong ? .wrong : .missing, Self.line(error)))
        }
    }

    private static func line(_ error: any Error) -> String {
        Failure(error)?.line ?? "\(error)"
    }

    // MARK: Log

    private func checkpoint(_ log: EventLog) async throws -> Finding {
        let name = "到達点と台帳"
        let (position, root) = try await log.headRoot()
        let connection = try await Connection.connect(
            to: site.logDatabase(as: .app), on: site.reactor)
        let rows = try await connection.execute("SELECT code, name FROM desk.city")
        await connection.close()
        guard let row = rows.first else {
            return Finding("市", .missing, "市が設定されていません。koe setup を実行してください。")
        }
        let code: String = try row.get(0)
        guard site.checkpoints.hasKey else {
            return Finding(name, .missing, "署名鍵がないため、到達点を確かめられません。")
        }
        let signed = try site.checkpoints.all(origin: CheckpointFolder.origin(code: code))
        guard let newest = signed.max(by: { $0.size < $1.size }), newest.size > 0 else {
            return Finding(name, .notice, "台帳は位置\(position)まで。署名した到達点はまだありません。")
        }
        guard newest.size <= position else {
            return Finding(
                name, .wrong,
                "台帳は位置\(position)までしかありませんが、位置\(newest.size)の到達点に署名しています。")
        }
        let proof = try await log.proveConsistency(from: newest.size, to: position)
        guard
            TreeProof.verifyConsistency(
                from: newest.size, to: position, fromRoot: newest.root, toRoot: root,
                path: proof.path)
        else {
            return Finding(
                name, .wrong, "位置\(newest.size)で署名した根と台帳が一致しません。台帳が書き換えられています。")
        }
        return Finding(
            name, .well, "台帳は位置\(position)まで。位置\(newest.size)で署名した到達点と一致します。")
    }

    // MARK: Keyring

    private func keyring(_ keyring: Keyring, _ log: EventLog) async throws -> [Finding] {
        var findings = [try await masters(keyring)]
        let fit = try await keyring.fit(
            to: log, erasing: Desk.erasingEvents, pages: isFull ? nil : Self.sampledPages)
        let scope = isFull ? "全件" : "新しいもの"
        findings.append(
            fit.missing == 0
                ? Finding(
                    "鍵束と台帳", .well,
                    "封印した対象\(fit.looked)件(\(scope))の鍵がそろっています(うち破棄済み\(fit.destroyed)件)。")
                : Finding(
                    "鍵束と台帳", .wrong,
                    "封印した対象\(fit.looked)件(\(scope))のうち\(fit.missing)件の鍵がありません。"))
        if fit.owed > 0 {
            findings.append(
                Finding(
                    "消去", .notice,
                    "消去を記録した\(fit.owed)件の鍵がまだあります。koe serve か koe disposal --settle が破棄します。"))
        }
        if fit.unrecorded > 0 {
            findings.append(
                Finding(
                    "消去の記録", .notice,
                    "鍵が破棄済みで、台帳に消去の記録がないものが\(fit.unrecorded)件あります。台帳が消去より前の時点に"
                        + "戻されています。読めないままですので、koe person erase で消去を記録し直してください。"))
        }
        let remains = try await keyring.remains()
        findings.append(
            Finding(
                "破棄した鍵", remains.keys == 0 ? .well : .notice,
                remains.japanese.joined(separator: " ")))
        findings.append(try await backup(keyring))
        return findings
    }

    private func masters(_ keyring: Keyring) async throws -> Finding {
        let masters = try await keyring.masters()
        guard let serving = masters.last(where: { $0.state == .serving }) else {
            throw KeyringError.noMaster
        }
        if masters.contains(where: { $0.state == .retiring }) {
            return Finding("親鍵の更新", .notice, "途中です。koe keyring rotate で終えてください。")
        }
        let since = serving.servesSince?.inJapan ?? ""
        return Finding(
            "鍵束", .well, "親鍵 第\(serving.number)号(\(serving.fingerprint)、\(since)から)で開きます。")
    }

    private func backup(_ keyring: Keyring) async throws -> Finding {
        let kept = try await keyring.backups().filter { $0.removedAt == nil }
        guard let newest = kept.first else {
            return Finding("退避", .notice, "退避がありません。koe backup DIR を実行してください。")
        }
        let age = Date().timeIntervalSince1970 - Double(newest.takenAt.microseconds) / 1_000_000
        return Finding(
            "退避", age > Self.oldestBackup ? .notice : .well,
            "最新は\(newest.takenAt.inJapan)(\(newest.name))。保存中の鍵束の退避は\(kept.count)件。")
    }

    // MARK: Server

    /// What the promises of the log rest on.
    private func server() async throws -> [Finding] {
        let connection = try await Connection.connect(
            to: site.logDatabase(as: .app), on: site.reactor)
        let rows: Rows
        do {
            rows = try await connection.execute(
                """
                SELECT current_setting('server_version'), current_setting('fsync'),
                       current_setting('synchronous_commit'), current_setting('full_page_writes'),
                       current_setting('data_checksums'), current_setting('archive_mode'),
                       (SELECT coalesce(max(age(backend_xmin)), 0)::integer FROM pg_stat_activity),
                       (SELECT age(datfrozenxid)::integer FROM pg_database
                         WHERE datname = current_database())
                """)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
        let row = rows[0]
        let settings = try (1...5).map { try row.get($0, as: String.self) }
        let needed = ["fsync", "synchronous_commit", "full_page_writes", "data_checksums"]
        let off = zip(needed, settings).filter { $1 == "off" || $1 == "local" }.map(\.0)
        let version: String = try row.get(0)
        let archive = settings[4] == "off" ? "WALの保管なし" : "WALの保管あり"
        var findings = [
            off.isEmpty
                ? Finding("PostgreSQL", .well, "\(version)、書込みの保証あり、\(archive)")
                : Finding(
                    "PostgreSQL", .wrong,
                    "\(version)、\(off.joined(separator: ", ")) が切られています。記録が失われることがあります。")
        ]
        let held: Int32 = try row.get(6)
        let frozen: Int32 = try row.get(7)
        findings.append(
            Finding(
                "最も古いトランザクション", held > Self.oldestTransaction ? .notice : .well,
                "xmin \(held)、凍結から\(frozen)"))
        return findings
    }
}
