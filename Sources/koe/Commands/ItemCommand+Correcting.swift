import ArgumentParser
import Desk
import Foundation
import Participation

extension ItemCommand {
    /// `koe item correct`
    struct Correct: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Puts the record of an item right; what stood before is kept (訂正).",
            discussion: """
                Example:
                  koe item correct R8-0001 --reason typo --received-on 2026-06-27
                  koe item correct R8-0001 --reason additional --name 根室花子 --clear nature

                Only what is given changes. The receipt number stays, also when the day of receipt
                moves into another fiscal year.
                """)

        /// What can be taken away altogether.
        enum Clearable: String, ExpressibleByArgument, CaseIterable {
            case nature, category, topics, district, department, attributes, body, kana, address,
                phone, email
            case postalCode = "postal-code"
            case senderParty = "sender-party"
            case replyBy = "reply-by"
            case textKind = "text-kind"
            case introducedBy = "introduced-by"
        }

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "Why (訂正の理由).") var reason: Code<CorrectionReason>
        @Option(help: "Why, in words; sealed (訂正の説明).") var note: String?
        @Option(help: "Day of receipt (受付日).") var receivedOn: Day?
        @Option(help: "Scheme (受付制度).") var scheme: Code<Scheme>?
        @Option(help: "Channel (経路).") var channel: Code<Participation.Channel>?
        @Option(help: "Nature (性質).") var nature: Code<Nature>?
        @Option(help: "Category code (分類).") var category: String?
        @Option(help: "All topics as they are now (話題); may be given several times.")
        var topic: [String] = []
        @Option(help: "District (地区).") var district: String?
        @Option(help: "Section that took it in (受付担当).") var department: String?
        @Option(help: "Letters in the bundle (通数).") var copies: Int?
        @Flag(help: "The sender gave no name (匿名).") var anonymous = false
        @Flag(help: "Who sent it is not known (差出人不明).") var unknown = false
        @Option(help: "Name (氏名).") var name: String?
        @Option(help: "Reading of the name (ふりがな).") var kana: String?
        @Option(help: "Postal code (郵便番号).") var postalCode: String?
        @Option(help: "Address (住所).") var address: String?
        @Option(help: "Telephone (電話).") var phone: String?
        @Option(help: "E-mail (メール).") var email: String?
        @Option(help: "Party (差出人の種別).") var senderParty: Code<SenderParty>?
        @Flag(inversion: .prefixedNo, help: "Several people signed it (連名).") var joint: Bool?
        @Flag(inversion: .prefixedNo, help: "Somebody acts for the sender (代理・代筆).")
        var byProxy: Bool?
        @Option(help: "Member of the assembly who brought it in (議員経由).")
        var introducedBy: String?
        @Option(help: "What it is about, up to 60 characters (要旨).") var summary: String?
        @Option(help: "The text (本文); - reads standard input.") var body: String?
        @Option(help: "How the text came about (本文の種別).") var textKind: Code<TextKind>?
        @Option(help: "A reply is wanted (回答希望).") var wantsReply: Code<ReplyWish>?
        @Option(help: "How to reply (回答方法).") var replyBy: Code<ReplyMedium>?
        @Option(help: "It may be published (公表).") var mayPublish: Code<PublicationConsent>?
        @Flag(inversion: .prefixedNo, help: "It is an undue demand (不当要求).")
        var undueDemand: Bool?
        @Option(help: "Takes something away; may be given several times.")
        var clear: [Clearable] = []
        @Option(help: "Number of the decision on the person's request (訂正決定の決定番号).")
        var decision: String?
        @Option(help: "Day of that decision; today if not given (決定日).") var decidedOn: Day?

        func validate() throws {
            guard [anonymous, unknown, details != nil].count(where: \.self) <= 1 else {
                throw ValidationError(
                    "--anonymous, --unknown and the sender's particulars exclude one another")
            }
        }

        func run() async throws {
            let body = try LetterText.read(body)
            try await options.change { desk in
                let correction = CorrectItem(
                    today: desk.today, reason: reason.value, changes: changes,
                    sender: anonymous ? .anonymous : unknown ? .unknown : nil,
                    details: details, introducedBy: text(introducedBy, .introducedBy),
                    summary: summary.map(Revision.set), body: text(body, .body),
                    category: text(category, .category),
                    topics: clear.contains(.topics) ? [] : topic.isEmpty ? nil : topic,
                    note: note)
                guard let decision else { return .correct(correction) }
                return .retain(
                    .correct(
                        correction,
                        by: RightsDecision(
                            number: Wording(decision), on: decidedOn?.date ?? desk.today)),
                    today: desk.today)
            }
        }

        private var changes: ItemChanges {
            var changes = ItemChanges()
            changes.receivedOn = receivedOn?.date
            changes.scheme = scheme?.value
            changes.channel = channel?.value
            changes.nature = code(nature, .nature)
            changes.district = text(district, .district)
            changes.department = text(department, .department)
            changes.attributes = clear.contains(.attributes) ? [:] : nil
            changes.copies = copies
            changes.senderParty = code(senderParty, .senderParty)
            changes.isJoint = joint
            changes.isByProxy = byProxy
            changes.wantsReply = wantsReply?.value
            changes.replyBy = code(replyBy, .replyBy)
            changes.mayPublish = mayPublish?.value
            changes.textKind = code(textKind, .textKind)
            changes.isUndueDemand = undueDemand
            return changes
        }

        private var details: SenderChanges? {
            var details = SenderChanges()
            details.name = name
            details.kana = text(kana, .kana)
            details.postalCode = text(postalCode, .postalCode)
            details.address = text(address, .address)
            details.phone = text(phone, .phone)
            details.email = text(email, .email)
            return details == SenderChanges() ? nil : details
        }

        private func text(_ text: String?, _ field: Clearable) -> Revision<String>? {
            clear.contains(field) ? .cleared : Revision(field: text)
        }

        private func code<Value: Sendable & Equatable>(
            _ code: Code<Value>?, _ field: Clearable
        ) -> Revision<Value>? {
            clear.contains(field) ? .cleared : (code?.value).map(Revision.set)
        }
    }

    /// `koe item categorise`
    struct Categorise: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says what an item is about (分類).",
            discussion: """
                Example: koe item categorise R8-0001 --category 07 --reason additional

                Without --category the category is taken away; topics and nature stay unless given.
                """)

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "Why it is said now (理由).") var reason: Code<CorrectionReason>
        @Option(help: "Category code (分類).") var category: String?
        @Option(help: "All topics as they are now (話題); may be given several times.")
        var topic: [String] = []
        @Option(help: "Nature (性質).") var nature: Code<Nature>?

        func run() async throws {
            try await options.change { _ in
                .categorise(
                    ItemClassification(
                        category: category, topics: topic.isEmpty ? nil : topic,
                        nature: nature?.value, reason: reason.value))
            }
        }
    }

    /// `koe item transcribe`
    struct Transcribe: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds the text that was still on paper (転記).",
            discussion: "Example: koe item transcribe R8-0001 --body - < letter.txt")

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "The text (本文); - reads standard input.") var body: String
        @Option(help: "How the text came about (本文の種別).") var textKind: Code<TextKind>?

        func run() async throws {
            let text = try LetterText.read(body) ?? ""
            try await options.change { _ in .transcribe(body: text, textKind?.value) }
        }
    }

    /// `koe item consent`
    struct Consent: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records what the sender now says about publication (公表の可否の変更).",
            discussion: "Example: koe item consent R8-0001 --may-publish no")

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "It may be published (公表).") var mayPublish: Code<PublicationConsent>

        func run() async throws {
            try await options.change { _ in .changeConsent(mayPublish.value) }
        }
    }

    /// `koe item handling`
    struct SetHandling: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "handling",
            abstract: "Says with how much care and haste an item is handled (取扱区分).",
            discussion: "Example: koe item handling R8-0001 --handling restricted --urgent")

        @OptionGroup var options: ItemChangeOptions
        @Option(help: "Handling (取扱区分).") var handling: Code<Handling>
        @Flag(help: "It cannot wait (緊急).") var urgent = false

        func run() async throws {
            try await options.change { _ in .setHandling(handling.value, isUrgent: urgent) }
        }
    }
}
