import Configuration
import Desk

// The city's identity provider: oidc.issuer (KOE_OIDC_ISSUER), oidc.client-id, oidc.client-secret-file,
// oidc.label.
extension Settings {
    /// Where people show who they are; nil when no provider is named: then by name and password alone.
    /// - Throws: a usage error that names the setting.
    static func oidc(_ value: (ConfigKey) -> String?) throws -> OIDCSettings? {
        let client = value("oidc.client-id")
        let file = value("oidc.client-secret-file")
        let label = value("oidc.label")
        guard let issuer = value("oidc.issuer") else {
            let others = [
                ("KOE_OIDC_CLIENT_ID", client), ("KOE_OIDC_CLIENT_SECRET_FILE", file),
                ("KOE_OIDC_LABEL", label),
            ]
            guard let given = others.first(where: { $0.1 != nil }) else { return nil }
            throw CommandError(
                "\(given.0) is set, but not KOE_OIDC_ISSUER: the provider people log in at",
                Failure.usage)
        }
        guard let client else {
            throw CommandError(
                "KOE_OIDC_ISSUER is set, but not KOE_OIDC_CLIENT_ID: what Koe is called there",
                Failure.usage)
        }
        let secret = try file.map { path in
            try Self.secret(in: path, "KOE_OIDC_CLIENT_SECRET_FILE")
        }
        do throws(OIDCSettings.Fault) {
            return try OIDCSettings(
                issuer: issuer, clientID: client, secret: secret, label: label)
        } catch {
            let line =
                switch error {
                case .notAnIssuer:
                    "KOE_OIDC_ISSUER \(issuer) is no address with TLS; write it as the provider "
                        + "spells it, https://HOST[/PATH]"
                case .notAClient: "KOE_OIDC_CLIENT_ID \(client) cannot be the name of a client"
                case .notALabel:
                    "KOE_OIDC_LABEL has more than \(OIDCLimits.label) characters"
                }
            throw CommandError(line, Failure.usage)
        }
    }
}
