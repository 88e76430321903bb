"""How the rules take what the account aide brings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.actions import Ask, Button, Escalate, Ignore, Inform, Press, Protect, Reply
from core.case import Holder, Status
from core.commands import HUMAN
from core.decide import Matter, decide
from core.orders import subject
from core.reply.library import Library
from core.reply.presses import buttons
from core.settings import Policy
from core.types import Finding, Risk, RiskLevel, Stance, Urgency
from tests.conftest import a_message
from tests.contract.store_kit import a_case
from tests.core.accounts.kit import ORDER, PROOF, a_verdict

SAID = Inform(phrase="account_linked", language="en", reason="linked")
HOW = Inform(phrase="account_link_how", language="en", reason="not linked", beside=True)
PERSONS = replace(a_case(), held_by=Holder.QUEUE, status=Status.OPEN)
LIBRARY = Library((), {
    "person_button": {"en": "A person"},
    "solved_button": {"en": "Solved"},
    "account_choice": {"en": "{item}"},
}, {})  # fmt: skip


def decided(text, verdict=ORDER, *aided, **matter):
    found = Matter(message=a_message(text), verdict=verdict, aided=aided, **matter)
    return decide(found, Policy())


@pytest.mark.parametrize("order", ["/link x", "/unlink", "/freeze yes", "/withdrawal 2", "/kyc"])
def test_orders_are_answered_whoever_has_the_case(order):
    assert decided(order, ORDER, SAID, case=PERSONS) == (SAID,)


def test_anything_else_is_the_persons():
    assert decided("where is it", a_verdict(), SAID, case=PERSONS) != (SAID,)
    assert decided("where is it", a_verdict(), SAID) == (SAID,)


def test_what_is_beside_comes_along_with_what_the_rules_decide():
    said = decided("where is my withdrawal", a_verdict(), HOW)
    alone = decided("where is my withdrawal", a_verdict())
    assert said == (HOW, *alone)
    assert any(isinstance(each, Escalate) for each in alone)


@pytest.mark.parametrize("silent", ["attacked", "secret", "ignored"])
def test_nothing_is_beside_silence_or_a_secret(silent):
    attack = Risk(score=1, level=RiskLevel.ALERT, stance=Stance.ATTEMPT, kinds=("giveaway",))
    found = Finding(signal="s", kind="giveaway", score=1, reason="doubling")
    verdict = {
        "attacked": a_verdict(risk=attack, findings=(found,)),
        "secret": a_verdict(secrets=("seed_phrase",)),
        "ignored": a_verdict("praise", Urgency.P3),
    }[silent]
    actions = decided("text", verdict, HOW)
    assert HOW not in actions
    kinds = {"attacked": Protect, "secret": Reply, "ignored": Ignore}
    assert isinstance(actions[0], kinds[silent])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (f"/link {PROOF}", ""),
        (f"/link {PROOF}\nwhere is my coin?", "where is my coin?"),
        ("/withdrawal 2", ""),
        ("hello\nthere", "hello\nthere"),
    ],
)
def test_triage_reads_what_stands_beside_an_order(text, read):
    assert subject(a_message(text)).text == read


PERSON = Press(phrase="person_button", data=HUMAN)
CHOICE = Press(phrase="account_choice", data="/withdrawal w1", values=(("item", "0.5 BTC"),))
CHOICE_BUTTON = Button(label="0.5 BTC", data="/withdrawal w1")
PERSON_BUTTON = Button(label="A person", data=HUMAN)
ASK = Ask(facts=("uid",), language="en", reason="missing")


@pytest.mark.parametrize(
    ("actions", "shown"),
    [
        ([replace(SAID, presses=(CHOICE, PERSON))], [CHOICE_BUTTON, PERSON_BUTTON]),
        ([replace(SAID, presses=(CHOICE,))], [CHOICE_BUTTON]),
        ([SAID], []),
        (
            [replace(SAID, presses=(CHOICE, PERSON)), Escalate(priority=Urgency.P1, reason="x")],
            [CHOICE_BUTTON],
        ),
        ([replace(SAID, presses=(PERSON,)), ASK], [PERSON_BUTTON]),
    ],
    ids=["both", "one", "none", "a person comes", "once is enough"],
)
def test_what_can_be_pressed(actions, shown):
    assert list(buttons(actions, a_message(), LIBRARY, language="en")) == shown
