// Words that were not sent yet stay in this tab, whatever happens to the case, until they are kept
// on the desk (composer.js) or sent.

import { all, body, one } from "./dom.js";

const THOUSANDS = /\B(?=(?:\d{3})+$)/g;
const name = (field) => `skerry:${field.id}`;
const counterOf = (field) => one("[name=counter], [name=note_counter]", field.form);
const known = (field) => Number(counterOf(field)?.value || 0);

export function start() {
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("[data-draft]")) return;
    hold(target);
    count(target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-use]");
    if (button) use(button, event);
  });
  body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const sent = /\/(reply|note|undo|aside|insert)$/.test(detail.requestConfig.path);
    if (sent && detail.xhr.status < 300) forget(one("[data-draft]", detail.requestConfig.elt));
  });
  body.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (detail.requestConfig.verb === "post") one("#flash").textContent = "";
  });
  body.addEventListener("htmx:sendError", ({ detail }) => {
    if (detail.requestConfig.verb === "post") one("#flash").textContent = body.dataset.unsent;
  });
}

function hold(field) {
  sessionStorage.setItem(name(field), JSON.stringify([known(field), field.value]));
}

export function forget(field) {
  if (field) sessionStorage.removeItem(name(field));
}

export function held(field) {
  return sessionStorage.getItem(name(field)) !== null;
}

// The desk has the words; what is written next is written on top of `counter`.
export function stored(field, counter, words) {
  const place = counterOf(field);
  if (place) place.value = counter;
  if (field.value === words) forget(field);
  else hold(field);
}

// Puts kept words back; `unfold` opens the box of a note that has some. Where the desk has newer
// words, these are set aside there. Returns the fields that the desk has not got yet.
export function remember(unfold) {
  const owed = [];
  for (const field of all("[data-draft]")) {
    const [counter, words] = read(field);
    const kept = "kept" in field.dataset;
    const late = kept && counter < known(field) && field.value && field.value !== words;
    if (words && !late && (kept || !field.value)) field.value = words;
    if (words && kept) owed.push({ field, words, counter: late ? counter : known(field) });
    if (field.value && field.name === "note") unfold(field.closest("details"));
    count(field);
  }
  return owed;
}

function read(field) {
  try {
    return JSON.parse(sessionStorage.getItem(name(field))) || [0, ""];
  } catch {
    return [0, ""];
  }
}

function use(button, event) {
  event.preventDefault();
  const field = one(`#${button.dataset.use}`);
  const words = one("blockquote", button.parentElement).textContent;
  field.value = field.value.trim() ? `${field.value.trimEnd()}\n\n${words}` : words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  one("summary", button.parentElement).click();
  field.focus();
}

function count(field) {
  const length = "utf16" in field.dataset ? field.value.length : [...field.value].length;
  // What is kept on the desk is measured there: a long text may leave in parts.
  const over = !("kept" in field.dataset) && length > Number(field.dataset.max || Infinity);
  tell(field, length, over);
}

// Between two answers of the desk, which counts as the platform does, this is near enough.
export function tell(field, length, over) {
  const counter = one(`[data-counter="${field.id}"]`);
  if (!counter) return;
  counter.textContent = body.dataset.count.replace("{n}", String(length).replace(THOUSANDS, ","));
  counter.parentElement.classList.toggle("over", over);
}
