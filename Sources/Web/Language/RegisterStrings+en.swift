import Desk
import Participation

extension RegisterStrings {
    /// English; the names of channels, schemes and the like are those of the city's rules.
    static let english = RegisterStrings(
        filters: "Which items", year: "Fiscal year", allYears: "All years", from: "Received from",
        through: "Received through", dayHint: "2026-06-01, R8.6.1 or 6/1",
        scheme: "Scheme (受付制度)", schemeName: \.japanese, channel: "Channel (経路)",
        channelName: \.japanese, category: "Category", section: "Section", state: "State",
        stateName: \.japanese, any: "All", marks: "Only", markName: \.japanese,
        text: "Words of gist or text",
        textHint: "Two characters or more; with blanks between them, all must be there.",
        show: "Show", clear: "Clear",
        caption: { "\($0) items, newest first" },
        nothing: "No item fits. Ask for less, or clear the form.",
        number: "Number", receivedOn: "Received", gist: "Gist", due: "Due",
        publication: "Publication", publicationName: \.japanese, stageName: \.japanese,
        handlingName: \.japanese, noSection: "No section yet", noDue: "None", none: "—",
        overdue: "Overdue", toTranscribe: "To transcribe",
        masked: "■■■",
        maskedNote: "■■■ is a gist that your role may not read.",
        openedNote: "That gists were shown to you is written down.",
        erased: "(erased)",
        further: "Older items", newest: "Back to the newest items",
        file: { "Save as CSV (up to \($0) items from here on)" },
        fileNote: "Restricted items are in no file.",
        peopleTitle: "Find by sender",
        peopleLead: "Finds earlier letters of the same person. Who looked, and why, is recorded.",
        name: "Name", nameHint: "In kanji, kana or Latin letters.",
        phone: "Telephone", phoneHint: "The last four digits or more",
        reason: "Reason", reasonHint: "Such as: to answer a call",
        find: "Find", foundTitle: { $0 == 0 ? "Nothing was found" : "\($0) items were found" },
        foundMore: { "Only the newest \($0) are shown. Give more clues." },
        backToRegister: "Back to the register")
}
