/// The one style sheet; no page styles itself, so that the policy can forbid it (スタイルシート).
enum Stylesheet {
    static let path = "/style.css"

    /// Fonts are those of the reader's system: pages must work without the internet. Colours keep
    /// 7:1 against their ground, in the light and in the dark.
    static let text =
        [
            frame, figures, forms, intake, scans, register, tray, participation, planning, paper,
            letter,
        ]
        .joined(separator: "\n") + "\n"

    /// What every page has in common.
    private static let frame = """
        :root {
          color-scheme: light dark;
          --ground: #fbfaf7; --band: #f1efe8; --paper: #ffffff; --ink: #1d2328; --quiet: #454f57;
          --line: #d9d6cd; --edge: #767269; --accent: #0b4f6c; --on-accent: #ffffff;
          --good: #14532d; --warn: #6b3a00; --bad: #7f1d1d; --hint: #fdf3d8;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #14181b; --band: #262d32; --paper: #1d2226; --ink: #f1efe9; --quiet: #c3c9cd;
            --line: #3a4147; --edge: #8b949a; --accent: #9bd3ea; --on-accent: #10222b;
            --good: #a7e3bb; --warn: #f5cf8f; --bad: #fbb4b4; --hint: #3a3216;
          }
        }
        * { box-sizing: border-box; }
        html { font-size: 112.5%; }
        body {
          margin: 0; background: var(--ground); color: var(--ink); line-height: 1.75;
          font-family: "BIZ UDPGothic", "Hiragino Sans", "Noto Sans CJK JP", "Yu Gothic UI",
            "Meiryo", system-ui, sans-serif;
        }
        header, main, footer { max-width: 44rem; margin: 0 auto; padding: 0 1.25rem; }
        footer { padding-bottom: 2rem; font-size: 0.9rem; }
        footer a { display: inline-block; min-height: 24px; }
        main { padding-bottom: 3rem; }
        header {
          display: flex; flex-wrap: wrap; gap: 0 1.5rem; align-items: baseline;
          border-bottom: 3px solid var(--accent); padding-top: 0.5rem;
        }
        header nav { flex: 1 1 auto; }
        .office { color: var(--ink); font-size: 0.9rem; margin-left: 0.5rem; }
        .skip { position: absolute; left: -100vw; }
        .skip:focus { left: 0.5rem; top: 0.5rem; background: var(--paper); padding: 0.5rem; }
        .brand { font-weight: 700; font-size: 1.25rem; color: var(--accent); margin: 0.5rem 0; }
        .language { margin: 0.5rem 0; }
        h1 { font-size: 1.6rem; line-height: 1.4; margin: 1.75rem 0 1rem; }
        h2 { font-size: 1.1rem; line-height: 1.5; margin: 0 0 0.5rem; color: var(--quiet); }
        main > h2 { margin-top: 2rem; }
        section {
          background: var(--paper); border: 1px solid var(--line); border-radius: 0.5rem;
          padding: 1.25rem; margin: 1.25rem 0;
        }
        .notice { background: var(--hint); }
        p.notice { padding: 0.5rem 0.75rem; border-radius: 0.25rem; margin: 0.75rem 0 0; }
        section p { margin: 0.25rem 0; }
        .state { font-weight: 700; font-size: 1.15rem; }
        .state::before { content: "● "; }
        .running { color: var(--good); }
        .stopped { color: var(--bad); }
        .stopped::before { content: "▲ "; }
        .city { font-size: 1.5rem; font-weight: 700; }
        dl { margin: 0; }
        dt { color: var(--quiet); font-size: 0.9rem; }
        dd { margin: 0 0 0.75rem; overflow-wrap: anywhere; }
        .number { font-size: 1.75rem; font-weight: 700; font-variant-numeric: tabular-nums; }
        code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 0.9em; }
        pre {
          overflow-x: auto; background: var(--ground); border: 1px solid var(--line);
          border-radius: 0.25rem; padding: 0.75rem;
        }
        a { color: var(--accent); text-underline-offset: 0.2em; }
        a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        """
}
