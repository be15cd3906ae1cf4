extension Stylesheet {
    /// The page for letters: what the batch has in common stays in sight, and what was found stands
    /// below its field (受付画面の様式).
    static let intake = """
        .intake { max-width: none; }
        .intake fieldset.plain { border: 0; padding: 0; margin: 0; min-width: 0; }
        .intake input[data-digits="1"] { width: 5rem; }
        .found ul { list-style: none; margin: 0 0 0.5rem; padding: 0; }
        .found p { margin: 0.25rem 0; }
        .found button {
          display: block; width: 100%; max-width: 40rem; text-align: left; margin: 0.25rem 0;
          min-height: 2.6rem; padding: 0.35rem 0.75rem; font-weight: 400; color: var(--ink);
          background: var(--hint); border: 1px solid var(--edge);
        }
        .found button strong { margin-right: 0.5rem; }
        .found button small { color: var(--quiet); font-size: 0.85em; }
        .proposal { margin: 0.25rem 0 0; padding: 0.25rem 0.75rem; background: var(--band); }
        .found label { display: block; padding: 0.35rem 0; font-size: 1rem; color: var(--ink); }
        .sheet .found input[type="checkbox"] {
          display: inline-block; vertical-align: middle; margin-right: 0.5rem;
        }
        .intake .look { margin: 0.5rem 0 0; }
        .keys { display: none; margin-left: 1rem; font-size: 0.9rem; }
        @media (scripting: enabled) { .keys { display: inline-block; } }
        @media screen and (min-width: 64rem) {
          .batch .row { display: grid; grid-template-columns: 1fr 1.4fr 1fr 1fr; gap: 0 1.25rem; }
          .intake .columns, .intake .care { display: grid; gap: 0 2.5rem; }
          .intake .columns { grid-template-columns: 1fr 1fr; }
          .intake .care { grid-template-columns: 1fr 2fr 1fr; }
          .intake .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.25rem; }
        }
        @media screen and (min-width: 64rem) and (min-height: 40rem) {
          .intake .batch { position: sticky; top: 0; z-index: 1; background: var(--paper); }
          .batch .field { margin: 0.5rem 0; }
          html:has(.intake) { scroll-padding: 15rem 0 1rem; }
          .intake .field :is(input, select, textarea) { scroll-margin-top: 6rem; }
        }
        """
}
