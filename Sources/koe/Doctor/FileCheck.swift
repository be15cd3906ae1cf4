import Desk
import Foundation
import Postgres

/// The files of the data directory, looked at without a database (ファイルの点検).
struct FileCheck {
    /// Less than this is too little for a day's letters and a backup of them, bytes.
    static let leastFree: UInt64 = 1 << 30
    /// `serve` signs every hour; a checkpoint older than this says that it does not run, seconds.
    static let oldestCheckpoint: TimeInterval = 86_400

    let folder: String

    func findings() -> [Finding] {
        [
            scanPrograms(),
            key("親鍵", "master.key", bytes: [32, 64]),
            key("署名鍵", "checkpoint.key", bytes: [32]), checkpoints(), space(),
        ]
    }

    private func key(_ name: String, _ file: String, bytes: [Int]) -> Finding {
        let path = folder + "/" + file
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
            return Finding(name, .missing, "\(path) がありません。控えから戻してください。")
        }
        let size = attributes[.size] as? Int ?? 0
        guard bytes.contains(size) else {
            return Finding(name, .wrong, "\(path) が壊れています(\(size)バイト)。")
        }
        let mode = attributes[.posixPermissions] as? Int ?? 0
        let when = Self.day(attributes[.modificationDate])
        guard mode & 0o077 == 0 else {
            return Finding(
                name, .wrong,
                "\(path) を他の利用者が読めます(\(String(mode, radix: 8)))。chmod 600 にしてください。")
        }
        return Finding(name, .well, "\(path)(\(when))")
    }

    /// Without them letters come in as ever, but no scan.
    private func scanPrograms() -> Finding {
        let name = "スキャンの読取り"
        let missing = Desk.missingScanPrograms
        return missing.isEmpty
            ? Finding(name, .well, "libvips-tools と qpdf が入っています。")
            : Finding(
                name, .notice,
                "\(missing.joined(separator: "、")) がないため添付を受け付けられません。"
                    + "apt-get install libvips-tools qpdf で入れてください。")
    }

    private func checkpoints() -> Finding {
        let name = "到達点"
        let place = folder + "/checkpoints"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place)) ?? []
        let dates = names.filter { $0.hasSuffix(".checkpoint") }.compactMap {
            try? FileManager.default.attributesOfItem(atPath: place + "/" + $0)[.modificationDate]
                as? Date
        }
        guard let newest = dates.max() else {
            return Finding(name, .notice, "\(place) に署名した到達点がまだありません。")
        }
        let isOld = -newest.timeIntervalSinceNow > Self.oldestCheckpoint
        return Finding(
            name, isOld ? .notice : .well, "\(place) に\(dates.count)件、最新は\(Self.day(newest))")
    }

    private func space() -> Finding {
        let name = "空き容量"
        var info = statvfs()
        guard statvfs(folder, &info) == 0 else {
            return Finding(name, .missing, "\(folder) がありません。")
        }
        let free = UInt64(info.f_bavail) * UInt64(info.f_frsize)
        let text = "\(folder) に\(free >> 20) MiB"
        return Finding(name, free < Self.leastFree ? .notice : .well, text)
    }

    private static func day(_ date: Any?) -> String {
        (date as? Date).map { $0.instant.inJapan } ?? "日時不明"
    }
}
