extension Stylesheet {
    /// Pages of scanned letters, beside what is typed of them (スキャンの様式).
    static let scans = """
        .pages { list-style: none; margin: 0.5rem 0; padding: 0; }
        .pages li { margin: 0 0 0.75rem; }
        .pages img {
          display: block; width: 100%; max-width: 60rem; height: auto; background: #ffffff;
          border: 1px solid var(--edge);
        }
        .scans summary { min-height: 24px; cursor: pointer; padding: 0.35rem 0; }
        .scan h2 { margin-top: 0; }
        .scan.over { outline: 3px dashed var(--accent); outline-offset: 0.25rem; }
        .scan { margin: 0.5rem 0 1rem; }
        @media screen and (min-width: 72rem) {
          .intake:has(.scan .pages) { display: grid; grid-template-columns: 2fr 3fr; gap: 0 2rem; }
          .intake:has(.scan .pages) > * { grid-column: 2; }
          .intake:has(.scan .pages) > .batch { grid-column: 1 / -1; }
          .intake:has(.scan .pages) > .scan {
            grid-column: 1; grid-row: 2 / span 30; align-self: start; margin-top: 0;
          }
          .intake:has(.scan .pages) .columns, .intake:has(.scan .pages) .care {
            grid-template-columns: 1fr;
          }
        }
        @media screen and (min-width: 72rem) and (min-height: 40rem) {
          .intake:has(.scan .pages) > .scan {
            position: sticky; top: 13.25rem; max-height: calc(100vh - 13.75rem); overflow: auto;
          }
        }
        """
}
