// What must survive when htmx replaces a part of the page: folds, the place, local times.

import { all, body, one, openCase, roomy } from "./dom.js";
import { remember } from "./drafts.js";

const NEAR_END_PX = 48;
const HOUR = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const SHAPES = { today: HOUR, earlier: { day: "numeric", month: "short", ...HOUR } };

// What the agent unfolded or folded by hand, by the id of the element.
const folds = new Map();
// What the agent chose in a form that was not sent yet, by the id of the field.
const choices = new Map();
// Which rows he picked, by the id of the box.
const picks = new Map();
// How times are written; making one takes the browser longer than using it a hundred times.
const writers = new Map();
let clocked = false;
let opening = false;
let held = "";
let stick = false;
let waiting = false;

export function unfold(details) {
  folds.set(details.id, true);
  details.open = true;
}

export function start() {
  document.addEventListener("click", ({ target }) => {
    const details = target.closest("summary")?.parentElement;
    if (details?.id) folds.set(details.id, !details.open);
  });
  document.addEventListener("change", ({ target }) => {
    if (target.matches("select[id]")) choices.set(target.id, target.value);
    if (target.matches("[data-pick], [data-line]")) picks.set(target.id, target.checked);
  });
  body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    opening = detail.target.id === "pane";
    stick = opening || isAtEnd(one(".scroll"));
    const form = detail.requestConfig.elt;
    if (form.matches("[data-note], [data-correct], [data-fold]") && detail.xhr.status < 300) done(form);
  });
  body.addEventListener("htmx:oobBeforeSwap", () => {
    if (document.activeElement.matches("select[id]")) held = document.activeElement.id;
  });
  body.addEventListener("htmx:beforeSwap", () => {
    const active = document.activeElement;
    if (active.closest("#scams, #scam")) held = active.id;
  });
  body.addEventListener("htmx:afterSwap", settle);
  body.addEventListener("htmx:afterSettle", settle);
  remember(unfold);
  restore();
  requestAnimationFrame(() => toEnd(one(".scroll")));
}

export function startClocks() {
  clocked = true;
  localiseAll();
}

// htmx tells of every element it put in; one look after all of them, before anything is drawn.
function settle() {
  if (waiting) return;
  waiting = true;
  queueMicrotask(() => {
    waiting = false;
    if (opening) remember(unfold);
    opening = false;
    restore();
    if (stick) toEnd(one(".scroll"));
  });
}

function done(form) {
  folds.delete(form.parentElement.id);
  for (const field of all("select", form)) choices.delete(field.id);
}

function restore() {
  for (const field of all("select[id]")) field.value = choices.get(field.id) ?? field.value;
  for (const box of all("[data-pick], [data-line]")) box.checked = picks.get(box.id) ?? box.checked;
  for (const details of all("details[id]:not(.menu)")) {
    if (folds.has(details.id)) details.open = folds.get(details.id);
    else if ("wide" in details.dataset) details.open = roomy.matches;
  }
  if (held && document.activeElement === body) document.getElementById(held)?.focus();
  held = "";
  const current = `row-${openCase()}`;
  for (const row of all(".row")) {
    if (row.id === current) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  if (clocked) localiseAll();
  const count = one("#view-open .count")?.textContent;
  document.title = document.title.replace(/^(\(\d+\) )?/, count > 0 ? `(${count}) ` : "");
}

function localiseAll() {
  for (const time of all("time:not([data-local])")) localise(time);
}

function localise(time) {
  const at = new Date(time.dateTime);
  const today = at.toDateString() === new Date().toDateString();
  time.textContent = written(at, today ? "today" : "earlier");
  time.title = at.toLocaleString(document.documentElement.lang);
  time.dataset.local = "";
}

function written(at, shape) {
  if (!writers.has(shape)) writers.set(shape, new Intl.DateTimeFormat(document.documentElement.lang, SHAPES[shape]));
  return writers.get(shape).format(at);
}

const toEnd = (box) => box && (box.scrollTop = box.scrollHeight);

function isAtEnd(box) {
  return box && box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END_PX;
}
