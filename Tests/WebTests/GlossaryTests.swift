import Desk
import Hummingbird
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("用語集")
struct GlossaryTests {
    @Test("符号と言葉は業務の定めと同じ")
    func codes() {
        func check<Code: RawRepresentable<String> & CaseIterable>(
            _ group: String, _ word: (Code) -> String,
            at location: SourceLocation = #_sourceLocation
        ) {
            let kept = Glossary.terms.filter { $0.group == group }.map { [$0.code, $0.word] }
            let known = Code.allCases.map { [$0.rawValue, word($0)] }
            #expect(kept == known, sourceLocation: location)
        }
        check("受付制度") { (code: Scheme) in code.japanese }
        check("経路") { (code: Channel) in code.japanese }
        check("性質") { (code: Nature) in code.japanese }
        check("取扱区分") { (code: Handling) in code.japanese }
        check("状態") { (code: RegisterRow.State) in code.japanese }
        check("処理状況") { (code: ResponseStage) in code.japanese }
        check("公表の可否") { (code: PublicationConsent) in code.japanese }
        check("結び付き") { (code: LinkKind) in code.japanese }
        check("訂正の理由") { (code: CorrectionReason) in code.japanese }
        check("年度末達成見込み") { (code: Prospect) in code.japanese }
        check("承継の区分") { (code: SuccessionKind) in code.japanese }
        check("役割") { (code: StaffRole) in code.japanese }
        #expect(Glossary.terms.allSatisfy { !$0.meaning.isEmpty })
    }

    @Test("どの画面の下からも開ける")
    func everyPage() async throws {
        try await TestServer.with { server in
            for path in ["/register", "/figures", "/account", "/intake", "/glossary"] {
                let page = try await server.ask(.get, path, ["Accept": "text/html"])
                #expect(page.body.contains("<a href=\"/glossary\">用語集</a>"), "\(path)")
            }
            let page = try await server.ask(.get, "/glossary")
            #expect(page.body.contains("<code>letter-to-mayor</code>"))
        }
    }
}
