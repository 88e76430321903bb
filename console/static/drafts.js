// Words that were not sent yet stay in this tab, whatever happens to the case.

import { all, body, one } from "./dom.js";

const kept = (field) => `skerry:${field.id}`;

export function start() {
  document.addEventListener("input", ({ target }) => {
    if (!target.matches?.("[data-draft]")) return;
    sessionStorage.setItem(kept(target), target.value);
    count(target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-use]");
    if (button) use(button, event);
  });
  body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const sent = /\/(reply|note)$/.test(detail.requestConfig.path) && detail.xhr.status < 300;
    if (sent) sessionStorage.removeItem(kept(one("[data-draft]", detail.requestConfig.elt)));
  });
  body.addEventListener("htmx:beforeRequest", ({ detail }) => {
    if (detail.requestConfig.verb === "post") one("#flash").textContent = "";
  });
  body.addEventListener("htmx:sendError", ({ detail }) => {
    if (detail.requestConfig.verb === "post") one("#flash").textContent = body.dataset.unsent;
  });
}

// Puts kept words back into empty fields; `unfold` opens the box of a note that has some.
export function remember(unfold) {
  for (const field of all("[data-draft]")) {
    const words = sessionStorage.getItem(kept(field));
    if (words && !field.value) field.value = words;
    if (words && field.name === "note") unfold(field.closest("details"));
    count(field);
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
  const counter = one(`[data-counter="${field.id}"]`);
  if (!counter) return;
  const length = "utf16" in field.dataset ? field.value.length : [...field.value].length;
  counter.textContent = body.dataset.count.replace("{n}", length.toLocaleString("en"));
  counter.parentElement.classList.toggle("over", length > Number(field.dataset.max || Infinity));
}
