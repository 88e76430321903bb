// Hears that something changed and fetches what is on the screen again.

import { all, body, one, oneAtATime, openCase } from "./dom.js";
import * as scams from "./scams.js";

const RECOVER_MS = 5_000;
const REFRESH_MS = 60_000; // times run on, and a lost hint is made good

let last = body.dataset.head;
let announce = () => {};

export function start() {
  share();
  setInterval(() => document.hidden || refreshFeed(), REFRESH_MS);
  body.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.requestConfig.verb === "post") refreshFeed();
  });
}

// Browsers allow six streams a host: one tab listens and tells the others.
function share() {
  if (!navigator.locks) return listen();
  const channel = new BroadcastChannel("skerry");
  channel.onmessage = ({ data }) => {
    last = data.last;
    onHint(data.hint);
  };
  announce = (news) => channel.postMessage(news);
  navigator.locks.request("skerry-events", () => new Promise(listen));
}

function listen() {
  const source = new EventSource(`/events?after=${last}`);
  source.addEventListener("hint", (event) => {
    last = event.lastEventId;
    const hint = JSON.parse(event.data);
    announce({ hint, last });
    onHint(hint);
  });
  source.onopen = () => tell("");
  source.onerror = () => {
    tell(body.dataset.lost);
    // The browser comes back by itself unless the server answered with an error.
    if (source.readyState === EventSource.CLOSED) setTimeout(recover, RECOVER_MS);
  };
}

async function recover() {
  const asFragment = { headers: { "HX-Request": "true" } };
  const answer = await fetch("/health", asFragment).catch(() => null);
  if (answer?.status === 401) tell(body.dataset.ended);
  else listen();
}

function tell(words) {
  const place = one("#link");
  place.textContent = words;
  place.hidden = !words;
}

function onHint(hint) {
  scams.onHint(hint);
  if (hint.everything || hint.cases.length) refreshFeed();
  const open = openCase();
  if (open && (hint.everything || hint.cases.includes(open))) refreshCase();
}

const refreshFeed = oneAtATime(async () => {
  const feed = one("#feed");
  // A later page of the list, read without this script, stays what it is.
  if (!feed || one(".first", feed)) return;
  const before = new Set(all(".row", feed).map((row) => row.id));
  await window.htmx.ajax("GET", `/?view=${feed.dataset.view}&rows=${before.size}`, {
    target: "#feed",
    swap: "outerHTML",
  });
  if (one("#feed").dataset.view !== feed.dataset.view) return;
  const fresh = all("#feed .row").filter((row) => !before.has(row.id));
  fresh.forEach((row) => row.classList.add("fresh"));
  if (fresh.length) one("#feed-news").textContent = body.dataset.new.replace("{n}", fresh.length);
});

const refreshCase = oneAtATime(async () => {
  const { case: id, view } = one("#case").dataset;
  const address = `/case/${id}/live?view=${view}`;
  await window.htmx.ajax("GET", address, { target: "#case", swap: "none" });
});
