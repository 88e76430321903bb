// Says where this page is, shows who else is there, and what is new under a draft.

import { all, body, one, openCase } from "./dom.js";

const BEAT_MS = 10_000;
const STILL_WRITES_MS = 6_000; // without a key for so long somebody thinks, or is gone
const page = Math.random().toString(36).slice(2, 12);
const places = new Map();

let known = null; // who I am and the words for it; nothing where the desk has no team
let activeAt = Date.now();
let wroteAt = 0;
let said = "";
let heard = null; // how much the writer of a draft had read when he began

export async function start() {
  if (!one("[name=csrf]")) return;
  await load();
  if (!known) return;
  for (const kind of ["pointerdown", "keydown", "scroll", "focus"]) {
    window.addEventListener(kind, () => (activeAt = Date.now()), { capture: true, passive: true });
  }
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("[data-draft]")) return;
    wroteAt = target.value ? Date.now() : 0;
    if (!target.value) forgetNews();
    whenNew();
  });
  body.addEventListener("htmx:afterSettle", () => {
    paint();
    whenNew();
  });
  body.addEventListener("htmx:oobBeforeSwap", ({ detail }) => before(detail.target));
  body.addEventListener("htmx:oobAfterSwap", ({ detail }) => after(detail.target));
  window.addEventListener("pagehide", () => send({ gone: "1" }, true));
  window.addEventListener("pageshow", ({ persisted }) => persisted && beat());
  setInterval(beat, BEAT_MS);
  setInterval(whenNew, 1_000);
  beat();
}

// Everything at once: at the start, and when the stream was lost.
export async function load() {
  const answer = await fetch("/presence").catch(() => null);
  if (!answer?.ok) return;
  known = await answer.json();
  places.clear();
  onNews(known);
}

export function onNews({ cases }) {
  for (const [id, people] of Object.entries(cases)) {
    if (people.length) places.set(id, people);
    else places.delete(id);
  }
  if (!known) return;
  paint();
  const open = openCase();
  if (open && open in cases) refresh(open);
}

function refresh(open) {
  const target = `#together-${open}`;
  if (!one(target)) return;
  const view = one("#case").dataset.view;
  const how = { source: "#case", target, swap: "outerHTML" }; // one request waits for another
  window.htmx.ajax("GET", `/case/${open}/together?view=${view}`, how);
}

const writes = () => Date.now() - wroteAt < STILL_WRITES_MS;
const state = () => `${openCase() ?? ""} ${writes()}`;

function whenNew() {
  if (state() !== said) beat();
}

function beat() {
  said = state();
  const idle = Math.round((Date.now() - activeAt) / 1000);
  send({ case: openCase() ?? "", writing: writes() ? "1" : "0", idle });
}

function send(what, last = false) {
  const csrf = one("[name=csrf]").value;
  const words = new URLSearchParams({ csrf, page, ...what });
  // what fails is said again in ten seconds
  fetch("/presence", { method: "POST", body: words, keepalive: last }).catch(() => null);
}

// A mark in the rows of those cases that somebody else is in.
function paint() {
  for (const old of all(".present")) old.remove();
  for (const [id, people] of places) {
    const row = one(`#row-${CSS.escape(id)}`);
    const others = people.filter(([who]) => who !== known.me);
    if (row && others.length) one(".held", row)?.before(mark(others));
  }
}

function mark(others) {
  const busiest = others.find(([, , doing]) => doing === "writing") ?? others[0];
  const [who, name, doing] = busiest;
  const place = document.createElement("span");
  place.className = `present ${doing} ${who === "bot" ? "bot" : ""}`;
  const said = ([, name, doing]) => known.words[doing].replace("{name}", name);
  place.textContent = who === "bot" ? said(busiest) : name;
  if (others.length > 1) {
    const more = known.words.and_more.replace("{name}", place.textContent);
    place.textContent = more.replace("{n}", others.length - 1);
  }
  place.title = others.map(said).join(", ");
  place.setAttribute("aria-label", place.title);
  return place;
}

// What came in while somebody wrote stands out until he has dealt with his draft.
const theirs = (thread) => all(".entry.theirs", thread);
const draft = () => one("#case [data-draft][name=text]");

function before(target) {
  if (!target?.id.startsWith("thread-") || !draft()?.value.trim()) return;
  if (heard?.thread !== target.id) heard = { thread: target.id, count: theirs(target).length };
}

function after(target) {
  if (heard?.thread !== target?.id) return;
  const fresh = theirs(target).slice(heard.count);
  for (const entry of fresh) entry.classList.add("unheard");
  if (fresh.length) tell(draft().form, fresh.length);
}

function tell(form, n) {
  const place = one(".since", form) ?? document.createElement("p");
  place.className = "since";
  place.setAttribute("role", "alert");
  place.textContent = known.words.since.replace("{n}", n);
  form.prepend(place);
}

function forgetNews() {
  heard = null;
  one(".since")?.remove();
  for (const entry of all(".unheard")) entry.classList.remove("unheard");
}
