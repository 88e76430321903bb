"""Files beside an answer: put there, looked at, taken away, sent, called back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from console.guard import LARGEST_UPLOAD
from core.access import Role
from core.attaching import MOST_FILES
from core.capabilities import Files
from core.privacy.rights import Kept
from tests.console.compose_kit import NOON, WritingDesk, limits

pytestmark = pytest.mark.anyio

PNG, PDF = b"\x89PNG\r\n\x1a\n", b"%PDF-1.7\n"
FILES = Files(kinds=frozenset({"image/png", "application/pdf"}), most_bytes=3_000_000, most=10)
PLAIN = ("plain", {})
LIST = ("list", {"HX-Request": "true", "HX-Target": "attach-c1"})


@pytest.fixture
def desk(clock):
    made = WritingDesk(clock)
    made.rebuild(limits=limits(files=FILES))
    return made


async def attach(agent, case, *files, headers=LIST[1], **fields):
    """Send files as the form does; each is (name, bytes)."""
    parts = [("file", (name, data, "image/png")) for name, data in files]
    data = {"csrf": agent.csrf, "view": "open", "text": "look", **fields}
    return await agent.client.post(
        f"/case/{case.id}/attach", data=data, files=parts, headers=headers
    )


async def held(desk, case, agent="mira"):
    return [(e.name, e.kind, e.size) for e in await desk.store.attached(case.id, agent)]


async def test_a_file_is_put_beside_the_answer_and_shown_with_its_size(desk, mira):
    case = await desk.case()
    page = (await mira.open(case)).text
    assert "Attach files" in page
    assert "up to 3 MB each" in page
    answer = await attach(mira, case, ("shot.png", PNG + bytes(2_000_000 - 8)))
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="attach-')
    assert "shot.png</bdi>" in answer.text
    assert "2 MB</span>" in answer.text
    assert 'aria-label="Remove shot.png"' in answer.text
    assert await held(desk, case) == [("shot.png", "image/png", 2_000_000)]
    assert "shot.png" in (await mira.open(case)).text


async def test_without_script_the_words_stay_and_are_kept(desk, mira):
    case = await desk.case()
    await mira.open(case)
    page = await attach(mira, case, ("a.pdf", PDF), headers={}, text="half a sentence")
    assert page.status_code == 200
    assert "\nhalf a sentence</textarea>" in page.text
    assert "a.pdf</bdi>" in page.text
    assert (await desk.draft(case)).text == "half a sentence"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.png", b"MZ\x90\x00 a program", "a.png is not a picture or PDF"),
        ("a.html", b"<script>alert(1)</script>", "is not a picture or PDF"),
        ("invoice.pdf.exe", PDF, "hides what it is"),
        ("exe\u202egnp.png", PNG, "hides what it is"),
        ("a.png", b"", "is empty"),
        ("a.png", PNG + bytes(3_000_000), "is larger than 3 MB"),
    ],
)
@pytest.mark.parametrize("how", [PLAIN, LIST], ids=lambda each: each[0])
async def test_a_refusal_is_one_line_and_nothing_is_kept(desk, mira, name, data, words, how):
    case = await desk.case()
    await mira.open(case)
    answer = await attach(mira, case, (name, data), headers=how[1])
    assert answer.status_code == 422
    assert words in answer.text
    assert await held(desk, case) == []


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../etc/passwd.png", "passwd.png"),
        ("'><img src=x onerror=alert(1)>.png", "'><img src=x onerror=alert(1)>.png"),
        ("{{7*7}}.png", "{{7*7}}.png"),
        ("a" * 400 + ".png", "a" * 80 + ".png"),
        ("收据 <b>.png", "收据 <b>.png"),
    ],
)
async def test_hostile_names_are_text_and_lead_nowhere(desk, mira, name, kept):
    case = await desk.case()
    await mira.open(case)
    answer = await attach(mira, case, (name, PNG))
    assert answer.status_code == 200, answer.text
    assert await held(desk, case) == [(kept, "image/png", 8)]
    for page in (answer.text, (await mira.open(case)).text):
        assert "<img src=x" not in page
        assert "<b>.png" not in page
        assert "49.png" not in page


async def test_in_chinese_too(desk, mira):
    case = await desk.case()
    await mira.open(case)
    headers = {**LIST[1], "Accept-Language": "zh"}
    answer = await attach(mira, case, ("a.png", b"MZ"), headers=headers)
    assert "a.png 都不是该平台接受的图片或 PDF" in answer.text


async def test_one_bad_file_among_good_ones_is_told_and_the_rest_stays(desk, mira):
    case = await desk.case()
    await mira.open(case)
    answer = await attach(mira, case, ("a.png", PNG), ("b.png", b"MZ"), ("c.pdf", PDF))
    assert answer.status_code == 422
    assert [each[0] for each in await held(desk, case)] == ["a.png", "c.pdf"]
    assert "b.png is not" in answer.text


async def test_so_many_and_no_more(desk, mira):
    case = await desk.case()
    await mira.open(case)
    for number in range(MOST_FILES):
        assert (await attach(mira, case, (f"{number}.png", PNG))).status_code == 200
    answer = await attach(mira, case, ("more.png", PNG))
    assert "At most 5 files go with one answer" in answer.text
    assert len(await held(desk, case)) == MOST_FILES


async def test_a_form_without_a_file_says_so(desk, mira):
    case = await desk.case()
    await mira.open(case)
    answer = await attach(mira, case)
    assert (answer.status_code, "Choose a file first" in answer.text) == (422, True)


async def test_a_file_is_removed_by_whoever_put_it_there(desk, mira, tomasz):
    case = await desk.case()
    await mira.open(case)
    await tomasz.open(case)
    await attach(mira, case, ("a.png", PNG))
    (upload,) = await desk.store.attached(case.id, "mira")
    refused = await tomasz.send(f"/case/{case.id}/detach", upload=upload.id)
    assert (refused.status_code, len(await held(desk, case))) == (409, 1)
    page = await mira.send(f"/case/{case.id}/detach", upload=upload.id, text="my words")
    assert page.status_code == 200
    assert "\nmy words</textarea>" in page.text
    assert await held(desk, case) == []
    again = await mira.send(f"/case/{case.id}/detach", upload=upload.id, htmx=True)
    assert (again.status_code, "not here any more" in again.text) == (409, True)


# who may


async def test_only_the_holder_puts_files_beside_an_answer(desk, tomasz):
    case = await desk.case()
    await tomasz.open(case)
    answer = await attach(tomasz, case, ("a.png", PNG))
    assert (answer.status_code, "Mira" in answer.text) == (409, True)
    assert await held(desk, case, "tomasz") == []


@pytest.mark.parametrize("what", ["token", "origin", "signed out", "role"])
async def test_whoever_may_not_is_refused(desk, mira, what):
    case = await desk.case()
    await mira.open(case)
    headers = {**LIST[1]}
    if what == "token":
        mira.csrf = "0" * 64
    if what == "origin":
        headers["Origin"] = "https://evil.example"
    if what == "signed out":
        mira.client.cookies.clear()
    if what == "role":
        agent = next(e for e in await desk.door.agents() if e.id == "mira")
        desk.door.admit(replace(agent, role=Role.VIEWER))
    answer = await attach(mira, case, ("a.png", PNG), headers=headers)
    assert answer.status_code == (401 if what == "signed out" else 403)
    assert await held(desk, case) == []


async def test_what_is_too_large_is_not_read_to_its_end(desk, mira):
    case = await desk.case()
    await mira.open(case)
    asked = 0

    async def body():
        nonlocal asked
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'
        while asked < 10 * LARGEST_UPLOAD:
            asked += 1 << 20
            yield bytes(1 << 20)

    headers = {"Content-Type": "multipart/form-data; boundary=x", **LIST[1]}
    answer = await mira.client.post(f"/case/{case.id}/attach", content=body(), headers=headers)
    assert answer.status_code == 413
    assert asked < LARGEST_UPLOAD + (8 << 20)


@pytest.mark.parametrize("path", ["reply", "note", "check", "attach/x"])
async def test_other_forms_are_as_small_as_before(desk, mira, path):
    case = await desk.case()
    await mira.open(case)
    data = {"csrf": mira.csrf, "text": "x" * 70_000}
    answer = await mira.client.post(f"/case/{case.id}/{path}", data=data)
    assert answer.status_code in {404, 413}


async def test_a_case_that_is_not_there(desk, mira):
    case = await desk.case()
    await mira.open(case)
    assert (await attach(mira, replace(case, id="none"), ("a.png", PNG))).status_code == 404


async def test_where_a_platform_takes_none_the_page_says_so(desk, mira):
    desk.rebuild(limits=limits(files=None))
    case = await desk.case()
    page = (await mira.open(case)).text
    assert "Replay takes no files from agents." in page
    assert 'type="file"' not in page
    answer = await attach(mira, case, ("a.png", PNG))
    assert (answer.status_code, "files cannot be sent here" in answer.text) == (422, True)


# sending


async def sent_with(desk, mira, *files, text="look at this"):
    case = await desk.case()
    await mira.open(case)
    await attach(mira, case, *files)
    await mira.open(case)
    answer = await mira.send(f"/case/{case.id}/reply", text=text, counter=0)
    assert answer.status_code in {200, 303}, answer.text
    return case


async def test_files_leave_behind_the_words_and_stand_in_the_case(desk, mira):
    case = await sent_with(desk, mira, ("shot.png", PNG + bytes(492)), ("terms.pdf", PDF))
    assert await held(desk, case) == []
    kinds = []
    while rows := await desk.due(30):
        kinds += [(row.kind, row.text) for row in rows]
        await desk.settle(rows)
    assert kinds == [("say", "look at this"), ("file", "shot.png"), ("file", "terms.pdf")]
    page = (await mira.open(case)).text
    assert "shot.png</bdi>" in page
    assert "500 B</span>" in page


async def test_a_file_needs_words(desk, mira):
    case = await desk.case()
    await mira.open(case)
    await attach(mira, case, ("a.png", PNG))
    answer = await mira.send(f"/case/{case.id}/reply", text="  ", counter=0)
    assert answer.status_code == 422
    assert len(await held(desk, case)) == 1


async def test_undo_stops_the_files_and_leaves_them_beside_the_words(desk, mira):
    case = await sent_with(desk, mira, ("shot.png", PNG))
    key = next(e.key for e in (await desk.store.case_file(case.id)).lines if e.state == "pending")
    page = await mira.send(f"/case/{case.id}/undo", key=key)
    assert page.status_code == 200
    assert await desk.due(60) == []
    assert await held(desk, case) == [("shot.png", "image/png", 8)]
    assert 'aria-label="Remove shot.png"' in page.text


async def test_what_was_put_there_for_too_long_is_gone(desk, mira):
    case = await desk.case()
    await mira.open(case)
    await attach(mira, case, ("a.png", PNG))
    assert (await desk.store.retain(Kept.DRAFT, NOON + timedelta(days=31), limit=9)).gone == 1
    assert "a.png" not in (await mira.open(case)).text


def test_the_client_sends_forms_as_browsers_do():
    """Names go out in UTF-8, as they are tested here."""
    form = httpx.Request("POST", "http://x", files=[("file", ("收据.png", PNG, "image/png"))])
    assert "收据.png".encode() in form.read()
