// Casework: the zone a time is meant in, and colleagues called by @ in a note.

import { all, body, one } from "./dom.js";

const NAME = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u;
const MOST = 6;

export function startZone() {
  settle();
  body.addEventListener("htmx:afterSettle", settle);
}

export function start() {
  // Looking at a case may have answered a call.
  body.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.target?.id === "pane") window.htmx.trigger(body, "unread");
  });
  document.addEventListener("input", ({ target }) => isNote(target) && offer(target));
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("mousedown", (event) => {
    const option = event.target.closest?.("[data-people-list] [role=option]");
    if (!option) return;
    event.preventDefault();
    take(noteOf(option), option);
  });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest(".pick-line, .scroll")) closeMenus(target, false);
  });
  document.addEventListener("focusout", ({ target }) => isNote(target) && close(target));
  // One press of a preset is enough: a time of one's own counts only where it is chosen.
  document.addEventListener("input", ({ target }) => {
    if (target.matches?.("[name=own]")) one("[name=until]", target.form).value = "own";
  });
}

// A menu closes when its agent turns elsewhere, and gives the place back to its name.
function closeMenus(but, back) {
  for (const menu of all(".menu[open]")) {
    if (menu.contains(but)) continue;
    menu.open = false;
    if (back) one("summary", menu).focus();
  }
}

function settle() {
  const places = all("[data-zone], [data-zone-name]");
  const zone = places.length && Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  for (const each of places) each["zone" in each.dataset ? "value" : "textContent"] = zone;
}

const isNote = (field) => field.matches?.("[data-note] textarea[name=note]");
const noteOf = (inside) => one("textarea[name=note]", inside.closest("form"));
const listOf = (note) => one("[data-people-list]", note.form);
const people = (note) => all("[data-people] option", note.form);

function wanted(note) {
  return NAME.exec(note.value.slice(0, note.selectionStart))?.[1];
}

function offer(note) {
  const list = listOf(note);
  const start = wanted(note)?.toLowerCase();
  if (!list) return;
  const found = start === undefined ? [] : people(note).filter((each) => fits(each, start));
  list.replaceChildren(...found.slice(0, MOST).map((each, n) => option(list, each, n)));
  list.hidden = !found.length;
  mark(note, list, 0);
}

const fits = (each, start) =>
  [each.value, each.textContent, ...each.textContent.split(/\s+/)].some((name) =>
    name.toLowerCase().startsWith(start),
  );

function option(list, person, number) {
  const item = document.createElement("li");
  item.id = `person-${number}`;
  item.setAttribute("role", "option");
  item.dataset.id = person.value;
  item.textContent = person.textContent;
  return item;
}

function mark(note, list, number) {
  const items = all("li", list);
  items.forEach((each, n) => each.setAttribute("aria-selected", String(n === number)));
  if (items[number]) note.setAttribute("aria-activedescendant", items[number].id);
  else note.removeAttribute("aria-activedescendant");
}

function onKey(event) {
  const note = event.target;
  const list = isNote(note) ? listOf(note) : null;
  if (event.key === "Escape" && one(".menu[open]")) {
    event.stopPropagation();
    return closeMenus(null, true);
  }
  if (!list || list.hidden || event.isComposing) return;
  const items = all("li", list);
  const now = items.findIndex((each) => each.getAttribute("aria-selected") === "true");
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) mark(note, list, (now + steps[event.key] + items.length) % items.length);
  else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") {
    take(note, items[now]);
  } else if (event.key === "Escape") close(note);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function take(note, item) {
  const until = note.selectionStart;
  const from = until - wanted(note).length;
  note.setRangeText(`${item.dataset.id} `, from, until, "end");
  note.dispatchEvent(new Event("input", { bubbles: true }));
  close(note);
}

function close(note) {
  const list = listOf(note);
  if (!list) return;
  list.hidden = true;
  note.removeAttribute("aria-activedescendant");
}
