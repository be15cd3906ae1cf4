// Makes the page for entering letters quick. Without it the same form and the same buttons do the
// same: nothing here decides anything (受付・連続入力).
(() => {
  "use strict";

  const letter = () => document.getElementById("letter");
  const field = (name) => letter()?.elements.namedItem(name) ?? null;
  // What somebody has typed into since the page was there: its own undo is theirs.
  let touched = new WeakSet();

  // Where the keyboard stops, in the order of the form; buttons that only look something up are
  // passed over.
  const stops = () =>
    [...letter().elements].filter(
      (stop) =>
        stop.matches(
          "input:not([type=hidden], [type=file], [hidden]), select, textarea, button.main",
        ) &&
        stop.getClientRects().length > 0 &&
        !("aside" in stop.dataset && !stop.value && stop !== document.activeElement),
    );

  function go(stop) {
    if (!stop) return;
    stop.focus();
    if (stop instanceof HTMLInputElement && stop.type === "text") stop.select();
  }

  function goOn(from) {
    const all = stops();
    go(all[all.indexOf(from) + 1]);
  }

  // Enter goes on. What was filled in already, or is seldom there, is passed over.
  function enter(from) {
    if (from.name === "name") {
      const candidate = document.querySelector("#candidates button");
      if (candidate) {
        go(field("wantsReply"));
        candidate.click();
        return;
      }
      if (field("kana").value) {
        go(field("postalCode"));
        return;
      }
    }
    if (from.name === "phone" && !from.value) {
      go(field("wantsReply"));
      return;
    }
    goOn(from);
  }

  // --- Codes of one or two digits ---------------------------------------------------------------

  // The key as it lies on the keyboard: an input method that is on makes no difference.
  const key = /^(?:Digit|Numpad)([0-9])$/;
  let pending = null;

  function digits(code) {
    return Number(code.dataset.digits ?? 0);
  }

  function enterDigit(code, digit, before) {
    const full = before.length >= digits(code);
    code.value = (full ? "" : before) + digit;
    touched.add(code);
    code.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function isSelected(code) {
    return code.selectionEnd - code.selectionStart === code.value.length;
  }

  function digitDown(event, code) {
    const found = key.exec(event.code);
    if (!found || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return false;
    const before = isSelected(code) ? "" : code.value;
    if (event.isComposing || event.keyCode === 229) {
      // The input method takes the key whatever we say; what it makes of it is replaced.
      pending ??= { code, digit: found[1], before };
      return true;
    }
    event.preventDefault();
    enterDigit(code, found[1], before);
    return true;
  }

  function digitUp() {
    if (!pending) return;
    const { code, digit, before } = pending;
    pending = null;
    code.blur();
    code.focus();
    enterDigit(code, digit, before);
  }

  // Full-width digits, however they came, and on to the next field.
  function codeEntered(code) {
    const plain = code.value.normalize("NFKC");
    if (/^[0-9]+$/.test(plain) && plain !== code.value) code.value = plain;
    const isWhole = /^[0-9]+$/.test(plain) && plain.length === digits(code);
    if (!isWhole || document.activeElement !== code) return;
    code.dispatchEvent(new Event("change", { bubbles: true }));
    goOn(code);
  }

  // --- Sender -----------------------------------------------------------------------------------

  // Readings as they were typed, before the input method made kanji of them.
  let reading = "";

  function nameEntered(name) {
    const mark = name.value.trim();
    if (mark === "*" || mark === "＊") {
      name.value = "*";
      field("wantsReply").value = "2";
      go(field("mayPublish"));
    } else if (mark === "?" || mark === "？") {
      name.value = "?";
      go(field("wantsReply"));
    }
  }

  function composing(event) {
    if (event.target.name !== "name") return;
    if (event.type === "compositionstart") reading = "";
    const text = event.data ?? "";
    if (event.type === "compositionupdate" && /^[ぁ-ゖー]+$/.test(text)) reading = text;
    if (event.type === "compositionend" && reading && text && text !== reading) {
      const kana = field("kana");
      kana.value = [kana.value, reading].filter(Boolean).join(" ");
      reading = "";
    }
  }

  // --- Address ----------------------------------------------------------------------------------

  function postalCodeEntered(code) {
    const plain = code.value.normalize("NFKC").replace(/[^0-9]/g, "");
    if (plain.length !== 7 || code.dataset.asked === plain) return;
    code.dataset.asked = plain;
    window.htmx?.trigger(code, "koe:whole");
    // What is typed meanwhile stays behind the town that is found.
    if (document.activeElement === code) go(field("address"));
  }

  function takeTown(town) {
    const address = field("address");
    if (!address.value.startsWith(town)) address.value = town + address.value;
    document.getElementById("towns").replaceChildren();
    address.focus();
    address.setSelectionRange(address.value.length, address.value.length);
    address.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function townsShown(towns) {
    const found = towns.querySelectorAll("button[name=town]");
    if (found.length === 1) takeTown(found[0].value);
    else if (found.length > 1 && document.activeElement === field("address")) found[0].focus();
  }

  // --- Keys -------------------------------------------------------------------------------------

  function arrow(event) {
    const list = event.target.closest("#candidates, #towns");
    const from = list ?? (event.target.name === "name" ? document.getElementById("candidates") : null);
    const buttons = [...(from?.querySelectorAll("button") ?? [])];
    if (buttons.length === 0) return;
    const step = event.key === "ArrowDown" ? 1 : -1;
    const place = buttons.indexOf(event.target) + step;
    if (place < 0 && !list) return;
    event.preventDefault();
    if (place < 0) field("name").focus();
    else buttons[Math.min(place, buttons.length - 1)].focus();
  }

  function keyDown(event) {
    const target = event.target;
    if (!letter() || !(target instanceof Element)) return;
    if (target.dataset?.digits && digitDown(event, target)) return;
    // Enter, Escape and the rest belong to the input method while it converts.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      // Pressed, because htmx sends a form to where the button that was pressed last says.
      letter().querySelector("button.main").click();
    } else if (event.key === "Enter" && target.form === letter()) {
      if (!target.matches("input:not([type=submit]), select")) return;
      event.preventDefault();
      enter(target);
    } else if (event.key === "+" && target.id === "section") {
      event.preventDefault();
      go(field("other"));
    } else if (event.ctrlKey && event.key === "d") {
      const same = document.querySelector("#alike input:not(:checked)");
      if (same) {
        event.preventDefault();
        same.checked = true;
      }
    } else if (event.ctrlKey && event.key === "j") {
      // The browser would open its list of downloads.
      event.preventDefault();
      document.getElementById("join")?.click();
    } else if (event.ctrlKey && event.key === "z") {
      // What is being typed has an undo of its own.
      const undo = document.getElementById("undo");
      const isText = target.matches("input, textarea");
      if (undo && !(isText && (target.value || touched.has(target)))) {
        event.preventDefault();
        undo.click();
      }
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      arrow(event);
    } else if (event.key === "Escape" && target.form === letter()) {
      // Closes what was found, and never takes away what was typed.
      event.preventDefault();
      document.getElementById("candidates")?.replaceChildren();
      if (!target.matches("input, select, textarea")) field("name").focus();
    }
  }

  document.addEventListener("keydown", keyDown);
  document.addEventListener("keyup", digitUp);
  for (const type of ["compositionstart", "compositionupdate", "compositionend"]) {
    document.addEventListener(type, composing);
  }
  document.addEventListener("input", (event) => {
    const target = event.target;
    if (!letter() || target.form !== letter()) return;
    touched.add(target);
    if (target.name === "name") nameEntered(target);
    if (event.isComposing || pending) return;
    if (target.dataset.digits) codeEntered(target);
    if (target.name === "postalCode") postalCodeEntered(target);
  });
  document.addEventListener("focusin", ({ target }) => {
    if (target.dataset?.digits) target.select();
  });
  document.addEventListener("click", (event) => {
    const town = event.target.closest?.("button[name=town]");
    if (!town) return;
    event.preventDefault();
    takeTown(town.value);
  });

  // --- Scanned letters --------------------------------------------------------------------------

  // Files are loaded as soon as they are chosen, or dropped anywhere on the form.
  function load(files) {
    const chosen = document.getElementById("scans");
    if (files) chosen.files = files;
    if (chosen.files.length > 0) document.getElementById("load").click();
  }

  document.addEventListener("change", ({ target }) => {
    if (target.id === "scans") load(null);
  });
  for (const type of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(type, (event) => {
      const scan = document.getElementById("scan");
      if (!scan || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      scan.classList.toggle("over", type === "dragover");
      if (type === "drop") load(event.dataTransfer.files);
    });
  }

  // The server is gone, or the session is over. What was typed stays; it is kept again when it can be.
  const again = 2000;
  let waiting = 0;
  function lost({ detail, type }) {
    const path = new URL(detail.pathInfo.requestPath, location.href).pathname;
    const isLetter = detail.elt?.id === "letter" || detail.requestConfig?.elt?.id === "letter";
    const status = type === "htmx:responseError" ? detail.xhr.status : 0;
    if (isLetter && (status === 401 || status === 403)) {
      // Logging in carries the form along, on a page of its own.
      letter().submit();
      return;
    }
    if (isLetter) document.getElementById("unreachable").hidden = false;
    if (path.endsWith("/draft") && (status === 0 || status >= 500)) {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const keeper = document.querySelector("[hx-trigger~='koe:keep']");
        if (keeper) window.htmx.trigger(keeper, "koe:keep");
      }, again);
    }
  }
  document.addEventListener("htmx:sendError", lost);
  document.addEventListener("htmx:responseError", lost);
  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (detail.target.id === "towns") townsShown(detail.target);
  });
})();
