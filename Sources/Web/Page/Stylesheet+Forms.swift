extension Stylesheet {
    /// Forms one fills in from the top, after the Digital Agency Design System: label, hint and error
    /// above the field, 「※必須」 in words, a focus nobody overlooks (入力欄の様式).
    static let forms = """
        .sheet {
          background: var(--paper); border: 1px solid var(--line); border-radius: 0.5rem;
          padding: 1.25rem; margin: 1.25rem 0; max-width: 40rem;
        }
        .sheet .field { margin: 1.25rem 0; border: 0; padding: 0; }
        .sheet .field > label, .sheet legend {
          display: block; font-size: 1rem; font-weight: 700; color: var(--ink); padding: 0;
        }
        .sheet .field p { font-size: 0.9rem; max-width: none; margin: 0.15rem 0 0.35rem; }
        .batch { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0 1rem; min-width: 0; }
        .required { color: var(--bad); font-size: 0.9rem; font-weight: 400; margin-left: 0.25rem; }
        .sheet input, .sheet textarea, .sheet select {
          width: 100%; max-width: 26rem; min-height: 3rem; padding: 0.4rem 0.75rem;
        }
        .sheet textarea {
          max-width: none; font-family: inherit; font-size: inherit; color: inherit;
          background: var(--ground); border: 1px solid var(--edge); border-radius: 0.25rem;
        }
        .sheet input[type="checkbox"] { width: 1.75rem; min-height: 1.75rem; display: block; }
        .sheet [aria-invalid] { border: 2px solid var(--bad); }
        .day .part { display: inline-block; margin-right: 0.75rem; white-space: nowrap; }
        .sheet .day input { width: 4.5rem; }
        .sheet .day span:first-child input { width: 6rem; }
        textarea:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        button { min-height: 3rem; }
        button.quiet {
          background: none; color: var(--accent); font-weight: 400; margin: 0; min-height: 2.6rem;
          padding: 0.25rem 1rem;
        }
        .sheet button + button { margin-left: 1rem; }
        .person {
          display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: center; padding: 0.25rem 0;
        }
        .actions { display: flex; flex-wrap: wrap; gap: 1rem; margin: 1.25rem 0; }
        .plain ul { margin: 0; padding: 0; list-style: none; }
        .plain th, .plain td { padding: 0.5rem; border-bottom: 1px solid var(--line); }
        .plain td { overflow-wrap: anywhere; }
        .secret code { font-size: 1.4rem; letter-spacing: 0.05em; }
        .codes { columns: 2; }
        .year-choice { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
        .year-choice button { margin: 0; }
        @media screen and (max-width: 75.99rem) {
          .plain thead { position: static; width: auto; height: auto; clip-path: none; }
          table.plain { display: table; }
          .plain tbody { display: table-row-group; }
          .plain thead { display: table-header-group; }
          .plain tr { display: table-row; }
        }
        @media screen and (max-width: 34rem) {
          table.plain, .plain tbody, .plain tr, .plain th, .plain td { display: block; }
          .plain thead { display: none; }
          .plain [data-label]::before {
            content: attr(data-label); display: block; font-size: 0.85em; color: var(--quiet);
          }
        }
        """
}
