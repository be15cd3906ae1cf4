import Participation
import Testing

@Suite("組織改正の判断")
struct ReorganisationTests {
    private let april = LocalDate.on("2024-04-01")
    private let march = LocalDate.on("2024-03-31")

    private func decide(
        _ command: OrganisationCommand, _ state: OrganisationState
    ) throws(OrganisationRefusal) -> [OrganisationEvent] {
        try OrganisationState.decide(command, state)
    }

    @Test("2月に準備した改称は、4月1日0時から効く")
    func preparedAhead() throws {
        let state = try OrganisationState.townHall().after(
            .rename(
                UnitRenaming(
                    code: "10", on: april,
                    description: .init(
                        names: [.department: "総合政策部"], body: .mayor))))
        #expect(state.unit("11", on: march)?.fullName == "総務部庶務課")
        #expect(state.unit("11", on: april)?.fullName == "総合政策部庶務課")
        #expect(state.unit("11", on: april)?.path == [.department: "総合政策部", .division: "庶務課"])
    }

    @Test("もう効いている変更は、何も起こさない")
    func sameAgain() throws {
        let commands: [OrganisationCommand] = [
            .establish(.division("13", "市民課", in: "10", from: april)),
            .rename(UnitRenaming(code: "12", on: april, description: .division("納税課"))),
            .move(UnitMove(code: "12", on: april, parent: nil)),
            .abolish(.init(code: "11", on: april, successors: [.init(code: "13", kind: .rename)])),
            .assignDuty(.init(unit: "13", duty: "戸籍に関すること", categories: ["07"], from: april)),
            .moveDuty(.init(duty: "戸籍に関すること", from: "13", to: "12", on: .on("2024-10-01"))),
        ]
        let before = try OrganisationState.townHall()
        let events = try decide(.together(commands), before)
        #expect(events.count == 6)
        let state = events.reduce(before, OrganisationState.evolve)
        #expect(try decide(.together(commands), state) == [])
    }

    @Test("書いた順によらず、廃止・設置・改称の順に記録する")
    func order() throws {
        let events = try decide(
            .together([
                .rename(UnitRenaming(code: "12", on: april, description: .division("納税課"))),
                .establish(.division("11", "秘書課", in: "10", from: april)),
                .abolish(.init(code: "11", on: april)),
            ]), .townHall())
        #expect(
            events == [
                .unitAbolished(.init(code: "11", on: april)),
                .unitEstablished(.division("11", "秘書課", in: "10", from: april)),
                .unitRenamed(.init(code: "12", on: april, description: .division("納税課"))),
            ])
    }

    @Test("字形だけ直した名称も変更")
    func glyph() throws {
        let before = try OrganisationState.townHall().after(
            .rename(UnitRenaming(code: "11", on: april, description: .division("\u{FA19}社課"))))
        let events = try decide(
            .rename(UnitRenaming(code: "11", on: april, description: .division("\u{795E}社課"))),
            before)
        #expect(events.count == 1)
    }

    @Test("後継組織は同じ日の廃止をもう一度届け出て直せる")
    func correctsSuccessors() throws {
        let state = try OrganisationState.townHall().after(
            .abolish(.init(code: "11", on: april)),
            .abolish(.init(code: "11", on: april, successors: [.init(code: "12", kind: .merge)])))
        #expect(
            state.currentSection(of: "11", receivedOn: march, category: nil, on: april)
                == .unit("12"))
    }

    /// What is refused, and why.
    static let refusals: [(OrganisationCommand, OrganisationRefusal)] = {
        let (april, july) = (LocalDate.on("2024-04-01"), LocalDate.on("2024-07-01"))
        return [
            (.establish(.division(" ", "課")), .required(.code)),
            (.establish(.division("13", "　")), .required(.name)),
            (.establish(.division("13", "市\u{7}課")), .controlCharacter(.name)),
            (
                .establish(.division(String(repeating: "1", count: 41), "課")),
                .tooLong(.code, limit: 40)
            ),
            (
                .establish(
                    .init(code: "13", from: april, description: .init(names: [:], body: .mayor))),
                .required(.name)
            ),
            (
                .establish(.division("13", "課", from: .on("1889-03-31"))),
                .tooEarly(earliest: .on("1889-04-01"))
            ),
            (
                .establish(.division("13", "課", in: "99", from: april)),
                .parentMissing(code: "13", parent: "99", on: april)
            ),
            (
                .establish(.division("13", "課", in: "11", from: april)),
                .parentNotAbove(code: "13", parent: "11", on: april)
            ),
            (
                .establish(.division("11", "課", from: april)),
                .inForce(code: "11", since: .on("2020-04-01"))
            ),
            (
                .establish(.division("11", "課", from: .on("2019-04-01"))),
                .inForceLater(code: "11", from: .on("2020-04-01"))
            ),
            (
                .rename(.init(code: "99", on: april, description: .division("課"))),
                .unknown(code: "99")
            ),
            (
                .rename(.init(code: "12", on: july, description: .division("課"))),
                .notInForce(code: "12", on: july)
            ),
            (
                .move(.init(code: "11", on: april, parent: "11")),
                .parentNotAbove(code: "11", parent: "11", on: april)
            ),
            (
                .move(.init(code: "10", on: april, parent: "11")),
                .parentNotAbove(code: "10", parent: "11", on: april)
            ),
            (
                .abolish(.init(code: "10", on: april)),
                .parentMissing(code: "11", parent: "10", on: april)
            ),
            (
                .abolish(.init(code: "11", on: .on("2020-04-01"))),
                .endsOnFirstDay(code: "11", from: .on("2020-04-01"))
            ),
            (
                .abolish(.init(code: "12", on: april)),
                .endsOnOtherDay(code: "12", on: .on("2024-06-01"))
            ),
            (.abolish(.init(code: "12", on: july)), .notInForce(code: "12", on: july)),
            (
                .abolish(
                    .init(code: "11", on: april, successors: [.init(code: "11", kind: .rename)])),
                .successorMissing(code: "11", successor: "11", on: april)
            ),
            (
                .abolish(
                    .init(code: "11", on: july, successors: [.init(code: "12", kind: .merge)])),
                .successorMissing(code: "11", successor: "12", on: july)
            ),
            (
                .abolish(
                    .init(code: "11", on: april, successors: [.init(code: "12", kind: .split)])),
                .successionContradictory(code: "11")
            ),
            (
                .abolish(
                    .init(
                        code: "11", on: april,
                        successors: [
                            .init(code: "10", kind: .merge), .init(code: "12", kind: .transfer),
                        ])),
                .successionContradictory(code: "11")
            ),
            (
                .abolish(
                    .init(
                        code: "11", on: april,
                        successors: [
                            .init(code: "12", kind: .split), .init(code: "12", kind: .split),
                        ])),
                .successionContradictory(code: "11")
            ),
            (
                .assignDuty(.init(unit: "99", duty: "税", categories: [], from: april)),
                .unknown(code: "99")
            ),
            (
                .assignDuty(.init(unit: "11", duty: "", categories: [], from: april)),
                .required(.duty)
            ),
            (
                .moveDuty(.init(duty: "税", from: "11", to: "12", on: april)),
                .dutyNotHeld(unit: "11", duty: "税", on: april)
            ),
            (
                .moveDuty(.init(duty: "税", from: "11", to: "11", on: april)),
                .dutyMovesNowhere(unit: "11")
            ),
        ]
    }()

    @Test("できない改正は、理由を挙げて断る", arguments: refusals.indices)
    func refuses(index: Int) throws {
        let (command, refusal) = Self.refusals[index]
        let state = try OrganisationState.townHall()
            .after(.abolish(.init(code: "12", on: .on("2024-06-01"))))
        #expect(throws: refusal) { try decide(command, state) }
        #expect(!refusal.japanese.isEmpty)
    }

    @Test("後継は循環しない: 同じ日に互いを後継とする廃止は断る")
    func noCycle() throws {
        #expect(throws: OrganisationRefusal.self) {
            try decide(
                .together([
                    .abolish(
                        .init(code: "11", on: april, successors: [.init(code: "12", kind: .merge)])),
                    .abolish(
                        .init(code: "12", on: april, successors: [.init(code: "11", kind: .merge)])),
                ]), .townHall())
        }
    }

    @Test("後に届け出た早い日付の廃止で、後継や分掌が宙に浮くなら断る")
    func nothingLeftHanging() throws {
        let state = try OrganisationState.townHall().after(
            .abolish(.init(code: "11", on: april, successors: [.init(code: "12", kind: .merge)])))
        #expect(
            throws: OrganisationRefusal.successorMissing(code: "11", successor: "12", on: april)
        ) { try decide(.abolish(.init(code: "12", on: .on("2023-04-01"))), state) }
        let other = try OrganisationState.townHall().after(
            .assignDuty(.init(unit: "12", duty: "税", categories: [], from: april)))
        #expect(throws: OrganisationRefusal.notInForce(code: "12", on: april)) {
            try decide(.abolish(.init(code: "12", on: .on("2023-04-01"))), other)
        }
        let prepared = try OrganisationState.townHall().after(
            .rename(UnitRenaming(code: "12", on: april, description: .division("納税課"))))
        #expect(throws: OrganisationRefusal.changesLater(code: "12", on: april)) {
            try decide(.abolish(.init(code: "12", on: march)), prepared)
        }
    }

    @Test("一つでも断られたら、一括のどれも起こらない。多すぎる変更も断る")
    func allOrNothing() throws {
        #expect(throws: OrganisationRefusal.unknown(code: "99")) {
            try decide(
                .together([
                    .establish(.division("13", "市民課", from: april)),
                    .move(UnitMove(code: "99", on: april, parent: nil)),
                ]), .townHall())
        }
        let move = OrganisationCommand.move(UnitMove(code: "11", on: april, parent: "10"))
        #expect(throws: OrganisationRefusal.tooMany(.changes, limit: 5_000)) {
            try decide(.together(Array(repeating: move, count: 5_001)), .townHall())
        }
    }

    @Test("名称・略称・コードから組織が分かる。複数あれば候補を示す")
    func labels() throws {
        let state = try OrganisationState.takamatsu(through: 2024)
        func match(_ label: String) -> UnitMatch { state.unit(named: label, on: april) }
        for label in [
            "スポーツ振興課", "高松市スポーツ振興課", "3520400000",
            "創造都市推進局文化・観光・スポーツ部スポーツ振興課", "創造都市推進局 スポーツ振興課",
            "文化・観光・スポーツ部　スポーツ振興課",
        ] {
            #expect(match(label).unit?.code == "3520400000", "\(label)")
        }
        #expect(match("教育局総合教育センターICT教育推進室").unit?.code == "6510401000")
        #expect(match("総務課").unit == nil)
        #expect(match("総務課").candidates.count == 4)
        #expect(match("健康福祉局福祉事務所").candidates.count == 3)
        #expect(match("市民政策局市民課") == .none)
        #expect(match("") == .none)
        #expect(match("高松市").unit?.code == "0000000000")
    }
}
