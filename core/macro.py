"""What a macro's steps come to, and what a prepared answer reads like before it is used. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from core import deeds
from core.canned import Canned, Deed, Step
from core.composing import stopped
from core.reply.problem import Problem
from core.reply.wording import fill
from core.tagging import normal_tag
from core.types import Leg

# Why a macro ends a case, as the code that its reason is counted under.
ANSWERED = "answered"
# A case that is nobody's, to try texts on.
SAMPLE: Mapping[str, str] = {
    "name": "Ann", "case": "3f9a1c77e2", "agent": "Mira Solberg", "platform": "Chat",
    "uid": "48213377", "coin": "USDT", "network": "TRC20", "amount": "250 USDT",
    "txid": "8c1e53f0a4…", "address": "TQ2x…9fKd", "order_id": "77120045", "time": "14:20 UTC",
    "error": "E-2041",
}  # fmt: skip


def deed_of(step: Step, case_id: str, by: str, at: datetime) -> deeds.Deed:
    """What the desk has to do for a step."""
    made: dict[Deed, Callable[[], deeds.Deed]] = {
        Deed.NOTE: lambda: deeds.Note(case_id=case_id, by=by, at=at, text=step.value),
        Deed.TAG: lambda: deeds.Tag(case_id=case_id, by=by, at=at, tag=normal_tag(step.value)),
        Deed.ASSIGN: lambda: deeds.Transfer(case_id=case_id, by=by, at=at, to=step.value),
        Deed.SNOOZE: lambda: deeds.Snooze(
            case_id=case_id, by=by, at=at, until=at + timedelta(hours=int(step.value))
        ),
        Deed.RESOLVE: lambda: deeds.Resolve(
            case_id=case_id, by=by, at=at, reason=ANSWERED, words=step.value
        ),
    }
    return made[step.deed]()


def readings(canned: Canned, facts: Mapping[str, str]) -> dict[str, str]:
    """Each of its texts with the sample's values, by language."""
    values = {**SAMPLE, **facts}
    return {code: fill(text, values, code) for code, text in sorted(canned.texts.items())}


def objections(
    canned: Canned, facts: Mapping[str, str], lint: Callable[[str, Leg], tuple[Problem, ...]]
) -> Iterator[tuple[str, Problem]]:
    """What is wrong with each text where it may be said, by language: in public where that is
    one of the places."""
    leg = canned.leg or Leg.PUBLIC
    for code, text in readings(canned, facts).items():
        yield from ((code, each) for each in (*stopped(text), *lint(text, leg)))
