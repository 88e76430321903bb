// The console's script: every page also works without it.

import * as attach from "./attach.js";
import * as canned from "./canned.js";
import * as casework from "./casework.js";
import * as composer from "./composer.js";
import { one } from "./dom.js";
import * as drafts from "./drafts.js";
import * as feed from "./feed.js";
import * as keys from "./keys.js";
import * as live from "./live.js";
import * as numbers from "./numbers.js";
import * as palette from "./palette.js";
import * as swaps from "./swaps.js";
import * as together from "./together.js";

const SOON_MS = 50;

drafts.start();
keys.start();
swaps.start();
feed.start();
composer.start();
attach.start();
canned.start();
numbers.start();
casework.start();
palette.start();
// By now every link and key works; until then they load whole pages, or do nothing. Colleagues, news
// and the reader's own clock come right after: the browser takes a while to load its words for times.
document.addEventListener("DOMContentLoaded", () => {
  document.body.dataset.ready = "";
  setTimeout(() => {
    together.start();
    if (one("#feed, #scams, #scam")) live.start();
  });
  setTimeout(() => {
    swaps.startClocks();
    casework.startZone();
  }, SOON_MS);
});
