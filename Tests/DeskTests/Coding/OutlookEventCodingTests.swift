import EventLog
import Participation
import Testing

@testable import Desk

@Suite("所管課の評価の出来事の書式 第1版")
struct OutlookEventCodingTests {
    private static func goldens() throws -> [Golden<OutlookEvent>] {
        let year = try #require(FiscalYear(2026))
        let forecast: FigureValue = try #require(FigureValue(parsing: "124.5"))
        return [
            Golden(
                "OutlookStated.v1",
                .stated(
                    OutlookStatement(
                        indicator: "nemuro-basic/letters-to-mayor",
                        period: FigurePeriod(year: year, quarter: .second),
                        cause: "市の広報で取り上げたため", efforts: "投函箱を2か所増やす",
                        forecast: forecast, prospect: .nearly))),
            Golden(
                "OutlookStated.v1.least",
                .stated(
                    OutlookStatement(
                        indicator: "a/b", period: FigurePeriod(year: year), prospect: .open))),
        ]
    }

    @Test("書いたものは金型と一字一句同じで、読むと元に戻る")
    func roundTrip() throws {
        try Self.goldens().expectWritten(by: OutlookEventCoding.self)
        try Self.goldens().expectRead(by: OutlookEventCoding.self)
    }

    @Test("知らない版・項目は読まない")
    func refuses() throws {
        try Self.goldens().expectUnknownRefused(by: OutlookEventCoding.self)
    }
}
