import Desk
import EventLog
import Web

/// Whether the city's identity provider answers (庁内の認証の点検).
struct SignOnCheck {
    private let settings: Settings
    private let oidc: OIDCSettings

    init(_ settings: Settings, _ oidc: OIDCSettings) {
        (self.settings, self.oidc) = (settings, oidc)
    }

    func finding() async -> Finding {
        let name = "庁内の認証"
        do throws(OIDCFault) {
            let keys = try await OIDCProvider(oidc).check(at: EventLog.systemClock())
            guard keys > 0 else {
                return Finding(name, .wrong, "\(oidc.issuer) は答えますが、使える署名鍵がありません。")
            }
            return Finding(name, .well, "\(oidc.issuer) は答えます。署名鍵\(keys)個。\(place)")
        } catch {
            return Finding(
                name, error.isAbsence ? .missing : .wrong,
                "\(oidc.issuer): \(error.japanese)パスワードでのログインはできます。")
        }
    }

    /// Where people come back to, which the provider must have been told.
    private var place: String {
        guard let url = settings.publicURL, let address = PublicAddress(parsing: url) else {
            return "KOE_PUBLIC_URL がないため、このコンピューターからだけログインできます。"
        }
        return "戻り先: \(address.origin)\(WebServer.signOnReturn)"
    }
}
