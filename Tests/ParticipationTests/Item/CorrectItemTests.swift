import Participation
import Testing

@Suite("訂正")
struct CorrectItemTests {
    @Test("変わった項目だけを理由とともに記録し、受付時の記録は残る")
    func recordsWhatDiffers() throws {
        let wanted = CorrectItem.correction {
            $0.changes.receivedOn = .on("2026-06-27")
            $0.changes.scheme = .letterToMayor
            $0.changes.nature = .set(.complaint)
            $0.changes.district = .set("落石")
            $0.changes.copies = 1
        }
        let outcome = try Scenario.givenLetter().when(.correct(wanted))
        outcome.then(
            .corrected(
                .corrected {
                    $0.receivedOn = .on("2026-06-27")
                    $0.nature = .set(.complaint)
                    $0.district = .set("落石")
                }))
        let item = try outcome.item()
        #expect(item.plain.receivedOn == .on("2026-06-27"))
        #expect(item.plain.nature == .complaint)
        #expect(item.receipt.plain.receivedOn == .on("2026-06-28"))
        #expect(item.receipt.plain.nature == .request)
    }

    @Test("何も変わらない訂正は何も記録しない。同じ訂正の繰返しも同じ")
    func nothingChanges() throws {
        let same = CorrectItem.correction {
            $0.changes.receivedOn = .on("2026-06-28")
            $0.changes.channel = .paper
            $0.sender = .identified(.taro)
            $0.summary = .set("除雪の時間を早めてほしい")
            $0.category = .set("07")
            $0.topics = ["除雪", "", "2-5", "除雪"]
            $0.note = "変わらない"
        }
        try Scenario.givenLetter().when(.correct(same)).thenNothing()
        let wanted = CorrectItem.correction { $0.summary = .set("除雪") }
        let events = try Scenario.givenLetter().when(.correct(wanted)).result.get()
        let state = try Scenario.givenLetter().state
        Scenario<Item>(state: events.reduce(state, Item.evolve)).when(.correct(wanted))
            .thenNothing()
    }

    @Test("別の年度の受付日に直しても、受付番号は変わらない")
    func keepsTheNumber() throws {
        let outcome = try Scenario.givenLetter().when(
            .correct(.correction { $0.changes.receivedOn = .on("2026-03-31") }))
        outcome.thenAccepted()
        let plain = try outcome.item().plain
        #expect(plain.receiptNumber.description == "R8-0123")
        #expect(FiscalYear(plain.receivedOn).label == "R7")
    }

    @Test("氏名・要旨・本文・説明は封印する部分にだけ入る")
    func sealsTexts() throws {
        let wanted = CorrectItem.correction {
            $0.sender = .identified(.taro.with { $0.name = "根室 次郎" })
            $0.summary = .set("除排雪")
            $0.body = .set("本文の訂正")
            $0.introducedBy = .set("根室 議員")
            $0.note = "本人から電話"
        }
        let event = try Scenario.givenLetter().when(.correct(wanted)).event()
        guard case .corrected(let correction) = event else { throw ItemRefusal.notReceived }
        #expect(correction.changes == ItemChanges())
        let personal = try #require(correction.personal.content)
        #expect(personal.sender == .set(.taro.with { $0.name = "根室 次郎" }))
        #expect(personal.summary == .set("除排雪"))
        #expect(personal.body == .set("本文の訂正"))
        #expect(personal.introducedBy == .set("根室 議員"))
        #expect(personal.note == "本人から電話")
    }

    @Test("電話番号を足しても、ほかの記載は残る")
    func amendsTheSender() throws {
        let item = try Scenario.givenLetter().when(
            .correct(
                .correction {
                    $0.details = SenderChanges()
                    $0.details?.phone = .set("0153-23-6111")
                    $0.details?.email = .cleared
                })
        ).item()
        #expect(
            item.personal.content?.sender
                == .taro.with {
                    $0.phone = "0153-23-6111"
                    $0.email = nil
                })
    }

    @Test("匿名の差出人が分かれば記名になる。氏名がなければ断る")
    func becomesKnown() throws {
        let scenario = try Scenario.givenLetter { $0.sender = .anonymous }
        var details = SenderChanges()
        details.phone = .set("0153-23-6111")
        let phone = CorrectItem.correction { [details] in $0.details = details }
        scenario.when(.correct(phone)).thenRefused(.nameRequired)
        details.name = "根室 花子"
        let named = CorrectItem.correction { [details] in $0.details = details }
        let item = try scenario.when(.correct(named)).item()
        #expect(item.plain.senderKind == .identified)
        #expect(
            item.personal.content?.sender
                == SenderDetails(name: "根室 花子", phone: "0153-23-6111"))
    }

    @Test("異体字を直すのも訂正")
    func correctsGlyphs() throws {
        let scenario = try Scenario.givenLetter { $0.sender = .identified(.init(name: "\u{FA19}")) }
        let wanted = CorrectItem.correction { $0.sender = .identified(.init(name: "\u{795E}")) }
        let item = try scenario.when(.correct(wanted)).item()
        #expect(
            item.personal.content?.sender?.name.unicodeScalars.map(\.value) == [0x795E])
    }

    @Test("匿名に直すと差出人と回答希望が消え、記名に戻すこともできる")
    func becomesAnonymous() throws {
        let anonymous = CorrectItem.correction { $0.sender = .anonymous }
        let outcome = try Scenario.givenLetter { $0.replyBy = .post }.when(.correct(anonymous))
        outcome.then(
            .corrected(
                .corrected {
                    $0.senderKind = .anonymous
                    $0.wantsReply = .no
                    $0.replyBy = .cleared
                } personal: {
                    $0.sender = .cleared
                }))
        let later = Scenario<Item>(state: .received(try outcome.item()))
        let named = try later.when(
            .correct(
                .correction {
                    $0.sender = .identified(.taro)
                    $0.changes.wantsReply = .yes
                })
        ).item()
        #expect(named.plain.senderKind == .identified && named.plain.wantsReply == .yes)
        #expect(named.personal.content?.sender == .taro)
    }

    @Test("本文を消すと「本文なし」になる")
    func removesTheBody() throws {
        let item = try Scenario.givenLetter().when(
            .correct(.correction { $0.body = .cleared })
        ).item()
        #expect(!item.plain.hasBody)
        #expect(item.personal.content?.body == nil)
    }

    @Test("空欄にした任意項目は「なし」になる")
    func clears() throws {
        let outcome = try Scenario.givenLetter {
            $0.district = "落石"
            $0.attributes = ["年代": "40代"]
        }.when(
            .correct(
                .correction {
                    $0.changes.nature = .cleared
                    $0.changes.district = .set("　")
                    $0.changes.attributes = ["年代": ""]
                }))
        outcome.then(
            .corrected(
                .corrected {
                    $0.nature = .cleared
                    $0.district = .cleared
                    $0.attributes = [:]
                }))
    }

    @Test("分類の訂正は分類の出来事として記録し、説明があれば訂正も記録する")
    func correctsTheCategory() throws {
        let wanted = CorrectItem.correction {
            $0.reason = .misclassified
            $0.category = .set("12")
        }
        let classified = ItemEvent.categorised(
            ItemClassification(category: "12", reason: .misclassified))
        try Scenario.givenLetter().when(.correct(wanted)).then(classified)
        var explained = wanted
        explained.note = "道路ではなく除雪"
        try Scenario.givenLetter().when(.correct(explained)).then(
            .corrected(
                .corrected(.misclassified) { _ in
                } personal: {
                    $0.note = "道路ではなく除雪"
                }),
            classified)
    }

    @Test("話題だけの訂正は分類をそのまま残す")
    func correctsTopics() throws {
        let item = try Scenario.givenLetter().when(
            .correct(.correction { $0.topics = ["通学路"] })
        ).item()
        #expect(item.plain.category == "07" && item.plain.topics == ["通学路"])
    }

    @Test("受け付けていない案件は訂正できない")
    func notReceived() {
        Scenario<Item>.given().when(.correct(.correction { $0.summary = .set("除雪") }))
            .thenRefused(.notReceived)
    }

    @Test("受付時と同じ決まりで断る。誤りはすべて示す")
    func refuses() throws {
        let wanted = CorrectItem.correction {
            $0.changes.receivedOn = .on("2026-07-11")
            $0.changes.copies = 0
            $0.changes.department = .set("\u{0}")
            $0.sender = .identified(SenderDetails(name: "", postalCode: "1"))
            $0.summary = .cleared
            $0.body = .set("\u{7F}")
        }
        let scenario = try Scenario.givenLetter()
        #expect(
            try scenario.item.refusals(of: wanted) == [
                .receivedInFuture(today: .on("2026-07-10")), .nameRequired,
                .postalCodeMalformed, .controlCharacter(.department),
                .copiesOutOfRange(limit: 99_999), .summaryRequired, .controlCharacter(.body),
            ])
        scenario.when(.correct(wanted)).thenRefused(.receivedInFuture(today: .on("2026-07-10")))
    }

    @Test("取込みの訂正では要旨が長くても、なくてもよい")
    func imported() throws {
        let long = String(repeating: "要", count: 1_000)
        for summary in [Revision.set(long), .cleared] {
            try Scenario.givenLetter().when(
                .correct(
                    .correction {
                        $0.origin = .imported
                        $0.summary = summary
                    })
            ).thenAccepted()
        }
    }

    @Test("消去済みの案件では、公開部分だけを訂正できる")
    func erased() throws {
        var receipt = try Scenario<Item>.given().when(.receive(.letter())).event().receipt
        receipt.personal = .erased
        let scenario = Scenario<Item>.given(.received(receipt))
        let texts: [CorrectItem] = [
            .correction { $0.summary = .set("除雪") }, .correction { $0.body = .cleared },
            .correction { $0.sender = .identified(.taro) }, .correction { $0.note = "説明" },
            .correction { $0.introducedBy = .cleared },
        ]
        for wanted in texts { scenario.when(.correct(wanted)).thenRefused(.personalErased) }
        let item = try scenario.when(
            .correct(
                .correction {
                    $0.changes.channel = .fax
                    $0.sender = .anonymous
                })
        ).item()
        #expect(item.plain.channel == .fax && item.plain.senderKind == .anonymous)
        #expect(item.personal == .erased)
    }

    @Test("後から消去された訂正も、公開部分は変わらない")
    func erasedLater() throws {
        var correction = ItemCorrected.corrected { $0.channel = .fax }
        correction.personal = .erased
        let item = try Scenario.givenLetter(.corrected(correction)).item
        #expect(item.plain.channel == .fax && item.personal == .erased)
    }
}
