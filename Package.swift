// swift-tools-version: 6.2
import PackageDescription

// One list of settings for every room: Swift 6 mode, imports internal unless said otherwise,
// existentials spelled `any`, and a warning is an error.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
    .treatAllWarnings(as: .error),
]

let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let collections: Target.Dependency = .product(
    name: "OrderedCollections", package: "swift-collections")
let configuration: Target.Dependency = .product(
    name: "Configuration", package: "swift-configuration")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(
    name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTesting: Target.Dependency = .product(
    name: "HummingbirdTesting", package: "hummingbird")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let lifecycle: Target.Dependency = .product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let jwtKit: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
    name: "koe",
    products: [
        .executable(name: "koe", targets: ["koe"]),
        .library(name: "Postgres", targets: ["Postgres"]),
    ],
    dependencies: [
        // Subcommands, --help, usage errors.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Flags > environment > YAML > defaults.
        .package(
            url: "https://github.com/apple/swift-configuration", from: "1.4.0",
            traits: [.defaults, "YAML"]),
        // SHA-256, AES-GCM, Ed25519, HMAC, HKDF (BoringSSL).
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        // One log for the service, readable by any collector.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // OrderedDictionary: a queue whose members can leave from the middle.
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        // The HTTP server.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        // FilePath, which swift-configuration speaks.
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        // HTTP header names, which Hummingbird speaks.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.6.0"),
        // Ordered start, signals, draining shut-down.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        // Checks what the city's identity provider signed (OIDC); with its X509 a minute of a first
        // build.
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
        // Mapping and plan files; the configuration reads its YAML with the same one.
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(
            name: "CXlsxWriter", pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]),

        .target(name: "Participation", swiftSettings: house),
        .target(
            name: "Postgres", dependencies: ["CLibPQ", collections], swiftSettings: house),
        .target(
            name: "Schema", dependencies: ["Postgres", crypto], path: "db",
            exclude: ["calendars", "mappings", "plans", "rules"],
            sources: ["Schema.swift", "Migrator.swift"],
            resources: [
                .embedInCode("migrations"), .embedInCode("functions"), .embedInCode("views"),
                .embedInCode("privileges"),
            ],
            swiftSettings: house),
        .target(
            name: "EventLog", dependencies: ["Postgres", "Schema", crypto, deque],
            swiftSettings: house),
        .target(name: "EmbeddedPostgres", swiftSettings: house),
        .target(
            name: "Desk",
            dependencies: [
                "Participation", "EventLog", "Postgres", "CCurl", "CSodium", "CXlsxWriter",
                crypto, jwtKit, yams,
            ],
            swiftSettings: house),
        .target(
            name: "Web",
            dependencies: [
                "Desk", "Participation", crypto, hummingbird, hummingbirdCore, httpTypes, logging,
            ],
            exclude: ["Resources/README.md"],
            resources: [
                .embedInCode("Resources/openapi.json"),
                .embedInCode("Resources/glossary.tsv"),
                // htmx, compiled in: one file is the whole program.
                .embedInCode("Resources/htmx.min.js"),
                // Ours.
                .embedInCode("Resources/attendance.js"),
                .embedInCode("Resources/intake.js"),
                .embedInCode("Resources/keys.js"),
            ],
            swiftSettings: house),
        .executableTarget(
            name: "koe",
            dependencies: [
                "Web", "Desk", "Participation", "EventLog", "Schema", "Postgres",
                "EmbeddedPostgres", argumentParser, configuration, lifecycle, logging, system,
            ],
            swiftSettings: house),

        .target(
            name: "TestSupport",
            dependencies: ["EmbeddedPostgres", "Postgres", "Schema", "EventLog", crypto],
            swiftSettings: house),
        .testTarget(
            name: "ParticipationTests", dependencies: ["Participation", "TestSupport"],
            exclude: ["Fixtures"],
            swiftSettings: house),
        .testTarget(
            name: "PostgresTests", dependencies: ["Postgres", "TestSupport"],
            swiftSettings: house),
        .testTarget(
            name: "SchemaTests", dependencies: ["Schema", "Postgres", "TestSupport"],
            swiftSettings: house),
        .testTarget(
            name: "EventLogTests",
            dependencies: ["EventLog", "Postgres", "Schema", "TestSupport", crypto],
            swiftSettings: house),
        .testTarget(
            name: "EmbeddedPostgresTests", dependencies: ["EmbeddedPostgres"],
            swiftSettings: house),
        .testTarget(
            name: "DeskTests",
            dependencies: [
                "Desk", "Participation", "EventLog", "Postgres", "TestSupport", crypto,
            ],
            exclude: ["Fixtures"],
            swiftSettings: house),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Web", "Desk", "Participation", "EventLog", "Postgres", "TestSupport",
                crypto, hummingbirdTesting, logging,
            ],
            exclude: ["Fixtures"],
            swiftSettings: house),
        .testTarget(
            name: "KoeTests", dependencies: ["koe", "EventLog", "Postgres", "TestSupport", crypto],
            swiftSettings: house),
    ]
)
