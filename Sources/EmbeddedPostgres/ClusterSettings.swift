/// The configuration files Koe writes into the cluster before each start (クラスタの設定).
///
/// Pure: text in, text out.
enum ClusterSettings {
    /// Everyone Koe connects as. Only the first exists after initdb; migration makes the others.
    static let roles = [Cluster.superuser, "koe_owner", "koe_app", "koe_reader", "koe_auditor"]

    /// The line that makes postgresql.conf read ``main(socketDirectory:)``.
    static let includeLine = "include 'koe.conf'"

    /// `koe.conf`.
    static func main(socketDirectory: String) -> String {
        """
        # Written by Koe before each start. Put changes of your own after the include line of
        # postgresql.conf.
        listen_addresses = ''
        port = 5432
        unix_socket_directories = \(quoted("\"" + socketDirectory.doubling("\"") + "\""))
        unix_socket_permissions = 0700
        max_connections = 300
        cluster_name = 'koe'

        shared_buffers = 256MB
        max_wal_size = 4GB
        checkpoint_timeout = 15min
        wal_compression = off
        jit = off

        # An acknowledged event is on disk.
        fsync = on
        synchronous_commit = on
        full_page_writes = on

        timezone = 'UTC'
        log_timezone = 'UTC'
        lc_messages = 'C'

        # The log must never hold what a citizen wrote, and an ERROR may quote a value in its
        # message, its DETAIL or its STATEMENT. Koe gets the error itself; here only the server's
        # own LOG, FATAL and PANIC lines remain.
        logging_collector = off
        log_destination = 'stderr'
        log_line_prefix = '%m [%p] '
        log_min_messages = log
        log_min_error_statement = panic
        log_error_verbosity = terse
        log_statement = none
        log_duration = off
        log_min_duration_statement = -1
        log_min_duration_sample = -1
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        log_lock_waits = off
        log_temp_files = -1

        """
    }

    /// `pg_hba.conf`: the socket, and only for users the kernel vouches for.
    static let access = """
        # Written by Koe before each start.
        local all all peer map=koe

        """

    /// `pg_ident.conf`: which OS user may be which role.
    static func identities(admitted users: [String]) -> String {
        let rows = users.flatMap { user in
            roles.map { "koe \"\(user.doubling("\""))\" \($0)" }
        }
        return "# Written by Koe before each start.\n" + rows.joined(separator: "\n") + "\n"
    }

    /// A value as postgresql.conf takes it.
    private static func quoted(_ value: String) -> String {
        let escaped = value.doubling("\\").doubling("'")
        // A value may not run over a line's end; the escape may.
        let lines = escaped.split(separator: "\n", omittingEmptySubsequences: false)
        return "'" + lines.joined(separator: "\\n") + "'"
    }
}

/// A libpq keyword string (接続文字列).
enum ConnectionString {
    /// Each value quoted, so that a path may hold blanks and quotes.
    static func make(_ pairs: KeyValuePairs<String, String>) -> String {
        pairs.map { key, value in
            let escaped = value.doubling("\\", with: "\\").doubling("'", with: "\\")
            return "\(key)='\(escaped)'"
        }.joined(separator: " ")
    }
}

extension String {
    /// Puts `mark` (or itself) before each `scalar`. By scalars, because a quote followed by a
    /// combining mark is another `Character` and would slip through.
    fileprivate func doubling(_ scalar: Unicode.Scalar, with mark: Unicode.Scalar? = nil) -> String
    {
        var result = String.UnicodeScalarView()
        for next in unicodeScalars {
            if next == scalar { result.append(mark ?? scalar) }
            result.append(next)
        }
        return String(result)
    }
}
