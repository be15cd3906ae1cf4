import Participation
import Testing

@Suite("受付できない理由")
struct ItemRefusalTests {
    @Test("受付日は本日まで")
    func notInTheFuture() throws {
        let today = LocalDate.on("2026-07-03")
        let nothing = Scenario<Item>.given()
        nothing.when(.receive(try .letter(receivedOn: today, today: today))).thenAccepted()
        nothing.when(.receive(try .letter(receivedOn: .on("2026-07-04"), today: today)))
            .thenRefused(.receivedInFuture(today: today))
    }

    @Test("受付日は昭和25年1月1日から")
    func notTooEarly() throws {
        Scenario<Item>.given().when(.receive(try .letter(receivedOn: .on("1950-01-01"))))
            .thenAccepted()
        Scenario<Item>.given().when(.receive(try .letter(receivedOn: .on("1949-12-31"))))
            .thenRefused(.receivedTooEarly(earliest: .on("1950-01-01")))
    }

    @Test(
        "受付番号の年度は受付日の年度",
        arguments: [
            ("2026-03-31", "R7-0001", true), ("2026-03-31", "R8-0001", false),
            ("2026-04-01", "R8-0001", true), ("2026-04-01", "R7-0001", false),
            ("2019-05-01", "H31-0001", true), ("2019-05-01", "R1-0001", true),
            ("2019-05-01", "R2-0001", false), ("2024-02-29", "R5-23258", true),
        ])
    func numberOfTheYear(day: String, number: String, fits: Bool) throws {
        let receiptNumber = try #require(ReceiptNumber(parsing: number))
        let letter = try ReceiveItem.letter(receivedOn: .on(day)) {
            $0.receiptNumber = receiptNumber
        }
        let outcome = Scenario<Item>.given().when(.receive(letter))
        if fits {
            outcome.thenAccepted()
        } else {
            outcome.thenRefused(
                .numberOfOtherYear(receiptNumber, receivedIn: FiscalYear(.on(day))))
        }
    }

    @Test("記名なら氏名が要る", arguments: ["", " ", "　", "\n", "\u{200B}"])
    func nameRequired(name: String) throws {
        Scenario<Item>.given().when(.receive(try .letter(from: .taro.with { $0.name = name })))
            .thenRefused(.nameRequired)
    }

    @Test("窓口では要旨が要る", arguments: [nil, "", "　", "\u{3164}"])
    func summaryRequired(summary: String?) throws {
        Scenario<Item>.given().when(.receive(try .letter { $0.summary = summary }))
            .thenRefused(.summaryRequired)
    }

    @Test(
        "要旨は60字まで。𠮷も異体字も結合文字も一字",
        arguments: [
            "あ", "𠮷", "葛\u{E0100}", "か\u{3099}", "👨‍👩‍👧",
        ])
    func summaryLength(character: String) throws {
        let sixty = String(repeating: character, count: 60)
        Scenario<Item>.given().when(.receive(try .letter { $0.summary = sixty })).thenAccepted()
        Scenario<Item>.given().when(.receive(try .letter { $0.summary = sixty + character }))
            .thenRefused(.tooLong(.summary, limit: 60))
    }

    @Test("取込みの要旨は1,000字まで")
    func importedSummaryLength() throws {
        let long = String(repeating: "要", count: 1_000)
        for (summary, fits) in [(long, true), (long + "旨", false)] {
            let letter = try ReceiveItem.letter {
                $0.origin = .imported
                $0.summary = summary
            }
            let outcome = Scenario<Item>.given().when(.receive(letter))
            if fits {
                outcome.thenAccepted()
            } else {
                outcome.thenRefused(.tooLong(.summary, limit: 1_000))
            }
        }
    }

    @Test("本文は100,000字まで")
    func bodyLength() throws {
        let long = String(repeating: "𠮷", count: 100_000)
        Scenario<Item>.given().when(.receive(try .letter { $0.body = long })).thenAccepted()
        Scenario<Item>.given().when(.receive(try .letter { $0.body = long + "字" }))
            .thenRefused(.tooLong(.body, limit: 100_000))
    }

    @Test("差出人の各欄にも上限がある")
    func senderLengths() throws {
        let cases: [(ItemField, Int, WritableKeyPath<SenderDetails, String?>)] = [
            (.kana, 200, \.kana), (.address, 300, \.address), (.phone, 100, \.phone),
        ]
        for (field, limit, path) in cases {
            let fits = String(repeating: "字", count: limit)
            Scenario<Item>.given().when(
                .receive(try .letter(from: .taro.with { $0[keyPath: path] = fits }))
            ).thenAccepted()
            Scenario<Item>.given().when(
                .receive(try .letter(from: .taro.with { $0[keyPath: path] = fits + "字" }))
            ).thenRefused(.tooLong(field, limit: limit))
        }
        let name = String(repeating: "𠮷", count: 201)
        Scenario<Item>.given().when(.receive(try .letter(from: .taro.with { $0.name = name })))
            .thenRefused(.tooLong(.name, limit: 200))
        let email = String(repeating: "a", count: 250) + "@b.jp"
        Scenario<Item>.given().when(.receive(try .letter(from: .taro.with { $0.email = email })))
            .thenRefused(.tooLong(.email, limit: 254))
    }

    @Test("郵便番号は7桁")
    func postalCode() throws {
        for text in ["087-8711", "〒０８７ー８７１１", "0878711"] {
            Scenario<Item>.given().when(
                .receive(try .letter(from: .taro.with { $0.postalCode = text }))
            ).thenAccepted()
        }
        for text in ["087", "087-871", "不明", "087-87111"] {
            Scenario<Item>.given().when(
                .receive(try .letter(from: .taro.with { $0.postalCode = text }))
            ).thenRefused(.postalCodeMalformed)
        }
    }

    @Test("メールアドレスの形", arguments: ["taro", "taro@example", "taro@example.jp, hanako@example.jp"])
    func email(text: String) throws {
        Scenario<Item>.given().when(.receive(try .letter(from: .taro.with { $0.email = text })))
            .thenRefused(.emailMalformed)
    }

    @Test("話題は20個まで")
    func topics() throws {
        let twenty = (1...20).map { "話題\($0)" }
        Scenario<Item>.given().when(.receive(try .letter { $0.topics = twenty })).thenAccepted()
        Scenario<Item>.given().when(.receive(try .letter { $0.topics = twenty + ["もう一つ"] }))
            .thenRefused(.tooManyTopics(limit: 20))
        let long = String(repeating: "話", count: 101)
        Scenario<Item>.given().when(.receive(try .letter { $0.topics = ["除雪", long] }))
            .thenRefused(.tooLong(.topics, limit: 100))
    }

    @Test("添付の数", arguments: [(-1, false), (0, true), (200, true), (201, false)])
    func scans(count: Int, fits: Bool) throws {
        let outcome = Scenario<Item>.given().when(.receive(try .letter { $0.scans = count }))
        if fits {
            outcome.thenAccepted()
        } else {
            outcome.thenRefused(.scansOutOfRange(limit: 200))
        }
    }

    @Test("通数は1から99,999まで", arguments: [(0, false), (1, true), (99_999, true), (100_000, false)])
    func copies(count: Int, fits: Bool) throws {
        let outcome = Scenario<Item>.given().when(.receive(try .letter { $0.copies = count }))
        if fits {
            outcome.thenAccepted()
        } else {
            outcome.thenRefused(.copiesOutOfRange(limit: 99_999))
        }
    }

    @Test("属性は50個まで、値は200字まで")
    func attributes() throws {
        let fifty = Dictionary(uniqueKeysWithValues: (1...50).map { ("項目\($0)", "値") })
        Scenario<Item>.given().when(.receive(try .letter { $0.attributes = fifty })).thenAccepted()
        Scenario<Item>.given()
            .when(
                .receive(try .letter { $0.attributes = fifty.merging(["もう一つ": "値"]) { $1 } })
            )
            .thenRefused(.tooManyAttributes(limit: 50))
        let long = String(repeating: "値", count: 201)
        Scenario<Item>.given().when(.receive(try .letter { $0.attributes = ["満足度": long] }))
            .thenRefused(.tooLong(.attributes, limit: 200))
    }

    @Test("地区・受付担当・議員名にも上限がある")
    func furtherLengths() throws {
        let long = String(repeating: "字", count: 101)
        Scenario<Item>.given().when(.receive(try .letter { $0.district = long }))
            .thenRefused(.tooLong(.district, limit: 100))
        Scenario<Item>.given().when(.receive(try .letter { $0.department = long }))
            .thenRefused(.tooLong(.department, limit: 100))
        Scenario<Item>.given().when(.receive(try .letter { $0.introducedBy = long + long }))
            .thenRefused(.tooLong(.introducedBy, limit: 200))
    }

    @Test("制御文字はどの欄でも断る", arguments: ["\u{0}", "\u{8}", "\u{1B}", "\u{7F}", "\u{9D}"])
    func controlCharacters(control: String) throws {
        let text = "文字\(control)文字"
        let senders: [(ItemField, SenderDetails)] = [
            (.name, .taro.with { $0.name = text }), (.kana, .taro.with { $0.kana = text }),
            (.postalCode, .taro.with { $0.postalCode = text }),
            (.address, .taro.with { $0.address = text }),
            (.phone, .taro.with { $0.phone = text }), (.email, .taro.with { $0.email = text }),
        ]
        for (field, details) in senders {
            Scenario<Item>.given().when(.receive(try .letter(from: details)))
                .thenRefused(.controlCharacter(field))
        }
        let letters: [(ItemField, ReceiveItem)] = [
            (.category, try .letter { $0.category = text }),
            (.topics, try .letter { $0.topics = ["除雪", text] }),
            (.summary, try .letter { $0.summary = text }),
            (.body, try .letter { $0.body = text }),
            (.district, try .letter { $0.district = text }),
            (.department, try .letter { $0.department = text }),
            (.attributes, try .letter { $0.attributes = ["年代": text] }),
            (.attributes, try .letter { $0.attributes = [text: "40代"] }),
            (.introducedBy, try .letter { $0.introducedBy = text }),
        ]
        for (field, letter) in letters {
            Scenario<Item>.given().when(.receive(letter)).thenRefused(.controlCharacter(field))
        }
    }

    @Test("本文の改行とタブはそのまま受け付ける", arguments: ["一\n二", "一\r\n二", "一\t二", "一\r二"])
    func lineBreaks(body: String) throws {
        let event = try Scenario<Item>.given().when(.receive(.letter { $0.body = body })).event()
        #expect(try event.receipt.personal.content?.body?.utf8.elementsEqual(body.utf8) == true)
    }

    @Test("用紙には誤りをすべて、用紙の順に示す")
    func allAtOnce() throws {
        let letter = try ReceiveItem.letter(receivedOn: .on("2026-07-04")) {
            $0.sender = .identified(SenderDetails(name: "", postalCode: "1", email: "x"))
            $0.summary = nil
            $0.scans = -1
        }
        #expect(
            letter.refusals == [
                .receivedInFuture(today: .on("2026-07-03")), .nameRequired, .postalCodeMalformed,
                .emailMalformed, .summaryRequired, .scansOutOfRange(limit: 200),
            ])
        #expect(try ReceiveItem.letter().refusals.isEmpty)
    }

    @Test("匿名と不明では差出人の欄を調べない", arguments: [Sender.anonymous, .unknown])
    func noSenderNoRefusal(sender: Sender) throws {
        #expect(try ReceiveItem.letter { $0.sender = sender }.refusals.isEmpty)
    }

    @Test("説明は何をすればよいかを言う")
    func explanations() throws {
        let number = try #require(ReceiptNumber(parsing: "R7-0123"))
        let expected: [(ItemRefusal, ItemField?, String)] = [
            (
                .receivedInFuture(today: .on("2026-07-03")), .receivedOn,
                "受付日は本日(令和8年7月3日)までの日付を入力してください。"
            ),
            (
                .receivedTooEarly(earliest: .on("1950-01-01")), .receivedOn,
                "受付日は昭和25年1月1日以降の日付を入力してください。"
            ),
            (
                .numberOfOtherYear(number, receivedIn: FiscalYear(.on("2026-06-28"))),
                .receiptNumber, "受付番号R7-0123は、受付日の年度(令和8年度)の番号ではありません。"
            ),
            (
                .nameRequired, .name,
                "氏名を入力してください。氏名がない場合は「匿名」か「不明」を選んでください。"
            ),
            (.postalCodeMalformed, .postalCode, "郵便番号は7桁の数字で入力してください(例: 087-8711)。"),
            (.emailMalformed, .email, "メールアドレスの形が正しくありません(例: koe@city.example.jp)。"),
            (.summaryRequired, .summary, "要旨を入力してください。"),
            (.tooLong(.body, limit: 100_000), .body, "本文は100,000字以内で入力してください。"),
            (
                .controlCharacter(.address), .address,
                "住所に使えない文字(制御文字)が含まれています。取り除いてください。"
            ),
            (.tooManyTopics(limit: 20), .topics, "話題は20個までにしてください。"),
            (.scansOutOfRange(limit: 200), .scans, "添付は200個までにしてください。"),
            (
                .alreadyReceived, nil,
                "この案件はすでに別の内容で受け付けています。直す場合は訂正として記録してください。"
            ),
        ]
        for (refusal, field, japanese) in expected {
            #expect(refusal.field == field)
            #expect(refusal.japanese == japanese)
        }
    }
}
