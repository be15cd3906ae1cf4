import EventLog
public import FoundationEssentials
import Participation

// Lectures that get an id of their own. Everything else asked of a lecture goes through `handle`.
extension Desk {
    /// Takes a group's request for a lecture (出前講座の申込み).
    ///
    /// - Parameter command: identifies the request; under the same id it is recorded once.
    /// - Returns: the id of the lecture; where staff enter it, what fails the city's rules comes
    ///   back as warnings.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func requestLecture(
        _ application: LectureApplication, actor: String?, command: UUID?
    ) async throws(DeskError) -> Filed {
        var request = try application.command(today: today)
        if let code = application.menuCode {
            request.subject = .menu(try await menuItem(code, in: request.fiscalYear))
        }
        return try await file(
            .request(request), warnings: request.objections.map(\.japanese), actor: actor,
            command: command)
    }

    /// Records a lecture that was held without a request here (出前講座の実績の登録).
    ///
    /// Two alike on one day are two, so nothing but the command tells whether it is the same.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func recordLecture(
        _ record: LectureRecord, actor: String?, command: UUID?
    ) async throws(DeskError) -> Filed {
        try await file(
            try record.command(today: today), warnings: [], actor: actor, command: command)
    }

    private func file(
        _ asked: LectureCommand, warnings: [String], actor: String?, command: UUID?
    ) async throws(DeskError) -> Filed {
        let id = command.map(CommandID.lecture(of:)) ?? newID()
        return Filed(
            id: id,
            handled: try await handle(
                asked, of: Lecture.self, stream: id, actor: actor, command: command),
            warnings: warnings)
    }

    /// The lecture of a year's menu with a code; of a draft as well, staff may promise it early.
    private func menuItem(
        _ code: String, in year: FiscalYear
    ) async throws(DeskError) -> LectureMenuItem {
        guard let item = try await lectureMenu(of: year).offered?.item(code.halfWidth) else {
            throw DeskError.declined([
                Refused(
                    field: "menuCode",
                    japanese: "\(year.japanese)のメニューに講座番号\(code)はありません。"
                        + "番号か年度を確かめるか、メニュー外の希望として入力してください。")
            ])
        }
        return item
    }
}
