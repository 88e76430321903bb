// The console's script: every page also works without it.

import { one } from "./dom.js";
import * as drafts from "./drafts.js";
import * as keys from "./keys.js";
import * as live from "./live.js";
import * as swaps from "./swaps.js";

drafts.start();
keys.start();
swaps.start();
if (one("#feed, #scams, #scam")) live.start();
// By now every link and key works; until then they load whole pages, or do nothing.
document.addEventListener("DOMContentLoaded", () => (document.body.dataset.ready = ""));
