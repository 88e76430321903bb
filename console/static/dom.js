// What the other modules look things up with.

export const body = document.body;
export const wide = window.matchMedia("(min-width: 1000px)");
export const roomy = window.matchMedia("(min-width: 1180px)");
export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const openScam = () => one("#scam")?.dataset.scam;
export const openCase = () => one("#case")?.dataset.case;

// One run at a time; what is asked for meanwhile is done once more afterwards.
export function oneAtATime(work) {
  let busy = false;
  let again = false;
  return async function run() {
    again = busy;
    if (busy) return;
    busy = true;
    try {
      await work();
    } catch {
      // the next hint or the next minute asks again
    }
    busy = false;
    if (again) run();
  };
}
