import Desk

/// What pages say about logging in at the city's identity provider, in one language (庁内の認証の文言).
struct SignOnStrings: Sendable {
    let label: String
    let or: String
    let otherTab: String
    let newTab: String
    let resume: String
    let notYet: String

    let stale: String
    let declined: String
    let misconfigured: String
    let disabled: String
    let absent: String
    let failed: @Sendable (OIDCFault) -> String
    let unboundTitle: String
    let unboundDetail: String
    let subject: String
    let backToLogIn: String

    // The administrator's page
    let bindTitle: String
    let bound: @Sendable (_ issuer: String) -> String
    let notBound: String
    let subjectHint: String
    let bind: String
    let unbind: String

    /// 日本語
    static let japanese = SignOnStrings(
        label: "庁内の認証でログイン", or: "または、利用者名とパスワードでログインします。",
        otherTab: "新しいタブでログインしてから、この画面に戻って「ログインしたので続ける」を押してください。入力した内容はこの画面に残っています。",
        newTab: "新しいタブでログイン", resume: "ログインしたので続ける",
        notYet: "まだログインしていません。新しいタブでログインしてから押してください。",
        stale: "時間が過ぎたか、別の画面で始めた認証です。もう一度、最初からログインしてください。",
        declined: "認証が取り消されたか、許可されませんでした。",
        misconfigured: "庁内の認証がKoeの求めを受け付けませんでした。システム管理者に連絡してください。",
        disabled: "この利用者は停止中です。システム管理者に連絡してください。",
        absent: "庁内の認証が応答しません。時間をおくか、利用者名とパスワードでログインしてください。",
        failed: { "\($0.japanese)ログインできません。続くときはシステム管理者に連絡してください。" },
        unboundTitle: "利用者と結び付いていません",
        unboundDetail: "庁内の認証は済みましたが、Koeの利用者と結び付いていません。次の識別子を、システム管理者に伝えて結び付けを依頼してください。",
        subject: "本人の識別子", backToLogIn: "ログインの画面へ戻る",
        bindTitle: "庁内の認証", bound: { "結び付いています（\($0)）。" }, notBound: "結び付いていません。",
        subjectHint: "本人が庁内の認証でログインしようとすると、画面に表示されます。",
        bind: "結び付ける", unbind: "庁内の認証との結び付きを解除する")

    /// English
    static let english = SignOnStrings(
        label: "Log in with your office account", or: "Or log in with user name and password.",
        otherTab: "Log in in a new tab, come back to this page and press “I have logged in”. "
            + "What you typed stays on this page.",
        newTab: "Log in in a new tab", resume: "I have logged in",
        notYet: "You have not logged in yet. Log in in the new tab first.",
        stale: "The time is over, or it was begun elsewhere. Please log in again from the start.",
        declined: "The login was cancelled, or not allowed.",
        misconfigured:
            "The office’s login did not take Koe’s request. Please tell the administrator.",
        disabled: "This account is disabled. Please ask the administrator.",
        absent: "The office’s login does not answer. Try later, or use name and password.",
        failed: { "\($0.japanese) You are not logged in. Tell the administrator if it goes on." },
        unboundTitle: "No account of Koe",
        unboundDetail: "The office’s login knows you, but no account of Koe is bound to you. "
            + "Tell the administrator this identifier and ask to be bound to it.",
        subject: "Your identifier", backToLogIn: "Back to the login page",
        bindTitle: "Office login", bound: { "Bound (\($0))." }, notBound: "Not bound.",
        subjectHint: "The person sees it when they try to log in there.",
        bind: "Bind", unbind: "Unbind from the office login")
}
