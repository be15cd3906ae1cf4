// Keys lead to what is done most: R, T, A, I, N, M on the page of an item, P to take what is proposed.
// Each is a link or a button of the page, marked with data-key; without this script they are reached
// like any other.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.repeat) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const here = event.target;
  if (here instanceof Element && here.closest("input, textarea, select, [contenteditable]")) return;
  // With the input method on, the key itself says which it is.
  const key = /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : event.key;
  const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!target) return;
  event.preventDefault();
  if (target instanceof HTMLAnchorElement || "press" in target.dataset) {
    target.click();
  } else {
    // What would be recorded at once is only made ready for Enter.
    target.focus();
  }
});

// A stroke of the finger turns to the letter before or behind, where there are links for it.
let stroke = null;

document.addEventListener("touchstart", (event) => {
  const isOne = event.touches.length === 1 && event.target.closest("[data-swipe]");
  const isWriting = event.target.closest("input, textarea, select");
  stroke = isOne && !isWriting ? { x: event.touches[0].clientX, y: event.touches[0].clientY } : null;
}, { passive: true });

document.addEventListener("touchend", (event) => {
  if (!stroke) return;
  const across = event.changedTouches[0].clientX - stroke.x;
  const down = event.changedTouches[0].clientY - stroke.y;
  stroke = null;
  // Far enough to be meant, and not a way of scrolling.
  if (Math.abs(across) < 60 || Math.abs(down) > Math.abs(across) / 2) return;
  document.querySelector(`[data-key="${across > 0 ? "ArrowLeft" : "ArrowRight"}"]`)?.click();
}, { passive: true });
