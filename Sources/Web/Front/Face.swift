/// Which pages a server shows, so that the office's network and the citizens' can be apart
/// (公開面, DECISIONS C9).
///
/// The face of the staff needs no internet: its pages ask nothing of any other server.
public enum Face: String, Sendable, CaseIterable {
    /// Pages and API of the office alone (職員用).
    case staff
    /// Pages for citizens alone (市民用).
    case citizen
    /// All of them on one server (両方).
    case both

    /// Whether a route with this row of the table is there.
    ///
    /// What tells whether the server lives, and what makes a page look as it does, is there on
    /// either face; whatever asks for a login is the office's.
    func shows(_ access: Access?) -> Bool {
        switch (self, access) {
        case (.both, _), (.staff, _): true
        case (.citizen, .anybody), (.citizen, .thisComputer): true
        case (.citizen, .guests), (.citizen, .owesCode), (.citizen, .owesPassword),
            (.citizen, .roles), (.citizen, nil):
            false
        }
    }
}
