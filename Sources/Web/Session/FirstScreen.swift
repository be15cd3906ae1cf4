import Desk
import Participation

/// Where somebody lands who has logged in (最初の画面, PRODUCT §4.12).
enum FirstScreen {
    /// The first place of their first role that is there.
    static func path(for person: SignedIn) -> String {
        switch person.stage {
        case .code: return CodePage.path
        case .password: return PasswordPage.path
        case .open: break
        }
        let visitor = Visitor.person(person)
        let wanted = person.roles.map(\.role).sorted(by: { order($0) < order($1) })
            .flatMap { places(for: $0) }
        return wanted.first { AccessTable.opens($0, to: visitor) } ?? AccountPage.path
    }

    private static func places(for role: StaffRole) -> [String] {
        switch role {
        case .intake: [IntakePage.path, RegisterListPage.path, "/figures"]
        case .hearing: [RegisterListPage.path, IntakePage.path, "/figures"]
        case .officer, .approver: ["/tray", RegisterListPage.path, "/figures"]
        case .planning: ["/figures"]
        case .auditor: [LogPage.path, "/status"]
        case .admin: [StaffPages.path]
        case .viewer: [RegisterListPage.path, "/figures"]
        }
    }

    /// Of somebody's roles, the one with the most to do comes first.
    private static func order(_ role: StaffRole) -> Int {
        switch role {
        case .intake: 0
        case .hearing: 1
        case .officer: 2
        case .approver: 3
        case .planning: 4
        case .auditor: 5
        case .admin: 6
        case .viewer: 7
        }
    }
}
