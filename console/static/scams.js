// The queue of scam cases and an open one follow what happens, and keep what was picked.

import { all, body, one, oneAtATime, openScam } from "./dom.js";

export function onHint(hint) {
  if (!hint.everything && !hint.scams.length) return;
  refreshQueue();
  const open = openScam();
  if (open && (hint.everything || hint.scams.includes(open))) refreshScam();
}

const refreshQueue = oneAtATime(async () => {
  const queue = one("#scams");
  // A later page of the list, read without this script, stays what it is.
  if (!queue || one(".first", queue)) return;
  const before = new Set(all(".row", queue).map((row) => row.id));
  const address = `/protection?view=${queue.dataset.view}&rows=${before.size}`;
  await window.htmx.ajax("GET", address, { target: "#scams", swap: "outerHTML" });
  const fresh = all("#scams .row").filter((row) => !before.has(row.id));
  fresh.forEach((row) => row.classList.add("fresh"));
  if (fresh.length) one("#scam-news").textContent = body.dataset.new.replace("{n}", fresh.length);
});

const refreshScam = oneAtATime(async () => {
  const { scam: id, view } = one("#scam").dataset;
  const address = `/protection/${id}?view=${view}`;
  await window.htmx.ajax("GET", address, { target: "#scam", swap: "innerHTML" });
});
