"""Files beside an answer in a real browser: with keys alone, dropped and pasted."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from core.capabilities import Files
from tests.console.compose_kit import REPLAY, limits
from tests.console.test_browser import (
    CHROMIUM,
    browser,  # noqa: F401
    browsing,
    served,
    sign_in,
)
from tests.console.test_compose_browser import go, until, writing_desk

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}"),
]

PNG, PDF = b"\x89PNG\r\n\x1a\n" + bytes(2_000_000), b"%PDF-1.7\n" + bytes(3000)
FILES = Files(kinds=frozenset({"image/png", "application/pdf"}), most_bytes=10_000_000)
# What a drop or a paste carries, made in the page as the browser makes it.
GIVE = """([selector, kind, name]) => {
  const carried = new DataTransfer();
  const bytes = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  carried.items.add(new File([bytes], name, { type: "image/png" }));
  const how = { bubbles: true, cancelable: true };
  const event = kind === "paste"
    ? new ClipboardEvent("paste", { ...how, clipboardData: carried })
    : new DragEvent(kind, { ...how, dataTransfer: carried });
  document.querySelector(selector).dispatchEvent(event);
}"""


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


def holds(desk, case, *names):
    async def look():
        return tuple(e.name for e in await desk.store.attached(case.id, "mira")) == names

    return look


async def picture(page, name):
    """For whoever looks at it; kept only where a folder is named."""
    if folder := os.environ.get("SKERRY_PICTURES"):
        await page.screenshot(path=str(Path(folder) / f"{name}.png"), caret="initial")


async def chosen(page, *files):
    """From the words to the files by the tabulator, and opened there by a key."""
    for _ in range(12):
        await page.keyboard.press("Tab")
        if await page.evaluate("document.activeElement.matches('[data-files]')"):
            break
    async with page.expect_file_chooser() as opened:
        await page.keyboard.press("Enter")
    await (await opened.value).set_files(files)


async def test_files_are_chosen_and_removed_without_a_mouse(browser, tmp_path):  # noqa: F811
    desk = writing_desk(limits=limits(files=FILES))
    (tmp_path / "screen shot.png").write_bytes(PNG)
    (tmp_path / "terms.pdf").write_bytes(PDF)
    async with served(desk), browsing(browser) as page:
        case = await desk.case()
        await sign_in(page, desk)
        await go(page, desk, case)
        await page.focus(f"#draft-{case.id}")
        await page.keyboard.type("Please have a look at this")
        await chosen(page, tmp_path / "screen shot.png", tmp_path / "terms.pdf")
        remove = page.get_by_role("button", name="Remove terms.pdf")
        await remove.wait_for()
        await until(holds(desk, case, "screen shot.png", "terms.pdf"))
        assert await page.input_value(f"#draft-{case.id}") == "Please have a look at this"
        await picture(page, "attached")
        await remove.focus()
        await page.keyboard.press("Enter")
        await remove.wait_for(state="detached")
        await until(holds(desk, case, "screen shot.png"))
        await page.wait_for_selector("[data-files]:focus", state="attached")
        assert page.faults == []


@pytest.mark.parametrize("how", ["drop", "paste"])
async def test_files_are_dropped_pasted_sent_and_called_back(browser, how):  # noqa: F811
    desk = writing_desk(limits=limits(files=FILES))
    async with served(desk), browsing(browser) as page:
        case = await desk.case()
        await sign_in(page, desk)
        await go(page, desk, case)
        box = f"#draft-{case.id}"
        await page.fill(box, "Please have a look at this")
        if how == "drop":
            await page.evaluate(GIVE, [box, "dragover", "shot.png"])
            assert await page.locator(".compose.dropping").count() == 1
        await page.evaluate(GIVE, [box, how, "shot.png"])
        await page.get_by_role("button", name="Remove shot.png").wait_for()
        assert await page.locator(".compose.dropping").count() == 0
        await page.focus(box)
        await page.keyboard.press("Control+Enter")
        await page.wait_for_selector(".undo")
        await page.locator(".entry .files", has_text="shot.png").wait_for()
        await picture(page, f"sent-{how}")
        await page.keyboard.press("Escape")
        await page.keyboard.press("z")
        await page.get_by_role("button", name="Remove shot.png").wait_for()
        assert await page.input_value(box) == "Please have a look at this"
        later = desk.clock.now() + timedelta(seconds=60)
        assert await desk.store.due([REPLAY], later, limit=9) == []
        assert page.faults == []


async def test_a_refusal_is_told_beside_the_box_and_the_words_stay(browser, tmp_path):  # noqa: F811
    desk = writing_desk(limits=limits(files=FILES))
    (tmp_path / "invoice.pdf.exe").write_bytes(b"MZ\x90\x00")
    async with served(desk), browsing(browser) as page:
        case = await desk.case()
        await sign_in(page, desk)
        await go(page, desk, case)
        await page.fill(f"#draft-{case.id}", "my words")
        await page.set_input_files(f"#files-{case.id}", tmp_path / "invoice.pdf.exe")
        told = page.locator(".attach .problems")
        await told.wait_for()
        assert "invoice.pdf.exe is not a picture or PDF" in await told.inner_text()
        assert await page.input_value(f"#draft-{case.id}") == "my words"
        assert await desk.store.attached(case.id, "mira") == []
        await picture(page, "refused")
