extension Stylesheet {
    /// The tray as lists one after the other, side by side where there is room; the letter beside
    /// what can be done about it (担当課トレイの様式).
    static let tray = """
        .stages { display: grid; gap: 1rem; margin: 1.25rem 0; }
        .stages > section { margin: 0; padding: 1rem; min-width: 0; }
        .stages h2, .awaited h2 { font-size: 1.1rem; color: var(--ink); }
        .tally { font-weight: 400; color: var(--quiet); }
        .cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.75rem; }
        .cards > li {
          border: 1px solid var(--line); border-left: 0.3rem solid var(--accent);
          border-radius: 0.25rem; padding: 0.5rem 0.75rem; min-width: 0; overflow-wrap: anywhere;
        }
        .cards p { margin: 0; }
        .cards .mark { white-space: normal; }
        .turning { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; margin: 1rem 0; }
        .turn { display: inline-block; min-height: 3rem; padding: 0.6rem 1rem; border: 1px solid var(--line); }
        .turn.quiet { color: var(--quiet); }
        [data-swipe] { touch-action: pan-y pinch-zoom; }
        .proposal { border-left: 0.3rem solid var(--good); padding-left: 0.75rem; margin: 0.5rem 0; }
        .proposal p { margin: 0; }
        .gist { font-weight: 700; }
        .gist a { display: inline-block; min-height: 24px; }
        .urgent {
          border: 2px solid var(--bad); color: var(--bad); border-radius: 0.25rem; padding: 0 0.4rem;
          font-weight: 700;
        }
        .next {
          display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; align-items: center; margin: 1rem 0;
        }
        .next button { margin: 0; }
        .next select { min-width: 0; flex: 0 1 20rem; }
        .cards button.quiet { margin-top: 0.35rem; width: 100%; }
        .work { display: grid; gap: 0 1.25rem; }
        .work > div { min-width: 0; }
        .work h2 { color: var(--ink); }
        .work h3 { font-size: 1rem; margin: 1.25rem 0 0.25rem; }
        .letter {
          white-space: pre-wrap; overflow-wrap: anywhere; border-left: 0.3rem solid var(--line);
          padding-left: 1rem; margin: 0.75rem 0 1.25rem; max-width: 44rem;
        }
        .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: 0 1rem; }
        .facts dd { margin-bottom: 0.5rem; }
        .course { list-style: none; margin: 0; padding: 0; }
        .course li { border-top: 1px solid var(--line); padding: 0.35rem 0; }
        .said { white-space: pre-wrap; overflow-wrap: anywhere; }
        .now { border-top: 0.3rem solid var(--accent); }
        .now > form > button, .choice {
          display: block; width: 100%; min-height: 3rem; padding: 0.5rem 1rem; margin: 0.5rem 0;
          text-align: left; border: 1px solid var(--accent); border-radius: 0.25rem;
        }
        .choice { text-decoration: none; font-weight: 400; line-height: 1.9; }
        .choice.first { background: var(--accent); color: var(--on-accent); font-weight: 700; }
        .choice[aria-current] { border-width: 3px; }
        .choices { list-style: none; margin: 0; padding: 0; }
        .choices button.quiet { width: 100%; text-align: left; min-height: 3rem; margin: 0.5rem 0; }
        .now .sheet { margin: 1rem 0; padding: 1rem; border: 2px solid var(--accent); }
        .leave { display: inline-block; padding: 0.75rem 1rem; }
        kbd {
          float: right; border: 1px solid currentColor; border-radius: 0.25rem; padding: 0 0.5rem;
          font-size: 0.85em; line-height: 1.6;
        }
        @media screen and (min-width: 62rem) {
          .stages { grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 0.5rem; }
          .stages > section:only-child { grid-column: 1 / -1; }
          .stages > section { padding: 0.75rem 0.5rem; }
          .stages { font-size: 0.9rem; line-height: 1.6; }
          .work { grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr); align-items: start; }
          .awaited .cards { grid-template-columns: repeat(3, minmax(0, 1fr)); }
        }
        .work.even { grid-template-columns: minmax(0, 1fr); }
        .sheet textarea { width: 100%; }
        .stamps { list-style: none; display: flex; flex-wrap: wrap; margin: 0.5rem 0 1rem; padding: 0; }
        .stamps li {
          border: 1px solid var(--edge); padding: 0.35rem 0.6rem; min-width: 6rem; margin: 0 -1px -1px 0;
        }
        .stamps span { display: block; }
        .stamps .post { font-size: 0.85rem; color: var(--quiet); }
        .stamps .stamped { color: var(--bad); }
        .stamps .waiting { border: 3px solid var(--accent); font-weight: 700; }
        del { color: var(--bad); }
        ins { color: var(--good); text-decoration-thickness: 2px; }
        .unseen { position: absolute; left: -100vw; }
        .a4 {
          position: relative; width: 210mm; max-width: 100%; min-height: 20rem; margin: 1rem 0;
          padding: 1rem; background: var(--paper); border: 1px solid var(--line);
        }
        .a4 .window { font-style: normal; }
        .a4 .window span { display: block; }
        .a4 .reference { text-align: right; }
        .a4 .reply { white-space: pre-wrap; overflow-wrap: anywhere; }
        .undecided { font-weight: 700; }
        @media screen and (min-width: 62rem) {
          .work.even { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
        }
        """

    /// The answer on A4, folded in three for an envelope of 長形3号 (120 × 235 mm) with a window:
    /// the address stands in what every such window shows, 25…105 mm from the left and 17…50 mm from
    /// the top (回答書の様式).
    static let letter = """
        @page letter { size: A4; margin: 0; }
        @media print {
          body:has(.a4) > header, body:has(.a4) .screen { display: none; }
          body:has(.a4), body:has(.a4) main { padding: 0; margin: 0; max-width: none; }
          .a4 {
            page: letter; position: relative; width: 210mm; max-width: none; min-height: 0; margin: 0;
            padding: 95mm 25mm 15mm; border: 0; font-size: 11pt; line-height: 1.7;
          }
          .a4 .window {
            position: absolute; left: 25mm; top: 17mm; width: 80mm; height: 33mm; overflow: hidden;
            line-height: 1.4;
          }
          .a4 .reference { position: absolute; right: 25mm; top: 60mm; margin: 0; }
          .a4 .undecided { position: absolute; left: 25mm; top: 60mm; margin: 0; }
        }
        """
}
