"""The case page: what was said, what the desk thought, and hostile text shown as text."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from core.case import Holder, Status
from core.casebook import Line
from core.ports import Decision
from core.types import (
    Finding,
    Labels,
    Leg,
    Platform,
    Risk,
    RiskLevel,
    Sentiment,
    Stance,
    Urgency,
    Verdict,
)
from tests.conftest import NOON
from tests.console.fakes import a_case, a_line

pytestmark = pytest.mark.anyio
MINE = {"held_by": Holder.AGENT, "status": Status.OPEN, "agent": "mira"}
ATTACK = Verdict(
    labels=Labels(intent="spam", intent_confidence=0.97, sentiment=Sentiment.NEGATIVE),
    findings=(
        Finding(signal="hosts", kind="phishing_link", score=0.98, reason="imitates our host"),
    ),
    risk=Risk(score=0.98, level=RiskLevel.ALERT, stance=Stance.ATTEMPT),
    urgency=Urgency.P0,
    reasons=("rule: attack in a public place",),
    facts={"txid": ("0xabc", "0xdef")},
    model="linear-1",
)
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "{{ 7 * 7 }} {% include 'x' %}",
    "javascript:alert(1)",
    "[click](javascript:alert(1))",
    '<a href="https://evil.example">x</a>',
    '<div hx-get="/sign-out" hx-trigger="load">',
    "<b>\u202egnp.exe\u202c</b>",
    "a\x00b\x1bc\ud800d",
)


class Tags(HTMLParser):
    """What a browser would build: the elements and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found, self.text = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text.append(data)


def shape(page: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(tag, tuple(sorted(attrs))) for tag, attrs in Tags(page).found]


def everywhere(desk, words: str):
    """A case that holds the same words in every field that foreign hands can fill."""
    verdict = replace(
        ATTACK,
        reasons=(words,),
        findings=(Finding(signal="s", kind="spam", score=0.5, reason=words),),
        facts={"uid": (words,)},
    )
    decision = Decision(
        message_key="k", act="protect", reason=words, by="bot", at=NOON, evidence=words
    )
    lines = (
        a_line(words, by=words, native_id="1", leg=Leg.PUBLIC, verdict=verdict, key="k1"),
        a_line(
            words, by=words, native_id="1", version=1, leg=Leg.PUBLIC, verdict=verdict, key="k2"
        ),
        Line(kind="say", at=NOON, by="bot", text=words, state="failed", why=words),
        Line(kind="note", at=NOON, by="tomasz", text=words),
        Line(kind="ban", at=NOON, by="mira", text=words, state="failed", why=words),
    )
    case = a_case(author_name=words, author_id=words, reason=words, unreachable=words, **MINE)
    return desk.book.add(case, *lines, decisions=(decision,))


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
async def test_hostile_text_changes_no_markup(desk, mira, words):
    harmless = shape((await mira.open(everywhere(desk, "harmless words"))).text)
    page = await mira.open(everywhere(desk, words))
    assert page.status_code == 200
    marks = sum(1 for _, attrs in Tags(page.text).found if attrs.get("class") == "unseen")
    plain = [(tag, attrs) for tag, attrs in shape(page.text)]
    assert len(plain) == len(harmless) + marks
    assert {tag for tag, _ in plain} == {tag for tag, _ in harmless} | (
        {"span"} if marks else set()
    )
    feed = (await mira.get("/")).text
    assert "<script>alert" not in feed + page.text
    assert "\u202e" not in feed + page.text


async def test_hostile_drafts_stay_in_their_box(desk, mira):
    case = desk.book.add(a_case(**MINE), a_line())
    await mira.open(case)
    words = "password </textarea><script>alert(1)</script>"
    page = await mira.send(f"/case/{case.id}/reply", text=words)
    assert page.status_code == 422
    assert "<script>alert" not in page.text
    assert "password &lt;/textarea&gt;" in page.text


async def test_links_are_dead_and_their_hosts_defanged(desk, mira):
    case = desk.book.add(a_case(), a_line("see https://evil.example/claim now"))
    page = (await mira.open(case)).text
    assert "hxxps://evil[.]example/claim" in page
    assert "evil.example" not in page
    assert all("evil" not in (attrs.get("href") or "") for _, attrs in Tags(page).found)


async def test_both_sides_are_told_apart(desk, mira):
    case = desk.book.add(
        a_case(),
        a_line("question"),
        Line(kind="say", at=NOON, by="bot", text="answer, see nordex.example", state="sent"),
        Line(kind="say", at=NOON, by="tomasz", text="more", state="pending"),
        Line(kind="note", at=NOON, by="mira", text="between us"),
    )
    page = (await mira.open(case)).text
    for part in (
        'class="entry theirs"',
        'class="entry ours',
        'class="entry note',
        "Desk bot",
        "Tomasz",
        "Internal note, never sent",
        "waiting to be sent",
        "answer, see nordex.example",
    ):
        assert part in page
    assert page.count('dir="auto"') >= 4


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", "waiting to be sent"),
        ("sent", "sent"),
        ("failed", "not sent: chat not found"),
        ("unknown", "may have been delivered: check before repeating: chat not found"),
    ],
)
async def test_the_fate_of_a_send_is_told(desk, mira, state, words):
    line = Line(kind="say", at=NOON, by="mira", text="x", state=state, why="chat not found")
    page = (await mira.open(desk.book.add(a_case(), replace(line, state=state)))).text
    assert f'<p class="state {state}">{words}' in page


async def test_edits_are_one_entry_with_its_past(desk, mira):
    case = desk.book.add(
        a_case(),
        a_line("first words", native_id="7", version=0),
        a_line("other message", native_id="8"),
        a_line("third words", native_id="7", version=2),
        a_line("second words", native_id="7", version=1),
    )
    page = (await mira.open(case)).text.partition('class="thread"')[2]
    assert page.count('class="entry theirs"') == 2
    assert "Earlier versions: 2" in page
    changes = [
        "third words",
        "<del>first </del><ins>second </ins>words",
        "<del>second </del><ins>third </ins>words",
        "other message",
    ]
    assert [page.index(each) for each in changes] == sorted(map(page.index, changes))


async def test_the_verdict_can_be_read_in_full(desk, mira):
    verdict = replace(
        ATTACK, labels=replace(ATTACK.labels, intents=(("spam", 0.97), ("x_y", 0.02)))
    )
    line = a_line("buy", verdict=verdict, secrets=("seed_phrase", "seed_phrase", "odd_kind"))
    page = (await mira.open(desk.book.add(a_case(), line))).text
    for words in (
        "Spam <b>97\u202f%</b>",
        "x y <b>2\u202f%</b>",
        "P0 now",
        "rule: attack in a public place",
        "negative",
        "phishing link (attempt): imitates our host",
        "transaction <b",
        "0xabc, 0xdef",
        "Masked: seed phrase, odd kind",
        "linear-1",
    ):
        assert words in page


async def test_the_decisions_say_why(desk, mira):
    decisions = (
        Decision(
            message_key="k", act="ask:txid", reason="facts miss", by="bot", at=NOON, evidence="seen"
        ),
        Decision(message_key="", act="claim", reason="", by="tomasz", at=NOON, evidence="row:7"),
    )
    page = (await mira.open(desk.book.add(a_case(), a_line(), decisions=decisions))).text
    assert "Why did the desk do this?" in page
    assert "<b>asked for facts</b> <code>txid</code>" in page
    assert "facts miss" in page
    assert "<b>claimed</b>" in page
    assert "Evidence: seen" in page
    assert "row:7" not in page


async def test_nothing_said_and_nothing_decided(desk, mira):
    page = (await mira.open(desk.book.add(a_case()))).text
    assert "Nothing was said yet." in page
    assert "Nothing was decided yet." in page


@pytest.mark.parametrize(
    ("leg", "words", "send"),
    [
        (Leg.PRIVATE, "Only Ann will read this.", ">Send</button>"),
        (Leg.PUBLIC, "Everybody on Replay will read this.", ">Send publicly</button>"),
    ],
)
async def test_the_composer_says_who_will_read_it(desk, mira, leg, words, send):
    page = (await mira.open(desk.book.add(a_case(leg=leg, **MINE), a_line()))).text
    assert words in page
    assert send in page
    assert 'data-max="400" data-utf16' in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "Claim it to send; you can write already."),
        ({"held_by": Holder.BOT, "status": Status.WAITING_USER}, "the bot falls silent"),
        ({**MINE, "agent": "tomasz"}, "Held by Tomasz. Only the holder can send"),
        ({**MINE, "status": Status.RESOLVED}, "This case is resolved."),
        ({**MINE, "status": Status.SNOOZED}, "This case is snoozed."),
    ],
    ids=["queue", "bot", "other", "resolved", "snoozed"],
)
async def test_who_may_not_send_is_told_why(desk, mira, changes, words):
    page = (await mira.open(desk.book.add(a_case(**changes), a_line()))).text
    assert words in page
    assert ">Send</button>" not in page


async def test_a_person_who_cannot_be_reached(desk, mira):
    page = (await mira.open(desk.book.add(a_case(unreachable="blocked us"), a_line()))).text
    assert "Cannot be reached: blocked us" in page


async def test_the_suggestion_fills_the_composer_without_script(desk, mira):
    case = desk.book.add(a_case(**MINE), a_line())
    assert "We are looking into it.</blockquote>" in (await mira.open(case)).text
    page = await mira.get(f"/case/{case.id}?use=1")
    assert "\nWe are looking into it.</textarea>" in page.text


async def test_the_live_part_never_holds_the_composer(desk, mira):
    case = desk.book.add(a_case(**MINE), a_line())
    page = (await mira.get(f"/case/{case.id}/live?view=mine")).text
    assert "<textarea" not in page
    assert page.count("hx-swap-oob") == 5
    assert f'id="thread-{case.id}"' in page
    assert 'value="mine"' in page


async def test_a_platform_without_limits_has_no_limit_and_no_acts(desk, mira):
    line = a_line("x", leg=Leg.PUBLIC, verdict=ATTACK)
    case = desk.book.add(a_case(platform=Platform("other"), **MINE), line)
    page = (await mira.open(case)).text
    assert "data-max" not in page
    assert "Ban author" not in page
