import EventLog
public import Participation
import Postgres

/// The made-up people of the demo city: one for each role, and the mayor (見本の市の職員).
public enum DemoStaff {
    /// Their logins are the codes of their roles; the mayor decides, as others do (利用者名).
    public static let people: [(login: String, name: String, role: StaffRole)] = [
        ("viewer", "見本 一郎", .viewer), ("intake", "見本 花子", .intake),
        ("hearing", "見本 次郎", .hearing), ("officer", "見本 三郎", .officer),
        ("approver", "見本 幸子", .approver), ("planning", "見本 四郎", .planning),
        ("auditor", "見本 和子", .auditor), ("admin", "見本 五郎", .admin),
        ("mayor", "見本 市長", .approver),
    ]
}

extension Desk {
    /// Makes the accounts of the demo city; the same again changes nothing (見本の市の利用者).
    /// - Returns: their password. It follows from this installation's own key, so that it can be
    ///   printed at every start and is no other installation's.
    public func seedDemoStaff() async throws(DeskError) -> String {
        let password = OneTimePassword.demo(keyring.derivedKey("staff/demo"))
        do {
            let known = Set(try await staff().map(\.login))
            let missing = DemoStaff.people.filter { !known.contains($0.login) }
            guard !missing.isEmpty else { return password }
            // One hash for all: hashing eight would take a second of the first start.
            let hash = try await passwords.hash(password)
            for person in missing {
                let from = LocalDate(dayNumber: today.dayNumber - 1) ?? today
                let member = try await addStaff(
                    person.login, name: person.name, roles: [RoleTerm(person.role, from: from)],
                    by: nil)
                _ = try await pool.execute(
                    """
                    UPDATE staff.account
                       SET password_hash = \(hash), password_set_at = \(clock())
                     WHERE id = \(member.id)
                    """)
            }
            return password
        } catch {
            throw DeskError(error)
        }
    }
}
