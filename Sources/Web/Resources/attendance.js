// Who came, noted at the door: taps are kept on this device until the city's server has them.
//
// Each tap has an id of its own, made here. The server merges what it has not seen, so that sending
// twice counts once. Nothing personal is kept: ids of registrations and numbers.
(() => {
  "use strict";
  const board = document.querySelector("[data-attendance]");
  if (!board) return;
  const key = "koe-attendance-" + board.dataset.attendance;
  const state = document.getElementById("sending");
  const shown = document.getElementById("walk-ins");
  const RETRY_MS = 5000;
  const MOST_AT_ONCE = 100;
  let known = Number(board.dataset.walkIns);
  let isSending = false;

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(key)) || [];
    } catch {
      return [];
    }
  };
  const keep = (entries) => {
    if (entries.length > 0) localStorage.setItem(key, JSON.stringify(entries));
    else localStorage.removeItem(key);
  };
  const newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  };
  const texts = (name, number) => board.dataset[name].replace("#", number);

  const show = (message) => {
    const waiting = kept();
    const own = waiting.filter((entry) => entry.what === "walkIns");
    shown.textContent = Math.max(0, own.reduce((sum, entry) => sum + Number(entry.value), known));
    for (const entry of waiting) mark(entry.value, entry.what);
    state.textContent =
      message || (waiting.length > 0 ? texts("waiting", waiting.length) : board.dataset.sent);
    state.classList.toggle("unsent", waiting.length > 0);
  };
  const mark = (registration, what) => {
    const button = board.querySelector(`[data-registration="${CSS.escape(registration)}"]`);
    if (button) button.setAttribute("aria-pressed", what === "ticked" ? "true" : "false");
  };

  const send = async () => {
    const waiting = kept().slice(0, MOST_AT_ONCE);
    if (isSending || waiting.length === 0) return;
    isSending = true;
    let message;
    try {
      const body = new URLSearchParams({ "form-token": board.dataset.token });
      for (const entry of waiting) {
        body.append("entry", `${entry.id} ${entry.what} ${entry.value}`);
      }
      const answer = await fetch(board.dataset.entries, { method: "POST", body });
      if (answer.ok && answer.headers.get("Content-Type")?.startsWith("application/json")) {
        known = (await answer.json()).walkIns;
        const done = new Set(waiting.map((entry) => entry.id));
        keep(kept().filter((entry) => !done.has(entry.id)));
      } else if (answer.status !== 503) {
        // Nothing is thrown away: somebody has to log in again, or look at the page.
        message = board.dataset.refused;
      }
    } catch {
      // No network: tried again.
    }
    isSending = false;
    show(message);
    if (!message && kept().length > 0 && navigator.onLine) setTimeout(send, RETRY_MS);
  };

  board.addEventListener("submit", (event) => {
    const form = event.target;
    const button = form.querySelector("button");
    const { registration, walkIns } = button.dataset;
    if (registration === undefined && walkIns === undefined) return;
    event.preventDefault();
    const entry =
      registration === undefined
        ? { id: newId(), what: "walkIns", value: walkIns }
        : {
            id: newId(),
            what: button.getAttribute("aria-pressed") === "true" ? "unticked" : "ticked",
            value: registration,
          };
    keep([...kept(), entry]);
    show();
    send();
  });
  board.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.ctrlKey || event.target.tagName !== "TEXTAREA") return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
  window.addEventListener("online", send);
  setInterval(send, RETRY_MS);
  show();
  send();
})();
