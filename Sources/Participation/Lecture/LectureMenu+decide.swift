extension LectureMenu {
    /// Answers a command with the events that follow from it (判断).
    ///
    /// A confirmed menu may be confirmed again with other lectures, because sections add some in
    /// the middle of the year; it never becomes a draft again, because citizens choose from it.
    /// - Throws: the first of `OfferLectureMenu.refusals`, or what the state forbids.
    public static func decide(
        _ command: LectureMenuCommand, _ state: LectureMenu
    ) throws(LectureMenuRefusal) -> [LectureMenuEvent] {
        switch (command, state) {
        case (.offer(let offer), .notOffered):
            return try offer.events()
        case (.offer(let offer), .drafted(let menu)):
            return try offer.events(replacing: menu)
        case (.offer(let offer), .confirmed(let menu)):
            if offer.stage == .draft { throw .alreadyConfirmed }
            return try offer.events(replacing: menu)
        }
    }
}

extension OfferLectureMenu {
    /// Everything that stands against the menu, in its own order (入力の誤り).
    public var refusals: [LectureMenuRefusal] {
        if items.count > LectureLimits.menuItems {
            return [.tooManyItems(limit: LectureLimits.menuItems)]
        }
        if items.isEmpty, stage == .confirmed { return [.nothingToConfirm] }
        var codes: Set<Wording> = []
        return items.enumerated().flatMap { index, item in
            let number = index + 1
            let isRepeated = !codes.insert(item.code).inserted
            return item.refusals(as: number)
                + (isRepeated ? [LectureMenuRefusal.codeTwice(item: number)] : [])
        }
    }

    fileprivate func events(
        replacing menu: LectureMenuOffered? = nil
    ) throws(LectureMenuRefusal) -> [LectureMenuEvent] {
        if let refusal = refusals.first { throw refusal }
        if let menu, menu.fiscalYear != fiscalYear { throw .otherYear(menu.fiscalYear) }
        let offered = LectureMenuOffered(fiscalYear: fiscalYear, stage: stage, items: items)
        return offered == menu ? [] : [.offered(offered)]
    }
}

extension LectureMenuItem {
    fileprivate func refusals(as number: Int) -> [LectureMenuRefusal] {
        let texts: [(LectureMenuField, Wording?, Int, Bool)] = [
            (.code, code, LectureLimits.code, true), (.title, title, LectureLimits.title, true),
            (.aim, aim, LectureLimits.remark, false),
            (.department, department, LectureLimits.code, true),
            (.materials, materials, LectureLimits.remark, false),
        ]
        var refusals = texts.compactMap { field, text, limit, required in
            TextFault.of(text?.text, limit: limit, required: required)
                .map { LectureMenuRefusal.text(field, item: number, $0) }
        }
        if topics.count > LectureLimits.topics {
            refusals.append(.tooManyTopics(item: number, limit: LectureLimits.topics))
        } else if let fault = topics.lazy.compactMap({
            TextFault.of($0.text, limit: LectureLimits.code, required: true)
        }).first {
            refusals.append(.text(.topics, item: number, fault))
        }
        if !LectureLimits.minutes.contains(minutes) {
            refusals.append(.minutesOutOfRange(item: number))
        }
        if let minimumPeople, !LectureLimits.expected.dropFirst().contains(minimumPeople) {
            refusals.append(.minimumOutOfRange(item: number))
        }
        return refusals
    }
}
