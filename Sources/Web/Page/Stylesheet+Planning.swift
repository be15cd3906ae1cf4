extension Stylesheet {
    /// Comparing, reviewing, the way through a plan (企画の画面の様式).
    static let planning = """
        summary { cursor: pointer; min-height: 24px; }
        summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .more { flex: 1 1 100%; }
        .more > div {
          display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: flex-start;
          padding-top: 0.5rem;
        }
        .more select { width: 12rem; }
        .about { display: inline-block; vertical-align: top; margin-left: 0.25rem; font-size: 0.85em; }
        .about summary {
          list-style: none; color: var(--accent); min-width: 24px; text-align: center;
          display: inline-block;
        }
        .about summary::-webkit-details-marker { display: none; }
        .about p { margin: 0.15rem 0 0; max-width: 22rem; color: var(--quiet); }
        .line { display: block; width: 7.5rem; height: auto; overflow: visible; }
        .line path { fill: none; stroke: var(--quiet); }
        .line .plan { stroke-dasharray: 2 3; }
        .line .way { stroke: var(--accent); stroke-width: 1.5; }
        .line .dot { fill: var(--accent); }
        .line text { fill: var(--quiet); font-size: 9px; text-anchor: middle; }
        .amount .line { margin-left: auto; }
        .series .line { width: min(100%, 40rem); margin: 0.5rem 0 1rem; }
        .scroll { overflow-x: auto; }
        .scroll:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        table.across, .across tbody, .across thead, .across tr { width: auto; }
        table.across { display: table; }
        .across thead { display: table-header-group; position: static; clip-path: none; }
        .across tbody { display: table-row-group; }
        .across tr { display: table-row; }
        .across th, .across td {
          display: table-cell; padding: 0.35rem 0.6rem; border-bottom: 1px solid var(--line);
          white-space: nowrap;
        }
        .across thead th { text-align: right; color: var(--quiet); }
        .across th:first-child { text-align: left; }
        .compared td, .compared th { font-size: 1rem; }
        p.compared { font-size: 1.15rem; }
        h3 { font-size: 1rem; margin: 1.25rem 0 0.5rem; }
        .ways { font-size: 0.9rem; }
        .ways a { display: inline-block; min-height: 24px; margin-right: 1rem; }
        .sheet details { border-top: 1px solid var(--line); padding: 0.5rem 0; }
        .sheet details > summary { font-weight: 700; padding: 0.25rem 0; }
        .sheet details .field { margin: 0.75rem 0; }
        .steps li { margin: 0.25rem 0; }
        .do { margin-top: 1.5rem; }
        a.go {
          display: inline-block; background: var(--accent); color: var(--on-accent);
          font-weight: 700; padding: 0.5rem 1.25rem; border-radius: 0.25rem; text-decoration: none;
        }
        .turn td ul { list-style: none; margin: 0; padding: 0; }
        .turn td { vertical-align: top; }
        .paper {
          background: var(--paper); border: 1px solid var(--line); padding: 1rem; margin: 1.5rem 0;
        }
        .paper h2 { font-size: 1.2rem; color: var(--ink); margin: 0; }
        .paper .number { float: right; font-size: 1.2rem; }
        .paper { overflow-x: auto; }
        .paper:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        .paper .city { margin: 0 0 0.5rem; font-size: 1rem; font-weight: 400; }
        .slip th { white-space: nowrap; }
        .turn th, .turn td:nth-child(2) { white-space: nowrap; }
        .paper .foot { font-size: 0.85rem; margin: 0.5rem 0 0; }
        .paper table.pen { display: table; width: 100%; table-layout: auto; }
        .pen thead { display: table-header-group; position: static; clip-path: none; }
        .pen tbody { display: table-row-group; }
        .pen tr { display: table-row; }
        .pen th, .pen td {
          display: table-cell; border: 1px solid var(--edge); padding: 0.3rem 0.5rem;
          vertical-align: top; font-size: 0.95rem;
        }
        .pen .short { min-width: 6rem; }
        .pen .box { display: inline-block; margin-right: 0.9em; }
        .pen .ruled { border-bottom: 1px dotted var(--edge); margin: 0.35rem 0 0; padding-bottom: 1.1rem; }
        .pen .text td { height: 4rem; }
        .pen .body td { height: 12rem; }
        .ledger .pen th, .ledger .pen td { height: 2.4rem; overflow-wrap: anywhere; }
        @page slip { size: A4; margin: 12mm; }
        @page ledger { size: A4 landscape; margin: 10mm; }
        @media print {
          body:has(.paper) > header, body:has(.paper) .screen { display: none; }
          body:has(.paper), body:has(.paper) main { padding: 0; margin: 0; max-width: none; }
          .paper { border: 0; padding: 0; margin: 0; break-after: page; overflow: visible; }
          .paper:last-child { break-after: auto; }
          .slip { page: slip; }
          .ledger { page: ledger; }
          .pen th, .pen td { border: 0.5pt solid #000; font-size: 10pt; line-height: 1.5; }
          .pen .text td { height: 22mm; }
          .pen .body td { height: 78mm; }
          .ledger .pen tbody th, .ledger .pen tbody td { height: 10mm; font-size: 9pt; }
          .ledger .pen thead th { font-size: 8.5pt; }
          .about, .ways, .outlook details { display: none; }
        }
        """
}
