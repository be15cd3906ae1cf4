import ArgumentParser
import Desk
import Foundation
import Participation

/// `koe user`: who works here and what they may do.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Accounts, roles and tokens of the staff (利用者).",
        discussion: """
            Examples:
              koe user add sato --name '佐藤 花子' --role officer --section 土木課
              koe user password sato
              koe user oidc sato --subject 3f6c1b9e
              koe user import 人事異動.csv --effective-on 2026-04-01 --dry-run

            Whoever holds the data directory may do this; it is recorded as done by a command.
            """,
        subcommands: [
            Add.self, List.self, Role.self, Password.self, Bind.self, Disable.self, Enable.self,
            Import.self, TokenCommand.self,
        ])

    /// `koe user add`
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes an account, with a role or without.",
            discussion: """
                Example: koe user add sato --name '佐藤 花子' --role officer --section 土木課

                It has no password yet: koe user password prints one for the first login.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "What they log in by: a-z, 0-9, . - _ @") var login: String
        @Option(help: "The person's name (氏名).") var name: String
        @Option(help: "What they may do (役割).") var role: Code<StaffRole>?
        @Option(help: "For which section; for all if not given (所属).") var section: String?
        @Option(help: "First day; today if not given.") var from: Day?
        @Option(help: "Last day; until it is ended if not given.") var through: Day?

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let term = role.map {
                    RoleTerm(
                        $0.value, section: section, from: from?.date ?? opened.desk.today,
                        through: through?.date)
                }
                let member = try await opened.desk.addStaff(
                    login, name: name, roles: [term].compactMap(\.self), by: nil)
                Terminal.print("\(member.login): 登録しました。次: koe user password \(member.login)")
            }
        }
    }

    /// `koe user list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the accounts and what they may do on a day.",
            discussion: "Example: koe user list --on 2026-04-01 --format csv")

        @OptionGroup var common: CommonOptions
        @Option(help: "The day; today if not given.") var on: Day?
        @Option(help: "How the list is printed.") var format: OutputFormat = .table

        struct Listed: Encodable {
            struct Role: Encodable {
                var role: String
                var section: String?
                var from: String
                var through: String?
            }
            var login: String
            var name: String
            var isDisabled: Bool
            var hasPassword: Bool
            var asksForCode: Bool
            var oidcSubject: String?
            var roles: [Role]
        }

        private static let header = ["login", "name", "role", "section", "through"]
        private static let words = ["利用者名", "氏名", "役割", "所属", "終了日"]

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                let day = on?.date ?? opened.desk.today
                let members = try await opened.desk.staff()
                switch format {
                case .json:
                    let listed = members.map { Self.listed($0, on: day) }
                    Terminal.print(try Terminal.json(["users": listed]))
                case .csv: Terminal.print(Terminal.csv(Self.header, Self.rows(members, day)))
                case .table: Terminal.print(Terminal.table(Self.words, Self.rows(members, day)))
                }
            }
        }

        private static func listed(_ member: StaffMember, on day: LocalDate) -> Listed {
            Listed(
                login: member.login, name: member.name, isDisabled: member.isDisabled,
                hasPassword: member.hasPassword, asksForCode: member.asksForCode,
                oidcSubject: member.binding?.subject,
                roles: member.roles(on: day).map { term in
                    Listed.Role(
                        role: term.role.rawValue, section: term.section, from: "\(term.from)",
                        through: term.through.map { "\($0)" })
                })
        }

        /// As files have it, so that what is listed can be imported.
        private static func rows(_ members: [StaffMember], _ day: LocalDate) -> [[String]] {
            members.flatMap { member -> [[String]] in
                let roles = member.isDisabled ? [] : member.roles(on: day)
                guard !roles.isEmpty else { return [[member.login, member.name, "", "", ""]] }
                return roles.map { term in
                    [
                        member.login, member.name, term.role.japanese, term.section ?? "",
                        term.through.map { "\($0)" } ?? "",
                    ]
                }
            }
        }
    }

    /// `koe user role`
    struct Role: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Gives a role from a day on, or ends it with a day.",
            discussion: """
                Examples:
                  koe user role sato approver --section 土木課 --from 2026-04-01
                  koe user role sato officer --ends 2026-03-31
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Whose.") var login: String
        @Argument(help: "What they may do (役割).") var role: Code<StaffRole>
        @Option(help: "For which section; for all if not given (所属).") var section: String?
        @Option(help: "First day; today if not given.") var from: Day?
        @Option(help: "Last day; until it is ended if not given.") var through: Day?
        @Option(help: "Ends the role with this day instead.") var ends: Day?

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                guard let last = ends?.date else {
                    try await opened.desk.giveRole(
                        RoleTerm(
                            role.value, section: section, from: from?.date ?? opened.desk.today,
                            through: through?.date), to: login, by: nil)
                    Terminal.print("\(login): \(role.value.japanese)を付与しました")
                    return
                }
                let held = try await opened.desk.member(login).held.filter {
                    $0.term.role == role.value && $0.term.holds(on: last)
                        && (section == nil || $0.term.section == section)
                }
                guard !held.isEmpty else {
                    throw CommandError(
                        "\(login) has not the role \(role.value.rawValue) on \(last)",
                        Failure.badData)
                }
                for role in held {
                    try await opened.desk.endRole(role.number, of: login, through: last, by: nil)
                }
                Terminal.print("\(login): \(role.value.japanese)を\(last.wareki)で終了します")
            }
        }
    }

    /// `koe user password`
    struct Password: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a password for one login; the person then chooses their own.",
            discussion: """
                Examples:
                  koe user password sato
                  koe user password sato abe --format csv

                Their sessions end, and an earlier password is worth nothing.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "Whose.") var logins: [String]
        @Option(help: "How it is printed.") var format: OutputFormat = .table

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                var rows: [[String]] = []
                for login in logins {
                    rows.append([
                        login, try await opened.desk.issuePassword(for: login, by: nil),
                    ])
                }
                switch format {
                case .json:
                    let pairs = rows.map { ["login": $0[0], "password": $0[1]] }
                    Terminal.print(try Terminal.json(pairs))
                case .csv: Terminal.print(Terminal.csv(["login", "password"], rows))
                case .table: Terminal.print(Terminal.table(["利用者名", "初回パスワード"], rows))
                }
            }
        }
    }

    /// `koe user disable`
    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets nobody log in by an account any more; its sessions and tokens end.",
            discussion: "Example: koe user disable sato")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Which account.") var login: String

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                try await opened.desk.disableStaff(login, by: nil)
                Terminal.print("\(login): 利用を停止しました")
            }
        }
    }

    /// `koe user enable`
    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets a disabled account be used again.",
            discussion: "Example: koe user enable sato")

        @OptionGroup var common: CommonOptions
        @Argument(help: "Which account.") var login: String

        func run() async throws {
            try await OpenDesk.with(try await common.settings()) { opened in
                try await opened.desk.enableStaff(login, by: nil)
                Terminal.print("\(login): 利用を再開しました")
            }
        }
    }

    /// `koe user import`
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a list of transfers; the same again does nothing (人事異動).",
            discussion: """
                Example: koe user import 人事異動.csv --effective-on 2026-04-01 --dry-run

                Columns: 利用者名, 氏名, 役割 (\(StaffRole.allCases.map(\.japanese).joined(separator: ", "))
                or the code; blank: none any more), 所属 (blank: all), 終了日 (blank: until it is
                ended). Several roles: several rows. Whoever is not in the list keeps what they have.

                All is recorded or nothing. New accounts get no password: koe user password.
                """)

        @OptionGroup var common: CommonOptions
        @Argument(help: "List of transfers (CSV).") var file: String
        @Option(help: "First day it holds (発令日).") var effectiveOn: Day
        @Flag(help: "Only say what would be recorded.") var dryRun = false
        @Option(help: "Characters of the file; recognised unless given.")
        var encoding: Code<FileEncoding>?

        func run() async throws {
            let table = try TableSource.read(file, as: encoding)
            try await OpenDesk.with(try await common.settings()) { opened in
                let outcome = try await opened.desk.importTransfers(
                    table, effectiveOn: effectiveOn.date, isTrial: dryRun, by: nil)
                try TableSource.refuse(outcome.problems, of: file)
                let rows = outcome.changes.map { change in
                    [
                        change.login, change.name, change.isNew ? "新規" : "",
                        change.ended.map(Self.words).joined(separator: "、"),
                        change.given.map(Self.words).joined(separator: "、"),
                    ]
                }
                if !rows.isEmpty {
                    Terminal.print(Terminal.table(["利用者名", "氏名", "登録", "終了", "付与"], rows))
                }
                Terminal.print(
                    "\(effectiveOn.date.wareki)の人事異動 \(outcome.people)人: "
                        + Self.summary(rows.count, isTrial: dryRun))
            }
        }

        private static func words(_ term: RoleTerm) -> String {
            term.role.japanese + (term.section.map { "(\($0))" } ?? "")
        }

        private static func summary(_ count: Int, isTrial: Bool) -> String {
            if count == 0 { return "変更なし(登録済みの内容と同じです)" }
            return isTrial ? "\(count)人を変更する予定です(試行のため記録していません)" : "\(count)人を変更しました"
        }
    }
}
