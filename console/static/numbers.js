// The numbers: arrow keys walk through a picture's points, and the reader's own zone is offered.

import { one } from "./dom.js";

export function start() {
  document.addEventListener("keydown", (event) => {
    const chart = event.target.closest?.("[data-chart]");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!chart || !step) return;
    event.preventDefault();
    walk(chart, step);
  });
  offerZone();
}

function walk(chart, step) {
  const points = [...chart.querySelectorAll(".pt")];
  const now = points.findIndex((each) => each.classList.contains("now"));
  const next = Math.min(points.length - 1, Math.max(0, now < 0 ? (step > 0 ? 0 : points.length - 1) : now + step));
  points.forEach((each, place) => each.classList.toggle("now", place === next));
  const said = chart.parentElement.querySelector("output");
  if (said && points[next]) said.textContent = points[next].querySelector("title").textContent;
}

function offerZone() {
  const field = one("[data-own-zone]");
  const own = field && Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!own || field.value === own) return;
  const address = new URL(location.href);
  address.searchParams.set("zone", own);
  const link = document.createElement("a");
  link.href = address.pathname + address.search;
  link.textContent = field.dataset.ownZone.replace("{zone}", own);
  one(".scope").append(" ", link);
}
