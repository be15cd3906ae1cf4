import ArgumentParser
import Desk
import Participation

/// `koe setup`: makes this database a city's.
struct SetupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup",
        abstract: "Sets up a city: its name and its local government code.",
        discussion: """
            Example: koe setup --city 根室市 --code 012238

            The code is the six-digit 全国地方公共団体コード; its last digit is checked. The first time it
            prints the login of the first administrator (システム管理者), who chooses a password of their
            own when they log in.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "The city's name as printed, such as 根室市.")
    var city: String
    @Option(help: "Local government code, six digits, such as 012238.")
    var code: String

    func run() async throws {
        guard let code = LocalGovernmentCode(parsing: code) else {
            throw CommandError(
                "--code \(code) is no local government code (全国地方公共団体コード): six digits "
                    + "with a check digit, such as 012238 for 根室市", Failure.usage)
        }
        try await OpenDesk.with(common.settings()) { opened in
            let city = try await opened.desk.setUp(city: city, code: code)
            Terminal.print("\(city.name) (\(city.code)) is set up in \(opened.site.keyDirectory).")
            if let password = try await opened.desk.makeFirstAdministrator() {
                Terminal.print(
                    "First login: \(Desk.firstAdministrator), one-time password: \(password)")
            }
            Terminal.print("Next: koe serve")
        }
    }
}
