// The list behind the stroke: prepared answers, filtered as somebody types.

import { all, body, one, openCase } from "./dom.js";

const STROKE = /(^|\s)\/([\p{L}\p{N}-]*)$/u;
const MOST = 8;
const KEPT_MS = 30_000;

let kept = { key: "", at: 0, rows: [] };
let open = null; // the field, its list, what is offered, which one is chosen

export function start() {
  document.addEventListener("input", ({ target }) => target.matches?.("[data-kept][name=text]") && offer(target));
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("focusout", ({ target }) => open?.field === target && setTimeout(close, 150));
  document.addEventListener("mousedown", (event) => {
    const row = event.target.closest(".canned-list [role=option]");
    if (!row || !open) return;
    event.preventDefault();
    take(open.rows[Number(row.dataset.number)]);
  });
}

async function offer(field) {
  const word = wordAt(field);
  if (word === null) return close();
  const every = await rows(field);
  if (wordAt(field) !== word || document.activeElement !== field) return;
  const wanted = word.toLowerCase();
  const found = every.filter((row) => row.name.includes(wanted) || row.text.toLowerCase().includes(wanted));
  found.sort((one_, other) => other.name.startsWith(wanted) - one_.name.startsWith(wanted));
  if (!found.length) return close();
  open = { field, list: one(".canned-list", field.form), rows: found.slice(0, MOST), at: 0, word };
  draw();
}

function draw() {
  const { field, list, rows: offered, at } = open;
  list.replaceChildren(...offered.map((row, number) => option(row, number, list.id, number === at)));
  list.hidden = false;
  field.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  list.children[at].scrollIntoView({ block: "nearest" });
}

function option(row, number, id, chosen) {
  const line = document.createElement("li");
  Object.assign(line, { id: `${id}-${number}` });
  line.setAttribute("role", "option");
  line.setAttribute("aria-selected", chosen);
  line.dataset.number = number;
  const name = document.createElement("b");
  name.textContent = `/${row.name}${row.macro ? ` · ${body.dataset.macro || ""}` : ""} `;
  const text = document.createElement("span");
  text.dir = "auto";
  text.textContent = row.text.replace(/\s+/g, " ").slice(0, 140);
  line.append(name, text);
  return line;
}

function onKey(event) {
  if (!open || event.target !== open.field || event.isComposing) return;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  if (event.key in steps) {
    open.at = (open.at + steps[event.key] + open.rows.length) % open.rows.length;
    draw();
  } else if (plain && (event.key === "Enter" || event.key === "Tab")) {
    take(open.rows[open.at]);
  } else if (event.key === "Escape") {
    close();
  } else {
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
}

function take(row) {
  const { field, word } = open;
  close();
  const end = field.selectionStart;
  field.setRangeText(row.macro ? "" : row.text, end - word.length - 1, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  if (row.macro) window.location.assign(`/case/${openCase()}/macro/${row.id}?view=${one("#case").dataset.view}`);
}

function close() {
  if (!open) return;
  open.list.hidden = true;
  open.field.removeAttribute("aria-activedescendant");
  open = null;
}

function wordAt(field) {
  if (field.selectionStart !== field.selectionEnd) return null;
  return STROKE.exec(field.value.slice(0, field.selectionStart))?.[2] ?? null;
}

async function rows(field) {
  const leg = all("input[data-leg]", field.form).find((each) => each.checked)?.value || "";
  const key = `${openCase()}:${leg}`;
  if (kept.key !== key || Date.now() - kept.at > KEPT_MS) {
    const answer = await fetch(`/case/${openCase()}/prepared?leg=${leg}`).catch(() => null);
    kept = { key, at: Date.now(), rows: answer?.ok ? await answer.json() : [] };
  }
  return kept.rows;
}
