extension Stylesheet {
    /// The tray as lists one after the other, side by side where there is room; the letter beside
    /// what can be done about it (担当課トレイの様式).
    static let tray = """
        .columns { display: grid; gap: 1rem; margin: 1.25rem 0; }
        .columns > section { margin: 0; padding: 1rem; min-width: 0; }
        .columns h2, .awaited h2 { font-size: 1.1rem; color: var(--ink); }
        .count { font-weight: 400; color: var(--quiet); }
        .cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.75rem; }
        .cards > li {
          border: 1px solid var(--line); border-left: 0.3rem solid var(--accent);
          border-radius: 0.25rem; padding: 0.5rem 0.75rem; min-width: 0; overflow-wrap: anywhere;
        }
        .cards p { margin: 0; }
        .cards .mark { white-space: normal; }
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
          .columns { grid-template-columns: repeat(5, minmax(0, 1fr)); gap: 0.5rem; }
          .columns > section:only-child { grid-column: 1 / -1; }
          .columns > section { padding: 0.75rem 0.5rem; }
          .columns { font-size: 0.9rem; line-height: 1.6; }
          .work { grid-template-columns: minmax(0, 3fr) minmax(20rem, 2fr); align-items: start; }
          .awaited .cards { grid-template-columns: repeat(3, minmax(0, 1fr)); }
        }
        """
}
