import Participation
import Testing

@Suite("受付")
struct ReceiveItemTests {
    @Test("手紙を受け付けると、公開部分と封印部分に分けて記録する")
    func receivesALetter() throws {
        let letter = try ReceiveItem.letter()
        Scenario<Item>.given().when(.receive(letter)).then(
            .received(
                ItemReceived(
                    plain: .init(
                        receiptNumber: letter.receiptNumber, scheme: .letterToMayor,
                        nature: .request, channel: .paper, receivedOn: .on("2026-06-28"),
                        senderKind: .identified, category: "07", topics: ["除雪", "2-5"],
                        wantsReply: .yes, mayPublish: .no, hasBody: true, scans: 2),
                    personal: .readable(
                        .init(
                            sender: .taro, summary: "除雪の時間を早めてほしい",
                            body: "朝6時までに\r\nお願いします。")))))
    }

    @Test("受け付けた案件の状態は受付済み")
    func stateAfterReceipt() throws {
        let event = try Scenario<Item>.given().when(.receive(.letter())).event()
        let receipt = try event.receipt
        #expect(Scenario<Item>.given(event).state == .received(ReceivedItem(receipt: receipt)))
    }

    @Test("要旨だけで受け付けられる。本文は後で転記する")
    func summaryIsEnough() throws {
        let letter = try ReceiveItem.letter {
            $0.sender = .unknown
            $0.nature = nil
            $0.category = nil
            $0.topics = []
            $0.body = nil
            $0.wantsReply = .unstated
            $0.mayPublish = .unstated
            $0.scans = 0
        }
        let receipt = try Scenario<Item>.given().when(.receive(letter)).event().receipt
        #expect(!receipt.plain.hasBody)
        #expect(receipt.plain.nature == nil)
        #expect(receipt.plain.category == nil)
        #expect(receipt.personal.content?.sender == nil)
        #expect(receipt.personal.content?.body == nil)
    }

    @Test("匿名の回答希望は「不要」になる", arguments: ReplyWish.allCases)
    func anonymousWantsNoReply(wish: ReplyWish) throws {
        let letter = try ReceiveItem.letter {
            $0.sender = .anonymous
            $0.wantsReply = wish
        }
        let receipt = try Scenario<Item>.given().when(.receive(letter)).event().receipt
        #expect(receipt.plain.wantsReply == .no)
        #expect(receipt.plain.senderKind == .anonymous)
        #expect(receipt.personal.content?.sender == nil)
    }

    @Test("受付時に分かるさらなる項目も記録し、議員名だけは封印する")
    func furtherMembers() throws {
        let letter = try ReceiveItem.letter {
            $0.district = "落石"
            $0.department = "広報広聴係"
            $0.attributes = ["年代": "40代", "空欄": "　"]
            $0.copies = 30
            $0.handling = .restricted
            $0.isUrgent = true
            $0.senderParty = .organisation
            $0.isJoint = true
            $0.isByProxy = true
            $0.replyBy = .largePrint
            $0.textKind = .transcript
            $0.isUndueDemand = true
            $0.introducedBy = "根室 議員"
        }
        let receipt = try Scenario<Item>.given().when(.receive(letter)).event().receipt
        let plain = receipt.plain
        #expect(plain.district == "落石" && plain.department == "広報広聴係")
        #expect(plain.attributes == ["年代": "40代"])
        #expect(plain.copies == 30 && plain.handling == .restricted && plain.isUrgent)
        #expect(plain.senderParty == .organisation && plain.isJoint && plain.isByProxy)
        #expect(plain.replyBy == .largePrint && plain.textKind == .transcript)
        #expect(plain.isUndueDemand)
        #expect(receipt.personal.content?.introducedBy == "根室 議員")
        #expect(!String(describing: plain).contains("議員"))
    }

    @Test("匿名には回答方法も残らない")
    func anonymousHasNoReplyMedium() throws {
        let letter = try ReceiveItem.letter {
            $0.sender = .anonymous
            $0.replyBy = .post
        }
        let receipt = try Scenario<Item>.given().when(.receive(letter)).event().receipt
        #expect(receipt.plain.replyBy == nil)
    }

    @Test("不明と記名の回答希望はそのまま", arguments: ReplyWish.allCases)
    func othersKeepTheirWish(wish: ReplyWish) throws {
        for sender in [Sender.unknown, .identified(SenderDetails(name: "根室 花子"))] {
            let letter = try ReceiveItem.letter {
                $0.sender = sender
                $0.wantsReply = wish
            }
            let receipt = try Scenario<Item>.given().when(.receive(letter)).event().receipt
            #expect(receipt.plain.wantsReply == wish)
            #expect(receipt.plain.senderKind == sender.kind)
        }
    }

    @Test("公開部分には個人の文字が一つも入らない")
    func plainPartHoldsNothingPersonal() throws {
        let receipt = try Scenario<Item>.given().when(.receive(.letter())).event().receipt
        let plain = String(describing: receipt.plain)
        for text in ["根室", "ねむろ", "087", "常盤町", "６１１１", "taro", "早めて", "朝6時"] {
            #expect(!plain.contains(text))
        }
    }

    @Test(
        "文字は書かれたまま残る",
        arguments: [
            "𠮷田 \u{FA11}子", "葛\u{E0100}城 一郎", "渡邉\u{E0102}", "か\u{3099}くや", "ｶﾞｸ", "\u{FA19}山", "髙﨑",
            "\u{E000}外字", "  前後に空白　", "Nguyễn Thị", "👨‍👩‍👧",
        ])
    func textStaysAsWritten(name: String) throws {
        let details = SenderDetails(name: name, kana: name, address: name, phone: name)
        let letter = try ReceiveItem.letter {
            $0.sender = .identified(details)
            $0.summary = name
            $0.body = name
            $0.category = name
            $0.topics = [name]
        }
        let receipt = try Scenario<Item>.given().when(.receive(letter)).event().receipt
        let personal = try #require(receipt.personal.content)
        let texts = [
            personal.sender?.name, personal.sender?.kana, personal.sender?.address,
            personal.sender?.phone, personal.summary, personal.body, receipt.plain.category,
            receipt.plain.topics.first,
        ]
        for text in texts {
            #expect(text.map { Array($0.unicodeScalars) } == Array(name.unicodeScalars))
        }
    }

    @Test("空欄は未記入として扱う")
    func blanksAreNotGiven() throws {
        let letter = try ReceiveItem.letter {
            $0.sender = .identified(
                SenderDetails(
                    name: "根室 花子", kana: "", postalCode: " ", address: "　", phone: "\t", email: ""))
            $0.body = "　\n"
            $0.category = ""
            $0.topics = ["", "除雪", " ", "除雪", "除\u{E0100}雪"]
        }
        let receipt = try Scenario<Item>.given().when(.receive(letter)).event().receipt
        #expect(receipt.personal.content?.sender == SenderDetails(name: "根室 花子"))
        #expect(receipt.personal.content?.body == nil)
        #expect(!receipt.plain.hasBody)
        #expect(receipt.plain.category == nil)
        #expect(receipt.plain.topics == ["除雪", "除\u{E0100}雪"])
    }

    @Test("取込みでは要旨も本文もなくてよい", arguments: [nil, "", "　"])
    func importNeedsNoSummary(summary: String?) throws {
        let letter = try ReceiveItem.letter {
            $0.origin = .imported
            $0.summary = summary
            $0.body = nil
        }
        let receipt = try Scenario<Item>.given().when(.receive(letter)).event().receipt
        #expect(receipt.personal.content?.summary == nil)
    }

    @Test("同じ内容の再受付は何も起こさない")
    func sameAgain() throws {
        let event = try Scenario<Item>.given().when(.receive(.letter())).event()
        Scenario<Item>.given(event).when(.receive(try .letter())).thenNothing()
    }

    @Test("番号を引き直した再受付も、最初の番号のまま何も起こさない")
    func sameAgainWithAnotherNumber() throws {
        let event = try Scenario<Item>.given().when(.receive(.letter(serial: 123))).event()
        Scenario<Item>.given(event).when(.receive(try .letter(serial: 124))).thenNothing()
    }

    @Test("翌日に送り直しても、取込みから送り直しても同じ内容なら何も起こさない")
    func sameAgainLater() throws {
        let event = try Scenario<Item>.given().when(.receive(.letter())).event()
        let later = try ReceiveItem.letter(today: .on("2026-07-04")) { $0.origin = .imported }
        Scenario<Item>.given(event).when(.receive(later)).thenNothing()
    }

    /// Each changes one thing of the letter.
    static let changes: [(name: String, change: @Sendable (inout ReceiveItem) -> Void)] = [
        ("制度", { $0.scheme = .opinion }), ("性質", { $0.nature = nil }),
        ("経路", { $0.channel = .fax }), ("受付日", { $0.receivedOn = .on("2026-06-27") }),
        ("匿名", { $0.sender = .anonymous }), ("不明", { $0.sender = .unknown }),
        ("氏名", { $0.sender = .identified(.taro.with { $0.name = "根室 次郎" }) }),
        ("ふりがな", { $0.sender = .identified(.taro.with { $0.kana = nil }) }),
        ("郵便番号", { $0.sender = .identified(.taro.with { $0.postalCode = "0878711" }) }),
        ("住所", { $0.sender = .identified(.taro.with { $0.address = nil }) }),
        ("電話", { $0.sender = .identified(.taro.with { $0.phone = "0153" }) }),
        ("メール", { $0.sender = .identified(.taro.with { $0.email = nil }) }),
        ("要旨", { $0.summary = "除雪" }), ("本文なし", { $0.body = nil }), ("本文", { $0.body = "朝" }),
        ("分類", { $0.category = "08" }), ("話題", { $0.topics = ["除雪"] }),
        ("話題の順", { $0.topics = ["2-5", "除雪"] }), ("回答希望", { $0.wantsReply = .unstated }),
        ("公表", { $0.mayPublish = .yes }), ("添付", { $0.scans = 3 }),
        ("地区", { $0.district = "落石" }), ("受付担当", { $0.department = "広報" }),
        ("属性", { $0.attributes = ["年代": "40代"] }), ("通数", { $0.copies = 30 }),
        ("取扱区分", { $0.handling = .care }), ("緊急", { $0.isUrgent = true }),
        ("差出人の種別", { $0.senderParty = .business }), ("連名", { $0.isJoint = true }),
        ("代理", { $0.isByProxy = true }), ("回答方法", { $0.replyBy = .braille }),
        ("本文の種別", { $0.textKind = .hearing }), ("不当要求", { $0.isUndueDemand = true }),
        ("議員経由", { $0.introducedBy = "根室 議員" }),
    ]

    @Test("一つでも違えば、受付済みとして断る", arguments: changes.indices)
    func otherContent(index: Int) throws {
        let event = try Scenario<Item>.given().when(.receive(.letter())).event()
        let other = try ReceiveItem.letter(Self.changes[index].change)
        Scenario<Item>.given(event).when(.receive(other)).thenRefused(.alreadyReceived)
    }

    @Test(
        "字だけ直した氏名も違う内容",
        arguments: [
            ("\u{FA19}山", "\u{795E}山"), ("葛\u{E0100}城", "葛城"), ("か\u{3099}", "が"),
        ])
    func correctedGlyph(before: String, after: String) throws {
        let first = try ReceiveItem.letter(from: .taro.with { $0.name = before })
        let second = try ReceiveItem.letter(from: .taro.with { $0.name = after })
        let event = try Scenario<Item>.given().when(.receive(first)).event()
        Scenario<Item>.given(event).when(.receive(second)).thenRefused(.alreadyReceived)
        Scenario<Item>.given(event).when(.receive(first)).thenNothing()
    }

    @Test("消去された案件を同じ内容で受け直すことはできない")
    func erased() throws {
        var receipt = try Scenario<Item>.given().when(.receive(.letter())).event().receipt
        receipt.personal = .erased
        Scenario<Item>.given(.received(receipt)).when(.receive(try .letter()))
            .thenRefused(.alreadyReceived)
    }

    @Test("一つの案件に二度目の受付が届いても、最初の受付が残る")
    func secondEventChangesNothing() throws {
        let first = try Scenario<Item>.given().when(.receive(.letter(serial: 1))).event()
        let second = try Scenario<Item>.given().when(.receive(.letter(serial: 2))).event()
        #expect(Scenario<Item>.given(first, second).state == Scenario<Item>.given(first).state)
    }
}
