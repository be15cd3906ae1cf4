extension Stylesheet {
    /// Lectures and gatherings: what is due at a glance, buttons for a thumb at the door, letters and
    /// sheets on A4 (出前講座・催しの様式).
    static let participation = """
        .particulars > div { margin: 0 0 0.5rem; }
        .particulars dd { margin: 0; white-space: pre-line; }
        .stage { font-weight: 700; white-space: nowrap; }
        .stage::before { display: inline-block; width: 1.3em; content: "○" / ""; }
        .stage.unreported { color: var(--bad); }
        .stage.unreported::before { content: "▲" / ""; }
        .stage.requested { color: var(--warn); }
        .stage.requested::before { content: "◆" / ""; }
        .stage.scheduled::before, .stage.reported::before { content: "●" / ""; }
        .stage.scheduled, .stage.reported { color: var(--good); }
        .presets li a span { font-variant-numeric: tabular-nums; }
        .actions form { margin: 0; }
        .plain td form { margin: 0; }
        .plain td code { overflow-wrap: anywhere; }

        .door section { padding: 0.75rem; }
        .door form { margin: 0; }
        .door label { font-weight: 700; }
        .door textarea {
          width: 100%; font: inherit; color: inherit; background: var(--ground); padding: 0.5rem;
          border: 1px solid var(--edge); border-radius: 0.25rem;
        }
        .door section button { margin-top: 0.5rem; }
        .sending { padding: 0.25rem 0.75rem; margin: 0.5rem 0; border-left: 0.5rem solid var(--good); }
        .sending.unsent { border-color: var(--warn); background: var(--hint); }
        .tally {
          display: grid; grid-template-columns: 1fr auto 1fr; gap: 0.75rem; align-items: center;
        }
        .tally button.big {
          width: 100%; min-height: 5rem; font-size: 2.5rem; margin: 0; padding: 0;
          touch-action: manipulation;
        }
        .count {
          font-size: 2.75rem; font-weight: 700; min-width: 2.5ch; text-align: center;
          font-variant-numeric: tabular-nums;
        }
        .ticks { list-style: none; margin: 0; padding: 0; }
        .door .ticks button.tick {
          width: 100%; min-height: 3rem; margin: 0.2rem 0; text-align: left; font-weight: 400;
          background: var(--ground); color: var(--ink); border-color: var(--edge);
          touch-action: manipulation; padding: 0.25rem 0.75rem;
        }
        .tick::before { content: "□ " / ""; }
        .door .ticks button.tick[aria-pressed="true"] {
          font-weight: 700; border: 2px solid var(--good); color: var(--good);
        }
        .tick[aria-pressed="true"]::before { content: "✔ " / ""; }

        .decision { background: var(--paper); border: 1px solid var(--line); padding: 1.5rem; }
        .decision .right { text-align: right; }
        .decision h1 { text-align: center; }
        .roster th, .roster td { border: 1px solid var(--edge); padding: 0.4rem; height: 2.2rem; }
        .roster .box { text-align: center; }
        @media print {
          .roster td:nth-child(2) { min-width: 9rem; }
          .roster td:last-child { width: 25%; }
          .decision { border: 0; padding: 0; font-size: 11pt; }
          .no-print, .year-choice, .person { display: none; }
          body:has(.decision) header { display: none; }
        }
        """
}
