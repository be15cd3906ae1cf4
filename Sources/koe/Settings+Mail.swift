import Configuration
import Desk
import Foundation

// The city's mail server: smtp.url (KOE_SMTP_URL), smtp.from, smtp.user, smtp.password-file.
extension Settings {
    /// Where mails are handed in; nil when no server is named: then no section gets any.
    /// - Throws: a usage error that names the setting.
    static func mail(_ value: (ConfigKey) -> String?) throws -> MailSettings? {
        guard let url = value("smtp.url") else { return nil }
        guard let from = value("smtp.from") else {
            throw CommandError(
                "KOE_SMTP_URL is set, but not KOE_SMTP_FROM: the address mails come from",
                Failure.usage)
        }
        let password = try value("smtp.password-file").map {
            try secret(in: $0, "KOE_SMTP_PASSWORD_FILE")
        }
        do throws(MailSettings.Fault) {
            return try MailSettings(
                url: url, from: from, user: value("smtp.user"), password: password)
        } catch {
            let line =
                switch error {
                case .notAServer: "KOE_SMTP_URL \(url) is not smtp://HOST:PORT or smtps://HOST:PORT"
                case .notAnAddress: "KOE_SMTP_FROM \(from) is no mail address"
                case .halfALogin:
                    "KOE_SMTP_USER and KOE_SMTP_PASSWORD_FILE are needed both, or neither"
                }
            throw CommandError(line, Failure.usage)
        }
    }

    /// The first line of a file; settings and environments are read by too many eyes.
    static func secret(in path: String, _ setting: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: path),
            let line = String(decoding: bytes, as: UTF8.self)
                .split(whereSeparator: \.isNewline).first
        else {
            throw CommandError("\(setting) \(path) cannot be read, or is empty", Failure.usage)
        }
        return String(line)
    }
}
