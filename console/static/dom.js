// What the other modules look things up with.

export const body = document.body;
export const wide = window.matchMedia("(min-width: 1000px)");
export const roomy = window.matchMedia("(min-width: 1180px)");
export const one = (selector, root = document) => root.querySelector(selector);
export const all = (selector, root = document) => [...root.querySelectorAll(selector)];
export const openCase = () => one("#case")?.dataset.case;
