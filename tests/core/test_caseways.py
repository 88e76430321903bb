"""How cases follow what agents do to them: only by moves of the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.actions import Kind
from core.case import Holder, Status
from core.caseways import (
    allow,
    due_by,
    editable,
    merged,
    outcome,
    resolved,
    sent_again,
    snoozed,
    split_off,
    taken,
    transferred,
    unmerged,
)
from core.casework import LinkedHandle
from core.deeds import Again, Merge, Refusal, Refused, Resolve, Snooze, Split, Transfer
from core.errors import NotYours
from core.people import holds, of_others
from core.scams import NameSeen
from core.snoozing import own_time, wake_at, zone_of
from core.tagging import among, named_in, normal_tag
from core.types import Labels, Platform, Risk, RiskLevel, Urgency, Verdict
from tests.contract.store_kit import a_case, a_say, after, bots_case

WITH = {"case_id": "c", "by": "mira", "at": after(60)}
MINE = {"status": Status.OPEN, "held_by": Holder.AGENT, "agent": "mira"}
BOTS = {"status": Status.WAITING_USER, "held_by": Holder.BOT}


def mine(**changes):
    return a_case(**(MINE | changes))


def place(case):
    return (case.status, case.held_by, case.agent)


def why(act, *given):
    with pytest.raises(Refused) as caught:
        act(*given)
    return caught.value.why


@pytest.mark.parametrize(
    ("case", "deed"),
    [
        (mine(), Snooze(**WITH, until=after(99))),
        (a_case(), Snooze(**(WITH | {"by": "li"}), until=after(99))),
        (mine(status=Status.RESOLVED), Resolve(**(WITH | {"by": "li"}), reason="x")),
        (mine(), Resolve(**(WITH | {"by": "li"}), over=True, reason="x")),
    ],
    ids=["own", "nobody's", "resolved", "from above"],
)
def test_who_may(case, deed):
    allow(case, deed)


def test_who_may_not():
    with pytest.raises(NotYours, match="mira"):
        allow(mine(), Resolve(**(WITH | {"by": "li"}), reason="x"))


@pytest.mark.parametrize("case", [mine(), a_case(), bots_case(), mine(status=Status.SNOOZED)])
def test_put_aside(case):
    put = snoozed(case, Snooze(**WITH, until=after(99)))
    assert place(put) == (Status.SNOOZED, Holder.AGENT, "mira")
    assert put.snoozed_until == after(99)


def test_nobody_sleeps_until_yesterday():
    assert why(snoozed, mine(), Snooze(**WITH, until=after(60))) is Refusal.PAST


@pytest.mark.parametrize("case", [mine(), a_case(), bots_case(), mine(status=Status.SNOOZED)])
def test_handed_over(case):
    given = transferred(case, Transfer(**WITH, to="li"))
    assert place(given) == (Status.OPEN, Holder.AGENT, "li")


def test_not_handed_over():
    deed = Transfer(**WITH, to="mira")
    assert why(transferred, mine(status=Status.RESOLVED), deed) is Refusal.RESOLVED
    assert why(transferred, mine(), deed) is Refusal.HAS_IT


def test_resolved_for_a_reason():
    assert resolved(mine(), Resolve(**WITH, reason="x")).status is Status.RESOLVED
    assert (outcome("x", ""), outcome("x", "why")) == ("x", "x: why")


@pytest.mark.parametrize(
    ("survivor", "other", "expected"),
    [
        (mine(), a_case(), (Status.OPEN, Holder.AGENT, "mira")),
        (mine(status=Status.SNOOZED), a_case(), (Status.OPEN, Holder.AGENT, "mira")),
        (mine(status=Status.SNOOZED), bots_case(), (Status.SNOOZED, Holder.AGENT, "mira")),
        (bots_case(), a_case(), (Status.NEW, Holder.QUEUE, None)),
        (bots_case(), bots_case(), (Status.WAITING_USER, Holder.BOT, None)),
        (bots_case(), mine(status=Status.RESOLVED), (Status.WAITING_USER, Holder.BOT, None)),
    ],
    ids=["at work", "woken", "asleep", "a person's now", "the bot's", "over already"],
)
def test_merged(survivor, other, expected):
    after_it, rest = merged(survivor, other, Merge(**WITH, other="d"))
    assert place(after_it) == expected
    assert after_it.version > survivor.version
    assert rest.status is Status.RESOLVED


def test_a_survivor_is_as_urgent_and_dangerous_as_both():
    other = a_case(priority=Urgency.P0, due_at=after(5), risk="alert")
    found, _ = merged(mine(priority=Urgency.P2, risk="note"), other, Merge(**WITH, other="d"))
    assert (found.priority, found.due_at, found.risk) == (Urgency.P0, after(5), "alert")
    over = replace(other, status=Status.RESOLVED)
    found, _ = merged(mine(priority=Urgency.P2), over, Merge(**WITH, other="d"))
    assert found.priority is Urgency.P2
    assert why(merged, replace(mine(), status=Status.RESOLVED), other, None) is Refusal.RESOLVED
    assert due_by(mine(due_at=after(5)), mine(due_at=after(9))).due_at == after(5)


def test_unmerged():
    rest = replace(mine(), status=Status.RESOLVED)
    assert place(unmerged(rest, "li", after(9))) == (Status.OPEN, Holder.AGENT, "li")
    assert place(unmerged(rest, "", after(9))) == (Status.NEW, Holder.QUEUE, None)
    assert unmerged(mine(), "li", after(9)) == mine()


def verdict(urgency, intent, level=RiskLevel.NONE):
    labels = Labels(language="pl", intent=intent)
    return Verdict(labels=labels, urgency=urgency, risk=Risk(level=level))


def test_split_off():
    words = [
        ("  long " * 40, verdict(Urgency.P2, "kyc", RiskLevel.REVIEW)),
        ("second", verdict(Urgency.P1, "api")),
        ("third", None),
    ]
    part = split_off((mine(), mine()), words, Split(**WITH, lines=("m:1",)))
    assert place(part) == (Status.OPEN, Holder.AGENT, "mira")
    assert (part.intent, part.language, part.priority, part.risk) == (
        "api", "pl", Urgency.P1, "review",
    )  # fmt: skip
    assert part.subject.startswith("long long")
    assert part.subject.endswith("…")
    other = split_off((a_case(), a_case()), [("words", None)], Split(**WITH, lines=("m:1",)))
    assert place(other) == (Status.NEW, Holder.QUEUE, None)
    assert (other.subject, other.priority, other.intent) == ("words", Urgency.P3, "chatter")
    assert other.id != part.id or other.opened_at == part.opened_at


@pytest.mark.parametrize(
    ("state", "looked", "reason"),
    [
        ("failed", False, None),
        ("unknown", True, None),
        ("unknown", False, Refusal.LOOK_FIRST),
        ("sent", True, Refusal.NOT_FAILED),
    ],
)
def test_sent_again(state, looked, reason):
    deed = Again(**WITH, key="a1", looked=looked)
    if reason:
        assert why(sent_again, a_say("a1"), state, deed) is reason
        return
    row = sent_again(a_say("a1", attempts=3), state, deed)
    assert (row.key, row.by, row.attempts, row.case_id) == ("a1:again", "mira", 0, "c")


def test_acts_are_not_sent_again():
    row = a_say("a1", kind=Kind.BAN)
    assert why(sent_again, row, "failed", Again(**WITH, key="a1")) is Refusal.NOT_FAILED


@pytest.mark.parametrize(
    "case",
    [mine(), mine(status=Status.SNOOZED), a_case(), mine(status=Status.RESOLVED)],
    ids=["mine", "asleep", "queue", "resolved"],
)
def test_whoever_answers_holds_it(case):
    assert place(taken(case, Again(**WITH, key="k"))) == (Status.OPEN, Holder.AGENT, "mira")


def test_notes_are_fresh_for_five_minutes():
    assert editable("mira", after(0), "mira", after(300))
    assert not editable("mira", after(0), "mira", after(301))
    assert not editable("mira", after(0), "li", after(1))


# tags and names


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (" API  Keys ", "api-keys"),
        ("api-keys", "api-keys"),
        ("API_keys!", "api-keys"),
        ("ＡＰＩ", "api"),
        ("Straße", "strasse"),
        ("提现", "提现"),
        ("سحب الأموال", "سحب-الأموال"),
        ("…!", ""),
        ("x" * 60, "x" * 40),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_one_spelling(text, tag):
    assert normal_tag(text) == tag
    assert normal_tag(tag) == tag


PEOPLE = {"mira": "Mira Solberg", "li.wen": "李文", "tomasz": "Tomasz Wilk"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@mira look", ("mira",)),
        ("look, @Mira. and @li.wen!", ("mira", "li.wen")),
        ("@TomaszWilk @tomasz", ("tomasz",)),
        ("@李文 请看", ("li.wen",)),
        ("mail mira@mira or @nobody", ()),
        ("no names", ()),
    ],
)
def test_whom_a_note_names(text, found):
    assert named_in(text, PEOPLE) == found
    assert among(["mira", "mira", "x"], PEOPLE) == ("mira",)


# times

FRIDAY = datetime(2026, 11, 6, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("preset", "zone", "at"),
    [
        ("hour", "UTC", "2026-11-06T23:30"),
        ("tomorrow", "UTC", "2026-11-07T09:00"),
        ("tomorrow", "Asia/Shanghai", "2026-11-08T01:00"),
        ("monday", "UTC", "2026-11-09T09:00"),
        ("monday", "America/New_York", "2026-11-09T14:00"),
        ("own", "UTC", None),
    ],
)
def test_when_a_case_wakes(preset, zone, at):
    found = wake_at(preset, FRIDAY, zone_of(zone))
    assert (found and found.isoformat()[:16]) == at


def test_on_a_monday_the_next_one_is_meant():
    monday = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
    assert wake_at("monday", monday, UTC) == monday + timedelta(days=7, hours=1)


@pytest.mark.parametrize("name", ["", "Nowhere/City", "../../etc/passwd", "x" * 5000, "\x00"])
def test_strange_zones_are_none(name):
    assert zone_of(name) is UTC


@pytest.mark.parametrize(
    ("text", "zone", "at"),
    [
        ("2026-12-01T10:30", "Europe/Berlin", "2026-12-01T09:30"),
        ("2026-12-01T10:30+05:00", "UTC", "2026-12-01T05:30"),
        ("tomorrow", "UTC", None),
        ("", "UTC", None),
        ("0001-01-01T00:00", "Asia/Shanghai", None),
    ],
)
def test_a_time_of_ones_own(text, zone, at):
    found = own_time(text, zone_of(zone))
    assert (found and found.isoformat()[:16]) == at


# people


def seen(handle):
    return NameSeen(handle=handle, name="", first_at=after(0), last_at=after(1))


def test_a_link_holds_while_the_handle_is_the_same():
    assert holds("Ann", [])
    assert holds("Ann", [seen("@ann"), seen("other")])
    assert holds("Ann", [seen("")])
    assert not holds("Ann", [seen("other"), seen("ann")])


def test_other_handles_are_named_once():
    one, two = (
        LinkedHandle(platform=Platform(p), author_id="1", name="a", since=after(0))
        for p in ("x", "y")
    )
    assert of_others([one, two, two], Platform("x"), "1") == (two,)
