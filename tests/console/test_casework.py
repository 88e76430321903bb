"""What agents do to cases: tags, merging, splitting, putting aside, handing over, calls."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from core.access import Role
from core.actions import Outgoing
from core.case import Move, Status
from core.ports import Sent, Settlement
from core.types import Author, Platform, Removal, Sighting
from tests.conftest import a_message
from tests.console.casework_kit import WorkDesk

pytestmark = pytest.mark.anyio
REPLAY = Platform("replay")


@pytest.fixture
def desk(clock):
    return WorkDesk(clock)


@pytest.fixture
async def case(desk):
    """Mira's, of three messages."""
    found = await desk.heard("where is my money", "second words", "my api key is broken")
    return await desk.store.move_case(found.id, Move.CLAIM, "mira", desk.clock.now())


@pytest.fixture
async def other(desk, case):
    """Another one of the same person, in the queue."""
    return await desk.heard("hello again", conversation="replay:nordex:2", author_name="Ann B")


async def now(desk, case):
    return (await desk.store.case_file(case.id)).case


async def lines(desk, case):
    file = await desk.store.case_file(case.id)
    return [line.text for line in file.lines if line.kind == "message"]


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
async def test_a_case_is_tagged_and_untagged(desk, mira, case, htmx):
    await mira.open(case)
    answer = await mira.send(f"/case/{case.id}/tag", tag=" API  Keys ", htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    page = (await mira.open(case)).text
    assert "<bdi>api-keys</bdi>" in page
    assert '<option value="api-keys">' in page
    await mira.send(f"/case/{case.id}/untag", tag="api-keys")
    assert "<bdi>api-keys</bdi>" not in (await mira.open(case)).text


async def test_a_tag_of_nothing_is_refused(mira, case):
    await mira.open(case)
    answer = await mira.send(f"/case/{case.id}/tag", tag="!!!", text="my draft")
    assert answer.status_code == 422
    assert "A tag needs a letter or a digit." in answer.text
    assert "my draft" in answer.text


async def test_two_cases_become_one_and_two_again(desk, mira, case, other):
    page = (await mira.open(case)).text
    assert f'<option value="{other.id}">' in page
    answer = await mira.send(f"/case/{case.id}/merge", other=other.id)
    assert answer.headers["location"].startswith(f"/case/{case.id}?")
    page = (await mira.open(case)).text
    assert "hello again" in page.partition('class="thread"')[2]
    assert f"from case {other.id}" in page
    gone = (await mira.get(f"/case/{other.id}")).text
    assert "This case goes on in" in gone
    assert "data-reply" not in gone
    await mira.send(f"/case/{case.id}/unmerge", other=other.id)
    assert await lines(desk, other) == ["hello again"]
    assert (await now(desk, other)).status is Status.NEW


async def test_the_other_case_may_be_the_one_that_stays(desk, mira, case, other):
    await mira.open(case)
    answer = await mira.send(f"/case/{case.id}/merge", other=other.id, stays="other")
    assert answer.headers["location"].startswith(f"/case/{other.id}?")
    assert (await desk.store.standing(case.id)).into == other.id


async def test_who_holds_a_case_is_told_when_merging_is_refused(desk, mira, case, other):
    desk.admit("Li", Role.AGENT)
    await desk.store.move_case(other.id, Move.CLAIM, "tomasz", desk.clock.now())
    async with desk.agent("li") as li:
        await li.open(case)
        refused = await li.send(f"/case/{case.id}/merge", other=other.id)
    assert refused.status_code == 409
    assert "Held by Mira." in refused.text


async def test_strangers_are_never_merged(desk, mira, case):
    stranger = await desk.heard("hi", conversation="replay:nordex:9", author_id="u9")
    await mira.open(case)
    refused = await mira.send(f"/case/{case.id}/merge", other=stranger.id)
    assert refused.status_code == 409
    assert "not the same person" in refused.text


async def test_chosen_messages_become_a_case_of_their_own(desk, mira, case):
    file = await desk.store.case_file(case.id)
    key = next(line.key for line in file.lines if "api key" in line.text)
    page = (await mira.open(case)).text
    assert f'name="line" value="{key}" form="split-form-{case.id}"' in page
    answer = await mira.send(f"/case/{case.id}/split", line=[key])
    fresh = answer.headers["location"].partition("/case/")[2].partition("?")[0]
    assert fresh != case.id
    page = (await mira.get(f"/case/{fresh}?done=split")).text
    assert "This is the new case with the messages you ticked." in page
    assert "Split from" in page
    assert await lines(desk, case) == ["where is my money", "second words"]
    refused = await mira.send(f"/case/{case.id}/split")
    assert refused.status_code == 409


@pytest.mark.parametrize(
    ("fields", "until"),
    [
        ({"until": "hour"}, "2026-11-02T13:00"),
        ({"until": "tomorrow", "zone": "Asia/Shanghai"}, "2026-11-03T01:00"),
        ({"until": "own", "own": "2026-12-01T10:30", "zone": "Europe/Berlin"}, "2026-12-01T09:30"),
        ({"until": "own", "own": "2026-12-01T10:30", "zone": "../x"}, "2026-12-01T10:30"),
    ],
    ids=["hour", "tomorrow", "own", "no zone"],
)
async def test_a_case_is_put_aside(desk, mira, case, fields, until):
    await mira.open(case)
    assert (await mira.send(f"/case/{case.id}/snooze", **fields)).status_code == 303
    after = await now(desk, case)
    assert after.status is Status.SNOOZED
    day = desk.clock.now().date().isoformat()
    expected = until.replace("2026-11-02", day)
    if "tomorrow" in fields["until"]:
        assert after.snoozed_until.isoformat().endswith("T01:00:00+00:00")
    elif "hour" in fields["until"]:
        assert (after.snoozed_until - desk.clock.now()).total_seconds() == 3600
    else:
        assert after.snoozed_until.isoformat().startswith(expected)
    assert "Asleep until" in (await mira.open(case)).text


@pytest.mark.parametrize(
    ("own", "status", "words"),
    [("", 422, "Say until when."), ("2001-01-01T00:00", 409, "That time is over.")],
    ids=["none", "past"],
)
async def test_no_time_and_a_past_one_are_refused(mira, case, own, status, words):
    await mira.open(case)
    refused = await mira.send(f"/case/{case.id}/snooze", until="own", own=own)
    assert refused.status_code == status
    assert words in refused.text


async def test_a_case_is_handed_over_and_the_colleague_is_called(desk, mira, tomasz, case):
    await mira.open(case)
    assert (await mira.send(f"/case/{case.id}/transfer", to="none")).status_code == 422
    await mira.send(f"/case/{case.id}/transfer", to="tomasz", words="He speaks Polish")
    assert (await now(desk, case)).agent == "tomasz"
    assert "1 unread" in (await tomasz.get("/mentions/unread")).text
    assert "He speaks Polish" in (await tomasz.get("/mentions")).text
    await tomasz.open(case)
    assert "1 unread" not in (await tomasz.get("/mentions/unread")).text
    assert (await mira.get("/mentions")).status_code == 200


async def test_a_case_is_resolved_for_a_reason_of_the_list(desk, mira, case):
    page = (await mira.open(case)).text
    assert '<option value="no_reply">No reply from the user</option>' in page
    assert (await mira.send(f"/case/{case.id}/resolve", reason="because")).status_code == 400
    await mira.send(f"/case/{case.id}/resolve", reason="other", words="paid by hand")
    assert (await now(desk, case)).status is Status.RESOLVED
    refused = await mira.send(f"/case/{case.id}/resolve", reason="solved")
    assert refused.status_code == 409
    person = (await mira.get("/person/replay/u1")).text
    assert "(Something else: paid by hand)" in person


async def test_one_press_resolves_for_the_usual_reason(desk, mira, case):
    await mira.open(case)
    await mira.send(f"/case/{case.id}/move/resolve")
    (past,) = (await desk.store.person(REPLAY, "u1")).cases
    assert past.outcome == "solved"


async def test_a_note_calls_whom_it_names_and_whom_one_chose(desk, mira, tomasz, case):
    desk.admit("Li Wen", Role.AGENT)
    await mira.open(case)
    await mira.send(f"/case/{case.id}/note", note="@tomasz please", mention=["li wen", "nobody"])
    assert await desk.store.unread("tomasz") == 1
    assert await desk.store.unread("li wen") == 1
    assert await desk.store.unread("nobody") == 0


async def test_ones_own_note_is_changed_for_five_minutes(desk, mira, tomasz, case):
    await mira.open(case)
    await mira.send(f"/case/{case.id}/note", note="frist thing")
    file = await desk.store.case_file(case.id)
    key = next(line.key for line in file.lines if line.kind == "note")
    form = f'action="/case/{case.id}/note/edit"'
    assert form in (await mira.open(case)).text
    assert form not in (await tomasz.open(case)).text
    assert (await mira.send(f"/case/{case.id}/note/edit", line=key, words=" ")).status_code == 422
    await mira.send(f"/case/{case.id}/note/edit", line=key, words="first thing")
    page = (await mira.open(case)).text
    assert "<del>frist </del><ins>first </ins>thing" in page
    desk.clock.advance(301)
    late = await mira.send(f"/case/{case.id}/note/edit", line=key, words="x")
    assert late.status_code == 409
    assert "five minutes" in late.text
    assert form not in (await mira.open(case)).text


async def failed(desk, case, result=Sent.FAILED):
    at = desk.clock.now()
    said = Outgoing(
        key="a1", platform=REPLAY, account="nordex", conversation=case.conversation,
        address="ann", due_at=at, text="We are on it.", case_id=case.id,
    )  # fmt: skip
    await desk.store.answer(case.id, "mira", [said])
    (row,) = await desk.store.due([REPLAY], at, limit=1)
    await desk.store.settle([Settlement(key=row.key, result=result, at=at, why="blocked")])


async def test_what_failed_is_sent_again(desk, mira, case):
    await failed(desk, case)
    page = (await mira.open(case)).text
    assert f'action="/case/{case.id}/again"' in page
    assert 'name="looked"' not in page
    await mira.send(f"/case/{case.id}/again", line="a1")
    file = await desk.store.case_file(case.id)
    assert {e.key: e.state for e in file.lines if e.kind == "say"} == {
        "a1": "failed",
        "a1:again": "pending",
    }


async def test_what_nobody_knows_about_asks_for_a_look(desk, mira, case):
    await failed(desk, case, Sent.UNKNOWN)
    assert 'name="looked"' in (await mira.open(case)).text
    refused = await mira.send(f"/case/{case.id}/again", line="a1")
    assert (refused.status_code, "Look first" in refused.text) == (409, True)
    assert (await mira.send(f"/case/{case.id}/again", line="a1", looked="yes")).status_code == 303


async def test_deleted_messages_are_tombstones(desk, mira, case):
    await desk.store.put([Removal(platform=REPLAY, account="nordex", id="m1")])
    page = (await mira.open(case)).text
    assert page.count("This message was deleted where it was written.") == 1
    assert "could not read" not in page


async def test_long_conversations_are_read_page_by_page(desk, mira, case):
    for number in range(150):
        words = {"id": f"x{number}", "conversation": case.conversation}
        at = desk.clock.advance(1)
        await desk.store.put([a_message(f"line {number}.", **words, received_at=at)])
    page = (await mira.open(case)).text
    assert "line 149." in page
    assert "line 10." not in page
    earlier = page.partition(f'href="/case/{case.id}?view=open&amp;before=')[2].partition('"')[0]
    older = (await mira.get(f"/case/{case.id}?before={earlier}")).text
    assert "line 10." in older
    assert "where is my money" in older
    assert "line 149." not in older.partition('class="thread"')[2]
    assert "Latest messages" in older
    live = await mira.get(f"/case/{case.id}/live?before={earlier}")
    assert "line 10." in live.text


async def test_the_person_is_shown_with_what_is_known_of_him(desk, mira, case, other):
    author = Author(id="u1", handle="ann_n", name="Ann")
    seen = Sighting(
        platform=REPLAY, account="nordex", address="ann", author=author, why="seen",
        seen_at=desk.clock.now(),
    )  # fmt: skip
    renamed = replace(seen, author=replace(author, handle="ann_new"), why="renamed")
    await desk.store.put([seen, renamed])
    side = (await mira.open(case)).text
    assert "2 names so far" in side
    assert f'href="/case/{other.id}"' in side
    page = (await mira.get("/person/replay/u1")).text
    for part in ("ann_n", "ann_new", "None that we know of.", f'href="/case/{case.id}"'):
        assert part in page
    assert (await mira.get("/person/replay/nobody")).status_code == 404


async def test_the_story_can_be_narrowed_and_taken_along(desk, mira, case):
    await mira.open(case)
    await mira.send(f"/case/{case.id}/tag", tag="vip")
    await mira.send(f"/case/{case.id}/note", note="a word")
    page = (await mira.get(f"/case/{case.id}/story")).text
    assert "Tagged" in page
    assert f"/case/{case.id}/story.json" in page
    notes = (await mira.get(f"/case/{case.id}/story?kind=note")).text
    assert "Tagged" not in notes
    answer = await mira.get(f"/case/{case.id}/story.json?kind=move")
    assert "attachment" in answer.headers["content-disposition"]
    assert [each["act"] for each in json.loads(answer.text)] == ["tag", "claim"]
    assert json.loads((await mira.get(f"/case/{case.id}/story.json?kind=reveal")).text) == []


PATHS = (
    *("tag", "untag", "merge", "unmerge", "split", "snooze", "transfer", "resolve", "again"),
    *("note/edit", "reply", "note", "move/claim", "act/ban", "correct"),
)


@pytest.mark.parametrize("path", PATHS)
async def test_who_only_looks_changes_nothing(desk, case, path):
    desk.admit("Vera", Role.VIEWER)
    before = await desk.store.case_file(case.id)
    async with desk.agent("vera") as vera:
        page = (await vera.open(case)).text
        assert f'action="/case/{case.id}/{path}"' not in page
        answer = await vera.send(f"/case/{case.id}/{path}", tag="x", to="tomasz", note="x")
    assert answer.status_code == 403
    assert await desk.store.case_file(case.id) == before
    assert (await desk.store.standing(case.id)).tags == ()


async def test_who_only_looks_takes_no_file_along(desk, case):
    desk.admit("Vera", Role.VIEWER)
    async with desk.agent("vera") as vera:
        assert (await vera.get(f"/case/{case.id}/story")).status_code == 200
        assert (await vera.get(f"/case/{case.id}/story.json")).status_code == 403


async def test_hostile_tags_and_names_are_text(desk, mira, case):
    await mira.open(case)
    await mira.send(f"/case/{case.id}/tag", tag="<script>alert(1)</script>")
    page = (await mira.open(case)).text
    assert "<bdi>script-alert-1-script</bdi>" in page
    assert "<script>alert" not in page


async def test_without_casework_its_pages_are_not_there(clock):
    from tests.console.conftest import Desk
    from tests.console.fakes import a_case

    desk = Desk(clock)
    case = desk.book.add(a_case())
    async with desk.agent("mira") as mira:
        page = (await mira.open(case)).text
        assert "/mentions" not in page
        assert (await mira.get("/mentions")).status_code == 404
        assert (await mira.send(f"/case/{case.id}/tag", tag="x")).status_code == 404
