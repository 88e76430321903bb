// The feed's own conveniences: filters that apply themselves, counting what is picked, the zone.

import { all, body, one } from "./dom.js";

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
  body.addEventListener("htmx:afterSettle", count);
  for (const field of all("[data-zone]")) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
  count();
}

// Whether somebody is at work on the filters, so that a refresh would take them from his hands.
export const isBusy = () => Boolean(document.activeElement.closest(".tools :is(select, input)"));

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
