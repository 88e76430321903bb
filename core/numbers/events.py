"""What turns, acts, warnings and rulings add to the numbers. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.actions import BOT, Escalate, Ignore, Inform, Kind, Purpose, Reply
from core.numbers.facts import Heard, Said
from core.numbers.happening import About, Happening, timed
from core.numbers.measures import M
from core.ports import Judged, TurnResult
from core.scams import Ruling, ScamEvent, Verb
from core.types import RiskLevel

DESK, PEOPLE = 0, 1
_RULED = {Verb.SCAM: M.RULED_SCAM, Verb.NOT_SCAM: M.RULED_NOT_SCAM}
_ACTS = {
    Kind.DELETE: M.ACT_DELETE,
    Kind.RESTRICT: M.ACT_RESTRICT,
    Kind.BAN: M.ACT_BAN,
    Kind.LIFT: M.ACT_LIFT,
    Kind.SHOW: M.ACT_SHOW,
}


def heard(result: TurnResult) -> Heard:
    """Of a turn, for the case it belongs to."""
    owed = [e for e in result.judged if not all(isinstance(a, Ignore) for a in e.actions)]
    raised = [e for e in owed if any(isinstance(a, Escalate) for a in e.actions)]
    actions = [a for each in (*result.turn.burst, *result.judged) for a in each.actions]
    return Heard(
        began=_earliest(owed or result.judged),
        raised=_earliest(raised or owed or result.judged),
        replied=any(isinstance(action, Reply | Inform) for action in actions),
    )


def _earliest(judged: Sequence[Judged]) -> datetime | None:
    return min((each.message.sent_at for each in judged), default=None)


def read(result: TurnResult, again: frozenset[str]) -> list[Happening]:
    """A turn's messages; those whose key is in `again` were read before, in another version."""
    found: list[Happening] = []
    for each in result.judged:
        message, labels = each.message, each.verdict.labels
        place = About(message.platform, labels.intent, labels.language)
        at = min(message.sent_at, message.received_at)
        if message.key in again:
            found.append(Happening(measure=M.EDITS, at=at, about=place))
            continue
        found.append(Happening(measure=M.MESSAGES, at=at, about=place))
        if message.addressed:
            found.append(Happening(measure=M.ADDRESSED, at=at, about=place))
        if message.secrets:
            n = len(message.secrets)
            found.append(Happening(measure=M.SECRETS, at=at, about=place, n=n))
    return found + _attacks(result, again)


def _attacks(result: TurnResult, again: frozenset[str]) -> list[Happening]:
    found = []
    for each in result.guarding.attacks:
        if each.message.key not in again:
            sure = each.verdict.risk.level is RiskLevel.ALERT
            labels = each.verdict.labels
            place = About(each.message.platform, labels.intent, labels.language)
            at = min(each.message.sent_at, each.message.received_at)
            measure = M.SCAM_ALERT if sure else M.SCAM_REVIEW
            found.append(Happening(measure=measure, at=at, about=place))
    return found


def acted(row: Said) -> list[Happening]:
    """Something was done to somebody, or taken back."""
    if row.purpose != Purpose.ACT or row.kind not in _ACTS:
        return []
    bucket = DESK if row.by == BOT else PEOPLE
    measure = _ACTS[Kind(row.kind)]
    return [Happening(measure=measure, at=row.at, about=About(row.platform), bucket=bucket)]


def warned(platform: str, heard_at: datetime | None, event: ScamEvent) -> list[Happening]:
    """A warning of an attack that came at `heard_at` was settled; only one that went counts."""
    if heard_at is None or event.sent_at is None or event.kind != "warning":
        return []
    return timed(M.WARNED, heard_at, event.sent_at, About(platform))


def ruled(platform: str, ruling: Ruling) -> list[Happening]:
    """A person said whether it was a scammer."""
    if ruling.verb not in _RULED:
        return []
    measure = _RULED[ruling.verb]
    return [Happening(measure=measure, at=ruling.at, about=About(platform))]
