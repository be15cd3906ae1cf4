public import Postgres

/// The SQL of Koe, compiled into the program, and the order in which it is applied.
///
/// Migrations are plain SQL, forward-only and never edited once released: each is recorded with
/// its checksum. Functions, views and privileges are *repeatable*: applied again whenever their
/// text changes.
public struct SchemaDefinition: Sendable {
    /// One SQL file.
    public struct Script: Sendable {
        /// The file's name without its ending, such as `m0001_log`.
        public let name: String
        /// Its text.
        public let sql: String

        init(_ name: String, _ bytes: [UInt8]) {
            self.name = name
            sql = String(decoding: bytes, as: UTF8.self)
        }

        /// A script from text, for tests of the migrator.
        public init(name: String, sql: String) {
            self.name = name
            self.sql = sql
        }
    }

    /// Applied once each, in this order.
    public let migrations: [Script]
    /// Applied after the migrations, in this order, whenever one of them changed.
    public let repeatables: [Script]

    /// A definition from scripts, for tests of the migrator.
    public init(migrations: [Script], repeatables: [Script]) {
        self.migrations = migrations
        self.repeatables = repeatables
    }

    /// The database of the log and of what is derived from it (台帳).
    public static let log = SchemaDefinition(
        migrations: [
            Script("m0001_log", PackageResources.m0001_log_sql),
            Script("m0002_desk", PackageResources.m0002_desk_sql),
            Script("m0003_projections", PackageResources.m0003_projections_sql),
            Script("m0004_search", PackageResources.m0004_search_sql),
            Script("m0005_section_since", PackageResources.m0005_section_since_sql),
            Script("m0006_packed_facts", PackageResources.m0006_packed_facts_sql),
            Script("m0007_tray", PackageResources.m0007_tray_sql),
            Script("m0008_work", PackageResources.m0008_work_sql),
            Script("m0009_classifier", PackageResources.m0009_classifier_sql),
            Script("m0010_opening", PackageResources.m0010_opening_sql),
            Script("m0011_staff", PackageResources.m0011_staff_sql),
            Script("m0012_draft", PackageResources.m0012_draft_sql),
            Script("m0014_register_page", PackageResources.m0014_register_page_sql),
            Script("m0015_scans", PackageResources.m0015_scans_sql),
            Script("m0017_participants", PackageResources.m0017_participants_sql),
            Script("m0019_tray_order", PackageResources.m0019_tray_order_sql),
            Script(
                "m0020_presence_instructions",
                PackageResources.m0020_presence_instructions_sql),
            Script("m0021_sign_on", PackageResources.m0021_sign_on_sql),
            Script("m0022_drafts", PackageResources.m0022_drafts_sql),
        ],
        repeatables: [
            Script("create_partitions", PackageResources.create_partitions_sql),
            Script("advance_checkpoint", PackageResources.advance_checkpoint_sql),
            Script("require_versions", PackageResources.require_versions_sql),
            Script("take_turn", PackageResources.take_turn_sql),
            Script("draw_receipt_numbers", PackageResources.draw_receipt_numbers_sql),
            Script("begin_generation", PackageResources.begin_generation_sql),
            Script("go_live", PackageResources.go_live_sql),
            Script("drop_generation", PackageResources.drop_generation_sql),
            Script("settle_search", PackageResources.settle_search_sql),
            Script("dispose_openings", PackageResources.dispose_openings_sql),
            Script("event_text", PackageResources.event_text_sql),
            Script("projection_table", PackageResources.projection_table_sql),
            Script("log_database", PackageResources.log_database_sql),
        ])

    /// The database of the keys (鍵束).
    public static let keyring = SchemaDefinition(
        migrations: [
            Script("k0001_keyring", PackageResources.k0001_keyring_sql),
            Script("k0002_master_key", PackageResources.k0002_master_key_sql),
        ],
        repeatables: [
            Script("begin_master", PackageResources.begin_master_sql),
            Script("confirm_master", PackageResources.confirm_master_sql),
            Script("keyring_database", PackageResources.keyring_database_sql),
        ])
}

/// The database roles of Koe (データベースの役割).
public enum DatabaseRole: String, CaseIterable, Sendable {
    /// Owns the tables; only `koe database migrate` uses it.
    case owner = "koe_owner"
    /// The program.
    case app = "koe_app"
    /// Reads the log and figures.
    case reader = "koe_reader"
    /// Reads everything, for audits.
    case auditor = "koe_auditor"

    /// Creates the roles that are missing; needs a connection that may create roles.
    public static var createStatements: [Query] {
        allCases.map { role in
            Query(
                unsafeSQL: """
                    DO $$ BEGIN
                        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '\(role.rawValue)') THEN
                            CREATE ROLE \(role.rawValue) LOGIN;
                        END IF;
                    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
                    END $$
                    """)
        }
    }
}
