import Foundation
import Testing

extension KoeProcessTests {
    @Suite("庁内の認証の設定")
    struct SignOn {
        @Test("設定の不足と食い違いは、設定の名前を挙げて64で終わる")
        func settings() async throws {
            try await Office.lend { office in
                let issuer = "https://id.example.jp"
                for (environment, words) in [
                    (["KOE_OIDC_CLIENT_ID": "koe"], "KOE_OIDC_CLIENT_ID is set, but not"),
                    (["KOE_OIDC_ISSUER": issuer], "but not KOE_OIDC_CLIENT_ID"),
                    (
                        ["KOE_OIDC_ISSUER": "http://id.example.jp", "KOE_OIDC_CLIENT_ID": "koe"],
                        "is no address with TLS"
                    ),
                    (
                        [
                            "KOE_OIDC_ISSUER": issuer, "KOE_OIDC_CLIENT_ID": "koe",
                            "KOE_OIDC_CLIENT_SECRET_FILE": "\(office.folder)/none",
                        ], "KOE_OIDC_CLIENT_SECRET_FILE"
                    ),
                    (
                        [
                            "KOE_OIDC_ISSUER": issuer, "KOE_OIDC_CLIENT_ID": "koe",
                            "KOE_OIDC_LABEL": String(repeating: "長", count: 41),
                        ], "KOE_OIDC_LABEL"
                    ),
                ] {
                    let outcome = try await office.koe(["serve"], environment: environment)
                    #expect(outcome.exitCode == 64, "\(outcome)")
                    #expect(outcome.errors.contains(words), "\(outcome)")
                    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome)")
                }
            }
        }

        @Test("点検は認証サーバーが答えるかを言い、結び付けは設定のある市でだけできる")
        func binding() async throws {
            try await Office.lendSetUp { office in
                // A city nothing else is missing in.
                _ = try await office.koe(KeyringJourney.letter + ["手紙"]).text()
                _ = try await office.koe("log", "checkpoint").text()
                let provider = try await OtherSide("0", script: OtherSide.provider, in: office)
                var environment = [
                    "KOE_OIDC_ISSUER": "http://127.0.0.1:\(provider.port)",
                    "KOE_OIDC_CLIENT_ID": "koe", "KOE_PUBLIC_URL": "https://koe.example.jp",
                ]
                func doctor(_ exitCode: Int32) async throws -> Doctor.Answer.Check? {
                    let outcome = try await office.koe(
                        ["doctor", "--format", "json"], environment: environment)
                    #expect(outcome.exitCode == exitCode, "\(outcome)")
                    return try JSONDecoder().decode(
                        Doctor.Answer.self, from: Data(outcome.output.utf8)
                    ).checks.first { $0.name == "庁内の認証" }
                }
                let well = try #require(try await doctor(0))
                #expect(well.state == "well")
                #expect(well.text.contains("https://koe.example.jp/login/oidc/return"))

                for login in ["sato", "abe"] {
                    _ = try await office.koe("user", "add", login, "--name", login).text()
                }
                let order = ["user", "oidc", "sato", "--subject", "3f6c"]
                #expect(
                    try await office.koe(order, environment: environment).text()
                        .contains("結び付けました"))
                #expect(
                    try await office.koe("user", "list", "--format", "json").text()
                        .contains("\"oidcSubject\":\"3f6c\""))
                let taken = try await office.koe(
                    ["user", "oidc", "abe", "--subject", "3f6c"], environment: environment)
                #expect(taken.exitCode == 65 && taken.errors.contains("別の利用者"), "\(taken)")
                let without = try await office.koe("user", "oidc", "abe", "--subject", "x")
                #expect(
                    without.exitCode == 65 && without.errors.contains("設定されていません"),
                    "\(without)")
                #expect(try await office.koe("user", "oidc", "abe").exitCode == 64)
                #expect(
                    try await office.koe("user", "oidc", "sato", "--unbind").text()
                        .contains("解除しました"))

                try await provider.end()
                let gone = try #require(try await doctor(69))
                #expect(gone.state == "missing")
                environment["KOE_OIDC_ISSUER"] = nil
                environment["KOE_OIDC_CLIENT_ID"] = nil
                #expect(try await doctor(0) == nil)
            }
        }
    }
}
