// The feed's own conveniences: rows, filters that apply themselves, counting what is picked.

import { all, body, one } from "./dom.js";

const IN_THE_PANE = { target: "#pane", swap: "innerHTML show:window:top" };

export function start() {
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-filters] select")) send(target.form);
    if (target.matches("[data-submits]")) target.form.requestSubmit();
    if (target.matches("[data-pick]")) count();
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("#feed-tools [data-filters]")) return;
    event.preventDefault();
    send(event.target);
  });
  document.addEventListener("click", ({ target }) => target.closest("[data-unpick]") && unpick());
  document.addEventListener("click", open);
  body.addEventListener("htmx:afterSettle", count);
  count();
}

// Whether somebody is at work on the filters, so that a refresh would take them from his hands.
export const isBusy = () => Boolean(document.activeElement.closest(".tools :is(select, input)"));

// One listener for the whole list: what each row asks for itself is read before the page is ready.
function open(event) {
  const row = event.target.closest("#feed a.row");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!row || elsewhere) return;
  event.preventDefault();
  window.htmx.ajax("GET", row.getAttribute("href"), { source: row, ...IN_THE_PANE }).catch(() => null);
}

// The list alone is replaced, and the address says what it shows.
function send(form) {
  if (!form.closest("#feed")) return form.requestSubmit();
  const said = [...new FormData(form)].filter(([, value]) => value);
  const address = `/?${new URLSearchParams(said)}`;
  document.activeElement.blur();
  history.pushState({ htmx: true }, "", address);
  window.htmx.ajax("GET", address, { target: "#feed", swap: "outerHTML" });
}

function count() {
  const place = one("[data-picked]");
  const picked = all("[data-pick]:checked").length;
  if (place && picked) place.textContent = place.dataset.picked.replace("{n}", picked);
}

function unpick() {
  for (const box of all("[data-pick]:checked")) box.click();
}
