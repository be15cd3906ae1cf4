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
        @media print {
          .about, .ways, .outlook details { display: none; }
        }
        """
}
