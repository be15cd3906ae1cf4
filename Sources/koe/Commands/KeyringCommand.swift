import ArgumentParser
import Desk
import EventLog
import Foundation
import Postgres

/// `koe keyring`: the keys of personal data and the master key that wraps them.
struct KeyringCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keyring",
        abstract: "The keys of personal data, and the master key that wraps them (鍵束).",
        discussion: "Example: koe keyring status",
        subcommands: [Status.self, Rotate.self])

    /// `koe keyring status`
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the master keys, and what is awaited of keys that were destroyed.",
            discussion: """
                Example: koe keyring status --format json

                A backup of the keyring opens nothing any more once the master key of its day is
                destroyed. A fingerprint tells master keys apart; nothing about a key follows from it.
                """)

        @OptionGroup var common: CommonOptions
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        struct Master: Encodable {
            let number: Int32
            let fingerprint: String
            let state: String
            let madeAt: String
            let servesSince: String?
            let destroyedAt: String?
        }

        struct Answer: Encodable {
            let masters: [Master]
            let awaited: Int64
            let backups: [String]
        }

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let masters = try await opened.keyring.masters()
                let remains = try await opened.keyring.remains()
                switch format {
                case .json:
                    let answer = Answer(
                        masters: masters.map(Self.master), awaited: remains.keys,
                        backups: remains.backups.map(\.name))
                    Terminal.print(try Terminal.json(answer))
                case .csv:
                    let rows = masters.map(Self.master).map {
                        [
                            String($0.number), $0.fingerprint, $0.state, $0.madeAt,
                            $0.servesSince ?? "", $0.destroyedAt ?? "",
                        ]
                    }
                    let header = [
                        "number", "fingerprint", "state", "madeAt", "servesSince", "destroyedAt",
                    ]
                    Terminal.print(Terminal.csv(header, rows))
                case .table: Self.table(masters, remains)
                }
            }
        }

        private static func master(_ master: RegisteredMaster) -> Master {
            Master(
                number: master.number, fingerprint: master.fingerprint,
                state: master.state.rawValue, madeAt: RFC3339.string(master.madeAt.microseconds),
                servesSince: master.servesSince.map { RFC3339.string($0.microseconds) },
                destroyedAt: master.destroyedAt.map { RFC3339.string($0.microseconds) })
        }

        private static func table(_ masters: [RegisteredMaster], _ remains: KeyRemains) {
            let rows = masters.map {
                [
                    "第\($0.number)号", $0.fingerprint, $0.state.japanese, $0.madeAt.inJapan,
                    $0.servesSince?.inJapan ?? "―", $0.destroyedAt?.inJapan ?? "―",
                ]
            }
            Terminal.print(
                Terminal.table(["親鍵", "指紋", "状態", "作成", "使用開始", "破棄"], rows))
            for line in remains.japanese { Terminal.print(line) }
        }
    }

    /// `koe keyring rotate`
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Changes the master key while the service runs (親鍵の更新).",
            discussion: """
                Examples:
                  koe keyring rotate
                  koe keyring rotate --announce     only makes the new one; nothing uses it yet
                  koe keyring rotate --if-awaited   for a timer: only after keys were destroyed

                Wraps every key anew and then destroys the old master key: from then on older backups
                of the keyring open nothing. Enquiry codes and search stay as they are. Cut short, it
                goes on when it is called again.

                Several servers: first --announce, copy master.key to the others, then rotate. They
                need no restart. Afterwards put the new master.key into its own backup and remove the
                old one there: Koe can destroy only the copies it sees.
                """)

        @OptionGroup var common: CommonOptions
        @Flag(help: "Make the new master key and put it into the file, no more.")
        var announce = false
        @Flag(help: "Do nothing unless keys were destroyed under the present master key.")
        var ifAwaited = false

        func run() async throws {
            try await OpenDesk.with(common.settings()) { opened in
                let keyring = opened.keyring
                if announce {
                    let master = try await keyring.announceMaster()
                    return Terminal.print(
                        "親鍵 第\(master.number)号(\(master.fingerprint))を作りました。"
                            + "他のサーバーに master.key を配ってから koe keyring rotate を実行してください。")
                }
                if ifAwaited, try await isSettled(keyring) {
                    return Terminal.print("破棄を待つ鍵はありません。何もしませんでした。")
                }
                let total = try await keyring.count()
                let progress = Progress("親鍵の更新")
                let rotation = try await keyring.rotateMaster { progress.show($0, of: total) }
                // What was learned is sealed with a key that ends with the old master key.
                if try await opened.desk.keptClassifier() != nil {
                    _ = try await opened.desk.retrainClassifier()
                }
                print(rotation)
            }
        }

        private func isSettled(_ keyring: Keyring) async throws -> Bool {
            guard try await keyring.remains().keys == 0 else { return false }
            // A change that was cut short is ended first.
            return try await keyring.masters().allSatisfy {
                $0.state == .serving || $0.state == .destroyed
            }
        }

        private func print(_ rotation: Rotation) {
            let since = rotation.master.servesSince?.inJapan ?? ""
            Terminal.print(
                "親鍵を第\(rotation.master.number)号(\(rotation.master.fingerprint))に更新しました。"
                    + "包み直した鍵は\(rotation.rewrapped)件です。")
            Terminal.print("\(since)より前の鍵束の退避は、もう誰にも開けません。")
            Terminal.print("master.key の控えを新しいものに替え、古い控えを廃棄してください。")
        }
    }
}

extension RegisteredMaster.State {
    /// As the register prints it (状態の表記).
    var japanese: String {
        switch self {
        case .announced: "予告"
        case .serving: "使用中"
        case .retiring: "更新中"
        case .destroyed: "破棄済み"
        }
    }
}

extension KeyRemains {
    /// What is still awaited, in sentences (消去の残りの表記).
    var japanese: [String] {
        guard keys > 0 else { return ["破棄した鍵は、どの退避にも残っていません。"] }
        let lines = backups.map {
            "鍵束の退避 \($0.name)(\($0.takenAt.inJapan)取得)に残っています。"
                + "\($0.worthlessFrom.inJapan)を過ぎるか、親鍵を更新すると無効になります。"
        }
        return [
            "破棄した鍵\(keys)件は、親鍵を更新するまで、それ以前の鍵束の退避から取り出せます。"
        ] + lines
    }
}
