import Desk
public import Hummingbird

/// Who asks, as far as a request shows it (来訪者).
enum Visitor: Sendable {
    /// Nobody has logged in here.
    case nobody
    /// Somebody, though something may still be asked of them.
    case person(SignedIn)
    /// A cookie or a token came along, and the database could not be asked whose it is.
    case unknown(DeskError)

    /// The person; nil for anybody else.
    var person: SignedIn? {
        switch self {
        case .person(let person): person
        case .nobody, .unknown: nil
        }
    }

    /// The person, where nothing is asked of them any more.
    var member: SignedIn? { person.flatMap { $0.stage == .open ? $0 : nil } }
}

/// What is known of a request beside what it says (要求の背景).
public struct WebContext: RequestContext {
    /// What Hummingbird itself keeps.
    public var coreContext: CoreRequestContextStorage
    /// Where the connection comes from; nil from within the process, or by a unix socket.
    let peer: String?
    var visitor = Visitor.nobody

    /// The background of a request that has just arrived.
    public init(source: Source) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress
    }
}

/// A request that was let in: who sent it, by which door, from where (来訪).
struct Visit: Sendable {
    let visitor: Visitor
    let door: Front.Door?
    let place: ClientPlace

    /// Who sent it; the table lets nobody else in where this is asked.
    func person() throws(WebError) -> SignedIn {
        guard let person = visitor.person else { throw .notLoggedIn }
        return person
    }
}
