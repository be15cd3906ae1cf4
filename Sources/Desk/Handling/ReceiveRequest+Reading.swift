import Participation

extension ReceiveRequest {
    /// The command this asks for, with the first number of its year in place of the one still to
    /// be drawn (申出の読取り).
    ///
    /// Numbers are drawn only for what can be received: a refused letter must not leave a gap.
    /// - Throws: ``DeskError/malformed(_:)`` with every field that cannot be read, or
    ///   ``DeskError/refused(_:)`` for a day in a year that has no numbers.
    func command(today: LocalDate) throws(DeskError) -> ReceiveItem {
        var errors: [InputError] = []
        let scheme = code(Scheme.self, scheme, "scheme", &errors)
        let nature = optionalCode(Nature.self, nature, "nature", &errors)
        let channel = code(Channel.self, channel, "channel", &errors)
        let receivedOn = LocalDate(iso: receivedOn)
        if receivedOn == nil { errors.append(InputError("receivedOn", .notADate)) }
        let sender = readSender(&errors)
        let party = optionalCode(SenderParty.self, self.sender?.party, "party", &errors)
        let handling = optionalCode(Handling.self, handling, "handling", &errors)
        let replyBy = optionalCode(ReplyMedium.self, replyBy, "replyBy", &errors)
        let textKind = optionalCode(TextKind.self, textKind, "textKind", &errors)
        guard errors.isEmpty, let scheme, let channel, let receivedOn, let sender else {
            throw .malformed(errors)
        }
        guard let number = ReceiptNumber(fiscalYear: FiscalYear(receivedOn), serial: 1) else {
            // Before Meiji, or centuries ahead: outside every era, so outside every register.
            throw .refused([
                receivedOn > today
                    ? .receivedInFuture(today: today)
                    : .receivedTooEarly(earliest: ItemLimits.earliestReceipt)
            ])
        }
        return ReceiveItem(
            today: today, receiptNumber: number, scheme: scheme, nature: nature, channel: channel,
            receivedOn: receivedOn, sender: sender, summary: summary, body: body,
            category: category, topics: topics, wantsReply: ReplyWish(wantsReply),
            mayPublish: PublicationConsent(mayPublish),
            scans: files.isEmpty ? scans : files.count, district: district,
            department: department, attributes: attributes, copies: copies,
            handling: handling ?? .ordinary, isUrgent: urgent, senderParty: party,
            isJoint: self.sender?.joint ?? false, isByProxy: self.sender?.byProxy ?? false,
            replyBy: replyBy, textKind: textKind, isUndueDemand: undueDemand,
            introducedBy: introducedBy)
    }

    private func optionalCode<Code: RawRepresentable<String> & CaseIterable>(
        _: Code.Type, _ text: String?, _ field: String, _ errors: inout [InputError]
    ) -> Code? {
        text.flatMap { code(Code.self, $0, field, &errors) }
    }

    private func code<Code: RawRepresentable<String> & CaseIterable>(
        _: Code.Type, _ text: String, _ field: String, _ errors: inout [InputError]
    ) -> Code? {
        let code = Code(rawValue: text)
        if code == nil {
            errors.append(InputError(field, .notACode(Code.allCases.map(\.rawValue))))
        }
        return code
    }

    private func readSender(_ errors: inout [InputError]) -> Participation.Sender? {
        guard let sender else {
            errors.append(InputError("sender", .required))
            return nil
        }
        let given = [
            sender.name, sender.kana, sender.postalCode, sender.address, sender.phone, sender.email,
        ]
        let hasDetails = given.contains { $0 != nil }
        switch (sender.anonymous, sender.unknown, hasDetails) {
        case (true, false, false): return .anonymous
        case (false, true, false): return .unknown
        case (false, false, _):
            // A missing name is for the city's rules to refuse, with the words they have for it.
            return .identified(
                SenderDetails(
                    name: sender.name ?? "", kana: sender.kana, postalCode: sender.postalCode,
                    address: sender.address, phone: sender.phone, email: sender.email))
        case (true, true, _), (true, false, true), (false, true, true):
            errors.append(InputError("sender", .contradictorySender))
            return nil
        }
    }
}
