"""`python -m bench.pages_interactive`: until the first page of a running desk can be worked with.

The desk runs as operators run it, in a process of its own, over a database with sixty cases; a real
Chromium opens the feed and a case. Interactive is when the page's script has put every key and link
to work (`body[data-ready]`), in ms after the navigation began, by the browser's own clock. Cold is
a browser profile that has never seen the console, warm one that has its files. The first rows are
the floor: a short text of the same server in the same browser, without style, script or picture;
what a page takes beyond that is its own. Style, layout and script are what the browser's main
thread spent on each. The load of the machine is printed beside: a page that waits for a core says
nothing about the page.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import sys
import tempfile
from asyncio import Future
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.feed_data import fill
from console.assets import address
from sandbox.telegram import TelegramSandbox
from storage import open_store

STARTS_S = 120.0
CHROMIUM = "/usr/bin/chromium"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
LINK = re.compile(r"http\S+/sign-in\?token=\S+")
SETTINGS = """
[storage]
url = "sqlite:///{folder}/desk.db"
[console]
port = 0
[triage]
workers = 0
[triage.encoder]
use = "off"
[bots.telegram]
base_url = "{sandbox.base_url}"
base_file_url = "{sandbox.base_file_url}"
"""
# What the browser notes by itself: when the page was painted, and when it was ready.
WATCH = """
window.ready = new Promise((told) => {
  const look = () => document.body && "ready" in document.body.dataset;
  new MutationObserver((_, seen) => {
    if (look()) { seen.disconnect(); told(performance.now()); }
  }).observe(document, { attributes: true, childList: true, subtree: true });
  const plain = () => document.scripts.length || told(performance.now());
  document.addEventListener("DOMContentLoaded", plain);
});
"""
READ = """async () => {
  const at = await window.ready;
  const [way] = performance.getEntriesByType("navigation");
  const painted = performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  return { ready: at, painted: painted ?? at, answered: way.responseStart, read: way.responseEnd };
}"""
MEASURES = ("answered", "read", "painted", "ready")
# What the browser's main thread was busy with, by its own count of seconds.
BUSY = {"style": "RecalcStyleDuration", "layout": "LayoutDuration", "script": "ScriptDuration"}
FLOOR = "a text alone"


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages_interactive", description=__doc__)
    parser.add_argument("--times", type=int, default=30, help="how often each page is opened")
    parser.add_argument("--cases", type=int, default=60)
    options = parser.parse_args()
    table = Table(
        *("page", "cache", "answered ms", "read", "painted", "interactive", "p90", "least"),
        *(*BUSY, "load"),
        title=f"{options.cases} cases, median of {options.times}, {os.cpu_count()} cores",
    )
    with tempfile.TemporaryDirectory(prefix="skerry-pages-") as folder:
        for row in asyncio.run(measured(Path(folder), options.cases, options.times)):
            table.add_row(*row)
    Console(width=130).print(table)


async def measured(folder: Path, cases: int, times: int) -> list[Sequence[str]]:
    """Rows of the table."""
    case = await _filled(folder, cases)
    async with _desk(folder) as link, async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        context = await _signed_in(browser, link)
        origin = link.partition("/sign-in")[0]
        rows: list[Sequence[str]] = []
        places = ((FLOOR, address("dom.js")), ("feed", "/"), ("case", f"/case/{case}"))
        for name, path in places:
            for cache in ("cold", "warm"):
                opened = _cold(browser, context) if cache == "cold" else _warm(context)
                found = [
                    await _timed(page, origin + path)
                    async for page in _several(opened, times, f"{name}, {cache}")
                ]
                rows.append((name, cache, *_numbers(found)))
        await browser.close()
    return rows


async def _filled(folder: Path, cases: int) -> str:
    """A database with cases; the first one's number."""
    store = await open_store(f"sqlite:///{folder}/desk.db")
    await fill(store, cases, lambda _: None)
    page = await store.feed("open", "operator")
    await store.close()
    return page.rows[0].case.id


@asynccontextmanager
async def _desk(folder: Path) -> AsyncIterator[str]:
    """The desk as `skerry run` starts it; the operator's sign-in link."""
    settings = folder / "settings.toml"
    async with TelegramSandbox() as sandbox:
        settings.write_text(SETTINGS.format(folder=folder, sandbox=sandbox))
        desk = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app", "run", "--settings", str(settings)),
            stderr=PIPE,
            env={**os.environ, "COLUMNS": "400", "SKERRY_TELEGRAM_TOKEN": sandbox.token},
        )
        reading = asyncio.create_task(_read(desk, link := Future[str]()))
        try:
            yield await asyncio.wait_for(link, STARTS_S)
        finally:
            desk.terminate()
            await desk.wait()
            await reading


async def _read(desk: Process, link: Future[str]) -> None:
    """Take all that the desk says, or it would wait for a reader."""
    assert desk.stderr  # noqa: S101 - it was asked for
    async for line in desk.stderr:
        if not link.done() and (found := LINK.search(line.decode())):
            link.set_result(found[0])


async def _signed_in(browser: Browser, link: str) -> BrowserContext:
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(link)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.wait_for_selector("body[data-ready] #feed")
    await page.close()
    return context


async def _cold(browser: Browser, signed_in: BrowserContext) -> AsyncIterator[Page]:
    """Each time a profile that has never been here, but is signed in."""
    state = await signed_in.storage_state()
    while True:
        context = await browser.new_context(storage_state=state)
        yield await context.new_page()
        await context.close()


async def _warm(context: BrowserContext) -> AsyncIterator[Page]:
    """Each time a new tab of one profile."""
    while True:
        page = await context.new_page()
        yield page
        await page.close()


async def _several(pages: AsyncIterator[Page], times: int, name: str) -> AsyncIterator[Page]:
    shown = Console(stderr=True)
    for _ in track(range(times), name, console=shown, disable=not shown.is_terminal):
        yield await anext(pages)


async def _timed(page: Page, place: str) -> dict[str, float]:
    await page.add_init_script(WATCH)
    session = await page.context.new_cdp_session(page)
    await session.send("Performance.enable")
    await page.goto(place, wait_until="commit")
    found: dict[str, Any] = await page.evaluate(READ)
    counted = await session.send("Performance.getMetrics")
    seconds = {each["name"]: each["value"] for each in counted["metrics"]}
    busy = {name: seconds[metric] * 1000 for name, metric in BUSY.items()}
    return {name: float(found[name]) for name in MEASURES} | busy


def _numbers(found: Sequence[dict[str, float]]) -> Sequence[str]:
    ready = sorted(each["ready"] for each in found)
    middles = [median(each[name] for each in found) for name in MEASURES]
    busy = [median(each[name] for each in found) for name in BUSY]
    whole = (*middles, ready[int(len(ready) * 0.9)], ready[0], *busy)
    return (*(f"{each:,.0f}" for each in whole), f"{os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
