"""Promises about any update at all: reading never fails, and never names the wrong person."""

from __future__ import annotations

import copy

from hypothesis import given, settings
from hypothesis import strategies as st

from bots.telegram import peek
from bots.telegram.convert import hear
from bots.telegram.window import Window
from core.types import DeadLetter, Message, Reach
from tests.bots.test_telegram_convert import BOT, KNOWN, SAMPLES

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
    for arrival in hear(updates, KNOWN).arrivals:
        assert isinstance(arrival, Message | Reach | DeadLetter)
        assert arrival.account == str(BOT)
        if isinstance(arrival, Message):
            assert _key(arrival) in {_truth(update) for update in updates}
            assert (arrival.text + arrival.reply_text + arrival.author.name).encode()


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
        press = update.get("callback_query")
        body = press["message"] if press else update.get("message") or update["edited_message"]
        sender = press["from"] if press else body.get("sender_chat") or body["from"]
        chat, author = body["chat"]["id"], sender["id"]
        topic = body.get("message_thread_id") if body.get("is_topic_message") else 0
        private = body["chat"]["type"] == "private"
    except (AttributeError, KeyError, TypeError):
        return None
    prefix = f"telegram:{BOT}:{chat}"
    if private:
        return str(author), prefix
    return str(author), f"{prefix}/{0 if topic == 1 else topic}/{author}"


def _first_of_each(updates):
    seen: dict[int, object] = {}
    for update in updates:
        seen.setdefault(update["update_id"], update)
    return seen.values()
