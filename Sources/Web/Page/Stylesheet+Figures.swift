extension Stylesheet {
    /// The tables of figures: a table where there is room for one, a card for each row where there
    /// is not, and paper on its side (指標の表の様式).
    static let figures = """
        .wide header, .wide main, .wide footer { max-width: 88rem; }
        .heading { display: flex; flex-wrap: wrap; gap: 0 2rem; align-items: baseline; }
        .heading h1 { margin-bottom: 0.25rem; flex: 1 1 auto; }
        h1 .year, h2 .range { font-weight: 400; font-size: 0.75em; color: var(--quiet); }
        h1 .year { display: inline-block; }
        .heading nav, .presets { font-size: 0.9rem; }
        nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; }
        nav li a { display: inline-block; padding: 0.25rem 0.75rem; }
        nav li:first-child a { padding-left: 0; }
        .presets { display: flex; flex-wrap: wrap; align-items: baseline; margin: 0.5rem 0 1.5rem; }
        .presets p { margin: 0 1rem 0 0; color: var(--quiet); }
        nav [aria-current] { color: var(--ink); font-weight: 700; text-decoration-thickness: 3px; }
        .moment { margin: 0 0 1rem; font-size: 1.05rem; }
        .latest {
          border: 1px solid var(--good); color: var(--good); border-radius: 1rem;
          padding: 0 0.6rem; font-size: 0.85rem; margin-left: 0.5rem;
        }
        .past { border-left: 0.5rem solid var(--warn); }
        .past h2 { color: var(--ink); }
        .errors { border-left: 0.5rem solid var(--bad); }
        .errors h2, .error { color: var(--bad); }
        .error { font-weight: 700; }
        .error::before { content: "▲ " / ""; }

        .controls {
          display: flex; flex-wrap: wrap; gap: 0.75rem 1.25rem; align-items: flex-start;
          background: var(--paper); border: 1px solid var(--line); border-radius: 0.5rem;
          padding: 0.75rem 1rem 1rem; font-size: 0.9rem;
        }
        .field { flex: 0 1 auto; min-width: 0; max-width: 100%; }
        .field label { display: block; font-size: 0.85rem; color: var(--quiet); }
        .field p { margin: 0.15rem 0 0; font-size: 0.8rem; color: var(--quiet); max-width: 16rem; }
        .field p.error { color: var(--bad); }
        select, input, button {
          font: inherit; color: inherit; background: var(--ground); max-width: 100%;
          border: 1px solid var(--edge); border-radius: 0.25rem; min-height: 2.6rem;
          padding: 0.25rem 0.6rem;
        }
        input { width: 14rem; }
        #plan { width: 18rem; }
        button {
          background: var(--accent); border-color: var(--accent); color: var(--on-accent);
          font-weight: 700; padding: 0.25rem 1.5rem; margin-top: 1.5rem; cursor: pointer;
        }
        :is(select, input, button):focus-visible {
          outline: 3px solid var(--accent); outline-offset: 2px;
        }

        .plan { background: none; border: 0; padding: 0; margin: 2rem 0; }
        .plan h2, .list h2 { font-size: 1.25rem; color: var(--ink); }
        table { border-collapse: collapse; width: 100%; background: var(--paper); }
        caption { text-align: left; color: var(--quiet); font-size: 0.85rem; padding: 0 0 0.5rem; }
        th, td { text-align: left; vertical-align: baseline; font-weight: 400; }
        .amount { text-align: right; font-variant-numeric: tabular-nums; }
        .of { font-size: 0.8em; margin-left: 0.1em; }
        .small, .unit, .better { display: block; font-size: 0.85em; color: var(--quiet); }
        .note { color: var(--quiet); font-size: 0.9em; }
        .better::before { content: "↓ " / ""; }
        .rate { display: block; white-space: nowrap; }
        .term { font-size: 0.85em; color: var(--quiet); }
        td a { display: inline-block; min-width: 24px; min-height: 24px; }
        .actual > a { font-size: 1.3em; font-weight: 700; }
        .policy th { font-weight: 700; }
        td.none, td.restricted { color: var(--quiet); font-size: 0.9em; }
        tr.print { display: none; }

        .mark { white-space: nowrap; font-weight: 700; }
        .mark::before { display: inline-block; width: 1.3em; }
        .on-track { color: var(--good); }
        .on-track::before { content: "●" / ""; }
        .attention { color: var(--warn); }
        .attention::before { content: "▲" / ""; }
        .behind { color: var(--bad); }
        .behind::before { content: "■" / ""; }
        .undetermined { color: var(--quiet); font-weight: 400; }
        .undetermined::before { content: "◇" / ""; }
        .mark.unknown { color: var(--quiet); font-weight: 400; }
        .mark.unknown::before { content: "○" / ""; }

        .bars { display: block; width: 6.5rem; height: auto; overflow: visible; }
        .bar { fill: var(--accent); }
        .bar.running { fill: var(--paper); stroke: var(--accent); stroke-dasharray: 3 2; }
        .base { stroke: var(--edge); fill: none; }
        .bars .guide { stroke: var(--ink); stroke-dasharray: 2 3; fill: none; }
        .bars text { fill: var(--quiet); font-size: 10px; text-anchor: middle; }

        .legend dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.25rem; }
        .legend dt, .legend dd { font-size: 0.85rem; margin: 0; }
        .legend h2 { font-size: 1rem; }
        .definition dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.5rem 1.25rem; }
        .definition dt, .definition dd { margin: 0; }
        .back { margin: 1rem 0 -0.75rem; }
        .value { font-size: 2.5rem; font-weight: 700; line-height: 1.3; margin: 0; }
        .value .of { font-size: 0.5em; }
        .list { background: none; border: 0; padding: 0; }

        @media (min-width: 76rem), print {
          table { font-size: 0.85rem; line-height: 1.5; }
          thead th {
            vertical-align: bottom; font-size: 0.9em; color: var(--quiet);
            border-bottom: 2px solid var(--edge);
          }
          th, td { padding: 0.5rem 0.3rem; border-bottom: 1px solid var(--line); }
          .full { font-size: 0.85em; }
          thead .quarter { text-align: right; }
          thead .quarter, .amount { white-space: nowrap; }
          .figures .name { min-width: 9.5rem; }
          td.trend { vertical-align: middle; }
          .target { display: inline-block; white-space: normal; max-width: 10em; }
          .figures td.none { text-align: center; vertical-align: middle; }
          .policy th { background: var(--band); border-bottom-color: var(--edge); }
          .records { width: auto; min-width: 60%; }
        }
        @media screen and (max-width: 75.99rem) {
          thead {
            position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
          }
          table, tbody, tr, caption { display: block; }
          .indicator, .records tbody tr {
            display: grid; grid-template-columns: repeat(auto-fill, minmax(5.75rem, 1fr));
            gap: 0.5rem 1rem; padding: 1rem; border-top: 1px solid var(--line);
          }
          .policy { padding: 0.5rem 1rem; background: var(--band); border-top: 2px solid var(--edge); }
          .policy th { display: block; }
          .indicator .name, td.none, td.restricted { grid-column: 1 / -1; display: block; }
          .indicator .name > a { font-weight: 700; }
          caption { padding: 0.5rem 1rem; }
          .indicator td, .records td { display: block; text-align: left; overflow-wrap: anywhere; }
          td[data-label]::before {
            content: attr(data-label); display: block; font-size: 0.8rem; color: var(--quiet);
            font-weight: 400;
          }
          td.trend { grid-column: 1 / -1; }
          .legend dl, .definition dl { grid-template-columns: 1fr; }
          .legend dd, .definition dd { margin-bottom: 0.5rem; }
        }
        """

    /// On paper: black on white, no controls, no frames; the head of a table stands on each page
    /// with the city and the moment (印刷の様式).
    static let paper = """
        @page { size: A4; margin: 14mm 12mm 16mm; }
        @page wide { size: A4 landscape; margin: 12mm 10mm 14mm;
          @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; }
        }
        @media print {
          :root {
            color-scheme: light; --ground: #fff; --paper: #fff; --band: #fff; --ink: #000; --quiet: #333;
            --line: #aaa; --edge: #555; --accent: #333; --good: #000; --warn: #000; --bad: #000;
            --hint: #fff;
          }
          html { font-size: 9pt; }
          body {
            font-family: "BIZ UDPMincho", "Hiragino Mincho ProN", "Noto Serif CJK JP", "Yu Mincho",
              serif; line-height: 1.45;
          }
          .wide { page: wide; }
          .wide header, .wide main { max-width: none; padding: 0; }
          header nav, footer, .language, .skip, .controls, .presets, .years, .back { display: none; }
          header { border-bottom-width: 1px; }
          h1 { margin-top: 0.5rem; }
          a { color: inherit; text-decoration: none; }
          section { border: 0; padding: 0; }
          .past { border: 1px solid #000; padding: 0.5rem; }
          .past a { display: none; }
          .plan + .plan { break-before: page; }
          .figures caption, .records caption { display: none; }
          thead { display: table-header-group; }
          tr.print { display: table-row; }
          tr.print td { border: 0; padding: 0 0 0.25rem; font-size: 0.9em; }
          tr { break-inside: avoid; }
          .policy { break-after: avoid; }
          th, td { padding: 0.15rem 0.4rem; line-height: 1.35; }
          .policy th { padding-top: 0.4rem; }
          .bars { width: 22mm; }
          .legend { break-inside: avoid; }
          h2 { break-after: avoid; }
        }
        """
}
