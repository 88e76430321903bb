// Files that are chosen, dropped or pasted go to the desk at once; the list comes back from there.

import { body, one } from "./dom.js";

export function start() {
  document.addEventListener("change", ({ target }) => {
    if (target.matches?.("[data-files]") && target.files.length) put(target);
  });
  document.addEventListener("dragover", (event) => {
    if (!inputAt(event.target) || !carries(event.dataTransfer)) return;
    event.preventDefault();
    event.target.closest(".compose").classList.add("dropping");
  });
  document.addEventListener("dragleave", ({ target, relatedTarget }) => {
    const box = target.closest?.(".compose");
    if (box && !box.contains(relatedTarget)) box.classList.remove("dropping");
  });
  document.addEventListener("drop", (event) => take(event, event.dataTransfer));
  document.addEventListener("paste", (event) => take(event, event.clipboardData));
  body.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (!detail.target?.id?.startsWith("attach-")) return;
    // Whoever pressed a button that is gone goes on from here with the keyboard.
    if (document.activeElement === body) one(`#${detail.target.id} [data-files]`)?.focus();
  });
}

function take(event, given) {
  const input = inputAt(event.target);
  if (!input || !carries(given)) return;
  event.preventDefault();
  event.target.closest(".compose").classList.remove("dropping");
  input.files = given.files;
  put(input);
}

const carries = (given) => Boolean(given) && [...given.types].includes("Files");

function inputAt(target) {
  const box = target.closest?.(".compose");
  return box && one("[data-files]", box);
}

function put(input) {
  one(".attach-now", input.closest(".attach")).click();
}
