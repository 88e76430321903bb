"""What the tests of service are written with: a house, cases, promises."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.case import Holder
from core.house import House, Room
from core.reply.library import Library
from core.reply.wording import SERVICE
from core.service.books import Ending, Promised, Scored
from core.service.rating import Rating
from core.settings import DeskTable, Policy
from core.tables.service import OnCall
from core.types import Urgency
from knowledge import load_facts, load_identities, load_phrases
from storage import MemoryStore
from tests.conftest import NOON
from tests.contract.store_kit import a_case
from tests.fakes import CAPABILITIES, REPLAY

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
PHRASES = {
    **load_phrases(KNOWLEDGE / "phrases.toml"),
    **load_phrases(KNOWLEDGE / "service.toml", SERVICE),
}
LIBRARY = Library([], PHRASES, load_facts(KNOWLEDGE / "facts.toml"))
IDENTITIES = load_identities(KNOWLEDGE / "identities.toml")
ROOM = Room(platform=REPLAY, account="", address="staff")


def at(minutes: float):
    return NOON + timedelta(minutes=minutes)


def a_house(**changes) -> House:
    values = {
        "policy": Policy(),
        "desk": DeskTable(),
        "library": LIBRARY,
        "identities": IDENTITIES,
        "capabilities": {REPLAY: CAPABILITIES},
        "rooms": {REPLAY: ROOM},
    }
    return House(**(values | changes))


def urgent(**changes):
    """A P0 case that nobody has."""
    return a_case(**({"priority": Urgency.P0, "held_by": Holder.QUEUE} | changes))


def step(name="first", via="room", **changes) -> OnCall:
    values = {"name": name, "via": via, "platform": "replay", "address": "tomasz"}
    return OnCall(**(values | changes))


def a_promise(since=0.0, until=None, due=30.0, **changes) -> Promised:
    values = {
        "case_id": f"c{since}",
        "conversation": "c",
        "platform": REPLAY,
        "priority": Urgency.P1,
        "topic": "kyc",
        "since": at(since),
        "due_at": at(since + due),
        "ended_at": None if until is None else at(until),
        "how": "" if until is None else "answered",
    }
    return Promised(**(values | changes))


def an_ending(by_bot=True, answers=1, **changes) -> Ending:
    values = {"case_id": "c", "conversation": "c", "platform": REPLAY, "at": NOON}
    return Ending(by_bot=by_bot, answers=answers, **(values | changes))


def scored(score, by_bot=False, comment="") -> Scored:
    rating = Rating(key=f"m{score}", conversation="c", platform=REPLAY, score=score, at=NOON)
    return Scored(rating=rating, by_bot=by_bot, comment=comment)


def a_store() -> MemoryStore:
    return MemoryStore()
