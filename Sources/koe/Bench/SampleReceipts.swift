import Desk
import EventLog
import Foundation
import Participation

/// A city with some fifty rules of routing, and letters each of which one of them answers
/// (振分けを待つ架空の案件).
///
/// The same in every run but for the ids.
struct SampleReceipts {
    /// A rule, and the section it leads to.
    struct Rule {
        let id: String
        let category: String
        let section: String
        /// Stands above the rule of its category, and holds for one channel alone.
        let isException: Bool
    }

    /// Categories letters are in.
    static let categories = 42
    /// One in so many categories has an exception.
    private static let exceptional = 5
    private static let effectiveOn = LocalDate(year: 2020, month: 4, day: 1) ?? .earliest
    private static let channels: [Channel] = [.form, .paper, .email, .phone, .counter, .fax]
    /// As long as a letter of some lines; no rule reads it.
    private static let sealedPart = [UInt8](repeating: 0xA5, count: 400)

    private let receivedOn: LocalDate
    private var made = 0

    init(receivedOn: LocalDate) { self.receivedOn = receivedOn }

    /// The rules, in the order in which they are asked.
    static let rules: [Rule] = {
        let rules = (0..<categories).map { number in
            Rule(
                id: "B\(number)", category: "C\(10 + number)", section: "課\(10 + number)",
                isException: false)
        }
        let exceptions = rules.enumerated().filter { $0.offset.isMultiple(of: exceptional) }
            .map { number, rule in
                Rule(
                    id: "A\(number)", category: rule.category,
                    section: rules[(number + 1) % categories].section, isException: true)
            }
        return exceptions + rules
    }()

    /// Has the city adopt the organisation and the rules.
    static func adopt(by desk: Desk) async throws {
        let units = rules.filter { !$0.isException }.enumerated().map { number, rule in
            "\(100 + number),\(rule.section),\n"
        }
        let organisation = try await desk.importOrganisation(
            OrganisationFiles(
                list: try TableFile(Array(("code,name,parent\n" + units.joined()).utf8))),
            effectiveOn: effectiveOn, actor: "bench")
        let lines = rules.map { rule in
            let channel = rule.isException ? ", channel: phone" : ""
            return "  - {id: \(rule.id), when: {category: \(rule.category)\(channel)}, "
                + "to: \(rule.section), because: 事務分掌規則}\n"
        }
        let adopted = try await desk.importRules(
            try RoutingRulesFile("effectiveOn: \(effectiveOn)\nrules:\n" + lines.joined()),
            actor: "bench")
        guard !organisation.isRejected, !adopted.isRejected else {
            throw CommandError("the sample rules are not taken", Failure.internalError)
        }
    }

    /// The next letters, one append each.
    mutating func appends(_ count: Int) throws -> [Append] {
        try (0..<count).map { _ in
            made += 1
            let event = ItemEventCoding.encode(
                .received(ItemReceived(plain: try plain(made), personal: .erased)))
            return Append(
                [
                    Append.Write(
                        StreamName(category: "item", id: SampleEvents.id()), expecting: .none,
                        [
                            NewEvent(
                                type: event.type, schemaVersion: event.schemaVersion,
                                payload: event.payload, sealed: Self.sealedPart)
                        ])
                ], actor: "bench")
        }
    }

    private func plain(_ serial: Int) throws -> ItemReceived.Plain {
        guard let number = ReceiptNumber(fiscalYear: FiscalYear(receivedOn), serial: serial) else {
            throw CommandError("no receipt number for \(serial)", Failure.internalError)
        }
        let channels = Self.channels
        return ItemReceived.Plain(
            receiptNumber: number, scheme: .opinion, nature: .request,
            channel: channels[serial / Self.categories % channels.count], receivedOn: receivedOn,
            senderKind: .identified, category: "C\(10 + serial % Self.categories)",
            topics: ["道路", "街灯"], wantsReply: .yes, mayPublish: .yes, hasBody: true, scans: 1,
            district: "地区\(serial % 14 + 1)")
    }
}
