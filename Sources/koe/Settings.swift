import ArgumentParser
import Configuration
import Desk
import Foundation
import SystemPackage
import Web

/// The flags every command has.
struct CommonOptions: ParsableArguments {
    @Option(
        name: .customLong("data-dir"),
        help: "Folder of the private PostgreSQL, keys and checkpoints (KOE_DATA_DIR).")
    var dataDirectory: String?

    @Option(help: "YAML file with settings; /etc/koe/koe.yaml when it exists.")
    var config: String?

    /// Flags > environment `KOE_*` > YAML > defaults.
    func settings() async throws -> Settings {
        try await Settings(dataDirectory: dataDirectory, file: config)
    }
}

/// How data is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}

/// Where everything is.
struct Settings: Sendable {
    static let defaultFile = "/etc/koe/koe.yaml"
    static let defaultDataDirectory = ".koe"
    static let defaultListen = "127.0.0.1:8080"

    let dataDirectory: String
    /// The log's database as the app role; `nil` means the embedded cluster.
    let databaseURL: String?
    /// The same as the owner, for `database migrate` alone.
    let ownerURL: String?
    /// The keyring's database as the app role.
    let keyringURL: String?
    let keyringOwnerURL: String?
    let listen: String
    /// What browsers call Koe behind a server with TLS; `nil` means it answers this computer alone.
    let publicURL: String?
    /// The city's mail server; `nil` means no mail.
    let mail: MailSettings?
    /// The clamd that looks through scanned files; `nil` means nobody does.
    let virusCheck: VirusCheck?
    /// The city's identity provider; `nil` means people log in by name and password alone.
    let oidc: OIDCSettings?
    /// What becomes of the cluster's news. A command says nothing but its one line into a file or a
    /// pipe; `serve`, which runs for months, writes all of it down.
    var say: @Sendable (String) -> Void = { if Terminal.isInteractive { Terminal.note($0) } }

    /// Where the staff's pages are, as a flag or the settings say it.
    /// - Throws: a usage error that names the setting.
    func publicAddress(_ given: String? = nil) throws -> PublicAddress? {
        try (given ?? publicURL).map { url in
            guard let known = PublicAddress(parsing: url) else {
                throw CommandError(
                    "--public-url \(url) is no address with TLS; write https://HOST",
                    Failure.usage)
            }
            return known
        }
    }

    var isEmbedded: Bool { databaseURL == nil }

    init(dataDirectory given: String?, file path: String?) async throws {
        let environment = EnvironmentVariablesProvider().prefixKeys(with: "koe")
        let location = path ?? Self.defaultFile
        let file: FileProvider<YAMLSnapshot>
        do {
            file = try await FileProvider<YAMLSnapshot>(
                filePath: FilePath(location), allowMissing: path == nil)
        } catch {
            // The parser draws the place over several lines.
            let reason = "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
            throw CommandError(
                "\(location) cannot be read as YAML settings: \(reason)", Failure.usage)
        }
        let reader = ConfigReader(providers: [environment, file])
        func value(_ key: ConfigKey) -> String? {
            reader.string(forKey: key).flatMap { $0.isEmpty ? nil : $0 }
        }
        dataDirectory =
            given ?? value("data-dir") ?? Self.defaultDataDirectory
        databaseURL = value("database-url")
        ownerURL = value("database-owner-url")
        keyringURL = value("keyring-url")
        keyringOwnerURL = value("keyring-owner-url")
        listen = value("listen") ?? Self.defaultListen
        publicURL = value("public-url")
        mail = try Self.mail(value)
        oidc = try Self.oidc(value)
        virusCheck = try value("clamd").map { address in
            guard let check = VirusCheck(address: address) else {
                throw CommandError(
                    "KOE_CLAMD \(address) is neither the path of a socket nor HOST:PORT",
                    Failure.usage)
            }
            return check
        }
    }
}
