"""Ruling on scam cases: nothing happens before it was shown, the first wins, the second is told."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from console import create_app
from core.actions import Kind
from core.protection import ScamStatus
from core.scams import Ruled, Verb
from core.types import Platform
from tests.console.fake_guard import a_file, a_message, a_scam
from tests.console.fakes import LIMITS

pytestmark = pytest.mark.anyio
SEEN = re.compile(r'name="pick" value="(\w+)"><input type="hidden" name="seen" value="(\w+)"')


async def preview(agent, verb, *scam_ids, **more):
    """The preview's page and the fields of its form."""
    page = await agent.get("/protection/preview", params={"verb": verb, "pick": scam_ids, **more})
    found = SEEN.findall(page.text)
    return page, {
        "verb": verb,
        "pick": [scam_id for scam_id, _ in found],
        "seen": [seen for _, seen in found],
    }


async def say(agent, verb, *scam_ids, **fields):
    """Look at the preview, then confirm it."""
    _, form = await preview(agent, verb, *scam_ids)
    return await agent.send("/protection/rule", **form, **fields)


async def test_a_preview_says_exactly_what_happens_and_does_nothing(desk, mira):
    events = [a_message(f"text {n}", native_id=f"m{n}") for n in range(2)]
    scam = desk.guard.add(a_file(1, *events)).scam
    page, _ = await preview(mira, "delete", scam.id)
    for words in ("message m0 in group is deleted", "message m1 in group is deleted"):
        assert words in page.text
    assert page.text.count("Cannot be taken back.") == 2
    assert "Of these, 2 cannot be taken back." in page.text
    assert desk.guard.sent == []


async def test_what_the_platform_can_take_back_is_told(desk, mira):
    scam = desk.guard.add(a_file(1)).scam
    assert "Can be taken back." in (await preview(mira, "restrict", scam.id))[0].text
    limits = replace(LIMITS[Platform("replay")], acts=frozenset({Kind.RESTRICT}))
    services = replace(desk.services(), capabilities={Platform("replay"): limits})
    desk.app = create_app(services)
    async with desk.agent("mira") as agent:
        assert "Cannot be taken back." in (await preview(agent, "restrict", scam.id))[0].text
    desk.app = create_app(replace(desk.services(), capabilities={}))
    async with desk.agent("mira") as agent:
        assert "Cannot be taken back." in (await preview(agent, "restrict", scam.id))[0].text


@pytest.mark.parametrize(
    ("verb", "kind", "status"),
    [
        ("delete", [Kind.DELETE], ScamStatus.OPEN),
        ("restrict", [Kind.RESTRICT], ScamStatus.OPEN),
        ("scam", [], ScamStatus.CONFIRMED),
        ("not_scam", [], ScamStatus.DISMISSED),
    ],
)
async def test_what_was_confirmed_is_done_in_the_agents_name(desk, mira, verb, kind, status):
    scam = desk.guard.add(a_file(1)).scam
    answer = await say(mira, verb, scam.id)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/protection/{scam.id}?view=open&done={verb}"
    assert [out.kind for out in desk.guard.sent] == kind
    assert {out.by for out in desk.guard.sent} <= {"mira"}
    assert {out.due_at for out in desk.guard.sent} <= {desk.clock.now()}
    assert desk.guard.files[scam.id].scam.status is status
    assert 'role="status"' in (await mira.get(answer.headers["location"])).text


async def test_a_case_is_taken_at_one_press(desk, mira):
    scam = desk.guard.add(a_file(1)).scam
    await mira.get(f"/protection/{scam.id}")
    answer = await mira.send("/protection/rule", verb="take", pick=scam.id)
    assert answer.status_code == 303
    assert desk.guard.files[scam.id].scam.agent == "mira"
    assert "taken: You" in (await mira.get(f"/protection/{scam.id}")).text


async def test_the_second_is_told_who_was_first_and_keeps_his_words(desk, mira, tomasz):
    scam = desk.guard.add(a_file(1)).scam
    _, mine = await preview(mira, "not_scam", scam.id)
    _, his = await preview(tomasz, "scam", scam.id)
    desk.guard.files[scam.id] = replace(desk.guard.files[scam.id])
    late = Ruled(won=False, scam=scam, by="tomasz", at=desk.clock.now(), verb="scam")

    async def lose(ruling):
        return late

    await tomasz.send("/protection/rule", **his)
    desk.guard.rule = lose
    desk.guard.files[scam.id] = a_file(1)
    answer = await mira.send("/protection/rule", **mine, note="he is a fan")
    assert answer.status_code == 409
    assert "Tomasz was first: Scam" in answer.text
    assert "he is a fan" in answer.text
    assert desk.clock.now().isoformat() in answer.text


async def test_two_who_restrict_at_once_restrict_once(desk, mira, tomasz):
    scam = desk.guard.add(a_file(1)).scam
    _, mine = await preview(mira, "restrict", scam.id)
    _, his = await preview(tomasz, "restrict", scam.id)
    assert (await tomasz.send("/protection/rule", **his)).status_code == 303
    answer = await mira.send("/protection/rule", **mine)
    assert answer.status_code == 409
    assert "Tomasz was first: Restrict" in answer.text
    assert len(desk.guard.sent) == 1


async def test_somebody_nobody_knows_may_have_been_first(desk, mira):
    scam = desk.guard.add(a_file(1)).scam

    async def lose(ruling):
        return Ruled(won=False, scam=scam)

    desk.guard.rule = lose
    answer = await say(mira, "scam", scam.id)
    assert "Somebody was first" in answer.text


async def test_what_changed_since_the_preview_is_not_done(desk, mira):
    scam = desk.guard.add(a_file(1)).scam
    _, form = await preview(mira, "delete", scam.id)
    desk.guard.add(a_file(1, a_message("one"), a_message("two", native_id="502")))
    answer = await mira.send("/protection/rule", **form)
    assert answer.status_code == 409
    assert "Something happened in this case since you looked." in answer.text
    assert f"/protection/preview?verb=delete&amp;pick={scam.id}" in answer.text
    assert desk.guard.sent == []


async def test_nothing_is_done_without_a_preview(desk, mira):
    scam = desk.guard.add(a_file(1)).scam
    await mira.get("/protection")
    await mira.send("/protection/rule", verb="restrict", pick=scam.id)
    assert desk.guard.sent == []


async def test_a_ban_shows_independent_evidence_and_asks_twice(desk, mira):
    scam = desk.guard.add(a_file(1)).scam
    page, form = await preview(mira, "ban", scam.id)
    for words in (
        "Independent kinds of evidence: 2",
        "<b>the account</b>: looks like staff or the brand",
        "<b>the words</b>: asks for a secret",
        "looks like Nordex Support under another id",
        'name="sure" value="yes" required',
    ):
        assert words in page.text
    refused = await mira.send("/protection/rule", **form, note="sure enough")
    assert refused.status_code == 422
    assert "sure enough" in refused.text
    assert desk.guard.sent == []
    assert (await mira.send("/protection/rule", **form, sure="yes")).status_code == 303
    assert [out.kind for out in desk.guard.sent] == [Kind.BAN]


async def test_thin_evidence_is_called_thin(desk, mira):
    file = a_file(1, a_message(reasons=()), kinds=("giveaway",))
    scam = desk.guard.add(file).scam
    page, _ = await preview(mira, "ban", scam.id)
    assert "Fewer than two" in page.text
    assert "There is none on file." in page.text
    desk.guard.add(replace(file, alike=(a_scam(2),), scam=replace(scam, kinds=())))
    page, _ = await preview(mira, "ban", scam.id)
    assert "Accounts with the same traces: 1" in page.text
    assert "<b>others like it</b>" in page.text


async def test_a_verdict_is_reversed_only_with_a_reason(desk, mira):
    scam = desk.guard.add(a_file(1)).scam
    await say(mira, "scam", scam.id)
    page, form = await preview(mira, "not_scam", scam.id)
    assert "Give the reason" in page.text
    assert (await mira.send("/protection/rule", **form)).status_code == 422
    assert desk.guard.files[scam.id].scam.status is ScamStatus.CONFIRMED
    done = await mira.send("/protection/rule", **form, note="a fan account, seen in his profile")
    assert done.status_code == 303
    assert desk.guard.files[scam.id].scam.status is ScamStatus.DISMISSED
    shown = (await mira.get(done.headers["location"])).text
    assert "a fan account, seen in his profile" in shown


async def test_a_restriction_is_lifted_and_may_come_again(desk, mira):
    scam = desk.guard.add(a_file(1)).scam
    for verb in ("restrict", "lift", "restrict"):
        assert (await say(mira, verb, scam.id)).status_code == 303
    assert [out.kind for out in desk.guard.sent] == [Kind.RESTRICT, Kind.LIFT, Kind.RESTRICT]


async def test_where_nothing_was_done_there_is_nothing_to_lift(desk, mira):
    scam = desk.guard.add(a_file(1)).scam
    answer = await say(mira, "lift", scam.id)
    assert answer.status_code == 409
    assert "There is nothing to do in this case." in answer.text
    assert desk.guard.sent == []


async def test_many_at_once_each_told_what_became_of_it(desk, mira, tomasz):
    files = [desk.guard.add(a_file(number)).scam for number in range(3)]
    ids = [scam.id for scam in files]
    page, form = await preview(mira, "restrict", *ids, "0000000000")
    assert "Cases: 3. Actions that leave the desk: 3." in page.text
    await say(tomasz, "restrict", ids[0])
    del desk.guard.files[ids[1]]
    answer = await mira.send("/protection/rule", **form)
    assert answer.status_code == 200
    assert "Tomasz was first" in answer.text
    assert "This case is no longer on file." in answer.text
    assert answer.text.count("Restriction is on its way.") == 1
    assert len(desk.guard.sent) == 2


async def test_a_case_that_goes_away_while_it_is_ruled_on(desk, mira):
    scam = desk.guard.add(a_file(1)).scam

    async def gone(ruling):
        raise KeyError(ruling.scam_id)

    desk.guard.rule = gone
    answer = await say(mira, "scam", scam.id)
    assert answer.status_code == 409
    assert "This case is no longer on file." in answer.text


async def test_nothing_picked_is_nothing_to_preview(mira):
    answer = await mira.get("/protection/preview?verb=scam&view=confirmed")
    assert (answer.status_code, answer.headers["location"]) == (303, "/protection?view=confirmed")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/protection/preview?verb=scam&pick=0123456789", 404),
        ("/protection/preview?verb=explode&pick=0123456789", 400),
    ],
)
async def test_a_preview_of_nothing(mira, path, status):
    assert (await mira.get(path)).status_code == status


@pytest.mark.parametrize(
    "fields",
    [
        {"verb": "explode", "pick": "a"},
        {"verb": "scam"},
        {"verb": "scam", "pick": ["a", "b"], "seen": ["1"]},
        {"verb": "scam", "pick": [str(n) for n in range(101)]},
    ],
    ids=["unknown verb", "no case", "not every case was seen", "too many"],
)
async def test_forms_that_are_not_ours_are_refused(mira, fields):
    await mira.get("/protection")
    assert (await mira.send("/protection/rule", **fields)).status_code == 400


async def test_a_form_of_another_session_changes_nothing(desk, mira):
    scam = desk.guard.add(a_file(1)).scam
    _, form = await preview(mira, "restrict", scam.id)
    mira.csrf = "0" * 64
    assert (await mira.send("/protection/rule", **form)).status_code == 403
    assert desk.guard.sent == []


@pytest.mark.parametrize("verb", Verb)
async def test_every_verb_has_its_words(desk, mira, verb):
    file = a_file(1, acts=("restrict", "ban"), status=ScamStatus.CONFIRMED)
    scam = desk.guard.add(file).scam
    page, _ = await preview(mira, verb, scam.id)
    assert page.status_code == 200
