import ArgumentParser
import Desk
import Participation

// What the sender hears, and what came of it.

/// `koe interim-answer`
struct InterimAnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interim-answer",
        abstract: "Records that the sender was told to wait, and until when (中間回答).",
        discussion: """
            Example:
              koe interim-answer R8-0001 --expected-on 2026-08-01 --reason 関係機関と調整中のため

            The letter is headed 【中間回答】. The deadline stays where it is.
            """)

    @OptionGroup var options: ResponseOptions
    @Option(help: "Day by which an answer is expected (回答見込日).") var expectedOn: String
    @Option(help: "Why it takes longer, in words; sealed (理由).") var reason: String
    @Option(help: "The day; today if not given (中間回答日).") var on: String?
    @Option(help: "How; as the sender wished unless given (回答方法).") var medium: Code<ReplyMedium>?

    func run() async throws {
        try await options.ask(
            .interimAnswer,
            [
                .expectedOn: expectedOn, .reason: reason, .on: on,
                .medium: medium?.value.rawValue,
            ])
    }
}

/// `koe answer`
struct AnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "Drafts an answer, or records one by word of mouth.",
        discussion: """
            Examples:
              koe answer R8-0001 --text - < 回答.txt              draft, to the mayor (起案)
              koe answer R8-0001 --text - --minor < 回答.txt      a light matter (軽易・専決)
              koe answer R8-0001 --text - --route 係長,課長       through these posts
              koe answer R8-0001 --oral --text 了承を得た          by telephone (口頭回答)

            The posts come from koe posts import. A changed draft is a new version and needs every
            stamp again. Then: koe approve, koe check-envelope, koe dispatch.
            """)

    @OptionGroup var options: ResponseOptions
    @Option(help: "The answer, or the gist of what was said; sealed; - reads standard input.")
    var text: String
    @Flag(help: "It was given by word of mouth (口頭回答).") var oral = false
    @Flag(help: "A light matter, decided below the mayor (軽易).") var minor = false
    @Flag(help: "Write it down, lay it before nobody yet (下書き).") var noted = false
    @Option(help: "Posts it goes through, parted by commas (決裁の順路).") var route: String?
    @Option(help: "With --oral: the day; today if not given (回答日).") var on: String?
    @Option(help: "With --oral: phone or meeting (回答方法).") var medium: Code<ReplyMedium>?

    func validate() throws {
        guard oral || (on == nil && medium == nil) else {
            throw ValidationError("--on and --medium go with --oral; a letter has them at dispatch")
        }
        guard !oral || (!minor && !noted && route == nil) else {
            throw ValidationError("--minor, --noted and --route are for a draft")
        }
        guard !noted || route == nil else {
            throw ValidationError("give either --noted or --route POSTS")
        }
    }

    func run() async throws {
        let text = try LetterText.read(text)
        if oral {
            try await options.ask(
                .oralAnswer, [.text: text, .on: on, .medium: medium?.value.rawValue])
        } else {
            let flags: [ResponseRequest.Flag?] = [minor ? .minor : nil, noted ? .noted : nil]
            try await options.ask(
                .draft, [.text: text], flags: Set(flags.compactMap(\.self)),
                route: PostNames.read(route))
        }
    }
}

/// The posts of `--route`.
enum PostNames {
    static func read(_ text: String?) -> [String] {
        (text ?? "").split { ",、，".contains($0) }.map(String.init)
    }
}

/// `koe close`
struct CloseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Closes an item without an answer (回答せずに完了).",
        discussion: """
            Example: koe close R8-0001 --no-answer anonymous

            An answered item is done by its answer. Undo: koe reopen
            """)

    @OptionGroup var options: ResponseOptions
    @Option(help: "Why there is no answer (回答しない理由).") var noAnswer: Code<NoAnswerReason>?
    @Option(help: "What else there is to say; sealed (説明).") var note: String?
    @Option(help: "The day; today if not given (完了日).") var on: String?

    func run() async throws {
        try await options.ask(
            .close, [.noAnswer: noAnswer?.value.rawValue, .note: note, .on: on])
    }
}

/// `koe reopen`
struct ReopenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Takes an item up again (再開).",
        discussion: """
            Examples:
              koe reopen R8-0001 --cause entry-error --reason まだ発送していない
              koe reopen R8-0001 --cause further --reason 再度の申出

            After an error the answer did not happen, and what was decided is still decided. Where
            there is more to do, the first answer stands.
            """)

    @OptionGroup var options: ResponseOptions
    @Option(help: "Why it is taken up (再開の区分).") var cause: Code<ReopeningCause>
    @Option(help: "Why, in words; sealed (理由).") var reason: String

    func run() async throws {
        try await options.ask(.reopen, [.cause: cause.value.rawValue, .reason: reason])
    }
}

/// `koe measure`
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure",
        abstract: "Records what was done about an item, and what that brought (反映・検証).",
        discussion: """
            Examples:
              koe measure R8-0001 --outcome realised --text 除雪の順番を変えた
              koe measure R8-0001 --check --text 苦情はなくなった
            """)

    @OptionGroup var options: ResponseOptions
    @Option(help: "What was done or found; sealed; - reads standard input.") var text: String
    @Option(help: "What came of the item (対応の種別).") var outcome: Code<ItemOutcome>?
    @Flag(help: "A later look at what the measure brought (検証).") var check = false
    @Option(help: "Section that did it (担当課); the one that answers unless given.")
    var section: String?
    @Option(help: "The day; today if not given (反映日・検証日).") var on: String?

    func validate() throws {
        guard check != (outcome != nil) else {
            throw ValidationError("give either --outcome OUTCOME or --check")
        }
    }

    func run() async throws {
        let text = try LetterText.read(text)
        if check {
            try await options.ask(.checkMeasure, [.text: text, .on: on])
        } else {
            try await options.ask(
                .measure,
                [
                    .text: text, .on: on, .outcome: outcome?.value.rawValue, .section: section,
                ])
        }
    }
}
