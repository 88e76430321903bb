// Everything that can be done here, found by typing: pages, views, and what the open case allows.

import { all, body, one } from "./dom.js";
import { unfold } from "./swaps.js";

const PLACES = "header.top nav a, .views a, [data-search-page], [data-palette]";
const ACTS = "#pane [data-key], #scam [data-key], #pane .moves button";
const MOST = 12;

let found = [];
let current = 0;

export function start() {
  const dialog = one("#palette");
  if (!dialog) return;
  const field = one("input", dialog);
  field.addEventListener("input", () => show(field.value));
  field.addEventListener("keydown", onKey);
  dialog.addEventListener("click", ({ target }) => run(target.closest("li")));
  one("[data-palette-open]").onclick = open;
  document.addEventListener("keydown", (event) => {
    const wanted = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    if (!wanted || one("#sheet[open]")) return;
    event.preventDefault();
    if (dialog.open) dialog.close();
    else open();
  });
}

function open() {
  const dialog = one("#palette");
  dialog.showModal();
  one("input", dialog).value = "";
  show("");
}

function show(typed) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  found = commands().filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  found = found.slice(0, MOST);
  if (typed.trim()) found.push(search(typed.trim()));
  current = 0;
  one("#palette ul").replaceChildren(...found.map(item));
  mark();
}

// What is hidden or cannot be pressed now is no command.
function commands() {
  const seen = new Set();
  return [...all(ACTS), ...all(PLACES)].flatMap((element) => {
    const name = label(element);
    const there = element.checkVisibility() || element.closest(".pages");
    if (!name || seen.has(name) || element.disabled || !there) return [];
    seen.add(name);
    return [{ name, keys: element.dataset.key ?? goes(element), act: () => use(element) }];
  });
}

const goes = ({ dataset }) => (dataset.go ? `g ${dataset.go}` : "");

function label(element) {
  const own = element.getAttribute("aria-label") ?? element.title;
  const text = [...element.childNodes].filter((node) => node.nodeName !== "KBD");
  return (own || text.map((node) => node.textContent).join(" ") || element.placeholder || "").replace(/\s+/g, " ").trim();
}

function search(typed) {
  const name = body.dataset.find.replace("{words}", typed);
  return { name, keys: "", act: () => location.assign(`/search?q=${encodeURIComponent(typed)}`) };
}

function item({ name, keys }, number) {
  const line = document.createElement("li");
  line.id = `palette-${number}`;
  line.setAttribute("role", "option");
  const words = document.createElement("span");
  words.textContent = name;
  line.append(words);
  for (const key of keys.split(" ").filter(Boolean)) {
    const cap = document.createElement("kbd");
    cap.textContent = key.toUpperCase();
    line.append(cap);
  }
  return line;
}

function onKey(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by && found.length) {
    event.preventDefault();
    current = (current + by + found.length) % found.length;
    mark();
  } else if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    run(one(`#palette-${current}`));
  }
}

function mark() {
  const lines = all("#palette li");
  lines.forEach((line, number) => line.setAttribute("aria-selected", String(number === current)));
  lines[current]?.scrollIntoView({ block: "nearest" });
  one("#palette input").setAttribute("aria-activedescendant", lines.length ? `palette-${current}` : "");
  one("#palette-none").hidden = lines.length > 0;
}

function run(line) {
  const chosen = line && found[Number(line.id.replace("palette-", ""))];
  if (!chosen) return;
  one("#palette").close();
  chosen.act();
}

function use(element) {
  if (element.matches("summary")) {
    unfold(element.parentElement);
    one("textarea, select, input:not([type=hidden])", element.parentElement)?.focus();
  } else if (element.matches("input, textarea, select")) {
    element.focus();
  } else {
    element.click();
  }
}
