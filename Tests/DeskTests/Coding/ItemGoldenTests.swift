import EventLog
import FoundationEssentials
import Participation
import Testing

@testable import Desk

/// Every event of an item that came after 「受付」, and the members 「受付」 gained, against its
/// golden file.
@Suite("受付案件の出来事の書式 第1版")
struct ItemGoldenTests {
    /// An event, its open golden file, and its sealed one.
    struct Golden: Sendable, CustomTestStringConvertible {
        let event: ItemEvent
        let file: String
        var personal: String?

        var type: String { String(file.prefix { $0 != "." }) }
        var testDescription: String { file }
    }

    private static let day = LocalDate(iso: "2026-07-01") ?? .earliest
    private static let other =
        UUID(uuidString: "01890A5D-AC96-774B-BCCE-B302099A8057")
        ?? UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

    static let goldens: [Golden] = [
        Golden(
            event: .received(fullest), file: "ItemReceived.v1.full.json",
            personal: "ItemReceived.v1.full.personal.json"),
        Golden(
            event: .corrected(
                ItemCorrected(
                    reason: .typo, changes: changed, personal: .readable(changedTexts))),
            file: "ItemCorrected.v1.json", personal: "ItemCorrected.v1.personal.json"),
        Golden(
            event: .corrected(
                ItemCorrected(
                    reason: .additional, changes: cleared, personal: .readable(clearedTexts))),
            file: "ItemCorrected.v1.cleared.json",
            personal: "ItemCorrected.v1.cleared.personal.json"),
        Golden(
            event: .corrected(
                ItemCorrected(reason: .typo, changes: least, personal: .readable(.init()))),
            file: "ItemCorrected.v1.least.json"),
        Golden(
            event: .categorised(
                ItemClassification(
                    category: "07", topics: ["除雪"], nature: .complaint, reason: .misclassified)),
            file: "ItemCategorised.v1.json"),
        Golden(
            event: .categorised(ItemClassification(category: nil, reason: .typo)),
            file: "ItemCategorised.v1.least.json"),
        Golden(
            event: .transcribed(
                ItemTranscribed(
                    textKind: .transcript,
                    personal: .readable(.init(body: "朝6時までに\r\nお願いします。")))),
            file: "ItemTranscribed.v1.json", personal: "ItemTranscribed.v1.personal.json"),
        Golden(
            event: .transcribed(
                ItemTranscribed(
                    textKind: nil, personal: .readable(.init(body: "朝6時までに\r\nお願いします。")))),
            file: "ItemTranscribed.v1.least.json", personal: "ItemTranscribed.v1.personal.json"),
        Golden(
            event: .routed(
                ItemRouting(
                    lead: "kensetsu-1", others: ["suido"], by: .rule(id: "除雪", version: 3))),
            file: "ItemRouted.v1.json"),
        Golden(
            event: .routed(ItemRouting(lead: "kensetsu-1", by: .clerk)),
            file: "ItemRouted.v1.clerk.json"),
        Golden(
            event: .routed(ItemRouting(lead: "kensetsu-1", by: .rule())),
            file: "ItemRouted.v1.rule.json"),
        Golden(
            event: .routed(
                ItemRouting(
                    lead: "kensetsu-1",
                    by: .classifier(version: 4_711, probability: Confidence(0.973)))),
            file: "ItemRouted.v1.classifier.json"),
        Golden(
            event: .routed(
                ItemRouting(
                    lead: "kensetsu-1", by: .clerk,
                    proposed: RoutingProposal(
                        section: "suido", probability: Confidence(0.87), version: 4_711))),
            file: "ItemRouted.v1.proposed.json"),
        Golden(
            event: .reorganised(
                ItemReorganisation(
                    on: day,
                    moves: [
                        SectionMove(from: "11", .succeeded("21", .split)),
                        SectionMove(from: "12", .dutyMoved("22")),
                        SectionMove(from: "13", .ended),
                        SectionMove(from: "14", .unallocatable(["23", "24"])),
                    ])), file: "ItemReorganised.v1.json"),
        Golden(event: .linked(to: other, as: .samePurpose), file: "ItemLinked.v1.json"),
        Golden(event: .linked(to: other, as: .duplicate), file: "ItemLinked.v1.duplicate.json"),
        Golden(event: .unlinked(from: other), file: "ItemUnlinked.v1.json"),
        Golden(
            event: .passedOn(
                ItemHandover(
                    to: .informationDisclosure, arrivedOn: LocalDate(iso: "2026-06-28") ?? day)),
            file: "ItemPassedOn.v1.json"),
        Golden(event: .withdrawn(on: day), file: "ItemWithdrawn.v1.json"),
        Golden(event: .returned(on: day), file: "ItemReturned.v1.json"),
        Golden(event: .annulled(.slip), file: "ItemAnnulled.v1.json"),
        Golden(event: .reinstated, file: "ItemReinstated.v1.json"),
        Golden(event: .consentChanged(.yes), file: "ItemConsentChanged.v1.json"),
        Golden(event: .handlingSet(.restricted, isUrgent: true), file: "ItemHandlingSet.v1.json"),
    ]

    @Test("書いたものは金型と一字一句同じ", arguments: goldens)
    func writes(golden: Golden) throws {
        let coded = ItemEventCoding.encode(golden.event)
        #expect(coded.type == golden.type)
        #expect(coded.schemaVersion == 1)
        #expect(String(decoding: coded.payload, as: UTF8.self) == (try Fixture.text(golden.file)))
        #expect(
            coded.personal.map { String(decoding: $0, as: UTF8.self) }
                == (try golden.personal.map(Fixture.text)))
    }

    @Test("金型を読むと元の出来事に戻る", arguments: goldens)
    func reads(golden: Golden) throws {
        let opened = try golden.personal.map { Opened.bytes(try Fixture.bytes($0)) }
        let event = try ItemEventCoding.decode(
            type: golden.type, schemaVersion: 1, payload: try Fixture.bytes(golden.file),
            opened: opened)
        #expect(event == golden.event)
    }

    @Test("知らない項目と版は読まない", arguments: goldens)
    func refuses(golden: Golden) throws {
        let opened = try golden.personal.map { Opened.bytes(try Fixture.bytes($0)) }
        let text = try Fixture.text(golden.file).dropFirst()
        let payload = Array((#"{"colour":"red""# + (text == "}" ? "" : ",") + text).utf8)
        #expect(throws: EventCodingError.unexpected(type: golden.type, key: "colour")) {
            try ItemEventCoding.decode(
                type: golden.type, schemaVersion: 1, payload: payload, opened: opened)
        }
        #expect(throws: EventCodingError.unknown(type: golden.type, schemaVersion: 2)) {
            try ItemEventCoding.decode(
                type: golden.type, schemaVersion: 2, payload: payload, opened: opened)
        }
    }

    @Test("消去された訂正と転記は「消去済み」と読む。公開部分は残る")
    func readsErased() throws {
        let corrected = try ItemEventCoding.decode(
            type: "ItemCorrected", schemaVersion: 1,
            payload: try Fixture.bytes("ItemCorrected.v1.json"), opened: .erased)
        #expect(
            corrected
                == .corrected(
                    ItemCorrected(reason: .typo, changes: Self.changed, personal: .erased)))
        let transcribed = try ItemEventCoding.decode(
            type: "ItemTranscribed", schemaVersion: 1,
            payload: try Fixture.bytes("ItemTranscribed.v1.json"), opened: .erased)
        #expect(
            transcribed == .transcribed(ItemTranscribed(textKind: .transcript, personal: .erased)))
    }

    @Test("封印のいらない出来事に封印があれば、転記に封印がなければ、読まない")
    func refusesSeals() throws {
        #expect(throws: EventCodingError.unexpected(type: "ItemReinstated", key: "sealed")) {
            try ItemEventCoding.decode(
                type: "ItemReinstated", schemaVersion: 1, payload: Array("{}".utf8),
                opened: .erased)
        }
        #expect(throws: EventCodingError.missing(type: "ItemTranscribed", key: "sealed")) {
            try ItemEventCoding.decode(
                type: "ItemTranscribed", schemaVersion: 1, payload: Array("{}".utf8), opened: nil)
        }
    }

    @Test(
        "おかしな値は読まない",
        arguments: [
            ("ItemRouted", #"{"by":"clerk","lead":"a","rule":"7"}"#, "by"),
            ("ItemRouted", #"{"by":"wind","lead":"a"}"#, "by"),
            ("ItemRouted", #"{"by":"classifier","lead":"a"}"#, "by"),
            ("ItemRouted", #"{"by":"clerk","lead":"a","proposed":"b"}"#, "proposed"),
            (
                "ItemRouted",
                #"{"by":"classifier","classifierVersion":1,"lead":"a","probability":1001}"#, "by"
            ),
            (
                "ItemReorganised", #"{"moves":[{"by":"split","from":"11"}],"on":"2026-04-01"}"#,
                "by"
            ),
            ("ItemLinked", #"{"as":"twin","to":"01890a5d-ac96-774b-bcce-b302099a8057"}"#, "as"),
            ("ItemLinked", #"{"as":"duplicate","to":"R8-0001"}"#, "to"),
            ("ItemPassedOn", #"{"arrivedOn":"2026-02-30","to":"audit-request"}"#, "arrivedOn"),
            ("ItemHandlingSet", #"{"handling":"care","urgent":"yes"}"#, "urgent"),
            ("ItemCorrected", #"{"copies":"2","reason":"typo"}"#, "copies"),
            ("ItemCorrected", #"{"attributes":{"年代":40},"reason":"typo"}"#, "attributes"),
            ("ItemCorrected", #"{"nature":"angry","reason":"typo"}"#, "nature"),
        ])
    func malformed(type: String, payload: String, key: String) {
        #expect(throws: EventCodingError.malformed(type: type, key: key)) {
            try ItemEventCoding.decode(
                type: type, schemaVersion: 1, payload: Array(payload.utf8), opened: nil)
        }
    }
}

extension ItemGoldenTests {
    private static var fullest: ItemReceived {
        ItemReceived(
            plain: ItemReceived.Plain(
                receiptNumber: number, scheme: .letterToMayor, nature: .request, channel: .paper,
                receivedOn: LocalDate(iso: "2026-06-28") ?? day, senderKind: .identified,
                category: "07", topics: ["除雪", "2-5"], wantsReply: .yes, mayPublish: .no,
                hasBody: true, scans: 2, district: "落石", department: "広報広聴係",
                attributes: ["満足度": "5", "年代": "40代"], copies: 30, handling: .restricted,
                isUrgent: true, senderParty: .organisation, isJoint: true, isByProxy: true,
                replyBy: .largePrint, textKind: .transcript, isUndueDemand: true),
            personal: .readable(
                ItemReceived.Personal(
                    sender: SenderDetails(name: "根室 太郎"), summary: "要旨", body: "本文",
                    introducedBy: "根室 議員")))
    }

    private static var number: ReceiptNumber {
        guard let number = ReceiptNumber(parsing: "R8-0123") else {
            preconditionFailure("R8-0123 is a receipt number")
        }
        return number
    }

    private static var changed: ItemChanges {
        var changes = ItemChanges()
        changes.receivedOn = LocalDate(iso: "2026-06-27")
        changes.scheme = .opinion
        changes.channel = .fax
        changes.nature = .set(.complaint)
        changes.district = .set("落石")
        changes.department = .set("広報広聴係")
        changes.attributes = ["年代": "40代"]
        changes.copies = 30
        changes.senderKind = .identified
        changes.senderParty = .set(.business)
        changes.isJoint = true
        changes.isByProxy = true
        changes.wantsReply = .unstated
        changes.replyBy = .set(.braille)
        changes.mayPublish = .yes
        changes.textKind = .set(.hearing)
        changes.isUndueDemand = true
        changes.hasBody = true
        return changes
    }

    private static var changedTexts: ItemCorrected.Personal {
        var texts = ItemCorrected.Personal()
        texts.sender = .set(SenderDetails(name: "根室 次郎", phone: "0153"))
        texts.introducedBy = .set("根室 議員")
        texts.summary = .set("要旨")
        texts.body = .set("本文")
        texts.note = "本人から電話"
        return texts
    }

    private static var cleared: ItemChanges {
        var changes = ItemChanges()
        changes.nature = .cleared
        changes.district = .cleared
        changes.department = .cleared
        changes.attributes = [:]
        changes.senderKind = .anonymous
        changes.senderParty = .cleared
        changes.isJoint = false
        changes.isByProxy = false
        changes.wantsReply = .no
        changes.replyBy = .cleared
        changes.textKind = .cleared
        changes.isUndueDemand = false
        changes.hasBody = false
        return changes
    }

    private static var clearedTexts: ItemCorrected.Personal {
        var texts = ItemCorrected.Personal()
        texts.sender = .cleared
        texts.introducedBy = .cleared
        texts.summary = .cleared
        texts.body = .cleared
        return texts
    }

    private static var least: ItemChanges {
        var changes = ItemChanges()
        changes.channel = .fax
        return changes
    }
}
