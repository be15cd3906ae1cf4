import Participation

/// What the mayor or the deputy said is to be done about a letter, and what became of it
/// (指示とその対応).
struct InstructionsView: Sendable {
    let given: [GivenInstruction]
    let words: Strings

    var html: HTML {
        guard !given.isEmpty else { return "" }
        let entries = given.map { given -> HTML in
            let told = given.instruction
            let line = words.tray.instruction(
                told.post.text, words.figures.day(told.on), given.japanese)
            let answer: HTML =
                given.answer.map { answer in
                    "<p class=\"said\" lang=\"ja\">→ \(said(answer.text))</p>"
                } ?? ""
            return """
                <li><p><strong>\(line)</strong></p>
                <p class="said" lang="ja">\(said(told.text))</p>\(answer)</li>
                """
        }
        return """
            <h3>\(words.tray.instructionsTitle)</h3>
            <ol class="course">
            \(HTML(joining: entries))
            </ol>
            """
    }

    private func said(_ text: Sealed<Wording>) -> String {
        text.content?.text ?? words.register.erased
    }
}
