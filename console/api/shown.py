"""From the desk's values to what programs see; personal data are covered unless asked for."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from typing import Any

from console.api import models as m
from console.api.desk_models import Incident as IncidentOut
from console.api.problem import FieldError, Refusal
from core.case import Case
from core.casebook import FeedRow, Line
from core.corrections import Correction, Marks
from core.incidents.incident import Incident
from core.incidents.ports import Tally
from core.personal import masked
from core.types import Verdict
from core.webhooks.news import message_id

_KEY = re.compile(r"[ -~]{1,300}")
NO_CURSOR = FieldError(where="after", detail="send the next of a page as it was")


def case(each: Case, *, personal: bool = False) -> m.Case:
    """A case."""
    return m.Case(**_case(each, personal=personal))


def row(each: FeedRow, *, personal: bool = False) -> m.CaseRow:
    """A line of the list."""
    own = _case(each.case, personal=personal)
    return m.CaseRow(**own, snippet=_text(each.snippet, personal), messages=each.messages)


def entries(lines: Iterable[Line], *, personal: bool = False) -> list[m.Entry]:
    """Lines of a case."""
    return [entry(each, personal=personal) for each in lines]


def entry(line: Line, *, personal: bool = False) -> m.Entry:
    """A line of a case; only its author's name is personal, agents work here."""
    theirs = line.kind == "message"
    return m.Entry(
        id=message_id(line.key),
        kind=line.kind,
        at=line.at,
        by=line.by if personal or not theirs else _initial(line.by),
        text=_text(line.text, personal),
        leg=line.leg.value,
        state=line.state,
        why=_text(line.why, personal),
        version=line.version,
        purpose=line.purpose,
        model=line.model,
        verdict=verdict(line.verdict, personal=personal) if line.verdict else None,
        correction=_marks(line.correction.after, line.correction) if line.correction else None,
    )


def verdict(each: Verdict, *, personal: bool = False) -> m.Verdict:
    """What the desk thinks."""
    labels, risk = each.labels, each.risk
    return m.Verdict(
        language=labels.language,
        intent=labels.intent,
        intent_confidence=labels.intent_confidence,
        intents=[(code, share) for code, share in labels.intents[:3]],
        urgency=each.urgency.value,
        sentiment=labels.sentiment.value,
        sentiment_score=labels.sentiment_score,
        risk=m.Risk(
            score=risk.score,
            level=risk.level.value,
            stance=risk.stance.value if risk.stance else None,
            kinds=list(risk.kinds),
        ),
        findings=[
            m.Finding(
                signal=one.signal,
                kind=one.kind,
                score=one.score,
                reason=_text(one.reason, personal),
            )
            for one in each.findings
        ],
        reasons=[_text(one, personal) for one in each.reasons],
        facts={name: list(found) for name, found in each.facts.items()} if personal else {},
        secrets=list(each.secrets),
        tags=dict(each.tags),
        article=each.article or None,
        fit=each.fit,
        stage=each.stage,
        model=each.model,
    )


def incident(each: Incident, tally: Tally) -> IncidentOut:
    """An incident, and how many it is about."""
    return IncidentOut(
        id=each.id,
        title=masked(each.title),
        phase=each.phase.value,
        source=each.source.value,
        topics=list(each.topics),
        coins=list(each.coins),
        opened_at=each.opened_at,
        updated_at=each.updated_at,
        merged_into=each.merged_into or None,
        asked=tally.asked,
        told=tally.told,
        cleared=tally.cleared,
        version=each.version,
    )


def author(name: str, identity: str, *, personal: bool) -> m.Author:
    """Who wrote."""
    if personal:
        return m.Author(name=name, id=identity)
    return m.Author(name=_initial(name))


def names(found: Sequence[str], *, personal: bool) -> list[str]:
    """Names somebody bore."""
    shown = found if personal else map(_initial, found)
    return [each for each in dict.fromkeys(shown) if each]


def cursor(key: str | int | None) -> str | None:
    """The key of a page as programs see it."""
    if key is None or key == "":
        return None
    return urlsafe_b64encode(str(key).encode()).decode().rstrip("=")


def key_of(cursor: str) -> str:
    """The key behind a cursor; raises Refusal."""
    if not cursor:
        return ""
    try:
        key = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except ValueError:
        raise Refusal("invalid", errors=(NO_CURSOR,)) from None
    if not _KEY.fullmatch(key):
        raise Refusal("invalid", errors=(NO_CURSOR,))
    return key


def number_of(cursor: str) -> int | None:
    """The number behind a cursor; raises Refusal."""
    key = key_of(cursor)
    if not key:
        return None
    if not key.isdecimal() or len(key) > 18:
        raise Refusal("invalid", errors=(NO_CURSOR,))
    return int(key)


def _initial(name: str) -> str:
    """Somebody's name as strangers may see it: its first letter."""
    plain = name.strip().lstrip("@").encode("utf-8", "replace").decode()
    return f"{plain[0].upper()}…" if plain else ""


def _case(each: Case, *, personal: bool) -> dict[str, Any]:
    return {
        "id": each.id,
        "platform": each.platform,
        "status": each.status.value,
        "held_by": each.held_by.value,
        "agent": each.agent,
        "priority": each.priority.value,
        "topic": each.intent,
        "language": each.language,
        "leg": each.leg.value,
        "risk": each.risk,
        "reason": _text(each.reason, personal),
        "author": author(each.author_name, each.author_id, personal=personal),
        "opened_at": each.opened_at,
        "updated_at": each.updated_at,
        "due_at": each.due_at,
        "snoozed_until": each.snoozed_until,
        "first_answer_at": each.first_answer_at,
        "version": each.version,
    }


def _marks(marks: Marks, said: Correction) -> m.Marks:
    return m.Marks(
        intent=marks.intent,
        urgency=marks.urgency.value,
        sentiment=marks.sentiment.value,
        scam=marks.scam,
        by=said.by,
        at=said.at,
    )


def _text(text: str, personal: bool) -> str:  # noqa: FBT001 - called by position, in one line
    whole = text.encode("utf-8", "replace").decode()
    return whole if personal else masked(whole)
