import EventLog
public import FoundationEssentials
public import Participation

/// What became of a year's menu (メニューの記録の結果).
public struct MenuFiled: Sendable, Equatable {
    /// The fiscal year (年度).
    public let year: FiscalYear
    /// The menu as it stands now (メニュー).
    public let menu: LectureMenu
    /// What was recorded (処理の結果).
    public let handled: Handled
}

// The menu of lectures, one for each fiscal year. Sections put in and take out single lectures; what
// is recorded is the whole menu each time, as the leaflet had it on that day.
extension Desk {
    /// The menu of a fiscal year; nothing is offered yet where nobody made one (年度のメニュー).
    /// - Throws: ``DeskError``.
    public func lectureMenu(of year: FiscalYear) async throws(DeskError) -> LectureMenu {
        do {
            return try await fold(try await log.read(Self.menuStream(year)), as: LectureMenu.self)
        } catch {
            throw DeskError(error)
        }
    }

    /// The fiscal year of a menu as people write it; the present one if not given (年度の読取り).
    /// - Throws: ``DeskError/malformed(_:)``.
    public func menuYear(_ text: String?) throws(DeskError) -> FiscalYear {
        var reader = RequestReader(today: today, labels: \LectureMenuField.japanese)
        let year = reader.year(text, "fiscalYear")
        guard reader.isClean else { throw reader.failure }
        return year ?? FiscalYear(today)
    }

    /// Puts a lecture into the menu of its year (講座の追加).
    ///
    /// A menu nobody has begun begins as a draft; a confirmed one stays confirmed.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func addLecture(
        _ offer: LectureOffer, actor: String?, command: UUID?
    ) async throws(DeskError) -> MenuFiled {
        try await change(try menuYear(offer.year), actor: actor, command: command) { menu in
            if let known = menu?.item(offer.code.halfWidth) {
                // The same again is the same lecture; another one needs a number of its own.
                guard try offer.item(over: nil, today: today) == known else {
                    throw Self.refusal("講座番号\(offer.code)の講座はすでにあります。変更として記録するか、別の番号にしてください。")
                }
                return menu?.items ?? []
            }
            return (menu?.items ?? []) + [try offer.item(over: nil, today: today)]
        }
    }

    /// Changes a lecture of a menu; what is not given stays (講座の変更).
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func changeLecture(
        _ offer: LectureOffer, actor: String?, command: UUID?
    ) async throws(DeskError) -> MenuFiled {
        let year = try menuYear(offer.year)
        return try await change(year, actor: actor, command: command) { menu in
            var items = menu?.items ?? []
            guard let known = menu?.item(offer.code.halfWidth),
                let index = items.firstIndex(of: known)
            else { throw Self.noLecture(offer.code, in: year) }
            items[index] = try offer.item(over: known, today: today)
            return items
        }
    }

    /// Takes a lecture out of a menu; what was asked for stays as it was asked (講座の取下げ).
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func withdrawLecture(
        _ code: String, from year: FiscalYear, actor: String?, command: UUID?
    ) async throws(DeskError) -> MenuFiled {
        try await change(year, actor: actor, command: command) { menu in
            var items = menu?.items ?? []
            guard let known = menu?.item(code.halfWidth) else {
                throw Self.noLecture(code, in: year)
            }
            items.removeAll { $0 == known }
            return items
        }
    }

    /// Drafts a year's menu from the one of the year before (前年度のメニューの写し).
    ///
    /// Lectures the year has already stay as they are; the others of the year before are added.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func copyMenu(
        to year: FiscalYear, actor: String?, command: UUID?
    ) async throws(DeskError) -> MenuFiled {
        guard let last = FiscalYear(year.year - 1),
            let before = try await lectureMenu(of: last).offered, !before.items.isEmpty
        else { throw Self.refusal("前年度のメニューがありません。講座を一つずつ登録してください。") }
        return try await change(year, actor: actor, command: command) { menu in
            (menu?.items ?? [])
                + before.items.filter { item in menu?.item(item.code.text) == nil }
        }
    }

    /// Confirms a menu: from now on citizens can choose from it (メニューの確定).
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func confirmMenu(
        of year: FiscalYear, actor: String?, command: UUID?
    ) async throws(DeskError) -> MenuFiled {
        try await change(year, to: .confirmed, actor: actor, command: command) { $0?.items ?? [] }
    }

    /// - Parameter items: the lectures from now on; called for each attempt.
    private func change(
        _ year: FiscalYear, to stage: LectureMenuStage? = nil, actor: String?, command: UUID?,
        _ items: (LectureMenuOffered?) throws -> [LectureMenuItem]
    ) async throws(DeskError) -> MenuFiled {
        do {
            let settled = try await settle(
                LectureMenu.self, on: Self.menuStream(year), actor: actor,
                as: command.map(Identity.outcome)
            ) { menu in
                try LectureMenu.decide(
                    .offer(
                        OfferLectureMenu(
                            fiscalYear: year, stage: stage ?? menu.offered?.stage ?? .draft,
                            items: try items(menu.offered))), menu)
            }
            return MenuFiled(
                year: year, menu: try await lectureMenu(of: year), handled: settled.handled)
        } catch {
            throw DeskError(error)
        }
    }

    private static func menuStream(_ year: FiscalYear) -> StreamName {
        StreamName(category: LectureMenu.streamCategory, id: CommandID.lectureMenu(year))
    }

    private static func noLecture(_ code: String, in year: FiscalYear) -> DeskError {
        refusal("\(year.japanese)のメニューに講座番号\(code)はありません。番号か年度を確かめてください。")
    }

    private static func refusal(_ japanese: String) -> DeskError {
        .declined([Refused(field: LectureMenuField.code.rawValue, japanese: japanese)])
    }
}
