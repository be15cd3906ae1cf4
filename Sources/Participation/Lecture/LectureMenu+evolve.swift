extension LectureMenu {
    /// The state after an event (状態の更新).
    public static func evolve(_ state: LectureMenu, _ event: LectureMenuEvent) -> LectureMenu {
        switch (event, state) {
        case (.offered(let menu), .notOffered), (.offered(let menu), .drafted),
            (.offered(let menu), .confirmed):
            switch menu.stage {
            case .draft: .drafted(menu)
            case .confirmed: .confirmed(menu)
            }
        }
    }
}
