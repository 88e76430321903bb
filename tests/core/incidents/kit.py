"""What tests of incidents are written with: people who ask, incidents, a memory."""

from __future__ import annotations

from pathlib import Path

from core.house import House
from core.incidents.heard import Heard, Overheard
from core.incidents.incident import Incident, Phase, Source
from core.incidents.ports import Asked, IncidentFile, Tally
from core.ports import Capabilities
from core.reply.library import Library
from core.reply.wording import INCIDENTS
from core.settings import DeskTable, Policy
from core.types import Leg, Platform
from knowledge import load_facts, load_identities, load_phrases
from tests.conftest import NOON
from tests.fakes import CAPABILITIES

KNOWLEDGE = Path(__file__).parents[3] / "knowledge"
PHRASES = {
    **load_phrases(KNOWLEDGE / "phrases.toml"),
    **load_phrases(KNOWLEDGE / "incidents.toml", INCIDENTS),
}
REPLAY, SHORT = Platform("replay"), Platform("short")
# A platform where a bot answers a public message once, briefly and without addresses.
ONE_REPLY = Capabilities(
    max_length=120, private_length=1000, parts=1, links=False, second_reply=False
)
TEXTS = {
    "en": "SOL withdrawals are delayed. Your coins are safe.",
    "zh": "SOL 提现目前有延迟，您的资产是安全的。",
}
OVER = {"en": "SOL withdrawals work again."}


def a_heard(who="ann", **changes) -> Heard:
    """Somebody who asks about a withdrawal of SOL in private."""
    values = {
        "stem": f"replay:nordex:{who}1",
        "platform": REPLAY,
        "account": "nordex",
        "conversation": f"replay:nordex:{who}",
        "address": who,
        "scene": "",
        "leg": Leg.PRIVATE,
        "author_id": who,
        "message_id": f"{who}1",
        "topic": "withdrawal",
        "coin": "SOL",
        "language": "en",
        "at": NOON,
    }
    return Heard(**(values | changes))


def overheard(text, who="ann", **changes) -> Overheard:
    return Overheard(heard=a_heard(who, **changes), text=text)


def an_incident(name="i1", **changes) -> Incident:
    """A suspected one about withdrawals."""
    values = {
        "id": name,
        "title": "withdrawal SOL",
        "source": Source.SURGE,
        "topics": ("withdrawal",),
        "opened_at": NOON,
        "updated_at": NOON,
        "since": NOON,
    }
    return Incident(**(values | changes))


def a_house(**changes) -> House:
    """A house that knows the phrases and no article."""
    values = {
        "policy": Policy(),
        "desk": DeskTable(),
        "library": Library((), PHRASES, load_facts(KNOWLEDGE / "facts.toml")),
        "identities": load_identities(KNOWLEDGE / "identities.toml"),
        "capabilities": {REPLAY: CAPABILITIES, SHORT: ONE_REPLY},
    }
    return House(**(values | changes))


def asked(who="ann", **changes) -> Asked:
    """Somebody who asked and waits."""
    names = {"times", "told_at", "cleared_at", "private_address", "closed", "agent"}
    own = {name: changes.pop(name) for name in names & changes.keys()}
    return Asked(heard=a_heard(who, **changes), **own)


def a_file(*people, **changes) -> IncidentFile:
    """A confirmed incident, and who asked."""
    values = {"phase": Phase.CONFIRMED, "texts": TEXTS, "clear_texts": OVER}
    return IncidentFile(
        incident=an_incident(**(values | changes)), tally=Tally(asked=len(people)), asked=people
    )
