// Single keys, never while somebody types, and only for those who want them.

import { all, one, openCase, wide } from "./dom.js";
import { unfold } from "./swaps.js";

const SWITCH = "skerry:keys";
const FIELDS = "input:not([type=checkbox]), textarea, select";
const GO_MS = 1500; // between G and the letter of a page

let going = 0;

const keys = {
  j: () => step(1),
  k: () => step(-1),
  c: () => press("c"),
  r: () => press("r"),
  n: () => press("n"),
  l: () => press("l"),
  e: () => press("e"),
  t: () => press("t"),
  s: () => press("s"),
  a: () => press("a"),
  m: () => press("m"),
  x: pick,
  z: () => press("z"),
  g: () => (going = Date.now()),
  "/": () => one("[data-search]")?.focus(),
  "?": sheet,
};

export function start() {
  const single = one("#single-keys");
  single.onchange = () => localStorage.setItem(SWITCH, single.checked ? "on" : "off");
  one("[data-sheet]").onclick = sheet;
  document.addEventListener("keydown", onKey);
}

// Asked only when a key is pressed: the browser reads what it keeps from the disk.
const wanted = () => localStorage.getItem(SWITCH) !== "off";

function onKey(event) {
  const active = document.activeElement;
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (event.isComposing || one("#sheet[open]")) return;
  if (event.key === "Escape") return leave(active);
  if (active.matches(FIELDS)) {
    if (modified && event.key === "Enter") (one("button.main", active.form) ?? one("button", active.form))?.click();
    return;
  }
  const key = event.key.toLowerCase();
  const act = Date.now() - going < GO_MS ? () => go(key) : keys[key];
  if (!act || modified || !wanted()) return;
  event.preventDefault();
  act();
}

function leave(active) {
  if (active.matches(FIELDS)) active.blur();
  else if (wide.matches && openCase()) one(`#row-${openCase()}`)?.focus();
  else one("[data-back]")?.click();
}

function step(by) {
  const rows = all("#feed .row, #scams .row");
  const focused = rows.indexOf(document.activeElement);
  const current = rows.findIndex((row) => row.hasAttribute("aria-current"));
  const from = focused < 0 ? current : focused;
  const next = rows[Math.min(Math.max(from + by, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function go(letter) {
  going = 0;
  one(`[data-go="${CSS.escape(letter)}"]`)?.click();
}

function pick() {
  const row = document.activeElement.closest(".scam-row, .item");
  if (row) one("[data-pick]", row)?.click();
}

function press(key) {
  const target = one(`#pane [data-key="${key}"], #scam [data-key="${key}"]`);
  if (target?.matches("summary")) {
    unfold(target.parentElement);
    one("textarea, select, input:not([type=hidden])", target.parentElement)?.focus();
  } else if (target?.matches("textarea")) {
    target.focus();
  } else {
    target?.click();
  }
}

function sheet() {
  const dialog = one("#sheet");
  one("#single-keys").checked = wanted();
  if (dialog.open) dialog.close();
  else dialog.showModal();
}
