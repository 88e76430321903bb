// Keeps words on the desk while they are written, checks them, and runs the clock of the undo.

import { all, body, one } from "./dom.js";
import * as drafts from "./drafts.js";
import { unfold } from "./swaps.js";

const PAUSE_MS = 400;
const AGAIN_MS = 5_000;
const TICK_MS = 250;

// By the id of the field: the timer that runs, the request that flies, and whether another is due.
const states = new Map();

export function start() {
  document.addEventListener("input", ({ target }) => {
    if (target.matches?.("textarea[data-kept]")) soon(target);
  });
  document.addEventListener("change", ({ target }) => {
    if (target.matches?.("input[data-leg]")) soon(one("textarea[data-kept]", target.form));
  });
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  window.addEventListener("pagehide", flush);
  body.addEventListener("htmx:beforeRequest", ({ detail }) => {
    const { path, verb, elt } = detail.requestConfig;
    if (verb === "post" && /\/(reply|note)$/.test(path)) calm(elt);
    else if (detail.target?.id === "pane") flush();
  });
  body.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.target?.id === "pane") owed();
  });
  setInterval(tick, TICK_MS);
  owed();
}

// What a tab still holds goes to the desk: after a crash, a lost line, or a turned page.
function owed() {
  for (const { field, words, counter } of drafts.remember(unfold)) send(field, words, counter);
}

function soon(field) {
  const state = stateOf(field);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(field), PAUSE_MS);
}

function save(field) {
  const state = stateOf(field);
  clearTimeout(state.timer);
  state.timer = 0;
  if (state.flying) state.again = true;
  else send(field, field.value, counter(field));
}

// Now or never: the page may be gone in a moment.
function flush() {
  for (const field of all("textarea[data-kept]")) {
    const state = stateOf(field);
    if (!state.timer && !state.again) continue;
    clearTimeout(state.timer);
    state.timer = 0;
    state.again = false;
    send(field, field.value, counter(field) + (state.flying ? 1 : 0));
  }
}

// These words are on their way to somebody: nothing that was typed before may follow them.
function calm(form) {
  const field = one("textarea[data-kept]", form);
  if (!field) return;
  const state = stateOf(field);
  clearTimeout(state.timer);
  state.timer = 0;
  state.again = false;
}

async function send(field, words, on) {
  const state = stateOf(field);
  const reply = field.name === "text";
  const { caseId: id } = field.closest("[data-case-id]").dataset;
  const form = new FormData(field.form);
  form.set(field.name, words);
  form.set(reply ? "counter" : "note_counter", on);
  if (reply) form.delete("note");
  state.flying = true;
  try {
    const answer = await fetch(`/case/${id}/${reply ? "check" : "draft"}`, {
      method: "POST",
      body: new URLSearchParams(form),
      headers: { "HX-Request": "true", "HX-Target": "check" },
      keepalive: true,
    });
    if (!answer.ok) throw new Error(answer.status);
    await heard(field, words, answer);
  } catch {
    said(field, "unsaved");
    if (field.isConnected) state.timer = setTimeout(() => save(field), AGAIN_MS);
  }
  state.flying = false;
  if (state.again && field.isConnected) {
    state.again = false;
    save(field);
  }
}

async function heard(field, words, answer) {
  const told = answer.headers.get("X-Draft");
  if (told && told !== "late") drafts.stored(field, told, words);
  said(field, told === "late" ? "" : "saved");
  if (answer.status === 204 || !field.isConnected || field.value !== words) return;
  const found = await answer.json();
  drafts.tell(field, found.count, found.over);
  show(one(".check", field.form), found);
}

// What the desk says of the words; a fold that was opened stays open.
function show(place, found) {
  const open = one("details", place)?.open ?? false;
  const lines = [];
  if (found.problems.length) {
    lines.push(made("div", "problems", made("strong", "", found.title), listed("ul", found.problems)));
  }
  if (found.parts.length) {
    const parts = made("details", "parts", made("summary", "", found.parted), listed("ol", found.parts));
    lines.push(Object.assign(parts, { open }));
  }
  if (found.late) lines.push(made("p", "hold", found.late));
  place.replaceChildren(...(lines.length ? [made("div", "checked", ...lines)] : []));
}

function listed(kind, texts) {
  const lines = texts.map((text) => Object.assign(made("li", "", text), { dir: "auto" }));
  return made(kind, "", ...lines);
}

function made(kind, name, ...inner) {
  const element = document.createElement(kind);
  if (name) element.className = name;
  element.append(...inner);
  return element;
}

function said(field, what) {
  const place = one("[data-saved]", field.form);
  if (place) place.textContent = what ? body.dataset[what] || "" : "";
}

function tick() {
  for (const each of all("[data-until]")) {
    const left = Math.ceil((new Date(each.dataset.until) - Date.now()) / 1000);
    if (left > 0) each.textContent = each.dataset.words.replace("{n}", left);
  }
}

function stateOf(field) {
  if (!states.has(field)) states.set(field, { timer: 0, flying: false, again: false });
  return states.get(field);
}

const counter = (field) => Number(one("[name=counter], [name=note_counter]", field.form).value);
