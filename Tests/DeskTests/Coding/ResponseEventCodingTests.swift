import EventLog
import Participation
import Testing

@testable import Desk

@Suite("担当課の処理の書式 第1版")
struct ResponseEventCodingTests {
    private static func sealed(_ text: String) -> Sealed<Wording> { .readable(Wording(text)) }

    private static func golden() throws -> [Golden<ItemEvent>] {
        let events: [(String, ResponseEvent, Bool)] =
            try dealing() + answering() + approving() + ending()
        return events.map { Golden($0, .response($1), hasPersonal: $2) }
    }

    private static func dealing() throws -> [(String, ResponseEvent, Bool)] {
        let early = try #require(TimeOfDay(hour: 0, minute: 5))
        let later = try #require(TimeOfDay(hour: 13, minute: 30))
        let day = LocalDate.on("2026-07-01")
        return [
            (
                "ItemClaimed.v1",
                .claimed(ItemClaim(section: "土木課", by: "佐藤", on: day, at: later)), false
            ),
            (
                "ItemClaimed.v1.triage",
                .claimed(ItemClaim(section: nil, by: "広聴", on: day, at: early)), false
            ),
            (
                "ItemReleased.v1", .released(ItemRelease(section: "土木課", by: "佐藤")), false
            ),
            (
                "ItemReleased.v1.triage", .released(ItemRelease(section: nil, by: "広聴")), false
            ),
            ("ItemAccepted.v1", .accepted(section: "土木課"), false),
            (
                "ItemTransferred.v1",
                .transferred(
                    ItemTransfer(from: "土木課", to: "水道課", reason: sealed("配水管の話のため"))), true
            ),
            (
                "ItemReturnedToTriage.v1",
                .returnedToTriage(
                    ReturnToTriage(from: "土木課", reason: sealed("どの課か分からないため"))), true
            ),
            (
                "ItemNoted.v1",
                .noted(
                    InternalNote(
                        section: "公園課", by: "鈴木", isContribution: true,
                        text: sealed("園路は対象外です。"))), true
            ),
            (
                "ItemNoted.v1.least",
                .noted(InternalNote(section: nil, by: "佐藤", text: sealed("現地を確認した。"))), true
            ),
        ]
    }

    private static func answering() -> [(String, ResponseEvent, Bool)] {
        [
            (
                "ItemInterimAnswered.v1",
                .interimAnswered(
                    InterimAnswer(
                        on: .on("2026-07-05"), medium: .post, expectedOn: .on("2026-08-01"),
                        reason: sealed("関係機関と調整中のため"))), true
            ),
            (
                "ItemAnsweredOrally.v1",
                .answeredOrally(
                    SpokenAnswer(
                        on: .on("2026-07-06"), medium: .phone, gist: sealed("時刻を早めると説明した。"))),
                true
            ),
            (
                "ItemAnswerSent.v1",
                .sent(
                    SentAnswer(
                        draft: 2, on: .on("2026-07-09"), medium: .post, documentNumber: "土木第12号")),
                false
            ),
            (
                "ItemAnswerSent.v1.least",
                .sent(SentAnswer(draft: 2, on: .on("2026-07-09"), medium: .email)), false
            ),
        ]
    }

    private static func approving() -> [(String, ResponseEvent, Bool)] {
        [
            (
                "ItemAnswerDrafted.v1",
                .drafted(
                    AnswerDraft(
                        version: 2, by: "佐藤", isMinor: true,
                        route: [
                            ApprovalStep(post: "道路係長"),
                            ApprovalStep(post: "公園課長", isConsultation: true),
                            ApprovalStep(post: "土木課長"),
                        ], text: sealed("朝6時までに\r\n除雪します。"))), true
            ),
            (
                "ItemAnswerDrafted.v1.least",
                .drafted(
                    AnswerDraft(
                        version: 1, by: "佐藤", isMinor: false, route: [], text: sealed("下書き"))),
                true
            ),
            ("ItemAnswerDraftWithdrawn.v1", .draftWithdrawn(version: 2, by: "佐藤"), false),
            (
                "ItemAnswerStamped.v1",
                .stamped(
                    ApprovalStamp(
                        draft: 2, post: "土木課長", manner: .onPaper, by: "佐藤", onBehalfOf: "田中",
                        on: .on("2026-07-08"))), false
            ),
            (
                "ItemAnswerStamped.v1.least",
                .stamped(
                    ApprovalStamp(
                        draft: 2, post: "道路係長", manner: .approved, by: "高橋",
                        on: .on("2026-07-08"))), false
            ),
            (
                "ItemAnswerSentBack.v1",
                .sentBack(
                    DraftSentBack(
                        draft: 1, post: "道路係長", by: "佐藤", onBehalfOf: "高橋",
                        reason: sealed("時刻の根拠を書くこと"))), true
            ),
            (
                "ItemAnswerSentBack.v1.least",
                .sentBack(
                    DraftSentBack(
                        draft: 1, post: "道路係長", by: "高橋", reason: sealed("時刻の根拠を書くこと"))),
                true
            ),
            ("ItemEnvelopeChecked.v1", .envelopeChecked(version: 2, by: "佐藤"), false),
            (
                "ItemInstructed.v1",
                .instructed(
                    Instruction(
                        number: 1, post: "市長", by: "shicho", on: .on("2026-07-02"),
                        text: sealed("現地を確認すること"))), true
            ),
            (
                "ItemInstructionAnswered.v1",
                .instructionAnswered(
                    InstructionAnswer(
                        number: 1, section: "土木課", by: "佐藤", on: .on("2026-07-03"),
                        text: sealed("道順を見直した。"))), true
            ),
            (
                "ItemInstructionAnswered.v1.triage",
                .instructionAnswered(
                    InstructionAnswer(
                        number: 2, section: nil, by: "広聴", on: .on("2026-07-03"),
                        text: sealed("担当を決めた。"))), true
            ),
        ]
    }

    private static func ending() -> [(String, ResponseEvent, Bool)] {
        [
            (
                "ItemMeasureTaken.v1",
                .measureTaken(
                    MeasureTaken(
                        section: "土木課", on: .on("2026-07-08"), outcome: .realised,
                        text: sealed("除雪の順番を変えた。"))), true
            ),
            (
                "ItemMeasureChecked.v1",
                .measureChecked(
                    MeasureCheck(on: .on("2027-01-08"), text: sealed("苦情はなくなった。"))), true
            ),
            (
                "ItemClosed.v1",
                .closed(
                    ItemClosure(
                        on: .on("2026-07-10"), noAnswer: .answeredBefore,
                        note: .readable("昨年と同じ内容"))), true
            ),
            (
                "ItemClosed.v1.least",
                .closed(
                    ItemClosure(
                        on: .on("2026-07-10"), noAnswer: .anonymous, note: .readable(nil))), false
            ),
            (
                "ItemReopened.v1",
                .reopened(ItemReopening(cause: .further, reason: sealed("再度の申出"))), true
            ),
            (
                "ItemReopened.v1.error",
                .reopened(ItemReopening(cause: .entryError, reason: sealed("別の案件だった"))), true
            ),
        ]
    }

    @Test("すべての種類に金型がある")
    func everyTypeHasAGoldenFile() throws {
        #expect(
            Set(try Self.golden().map(\.type))
                == Set(ResponseEventCoding.EventType.allCases.map(\.rawValue)))
    }

    @Test("書いたものは金型と一字一句同じで、読むと元の出来事に戻り、他の版や知らない項目は読まない")
    func goldenFiles() throws {
        try Self.golden().expectWritten(by: ItemEventCoding.self)
        try Self.golden().expectRead(by: ItemEventCoding.self)
        try Self.golden().expectUnknownRefused(by: ItemEventCoding.self)
    }

    @Test("鍵を消した文は消去済みと読め、数えるものは変わらない")
    func erased() throws {
        for golden in try Self.golden() where golden.hasPersonal {
            guard case .response(let event) = try golden.erased(by: ItemEventCoding.self) else {
                continue
            }
            #expect(ResponseEventCoding.encode(event).payload == (try golden.payload()))
            #expect(ResponseEventCoding.encode(event).personal == nil)
        }
    }

    @Test("文のない出来事に封印部分があれば読まず、文のある出来事に封印部分がなければ読まない")
    func sealedParts() throws {
        let accepted = try Self.golden().golden("ItemAccepted.v1")
        #expect(throws: EventCodingError.unexpected(type: "ItemAccepted", key: "sealed")) {
            try ItemEventCoding.decode(
                type: accepted.type, schemaVersion: 1, payload: try accepted.payload(),
                opened: .erased)
        }
        let transferred = try Self.golden().golden("ItemTransferred.v1")
        #expect(throws: EventCodingError.missing(type: "ItemTransferred", key: "reason")) {
            try ItemEventCoding.decode(
                type: transferred.type, schemaVersion: 1, payload: try transferred.payload(),
                opened: nil)
        }
    }

    @Test("おかしな値は読まない")
    func malformed() throws {
        try Self.golden().expectMalformedRefused(
            by: ItemEventCoding.self,
            [
                (name: "ItemClaimed.v1", old: "13:30", new: "25:30", key: "at"),
                (name: "ItemAnswerSent.v1", old: "post", new: "pigeon", key: "medium"),
                (name: "ItemAnswerStamped.v1", old: "on-paper", new: "verbal", key: "manner"),
                (name: "ItemMeasureTaken.v1", old: "realised", new: "done", key: "outcome"),
                (name: "ItemClosed.v1", old: "answered-before", new: "lazy", key: "noAnswer"),
                (name: "ItemReopened.v1", old: "further", new: "why", key: "cause"),
            ])
    }
}

@Suite("回答期限の定めと職員配置の書式 第1版")
struct RulesEventCodingTests {
    private static let deadlines: [Golden<DeadlineEvent>] = [
        Golden(
            "DeadlineDefined.v1",
            .defined(
                DeadlineTerm(scheme: .opinion, from: .on("2026-07-01"), rule: .openingDays(10)))),
        Golden(
            "DeadlineDefined.v1.calendar",
            .defined(DeadlineTerm(from: .on("2026-04-01"), rule: .calendarDays(14)))),
        Golden(
            "DeadlineDefined.v1.none",
            .defined(DeadlineTerm(scheme: .petition, from: .on("2026-04-01"), rule: nil))),
        Golden(
            "DeadlineWithdrawn.v1", .withdrawn(scheme: .opinion, from: .on("2026-07-01"))),
        Golden("DeadlineWithdrawn.v1.least", .withdrawn(scheme: nil, from: .on("2026-04-01"))),
    ]
    private static let posts: [Golden<PostEvent>] = [
        Golden(
            "PostsListed.v1",
            .listed(
                PostList(
                    effectiveOn: .on("2026-04-01"),
                    posts: [
                        Post(
                            name: "土木課長", rank: .section, sections: ["土木課", "河川課"], holder: "田中",
                            tenure: .acting, deputies: ["土木課長補佐"]),
                        Post(name: "土木課長補佐", rank: nil),
                    ])))
    ]

    @Test("書いたものは金型と一字一句同じで、読むと元の出来事に戻り、他の版や知らない項目は読まない")
    func goldenFiles() throws {
        #expect(
            Set(Self.deadlines.map(\.type))
                == Set(DeadlineEventCoding.EventType.allCases.map(\.rawValue)))
        try Self.deadlines.expectWritten(by: DeadlineEventCoding.self)
        try Self.deadlines.expectRead(by: DeadlineEventCoding.self)
        try Self.deadlines.expectUnknownRefused(by: DeadlineEventCoding.self)
        try Self.posts.expectWritten(by: PostEventCoding.self)
        try Self.posts.expectRead(by: PostEventCoding.self)
        try Self.posts.expectUnknownRefused(by: PostEventCoding.self)
    }

    @Test("暦日と開庁日の両方がある定めは読まない")
    func eitherOr() throws {
        let both = #"{"calendarDays":14,"from":"2026-04-01","openingDays":10}"#
        #expect(throws: EventCodingError.malformed(type: "DeadlineDefined", key: "openingDays")) {
            try DeadlineEventCoding.decode(
                type: "DeadlineDefined", schemaVersion: 1, payload: Array(both.utf8), opened: nil)
        }
    }

    @Test("どの市でも同じ一つの対象に記録する")
    func streams() {
        #expect(
            DeadlineEventCoding.stream.text == "deadline-00000000-0000-8000-8000-000000000002")
        #expect(PostEventCoding.stream.text == "posts-00000000-0000-8000-8000-000000000003")
    }
}
