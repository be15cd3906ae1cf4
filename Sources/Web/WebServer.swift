public import Desk
public import Hummingbird
public import Logging

/// Limits of the web server, each with its name (サーバーの上限).
public enum WebLimits {
    /// The largest request body, in bytes (1 MiB): 100,000 Japanese characters are 300 kB, and
    /// twice that when a client writes them as \\u escapes; scans take another way.
    public static let bodyBytes = 1024 * 1024
    /// Connections served at the same time; others wait in the kernel's queue.
    public static let connections = 4_096
    /// How long a connection may be silent, in seconds.
    public static let idleSeconds: Int64 = 60
    /// What a caller is told to wait after 503, in seconds.
    public static let retryAfterSeconds = 2
}

/// Koe over HTTP: pages, JSON API, health and metrics (Webサーバー).
///
/// ``buildApplication()`` is where everything is put together; the application is a service for
/// the program's one `ServiceGroup`.
public struct WebServer: Sendable {
    /// Where the identity provider sends people back to, behind the public address
    /// (認証からの戻り先).
    public static let signOnReturn = SignOnPage.returnPath

    private let desk: Desk
    private let address: ListenAddress
    private let publicAddress: PublicAddress?
    private let face: Face
    private let version: String
    private let logger: Logger
    private let onRunning: @Sendable (ListenAddress) async -> Void

    /// A server that does not listen yet.
    /// - Parameters:
    ///   - desk: what it asks.
    ///   - address: where it will listen; port 0 lets the system choose.
    ///   - publicAddress: what browsers call it, where a server with TLS stands in front; nil: only
    ///     this computer is answered.
    ///   - face: which pages it shows.
    ///   - version: the program's version, for `koe_build_info` and the status page.
    ///   - logger: where it writes.
    ///   - onRunning: called once it listens, with the port that was really taken.
    public init(
        desk: Desk, address: ListenAddress, publicAddress: PublicAddress? = nil,
        face: Face = .both, version: String, logger: Logger,
        onRunning: @escaping @Sendable (ListenAddress) async -> Void = { _ in }
    ) {
        self.desk = desk
        self.address = address
        self.publicAddress = publicAddress
        self.face = face
        self.version = version
        self.logger = logger
        self.onRunning = onRunning
    }

    /// Everything it answers to.
    func routes(counting metrics: RequestMetrics) -> [Route] {
        [
            HealthRoutes(desk: desk).routes, StatusPage(desk: desk, version: version).routes,
            MetricsRoute(desk: desk, requests: metrics, version: version).routes,
            Script.routes, PageScript.routes, LogInPage(desk: desk).routes,
            SignOnPage(desk: desk).routes, CodePage(desk: desk).routes,
            PasswordPage(desk: desk).routes, AccountPage(desk: desk).routes,
            StaffPages(desk: desk).routes, TransferPage(desk: desk).routes,
            IntakePage(desk: desk).routes, ItemRoutes(desk: desk).routes,
            RegisterListPage(desk: desk).routes, PeoplePage(desk: desk).routes,
            RegisterRoutes(desk: desk).routes, RecordPage(desk: desk).routes,
            ScanPage(desk: desk).routes, AttachmentPage(desk: desk).routes,
            CorrectionPage(desk: desk).routes, SuspensionPage(desk: desk).routes,
            PresenceRoute(desk: desk).routes, ProofPage(desk: desk).routes,
            LogPage(desk: desk).routes, GlossaryPage(desk: desk).routes,
            TrayPage(desk: desk).routes, WorkPage(desk: desk).routes,
            ReplyPage(desk: desk).routes, ApprovalPage(desk: desk).routes,
            LetterPage(desk: desk).routes, CirculationPage(desk: desk).routes,
            ResponseRoutes(desk: desk).routes, CorrectionRoutes(desk: desk).routes,
            TrayRoutes(desk: desk).routes,
            FigureRoutes(desk: desk).routes,
            FigureBoardPage(desk: desk).routes, FigureRecordsPage(desk: desk).routes,
            OrganisationPage(desk: desk).routes, ReformPage(desk: desk).routes,
            YearPage(desk: desk).routes, PrintPage(desk: desk).routes,
            LecturePages(desk: desk).routes, GatheringPages(desk: desk).routes,
            OpenAPIRoute().routes,
        ].flatMap(\.self).filter { face.shows(AccessTable.access($0.method, $0.path)) }
    }

    /// The server with all its routes.
    public func buildApplication() -> Application<RouterResponder<WebContext>> {
        let metrics = RequestMetrics()
        let routes = self.routes(counting: metrics)
        let front = Front(address: address, publicAddress: publicAddress)
        let doorkeeper = Doorkeeper(front: front)

        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        // From the outside in: what is counted and secured is the final answer, errors included; who
        // asks is known before anything can go wrong.
        router.add(middleware: CountsRequests(metrics: metrics, routes: routes))
        router.add(middleware: SecuresResponses())
        router.add(middleware: KnowsVisitor(desk: desk, front: front, routes: routes))
        router.add(middleware: AnswersErrors(routes: routes, logIn: LogInPage(desk: desk)))
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { request, context in
                try await route.answer(request, doorkeeper.admit(request, context, to: route))
            }
        }
        return Application(
            router: router,
            server: .http1(configuration: .init(idleTimeout: .seconds(WebLimits.idleSeconds))),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: .maximum(WebLimits.connections, logger: logger)),
            onServerRunning: { [address, onRunning] channel in
                let port = channel.localAddress?.port ?? address.port
                await onRunning(ListenAddress(host: address.host, port: port))
            },
            logger: logger)
    }
}
