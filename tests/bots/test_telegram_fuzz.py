"""Promises about any update at all: reading never fails, and never names the wrong person."""

from __future__ import annotations

import copy
import os
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from bots.telegram import peek
from bots.telegram.convert import hear
from bots.telegram.known import Known, Said
from bots.telegram.window import Window
from core.types import DeadLetter, Message, Place, Reach, Removal, Sighting
from tests.bots.test_telegram_convert import ANN, BOT, GROUP, SAMPLES
from tests.bots.test_telegram_convert import KNOWN as STRANGER

# How many mutated updates the long run tries; a release tries 100,000.
ROUNDS = int(os.environ.get("SKERRY_FUZZ", "3000"))
TEXTS = ("message", "edited_message", "business_message", "edited_business_message")
UNSTORABLE = {0: "\ufffd", 0xD800: "\ufffd"}
JUNK = [None, True, False, 0, -1, 2**63, 1.5, "", "x", "\ud800", "\x00", [], [7], {}, {"id": 7}]
KNOWN = Known(
    me=BOT,
    username="NordexBot",
    now=STRANGER.now,
    moderators=STRANGER.moderators,
    faces={ANN: ("ann", "Ann")},
    customers={"bc_000001": frozenset({ANN})},
    said={
        f"{chat}/{number}": Said(
            conversation=f"telegram:{BOT}:{key}", address=str(chat), place=Place.DM
        )
        for chat, number, key in ((ANN, 60, ANN), (GROUP, 61, f"{GROUP}/0/{ANN}"))
    },
)
IDS = [500001, 500002, -1002000000001, 777000, 1087968824, BOT, 0, -1, 2**63]
junk = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(IDS),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from(["private", "supergroup", "channel", "\ud800", "\x00", "@NordexBot"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=4), st.integers(), max_size=2),
)


@st.composite
def broken_updates(draw):
    """A sample in which some values were replaced or taken away."""
    updates = copy.deepcopy(SAMPLES[draw(st.sampled_from(sorted(SAMPLES)))])
    for _ in range(draw(st.integers(0, 4))):
        places = list(_places(updates))
        holder, key = draw(st.sampled_from(places))
        if isinstance(holder, dict) and draw(st.booleans()):
            del holder[key]
        else:
            holder[key] = draw(junk)
        if not any(True for _ in _places(updates)):
            break
    return updates


@settings(max_examples=200, deadline=None)
@given(broken_updates())
def test_reading_never_fails_and_names_the_right_person(updates):
    _check(updates)


def test_reading_survives_thousands_of_mutations():
    """Plain dice, since they are thrown fast; the seed makes each run the same."""
    dice, names = random.Random(20260101), sorted(SAMPLES)
    for _ in range(ROUNDS):
        updates = copy.deepcopy(SAMPLES[dice.choice(names)])
        for _ in range(dice.randint(1, 4)):
            _spoil(updates, dice)
        _check(updates)


def _check(updates) -> None:
    people = [person for update in updates for person in _people(update)]
    for arrival in hear(updates, KNOWN).arrivals:
        assert isinstance(arrival, Message | Reach | DeadLetter | Sighting | Removal)
        assert arrival.account == str(BOT)
        if isinstance(arrival, Message):
            assert _key(arrival) in {_truth(update) for update in updates}
            (arrival.text + arrival.reply_text + arrival.author.name).encode()
        if isinstance(arrival, Sighting):
            assert arrival.author.id in people
            (arrival.author.name + arrival.author.handle + arrival.author.bio).encode()


def _spoil(updates, dice) -> None:
    places = list(_places(updates))
    if not places:
        return
    holder, key = dice.choice(places)
    if isinstance(holder, dict) and dice.random() < 0.5:
        del holder[key]
    else:
        holder[key] = copy.deepcopy(dice.choice(JUNK + IDS))


@settings(max_examples=200, deadline=None)
@given(broken_updates())
def test_the_window_takes_whatever_has_a_number(updates):
    numbered = [each for each in updates if peek.update_id(each) is not None]
    window = Window(quiet=1, longest=10)
    window.take(numbered, now=0)
    handed = [each for group in window.ripe(20) for each in group]
    window.settle()
    assert sorted(map(str, handed)) == sorted(map(str, _first_of_each(numbered)))
    assert not window.holding
    assert window.offset == (max(map(peek.update_id, numbered)) + 1 if numbered else None)


@settings(max_examples=200, deadline=None)
@given(junk)
def test_peeking_never_fails(anything):
    for carried in (anything, {"message": anything}, {"message": {"chat": anything}}):
        assert isinstance(peek.update_id(carried), int | None)
        assert isinstance(peek.album(carried), tuple | None)
        assert isinstance(peek.author(carried), tuple | None)
        assert isinstance(peek.group(carried), int | None)
        assert not peek.changes_members(carried)


def _places(value):
    """Every (holder, key) inside."""
    pairs = enumerate(value) if isinstance(value, list) else value.items()
    for key, inner in pairs:
        yield value, key
        if isinstance(inner, list | dict):
            yield from _places(inner)


def _key(message: Message) -> tuple[str, str]:
    return message.author.id, message.conversation


def _truth(update) -> tuple[str, str] | None:
    """Author and conversation, read as plainly as possible and by other means."""
    try:
        if update.get("message_reaction"):
            return _truth_of_reaction(update["message_reaction"])
        press = update.get("callback_query")
        body = press["message"] if press else next(update[each] for each in TEXTS if each in update)
        sender = press["from"] if press else body.get("sender_chat") or body["from"]
        chat, author = body["chat"]["id"], sender["id"]
        topic = body.get("message_thread_id") if body.get("is_topic_message") else 0
        private = body["chat"]["type"] == "private"
        account = body.get("business_connection_id")
    except (AttributeError, KeyError, TypeError, StopIteration):
        return None
    inside = f"business/{account.translate(UNSTORABLE)}/" if isinstance(account, str) else ""
    prefix = f"telegram:{BOT}:{inside if account else ''}{chat}"
    if private:
        return str(author), prefix
    return str(author), f"{prefix}/{0 if topic == 1 else topic}/{author}"


def _truth_of_reaction(body) -> tuple[str, str]:
    said = KNOWN.said[f"{body['chat']['id']}/{body['message_id']}"]
    return str(body["user"]["id"]), said.conversation


def _people(value) -> list[str]:
    """Every id of anything inside."""
    if isinstance(value, list):
        return [each for inner in value for each in _people(inner)]
    if not isinstance(value, dict):
        return []
    return [str(value.get("id")), *(each for inner in value.values() for each in _people(inner))]


def _first_of_each(updates):
    seen: dict[int, object] = {}
    for update in updates:
        seen.setdefault(update["update_id"], update)
    return seen.values()
