extension Stylesheet {
    /// The register and the page of a record (受付簿と案件票の様式).
    static let register = """
        .marks { border: 0; padding: 0; margin: 0; flex: 1 1 100%; }
        .marks legend { font-size: 0.85rem; color: var(--quiet); padding: 0; }
        .marks .part { display: inline-block; margin-right: 1.25rem; white-space: nowrap; }
        .marks input, .controls input[type="checkbox"] {
          width: 1.5rem; min-height: 1.5rem; vertical-align: middle;
        }
        .controls .do { flex: 1 1 100%; display: flex; flex-wrap: wrap; gap: 1.5rem; }
        .controls .do { align-items: center; }
        .controls .do button { margin-top: 0; min-width: 12rem; }
        .controls #q { width: 22rem; }
        .controls #from, .controls #through, .controls #category { width: 9rem; }
        .ways { margin: 1rem 0; }
        .register .receipt { font-weight: 700; white-space: nowrap; }
        .register td.gist { overflow-wrap: anywhere; }
        .masked { letter-spacing: 0.1em; }
        .register .mark { display: block; }
        .history { padding-left: 2.5rem; }
        .history li { margin: 0.75rem 0; overflow-wrap: anywhere; }
        .history li li { margin: 0; }
        .history p { margin: 0; }
        .history .small { display: inline; }
        del { color: var(--bad); text-decoration: line-through; }
        ins { color: var(--bad); text-decoration: underline; }
        .definition dd { min-width: 0; }
        .definition pre { white-space: pre-wrap; overflow-wrap: anywhere; }
        @media (min-width: 76rem), print {
          .records.register { width: 100%; margin-top: 1rem; }
          .register td:nth-child(2), .register td:nth-child(7) { white-space: nowrap; }
          .register td.gist { min-width: 16rem; }
        }
        @media screen and (max-width: 75.99rem) {
          .register td.gist { grid-column: 1 / -1; }
        }
        @media print {
          .ways, .note, .skip { display: none; }
          .register th, .register td { border: 1px solid #555; }
          .register tr.print td { border: 0; }
        }
        """
}
