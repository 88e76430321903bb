// Single keys, never while somebody types, and only for those who want them.

import { all, one, openCase, wide } from "./dom.js";
import { unfold } from "./swaps.js";

const SWITCH = "skerry:keys";
const FIELDS = "input, textarea, select";

const keys = {
  j: () => step(1),
  k: () => step(-1),
  c: () => press("c"),
  r: () => press("r"),
  n: () => press("n"),
  l: () => press("l"),
  e: () => press("e"),
  "?": sheet,
};

export function start() {
  const single = one("#single-keys");
  single.checked = localStorage.getItem(SWITCH) !== "off";
  single.onchange = () => localStorage.setItem(SWITCH, single.checked ? "on" : "off");
  one("[data-sheet]").onclick = sheet;
  document.addEventListener("keydown", (event) => onKey(event, single.checked));
}

function onKey(event, wanted) {
  const active = document.activeElement;
  const modified = event.ctrlKey || event.metaKey || event.altKey;
  if (event.isComposing || one("#sheet[open]")) return;
  if (event.key === "Escape") return leave(active);
  if (active.matches(FIELDS)) {
    if (modified && event.key === "Enter") one("button", active.form)?.click();
    return;
  }
  const act = keys[event.key.toLowerCase()];
  if (!act || modified || !wanted) return;
  event.preventDefault();
  act();
}

function leave(active) {
  if (active.matches(FIELDS)) active.blur();
  else if (wide.matches) one(`#row-${openCase()}`)?.focus();
  else one("[data-back]")?.click();
}

function step(by) {
  const rows = all("#feed .row");
  const focused = rows.indexOf(document.activeElement);
  const current = rows.findIndex((row) => row.hasAttribute("aria-current"));
  const from = focused < 0 ? current : focused;
  const next = rows[Math.min(Math.max(from + by, 0), rows.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const target = one(`#pane [data-key="${key}"]`);
  if (target?.matches("summary")) {
    unfold(target.parentElement);
    one("textarea, select", target.parentElement).focus();
  } else if (target?.matches("textarea")) {
    target.focus();
  } else {
    target?.click();
  }
}

function sheet() {
  const dialog = one("#sheet");
  if (dialog.open) dialog.close();
  else dialog.showModal();
}
