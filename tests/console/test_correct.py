"""An agent says that triage was wrong: what the page offers, what is kept, what follows."""

from __future__ import annotations

import re

import pytest

from console.view import CHOICES
from core.case import Holder, Status
from core.ports import Capabilities
from core.types import Labels, Leg, Platform, Risk, RiskLevel, Sentiment, Stance, Urgency, Verdict
from tests.console.conftest import Desk
from tests.console.fakes import LIMITS, a_case, a_line

pytestmark = pytest.mark.anyio
LOGIN = Verdict(
    labels=Labels(language="en", intent="login", sentiment=Sentiment.NEUTRAL), urgency=Urgency.P2
)
ATTACK = Verdict(
    labels=Labels(intent="spam"), risk=Risk(score=0.98, level=RiskLevel.ALERT, stance=None)
)
OPINION = {"intent": "account_security", "urgency": "P0", "sentiment": "neutral", "scam": "no"}
SELECT = re.compile(r'<select id="correct-[^>]*name="(\w+)".*?</select>', re.DOTALL)
CHOSEN = re.compile(r'value="(\w+)" selected')


def judged(desk: Desk, verdict: Verdict = LOGIN, line=(), **changes):
    case = {"intent": "login", "priority": Urgency.P2} | changes
    heard = {"verdict": verdict, "state": "done"} | dict(line)
    return desk.book.add(a_case(**case), a_line("somebody is in my account", **heard))


def chosen(page: str) -> dict[str, str]:
    return {found[1]: CHOSEN.search(found[0])[1] for found in SELECT.finditer(page)}


async def correct(agent, case, *, htmx=False, **changes):
    fields = {"line": "k:somebody is in my account", **OPINION, **changes}
    return await agent.send(f"/case/{case.id}/correct", htmx=htmx, **fields)


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "plain"])
async def test_a_correction_is_kept_shown_and_followed(desk, mira, htmx):
    case = judged(desk)
    page = (await mira.open(case)).text
    assert chosen(page) == {
        "intent": "login",
        "urgency": "P2",
        "sentiment": "neutral",
        "scam": "no",
    }
    answer = await correct(mira, case, htmx=htmx, text="my draft")
    page = answer if answer.status_code == 200 else await mira.get(answer.headers["location"])
    assert "Corrected. The case follows it." in page.text
    assert "Corrected by Mira:" in page.text
    assert "Login → Account security" in page.text
    assert "P2 within hours → P0 now" in page.text
    assert chosen(page.text)["intent"] == "account_security"
    (kept,) = await desk.book.corrections()
    assert (kept.by, kept.at, kept.text) == ("mira", desk.clock.now(), "somebody is in my account")
    assert kept.changes == (("intent", "login", "account_security"), ("urgency", "P2", "P0"))
    now = desk.book.case(case.id)
    assert (now.priority, now.intent) == (Urgency.P0, "account_security")


async def test_a_draft_is_not_lost_over_a_correction(desk, mira):
    case = judged(desk)
    await mira.open(case)
    page = await correct(mira, case, htmx=True, text="my draft", note="aside")
    assert "\nmy draft</textarea>" in page.text
    assert "\naside</textarea>" in page.text


async def test_any_agent_may_correct_and_the_page_names_him(desk, mira, tomasz):
    case = judged(desk, held_by=Holder.AGENT, status=Status.OPEN, agent="mira")
    await tomasz.open(case)
    assert (await correct(tomasz, case)).status_code == 303
    assert "Corrected by Tomasz:" in (await mira.open(case)).text


async def test_in_chinese(desk, mira):
    case = judged(desk)
    await mira.open(case)
    await correct(mira, case)
    page = await mira.open(case, headers={"Accept-Language": "zh"})
    assert "Mira 已更正：" in page.text
    assert "登录 → 账户安全" in page.text


async def test_everything_may_be_chosen(desk, mira):
    page = (await mira.open(judged(desk))).text
    for field, codes in CHOICES.items():
        (select,) = [found[0] for found in SELECT.finditer(page) if found[1] == field]
        assert re.findall(r'option value="(\w+)"', select) == list(codes)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        pytest.param({"intent": "gossip"}, 400, id="unknown intent"),
        pytest.param({"urgency": "P9"}, 400, id="unknown urgency"),
        pytest.param({"sentiment": "odd"}, 400, id="unknown tone"),
        pytest.param({"scam": "perhaps"}, 400, id="neither scam nor none"),
        pytest.param({"line": "elsewhere"}, 409, id="another message"),
        pytest.param({"intent": "login", "urgency": "P2"}, 422, id="nothing different"),
        pytest.param({"csrf": "0"}, 403, id="a form of somebody else's"),
    ],
)
async def test_what_cannot_be_kept_is_refused(desk, mira, fields, status):
    case = judged(desk)
    await mira.open(case)
    assert (await correct(mira, case, **fields)).status_code == status
    assert await desk.book.corrections() == []


async def test_only_those_who_signed_in_correct(desk):
    case = judged(desk)
    async with desk.client() as client:
        answer = await client.post(f"/case/{case.id}/correct", data=OPINION | {"line": "x"})
    assert answer.status_code in {303, 401}
    assert await desk.book.corrections() == []


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ({}, True),
        ({"state": "dead", "why": "model broke"}, True),
        ({"verdict": None, "state": "open"}, False),
        ({"state": "replaced", "why": "the message was deleted", "text": ""}, False),
    ],
    ids=["judged", "read by no model", "waiting", "deleted"],
)
async def test_only_what_was_judged_and_still_stands_can_be_corrected(desk, mira, line, offered):
    case = desk.book.add(a_case(), a_line(**{"verdict": LOGIN, "state": "done", **line}))
    page = (await mira.open(case)).text
    assert (f'action="/case/{case.id}/correct"' in page) is offered


async def test_the_key_is_for_the_last_judged_message(desk, mira):
    lines = [a_line(words, verdict=LOGIN, state="done") for words in ("one", "two")]
    page = (await mira.open(desk.book.add(a_case(), *lines, a_line("three")))).text
    assert page.count('data-key="l"') == 1
    key = page.index('data-key="l"')
    assert page.index(">one</div>") < page.index(">two</div>") < key < page.index(">three</div>")


@pytest.mark.parametrize(
    ("verdict", "scam", "offered"),
    [(ATTACK, "no", False), (LOGIN, "yes", True)],
    ids=["no scam after all", "a scam that was missed"],
)
async def test_acts_against_the_author_follow_the_correction(desk, mira, verdict, scam, offered):
    mine = {"held_by": Holder.AGENT, "status": Status.OPEN, "agent": "mira"}
    case = judged(desk, verdict, line={"leg": Leg.PUBLIC}, leg=Leg.PUBLIC, **mine)
    ban = f'action="/case/{case.id}/act/ban"'
    assert (ban in (await mira.open(case)).text) is not offered
    await correct(mira, case, scam=scam)
    assert (ban in (await mira.open(case)).text) is offered


async def test_stance_of_an_attack_is_chosen_as_scam(desk, mira):
    verdict = Verdict(risk=Risk(score=0.9, level=RiskLevel.REVIEW, stance=Stance.ATTEMPT))
    assert chosen((await mira.open(judged(desk, verdict))).text)["scam"] == "yes"


@pytest.mark.parametrize("learn", [True, False], ids=["allowed", "forbidden"])
async def test_the_page_says_where_nothing_may_be_learnt(desk, mira, monkeypatch, learn):
    limits = Capabilities(max_length=400, learn=learn)
    monkeypatch.setitem(LIMITS, Platform("replay"), limits)
    page = (await mira.open(judged(desk))).text
    assert ("so it is left out of training." in page) is not learn
