// Hears that something changed and fetches what is on the screen again.

import { all, body, one, oneAtATime, openCase } from "./dom.js";
import { isBusy } from "./feed.js";
import * as scams from "./scams.js";
import * as together from "./together.js";

const RECOVER_MS = 5_000;
const REFRESH_MS = 60_000; // times run on, and a lost hint is made good
const HIDDEN_MS = 15_000; // nobody looks: enough for the count in the title

let last = body.dataset.head;
let announce = () => {};
let wanted = 0; // the timer of a refresh that waits for its turn
let refreshedAt = 0;
const turns = new Set(); // requests on their way that show another part of the list

export function start() {
  share();
  document.addEventListener("visibilitychange", () => document.hidden || (wanted && refreshNow()));
  setInterval(() => document.hidden || refreshFeed(), REFRESH_MS);
  body.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.requestConfig.verb === "post") refreshFeed();
  });
  giveWay();
}

// A refresh that comes back meanwhile would put the list away that somebody's own request is for.
const refreshes = ({ requestConfig }) => requestConfig.elt.id === "feed-news";

function giveWay() {
  body.addEventListener("htmx:beforeRequest", ({ detail }) => {
    // on the element itself: it may be gone from the page when the answer comes
    detail.requestConfig.elt.addEventListener("htmx:beforeOnLoad", dropLate);
    if (detail.target.closest("#feed") && !refreshes(detail)) turns.add(detail.xhr);
  });
  body.addEventListener("htmx:afterRequest", ({ detail }) => turns.delete(detail.xhr));
  body.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (refreshes(detail) && turns.size) detail.shouldSwap = false;
  });
}

// What comes for a part of the page that is gone is dropped; a list is asked for again.
function dropLate(event) {
  const { target, pathInfo } = event.detail;
  if (target.isConnected) return;
  event.preventDefault();
  if (target.id !== "feed" || refreshes(event.detail)) return;
  window.htmx.ajax("GET", pathInfo.requestPath, { target: "#feed", swap: "outerHTML" });
}

// Browsers allow six streams a host: one tab listens and tells the others.
function share() {
  if (!navigator.locks) return listen();
  const channel = new BroadcastChannel("skerry");
  channel.onmessage = ({ data }) => {
    last = data.last;
    if (data.hint) onHint(data.hint);
    if (data.people) together.onNews(data.people);
    if (data.lost) catchUp();
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
  source.addEventListener("together", (event) => {
    const people = JSON.parse(event.data);
    announce({ people, last });
    together.onNews(people);
  });
  source.addEventListener("lost", missedSome);
  source.onopen = () => {
    if (!one("#link").hidden) missedSome();
    tell("");
  };
  source.onerror = () => {
    tell(body.dataset.lost);
    // The browser comes back by itself unless the server answered with an error.
    if (source.readyState === EventSource.CLOSED) setTimeout(recover, RECOVER_MS);
  };
}

// Hints are told again; people and the count of mentions have no number and are asked for.
function missedSome() {
  announce({ lost: true, last });
  catchUp();
}

function catchUp() {
  together.load();
  window.htmx.trigger(body, "unread");
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
  if (hint.everything || hint.cases.length) refreshSoon(hint.spread);
  const open = openCase();
  if (open && (hint.everything || hint.cases.includes(open))) refreshCase();
}

// Where a thousand pages hear of the same change they fetch it one after the other, not together:
// each waits a random part of `spread`, the time that it takes to serve them all.
function refreshSoon(spread) {
  if (wanted) return;
  const rest = document.hidden ? HIDDEN_MS : spread;
  const due = refreshedAt + rest - Date.now();
  wanted = setTimeout(refreshNow, Math.max(due, 0) + Math.random() * spread);
}

function refreshNow() {
  clearTimeout(wanted);
  wanted = 0;
  refreshedAt = Date.now();
  refreshFeed();
}

const refreshFeed = oneAtATime(async () => {
  const feed = one("#feed");
  // A later page of the list, read without this script, stays what it is.
  if (!feed || one(".first", feed) || isBusy()) return;
  const before = new Set(all(".row", feed).map((row) => row.id));
  await window.htmx.ajax("GET", `/?view=${feed.dataset.view}&rows=${before.size}`, {
    source: "#feed-news", // from one element only one request waits; another would take its place
    target: "#feed",
    swap: "outerHTML",
  });
  if (one("#feed").dataset.view !== feed.dataset.view) return;
  const fresh = all("#feed .row").filter((row) => !before.has(row.id));
  fresh.forEach((row) => row.classList.add("fresh"));
  if (fresh.length) one("#feed-news").textContent = body.dataset.new.replace("{n}", fresh.length);
});

const refreshCase = oneAtATime(async () => {
  const { case: id, view, before } = one("#case").dataset;
  const address = `/case/${id}/live?view=${view}&before=${encodeURIComponent(before ?? "")}`;
  await window.htmx.ajax("GET", address, { source: "#link", target: "body", swap: "none" });
});
