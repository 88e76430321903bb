"""What the contract tests of protection are written with: attackers, victims, traces, rulings."""

from __future__ import annotations

from core.actions import Kind, Purpose
from core.protection import Asker, Attack, Guarding, Look, Seen, scam_id
from core.scams import Ruling, Verb
from core.traces import Trace
from core.types import Author, Finding, Place, Risk, RiskLevel, Stance, Verdict
from tests.conftest import NOON, a_message
from tests.contract.store_kit import (
    ANN,
    REPLAY,
    a_result,
    a_say,
    after,
    judged,
)

ROOM = "replay:nordex:room"
EVE, EVES = "eve", "replay:nordex:eve"
FILE = scam_id(REPLAY, EVE)
FINDING = Finding(signal="frames", kind="secret_request", score=0.9, reason="asks for a code")


def a_verdict(level=RiskLevel.ALERT, score=0.97, kinds=("impersonator",)) -> Verdict:
    risk = Risk(score=score, level=level, stance=Stance.ATTEMPT, kinds=kinds)
    return Verdict(risk=risk, findings=(FINDING,))


def a_trace(value="bad.example", kind="host") -> Trace:
    return Trace(kind=kind, digest=f"digest of {value}", shown=value)


def a_scam_message(text="send your code to bad.example", who=EVE, **changes):
    """What a fake helper writes where others read it."""
    values = {
        "id": "e1",
        "conversation": f"replay:nordex:{who}",
        "address": "room",
        "author": Author(id=who, handle=f"nordex_{who}", name="Nordex Help"),
        "place": Place.GROUP,
        "scene": ROOM,
        "sent_at": NOON,
        "received_at": after(1),
    }
    return a_message(text, **(values | changes))


def an_attack(message=None, verdict=None, **changes) -> Attack:
    message = message or a_scam_message()
    values = {
        "scam_id": scam_id(message.platform, message.author.id),
        "message": message,
        "verdict": verdict or a_verdict(),
        "traces": (a_trace(),),
    }
    return Attack(**(values | changes))


def an_asker(who="ann", **changes) -> Asker:
    values = {
        "scene": ROOM,
        "conversation": f"replay:nordex:{who}",
        "platform": REPLAY,
        "account": "nordex",
        "address": "room",
        "author_id": who,
        "author_name": who.title(),
        "message_id": f"{who}1",
        "asked_at": NOON,
        "language": "en",
    }
    return Asker(**(values | changes))


def a_seen(who=EVE, number=1, **changes) -> Seen:
    values = {
        "message_key": f"replay:nordex:{who}{number}:0",
        "platform": REPLAY,
        "scene": ROOM,
        "author_id": who,
        "at": NOON,
        "traces": (a_trace(),),
    }
    return Seen(**(values | changes))


def a_look(who="new", **changes) -> Look:
    values = {
        "message_key": f"replay:nordex:{who}:0",
        "platform": REPLAY,
        "scene": ROOM,
        "author_id": who,
        "traces": (a_trace(),),
        "asked_since": after(-600),
        "seen_since": after(-600),
    }
    return Look(**(values | changes))


def a_warning(key="warn:ann:1", **changes):
    """The bot's warning to Ann."""
    return a_say(key, purpose=Purpose.WARNING, **changes)


def an_act(kind=Kind.DELETE, key=None, **changes):
    """An act of the bot's on what Eve wrote, or on Eve."""
    target = "e1" if kind in (Kind.DELETE, Kind.SHOW) else EVE
    values = {
        "conversation": EVES,
        "address": "room",
        "kind": kind,
        "text": "",
        "target": target,
        "purpose": Purpose.ACT,
    }
    return a_say(key or f"act:{kind.value}", **(values | changes))


def a_report(key="card:1", **changes):
    """A card for the moderators."""
    values = {"conversation": "room:mods", "address": "mods", "purpose": Purpose.REPORT}
    return a_say(key, **(values | changes))


async def turn_of(store, message, **changes):
    """Put a message and record its turn with what it means for protection; who was refused."""
    await store.put([message])
    turns = await store.claim(after(3600), limit=20, lease=30)
    (turn,) = [each for each in turns if each.conversation == message.conversation]
    return await store.record([guarded(turn, **changes)], changes.get("now", message.received_at))


def guarded(turn, **changes):
    changes.pop("now", None)
    names = {name: changes.pop(name) for name in ("askers", "seen", "attacks", "alarms")
             if name in changes}  # fmt: skip
    return a_result(turn, guarding=Guarding(**names), **changes)


async def attacked(store, message=None, verdict=None, outgoing=(), **changes):
    """Eve attacks; her file."""
    message = message or a_scam_message()
    attack = an_attack(message, verdict, **changes)
    said = (judged(message, verdict=attack.verdict),)
    refused = await turn_of(store, message, judged=said, attacks=(attack,), outgoing=outgoing)
    assert not refused
    return await store.scam_file(attack.scam_id)


async def asked(store, *askers, at=0.0, number="q1"):
    """Somebody's turn in which these asked."""
    message = a_message("where is it?", id=number, conversation=ANN, received_at=after(at))
    assert not await turn_of(store, message, askers=askers)


async def look(store, who="new", **changes):
    (found,) = await store.surroundings([a_look(who, **changes)])
    return found


def a_ruling(verb=Verb.SCAM, by="mira", at=100.0, **changes) -> Ruling:
    values = {"scam_id": FILE, "verb": verb, "by": by, "at": after(at)}
    return Ruling(**(values | changes))


async def rule(store, verb=Verb.SCAM, by="mira", at=100.0, **changes):
    return await store.rule(a_ruling(verb, by, at, **changes))


async def events(store, kind, scam=FILE):
    file = await store.scam_file(scam)
    return [each for each in file.events if each.kind == kind]


__all__ = [name for name in globals() if not name.startswith("_") and name != "annotations"]
