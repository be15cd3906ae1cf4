import ArgumentParser
import Desk
import Participation

// From the draft to the letter box.

/// What is asked of a post.
struct PostOptions: ParsableArguments {
    @Option(help: "Post (職); the one whose turn it is unless given.") var post: String?
    @Option(help: "Person who decided, when another enters it (決裁者).") var onBehalfOf: String?
    @Option(help: "Version of the draft that was seen; the one in hand unless given (起案の版).")
    var draft: String?
}

/// `koe approve`
struct ApproveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Stamps a draft (承認・代決・紙決裁済・後閲).",
        discussion: """
            Examples:
              koe approve R8-0001 --by takahashi              the post whose turn it is
              koe approve R8-0001 --by sato --on-behalf-of tanaka
              koe approve R8-0001 --on-paper --on 2026-07-08  decided on paper, all posts
              koe approve R8-0001 --review --by tanaka        seen after a deputy decided

            Whether it is 承認 or 代決 follows from the list of posts (koe posts import).
            """)

    @OptionGroup var options: ResponseOptions
    @OptionGroup var at: PostOptions
    @Flag(help: "It was decided on paper, with all posts before it (紙決裁済).") var onPaper = false
    @Flag(help: "The holder has seen what a deputy decided (後閲).") var review = false
    @Option(help: "Day of the decision; today if not given (決裁日).") var on: String?

    func validate() throws {
        guard !(onPaper && review) else {
            throw ValidationError("give either --on-paper or --review")
        }
    }

    func run() async throws {
        try await options.ask(
            .approve,
            [.post: at.post, .onBehalfOf: at.onBehalfOf, .draft: at.draft, .on: on],
            flags: onPaper ? [.onPaper] : review ? [.review] : [])
    }
}

/// `koe send-back`
struct SendBackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send-back", abstract: "Sends a draft back to whoever wrote it (差戻し).",
        discussion: "Example: koe send-back R8-0001 --by takahashi --reason 根拠を書くこと")

    @OptionGroup var options: ResponseOptions
    @OptionGroup var at: PostOptions
    @Flag(help: "It was sent back on paper.") var onPaper = false
    @Option(help: "Why, in words; sealed (理由).") var reason: String

    func run() async throws {
        try await options.ask(
            .sendBack,
            [.post: at.post, .onBehalfOf: at.onBehalfOf, .draft: at.draft, .reason: reason],
            flags: onPaper ? [.onPaper] : [])
    }
}

/// `koe withdraw-draft`
struct WithdrawDraftCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw-draft", abstract: "Takes a draft back before it is sent (引戻し).",
        discussion: "Example: koe withdraw-draft R8-0001")

    @OptionGroup var options: ResponseOptions

    func run() async throws { try await options.ask(.withdrawDraft) }
}

/// `koe check-envelope`
struct CheckEnvelopeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-envelope",
        abstract: "Records that a person compared address and contents (宛名・封入確認).",
        discussion: """
            Example: koe check-envelope R8-0001 --by sato

            Two different people do so before a letter leaves; an e-mail needs none.
            """)

    @OptionGroup var options: ResponseOptions
    @Option(help: "Version of the draft that was seen; the one in hand unless given (起案の版).")
    var draft: String?

    func run() async throws { try await options.ask(.checkEnvelope, [.draft: draft]) }
}

/// `koe dispatch`
struct DispatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dispatch", abstract: "Records that the decided answer was sent (発送).",
        discussion: """
            Example: koe dispatch R8-0001 --on 2026-07-09 --medium post

            The deadline is measured against this day.
            """)

    @OptionGroup var options: ResponseOptions
    @Option(help: "The day; today if not given (発送日).") var on: String?
    @Option(help: "How; as the sender wished unless given (発送方法).") var medium: Code<ReplyMedium>?
    @Option(help: "Number of the document (文書番号).") var documentNumber: String?
    @Option(help: "Version of the draft; the one in hand unless given (起案の版).") var draft: String?

    func run() async throws {
        try await options.ask(
            .dispatch,
            [
                .on: on, .medium: medium?.value.rawValue, .documentNumber: documentNumber,
                .draft: draft,
            ])
    }
}
