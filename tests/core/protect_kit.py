"""A group in which somebody has asked us, and an impostor who answers him."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.actions import Escalate, Kind, Protect
from core.house import Room
from core.ports import Capabilities, Judged
from core.protection import Asker, Surroundings, scam_id
from core.tables.protect import ProtectTable
from core.types import Author, Finding, Place, Risk, RiskLevel, Stance, Urgency, Verdict
from tests.conftest import NOON, a_message
from tests.core.test_conclude import HOUSE
from tests.fakes import REPLAY

SCENE = "replay:nordex:group"
FAKE = Author(id="evil", handle="nordex_support", name="Nordex Support")
IMPOSTOR = Finding(signal="impersonator", kind="impersonator", score=0.9, reason="looks like us")
WORDS = Finding(
    signal="off_platform_pivot", kind="off_platform_pivot", score=0.85, reason="wants a DM"
)
ABLE = Capabilities(
    max_length=4096,
    buttons=True,
    acts=frozenset({Kind.DELETE, Kind.RESTRICT, Kind.BAN, Kind.LIFT}),
)
ROOM = Room(platform=REPLAY, account="nordex", address="staff")
ON = ProtectTable(mode="on")


def an_attack_text(text="write to me @nordex_helper, I fix it", **changes):
    values = {
        "id": "m2",
        "author": FAKE,
        "conversation": f"{SCENE}:evil",
        "address": "group",
        "place": Place.GROUP,
        "scene": SCENE,
        "addressed": False,
        "sent_at": NOON + timedelta(seconds=30),
        "received_at": NOON + timedelta(seconds=31),
    }
    return a_message(text, **(values | changes))


def a_judgement(message=None, *, level=RiskLevel.ALERT, findings=(IMPOSTOR, WORDS)) -> Judged:
    kinds = tuple(each.kind for each in findings)
    risk = Risk(score=0.98, level=level, stance=Stance.ATTEMPT, kinds=kinds)
    verdict = Verdict(findings=tuple(findings), risk=risk)
    protect = Protect(reason="attack", kinds=kinds, score=0.98)
    escalate = Escalate(priority=Urgency.P1, reason="possible attack")
    return Judged(message=message or an_attack_text(), verdict=verdict, actions=(protect, escalate))


def an_asker(**changes) -> Asker:
    values = {
        "scene": SCENE,
        "conversation": f"{SCENE}:u1",
        "platform": REPLAY,
        "account": "nordex",
        "address": "group",
        "author_id": "u1",
        "author_name": "Ann",
        "message_id": "m1",
        "asked_at": NOON,
        "language": "en",
    }
    return Asker(**(values | changes))


def around(*askers, **changes) -> Surroundings:
    return Surroundings(askers=askers or (an_asker(),), **changes)


def a_guarded_house(table=ON, capabilities=ABLE, **changes):
    values = {"protect": table, "capabilities": {REPLAY: capabilities}, "rooms": {REPLAY: ROOM}}
    return replace(HOUSE, **(values | changes))


ATTACKER = scam_id(REPLAY, FAKE.id)
