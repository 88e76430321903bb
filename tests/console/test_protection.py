"""The queue of scam cases and one case: what is shown, and what is taken along as evidence."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from console import create_app
from console.pages.protection import VIEWS
from console.services import no_acts
from core.casebook import Line
from core.protection import ScamStatus
from core.scams import ScamEvent, WarningTimes
from core.traces import Trace
from core.types import Author, RiskLevel
from tests.conftest import NOON
from tests.console.fake_guard import a_file, a_message, a_scam, a_warning
from tests.console.fakes import a_case, a_line
from tests.console.test_case_page import HOSTILE, Tags, shape

pytestmark = pytest.mark.anyio
ROW = re.compile(r'id="row-([0-9a-f]+)"')


def rows(page):
    return ROW.findall(page.text)


async def test_the_queue_tells_who_what_and_what_was_done(desk, mira):
    scam = desk.guard.add(
        a_file(
            1,
            acts=("delete",),
            would=("delete", "restrict"),
            status=ScamStatus.TAKEN,
            agent="tomasz",
            messages=3,
            warned=2,
        )
    ).scam
    page = await mira.get("/protection")
    assert page.status_code == 200
    for words in (
        "danger",
        "Nordex Support Desk",
        "@nordex_help1",
        "9001",
        "looks like staff or the brand, asks for a secret",
        "messages: 3",
        "people warned: 2",
        "deleted",
        "would: Restrict author",
        "taken: Tomasz",
        scam.last_at.isoformat(),
    ):
        assert words in page.text
    assert "would: Delete" not in page.text


async def test_alerts_stand_before_reviews_and_the_latest_first(desk, mira):
    review = desk.guard.add(a_file(9, level=RiskLevel.REVIEW)).scam
    older, newer = desk.guard.add(a_file(1)).scam, desk.guard.add(a_file(2)).scam
    assert rows(await mira.get("/protection")) == [newer.id, older.id, review.id]


@pytest.mark.parametrize("view", VIEWS)
async def test_every_view_shows_its_own_and_counts_all(desk, mira, view):
    made = {
        status: desk.guard.add(a_file(number, status=status)).scam.id
        for number, status in enumerate(ScamStatus)
    }
    wanted = {
        "open": {made[ScamStatus.OPEN], made[ScamStatus.TAKEN]},
        "confirmed": {made[ScamStatus.CONFIRMED]},
        "dismissed": {made[ScamStatus.DISMISSED]},
        "all": set(made.values()),
    }
    page = await mira.get(f"/protection?view={view}")
    assert set(rows(page)) == wanted[view]
    assert [int(n) for n in re.findall(r'class="count">(\d+)<', page.text)] == [2, 1, 1, 4]


@pytest.mark.parametrize("view", VIEWS)
async def test_an_empty_view_says_so(mira, view):
    assert 'class="empty"' in (await mira.get(f"/protection?view={view}")).text


async def test_an_unknown_view_is_the_first(desk, mira):
    desk.guard.add(a_file(1))
    assert len(rows(await mira.get("/protection?view=secret"))) == 1


async def test_pages_follow_each_other_without_script_and_with(desk, mira):
    for number in range(60):
        desk.guard.add(a_file(number))
    first = await mira.get("/protection")
    (more,) = re.findall(r'<a class="button" href="(/protection\?[^"]+after[^"]+)"', first.text)
    address = more.replace("&amp;", "&")
    second = await mira.get(address)
    assert len(rows(first)) == 50
    assert len({*rows(first), *rows(second)}) == 60
    assert "Back to the start" in second.text
    part = await mira.get(address, headers={"HX-Request": "true", "HX-Target": "more"})
    assert rows(part) == rows(second)
    assert "<html" not in part.text


async def test_the_list_alone_is_fetched_when_something_changes(desk, mira):
    desk.guard.add(a_file(1))
    headers = {"HX-Request": "true", "HX-Target": "scams"}
    part = (await mira.get("/protection?view=open&rows=50", headers=headers)).text
    assert part.startswith('<div id="scams"')
    assert "From attack to warning" not in part


async def test_how_fast_people_were_warned_is_told_and_explained(desk, mira):
    page = (await mira.get("/protection")).text
    for words in ("1.4 s", "3.2 s", "9.6 s", "<b>12</b>", "until the warning has left it"):
        assert words in page
    desk.guard.times = WarningTimes()
    assert "Nobody had to be warned" in (await mira.get("/protection")).text


def everything(words):
    """A scam case that holds the same words wherever foreign hands can write."""
    events = (
        a_message(words, by=words, native_id=words, scene=words, reasons=(words,)),
        a_warning(text=words, address=words, scene=words),
        ScamEvent(kind="act", at=NOON, by=words, text="delete", state="sent"),
        ScamEvent(kind="ruling", at=NOON, by=words, text="scam", state=words),
        ScamEvent(kind="rename", at=NOON, by=words, text=words),
    )
    fields = {"author_id": words, "handle": words, "name": words, "id": "a" * 10}
    file = a_file(1, *events, status=ScamStatus.CONFIRMED, agent=words, **fields)
    return replace(
        file,
        traces=(Trace(kind="host", digest="d", shown=words),),
        names=(Author(id="1", handle=words, name=words),),
        alike=(a_scam(2, name=words, id="b" * 10),),
    )


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
@pytest.mark.parametrize(
    "path",
    [
        "/protection?view=all",
        "/protection/aaaaaaaaaa",
        "/protection/preview?verb=ban&pick=aaaaaaaaaa",
        "/protection/replay?tried=1&alert=delete",
    ],
    ids=["queue", "case", "preview", "replay"],
)
async def test_hostile_text_changes_no_markup(desk, mira, words, path):
    desk.guard.add(everything("harmless words"))
    harmless = shape((await mira.get(path)).text)
    desk.guard.add(everything(words))
    page = await mira.get(path)
    assert page.status_code == 200
    marks = sum(1 for _, attrs in Tags(page.text).found if attrs.get("class") == "unseen")
    plain = shape(page.text)
    assert len(plain) == len(harmless) + marks
    assert {tag for tag, _ in plain} == {tag for tag, _ in harmless}
    assert "\u202e" not in page.text
    assert "<script>alert" not in page.text


async def test_the_case_shows_everything_that_happened(desk, mira):
    file = desk.guard.add(
        a_file(
            1,
            a_message(version=1),
            a_warning(),
            ScamEvent(kind="act", at=NOON, by="bot", text="delete, restrict", state="dry_run"),
            ScamEvent(kind="ruling", at=NOON, by="mira", text="take"),
            ScamEvent(kind="rename", at=NOON, by="Nordex", text="Joe → Nordex Support Desk"),
        )
    )
    desk.guard.add(replace(file, alike=(a_scam(7, platform="other"),)))
    page = (await mira.get(f"/protection/{file.scam.id}")).text
    for words in (
        "hxxp://nordex-help[.]invalid/form",
        "asks for a code",
        "Version 2",
        "<code>501</code>",
        "This account is not ours.",
        "<code>ann</code>",
        "Delete message, Restrict author",
        "dry run: not done",
        "Joe → Nordex Support Desk",
        "site: <bdi>nordex-help[.]invalid</bdi>",
        f'href="/protection/{a_scam(7).id}?view=all"',
    ):
        assert words in page
    assert "http://nordex-help" not in page


async def test_words_that_were_deleted_leave_a_line(desk, mira):
    file = desk.guard.add(a_file(1, a_message(""), a_message("b", native_id="2", scene="")))
    page = (await mira.get(f"/protection/{file.scam.id}")).text
    assert "These words were deleted by their author." in page


async def test_a_case_without_events_or_names_is_told_too(desk, mira):
    file = desk.guard.add(replace(a_file(1), events=(), names=(), traces=()))
    page = (await mira.get(f"/protection/{file.scam.id}")).text
    assert "Nothing is on file any more." in page
    assert "Nordex Support Desk" in page


async def test_who_decided_is_told(desk, mira):
    ruling = ScamEvent(kind="ruling", at=NOON, by="tomasz", text="scam")
    file = desk.guard.add(a_file(1, ruling, status=ScamStatus.CONFIRMED, agent="tomasz"))
    page = (await mira.get(f"/protection/{file.scam.id}")).text
    assert "Decided by Tomasz: confirmed scam" in page


@pytest.mark.parametrize(
    ("status", "acts", "shown", "hidden"),
    [
        ("open", (), {"take", "scam", "not_scam", "delete", "restrict", "ban"}, {"lift"}),
        ("taken", (), {"scam", "not_scam", "delete"}, {"take", "lift"}),
        ("confirmed", ("restrict",), {"not_scam", "ban", "lift"}, {"take", "scam", "restrict"}),
        ("dismissed", ("ban",), {"scam", "lift"}, {"not_scam", "delete", "restrict"}),
    ],
)
async def test_only_what_can_be_said_is_offered(desk, mira, status, acts, shown, hidden):
    file = desk.guard.add(a_file(1, status=ScamStatus(status), acts=acts))
    page = (await mira.get(f"/protection/{file.scam.id}")).text
    offered = set(re.findall(r"verb=(\w+)&amp;pick", page))
    offered |= set(re.findall(r'name="verb" value="(\w+)"', page))
    assert shown <= offered
    assert not hidden & offered


async def test_where_nothing_can_be_done_no_act_is_offered(desk):
    desk.app = create_app(replace(desk.services(), acts_for=no_acts))
    file = desk.guard.add(a_file(1))
    async with desk.agent("mira") as mira:
        page = (await mira.get(f"/protection/{file.scam.id}")).text
    assert set(re.findall(r"verb=(\w+)&amp;pick", page)) == {"scam", "not_scam"}


async def test_an_open_case_fetches_its_parts_alone(desk, mira):
    file = desk.guard.add(a_file(1))
    headers = {"HX-Request": "true", "HX-Target": "scam"}
    part = (await mira.get(f"/protection/{file.scam.id}", headers=headers)).text
    assert "Nordex Support Desk" in part
    assert "<html" not in part


@pytest.mark.parametrize("path", ["", "/evidence.zip"])
async def test_a_case_that_is_not_there(mira, path):
    assert (await mira.get(f"/protection/0123456789{path}")).status_code == 404


async def test_the_evidence_is_one_archive_the_same_each_time(desk, mira):
    file = desk.guard.add(a_file(1))
    first = await mira.get(f"/protection/{file.scam.id}/evidence.zip")
    second = await mira.get(f"/protection/{file.scam.id}/evidence.zip")
    assert first.content == second.content
    assert first.headers["content-type"] == "application/zip"
    assert f"evidence-{file.scam.id}.zip" in first.headers["content-disposition"]
    with ZipFile(BytesIO(first.content)) as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read("evidence.json"))["case"]["id"] == file.scam.id
        report = archive.read("abuse-report.txt").decode()
    assert "Nordex's support desk" in report
    assert "仿冒工作人员或品牌" in report


async def test_evidence_does_not_wait_for_a_registry(desk):
    services = replace(desk.services(), registry=None)
    desk.app = create_app(services)
    file = desk.guard.add(a_file(1))
    async with desk.agent("mira") as mira:
        answer = await mira.get(f"/protection/{file.scam.id}/evidence.zip")
        assert answer.status_code == 200
        assert "/identities" not in (await mira.get("/protection")).text


@pytest.mark.parametrize(
    "path", ["/protection", "/protection/0123456789", "/protection/preview?verb=scam&pick=a"]
)
async def test_a_desk_without_protection_has_no_such_page(desk, path):
    desk.app = create_app(replace(desk.services(), guard=None))
    async with desk.agent("mira") as mira:
        assert (await mira.get(path)).status_code == 404
        case = desk.book.add(a_case(1), a_line())
        page = (await mira.open(case)).text
        assert "/protection" not in page


@pytest.mark.parametrize("path", ["/protection", "/protection/replay", "/identities"])
async def test_strangers_are_sent_to_the_door(desk, path):
    async with desk.client() as client:
        answer = await client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize(
    "path", ["/protection", "/protection/aaaaaaaaaa", "/protection/replay?tried=1"]
)
async def test_a_failing_disk_is_told(desk, mira, path):
    desk.guard.broken = True
    assert (await mira.get(path)).status_code == 503


async def test_a_case_links_to_the_scam_case_of_its_author(desk, mira):
    scam = desk.guard.add(a_file(1)).scam
    case = desk.book.add(a_case(1, author_id=scam.author_id), a_line())
    link = f'href="/protection/{scam.id}?view=all"'
    assert link in (await mira.open(case)).text
    assert link in (await mira.get(f"/case/{case.id}/live")).text
    other = desk.book.add(a_case(2, author_id="somebody"), a_line())
    assert "/protection/" not in (await mira.open(other)).text


async def test_a_victims_case_shows_our_warning_as_one(desk, mira):
    warning = Line(kind="say", at=NOON, by="bot", text="Not ours.", state="sent", purpose="warning")
    answer = Line(kind="say", at=NOON, by="bot", text="Hello.", state="sent", purpose="answer")
    case = desk.book.add(a_case(1), a_line(), warning, answer)
    page = (await mira.open(case)).text
    assert page.count("Warning: protects this user from a scammer") == 1


@pytest.mark.parametrize("path", ["/protection", "/identities"])
async def test_pages_whose_port_is_missing_are_not_there(desk, path):
    desk.app = create_app(replace(desk.services(), guard=None, registry=None))
    async with desk.agent("mira") as mira:
        assert (await mira.get(path)).status_code == 404


async def test_in_chinese(desk):
    desk.guard.add(a_file(1, last_at=NOON - timedelta(days=1)))
    async with desk.agent("mira", headers={"Accept-Language": "zh"}) as mira:
        page = (await mira.get("/protection")).text
        assert "仿冒工作人员或品牌、索要机密信息" in page
        assert "从攻击到提醒所用时间" in page
