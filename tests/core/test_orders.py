"""/verify, /scamcheck and /mod: who may ask what, and what comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.actions import Ignore, Inform, Kind, Purpose
from core.moderation import Moderation, acts_for
from core.orders import looked_up, may_order, order_of, subject
from core.protection import ScamStatus
from core.scams import Ruled, ScamEvent, ScamFile, Verb
from core.types import Author, Risk, RiskLevel, Stance, Verdict
from tests.conftest import NOON, a_message
from tests.core.protect_kit import ABLE, ATTACKER, SCENE, a_guarded_house
from tests.core.test_protect import a_scam
from tests.fakes import REPLAY

MODERATOR = Author(id="mod1", handle="mira", is_moderator=True)
CAN_SHOW = replace(ABLE, acts=ABLE.acts | {Kind.SHOW})
pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        (f"/mod delete {ATTACKER}", Verb.DELETE),
        (f"/MOD not_scam {ATTACKER} please", Verb.NOT_SCAM),
        (f"/mod@NordexBot ban {ATTACKER}", Verb.BAN),
        (f"/mod explode {ATTACKER}", None),
        ("/mod delete", None),
        ("/mod delete ../../etc", None),
        (f"please /mod delete {ATTACKER}", None),
        ("delete it", None),
    ],
)
def test_an_order_is_read_or_there_is_none(text, verb):
    order = order_of(a_message(text))
    assert (order.verb if order else None) is verb


def test_moderators_and_our_own_people_may_order_and_nobody_else():
    house = a_guarded_house()
    mira = next(each for each in house.identities.accounts if each.id and each.role)
    staff = a_message("x", platform=mira.platform, author=Author(id=mira.id))
    assert may_order(staff, house.identities)
    assert may_order(a_message("x", author=MODERATOR), house.identities)
    assert not may_order(a_message("x"), house.identities)


def test_a_check_is_about_the_text_in_question():
    typed = a_message("/scamcheck send me your seed", author=MODERATOR)
    assert subject(typed).text == "send me your seed"
    assert not subject(typed).author.is_moderator
    assert subject(a_message("/scamcheck", reply_text="quoted")).text == "quoted"
    plain = a_message("hello")
    assert subject(plain) is plain


def risky(level):
    stance = Stance.ATTEMPT if level is not RiskLevel.NONE else None
    return Verdict(risk=Risk(level=level, stance=stance))


@pytest.mark.parametrize(
    ("text", "verdict", "phrase"),
    [
        ("/verify help.nordex.example", Verdict(), "verify_official"),
        ("/verify @NordexSupport", Verdict(), "verify_not_official"),
        ("/verify nordex-support-help.example", Verdict(), "verify_not_official"),
        ("/verify https://www.wikipedia.org", Verdict(), "verify_unknown"),
        ("/scamcheck some text", risky(RiskLevel.ALERT), "check_alert"),
        ("/scamcheck some text", risky(RiskLevel.REVIEW), "check_alert"),
        ("/scamcheck some text", risky(RiskLevel.NOTE), "check_note"),
        ("/scamcheck some text", risky(RiskLevel.NONE), "check_clean"),
        ("/scamcheck", risky(RiskLevel.NONE), "check_usage"),
    ],
)
def test_everybody_may_verify_and_check(text, verdict, phrase):
    found = looked_up(a_message(text), verdict, a_guarded_house().verifies, "en")
    assert isinstance(found, Inform)
    assert found.phrase == phrase


@pytest.mark.parametrize("text", ["/verify", "hello", "/help"])
def test_everything_else_goes_its_usual_way(text):
    assert looked_up(a_message(text), Verdict(), a_guarded_house().verifies, "en") is None


def test_orders_of_others_are_ignored_and_kept_in_the_trace():
    found = looked_up(a_message("/whois @x"), Verdict(), a_guarded_house().verifies, "en")
    assert found == Ignore(reason="only moderators may order that")


class FakeGuard:
    """Knows one scam case; the first ruling of a kind wins."""

    def __init__(self, file):
        self.file, self.rulings = file, []

    async def scam_file(self, scam_id):
        return self.file if self.file and scam_id == self.file.scam.id else None

    async def rule(self, ruling):
        first = next((each for each in self.rulings if each.verb is ruling.verb), None)
        self.rulings.append(ruling)
        if first:
            return Ruled(won=False, scam=self.file.scam, by=first.by, at=first.at)
        return Ruled(won=True, scam=self.file.scam, by=ruling.by, at=ruling.at)


def a_file(*states, messages=1):
    written = [
        ScamEvent(
            kind="message",
            at=NOON,
            by="evil",
            native_id=f"m{number}",
            conversation=f"{SCENE}:evil",
            address="group",
        )
        for number in range(messages)
    ]
    acts = [
        ScamEvent(kind="act", at=NOON, by="bot", text=text, state=state) for text, state in states
    ]
    return ScamFile(scam=a_scam(status=ScamStatus.OPEN), events=(*written, *acts))


async def ordered(text, file, author=MODERATOR, house=None):
    guard = FakeGuard(file)
    moderation = Moderation(store=guard, house=house or a_guarded_house())
    first = await moderation.settle(a_message(text, author=author), NOON)
    second = await moderation.settle(a_message(text, author=author), NOON)
    return first, second, guard.rulings


async def test_two_press_at_once_one_wins_the_other_is_told():
    first, second, rulings = await ordered(f"/mod delete {ATTACKER}", a_file())
    assert first.phrase == "mod_done_delete"
    assert second.phrase == "mod_first"
    assert dict(second.values) == {"by": "mod1", "at": "12:00 UTC", "id": ATTACKER}
    [row] = rulings[0].outgoing
    assert (row.kind, row.target, row.by) == (Kind.DELETE, "m0", "mod1")


async def test_an_order_of_a_stranger_is_not_carried_out():
    first, _, rulings = await ordered(
        f"/mod ban {ATTACKER}", a_file(), author=Author(id="u9", handle="x")
    )
    assert isinstance(first, Ignore)
    assert rulings == []


async def test_an_order_about_nothing_says_so():
    first, _, _ = await ordered(f"/mod take {ATTACKER}", None)
    assert first.phrase == "mod_unknown"


async def test_what_is_no_order_is_left_alone():
    first, _, _ = await ordered("hello", a_file())
    assert first is None


@pytest.mark.parametrize(
    ("verb", "file", "rows"),
    [
        (Verb.DELETE, a_file(messages=3), [("delete", "m0"), ("delete", "m1"), ("delete", "m2")]),
        (Verb.RESTRICT, a_file(), [("restrict", "evil")]),
        (Verb.BAN, a_file(), [("ban", "evil")]),
        (Verb.LIFT, a_file(), [("lift", "evil")]),
        (Verb.TAKE, a_file(), []),
        (Verb.SCAM, a_file(), []),
        (Verb.NOT_SCAM, a_file(), []),
        (Verb.NOT_SCAM, a_file(("restrict", "sent"), ("delete", "sent")), [("lift", "evil")]),
        (Verb.NOT_SCAM, a_file(("restrict", "failed")), []),
        (Verb.DELETE, a_file(messages=0), []),
    ],
)
def test_what_a_verb_does(verb, file, rows):
    made = acts_for(file, verb, (a_guarded_house(), NOON), "mod1")
    assert [(row.kind.value, row.target) for row in made] == rows


def test_what_was_hidden_by_mistake_is_shown_again():
    house = a_guarded_house(capabilities=CAN_SHOW)
    made = acts_for(a_file(("delete", "sent")), Verb.NOT_SCAM, (house, NOON), "mod1")
    assert [(row.kind, row.target) for row in made] == [(Kind.SHOW, "m0")]


def test_what_a_platform_cannot_do_is_not_queued():
    bare = a_guarded_house(capabilities=replace(ABLE, acts=frozenset()))
    for verb in Verb:
        assert acts_for(a_file(messages=2), verb, (bare, NOON), "mod1") == ()


def test_two_different_acts_never_share_a_key():
    house = a_guarded_house()
    keys = [
        row.key
        for verb in (Verb.DELETE, Verb.RESTRICT, Verb.BAN, Verb.LIFT)
        for row in acts_for(a_file(messages=2), verb, (house, NOON), "mod1")
    ]
    assert len(set(keys)) == len(keys)
    assert REPLAY in {row.platform for row in acts_for(a_file(), Verb.BAN, (house, NOON), "m")}


async def test_the_card_that_was_pressed_says_who_decided_and_what_is_left():
    guard = FakeGuard(a_file())
    moderation = Moderation(store=guard, house=a_guarded_house())
    press = a_message(
        f"/mod restrict {ATTACKER}",
        author=replace(MODERATOR, name="Mira *bold*"),
        reply_to="staff/77",
        address="staff",
    )
    await moderation.settle(press, NOON)
    [_, card] = guard.rulings[0].outgoing
    assert (card.replaces, card.address, card.purpose) == ("staff/77", "staff", Purpose.REPORT)
    assert "Time out: Mira \\*bold\\*, 12:00 UTC" in card.text
    verbs = [button.data.split()[1] for button in card.buttons]
    assert verbs == ["delete", "ban", "lift", "scam", "not_scam"]


@pytest.mark.parametrize(
    ("verb", "left"),
    [
        ("not_scam", ["scam"]),
        ("scam", ["delete", "restrict", "ban", "not_scam"]),
        ("ban", ["delete", "restrict", "lift", "scam", "not_scam"]),
    ],
)
async def test_what_is_left_to_press(verb, left):
    guard = FakeGuard(a_file(messages=0))
    moderation = Moderation(store=guard, house=a_guarded_house())
    press = a_message(f"/mod {verb} {ATTACKER}", author=MODERATOR, reply_to="77", address="staff")
    await moderation.settle(press, NOON)
    card = guard.rulings[0].outgoing[-1]
    assert [button.data.split()[1] for button in card.buttons] == left
