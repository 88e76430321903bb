"""What a status page says (JSON as Atlassian's Statuspage serves it), as suspected incidents. Pure.

`/api/v2/incidents/unresolved.json` and `/api/v2/summary.json` both list `incidents`, each with id,
name, status, impact, created_at, components and incident_updates, the latest first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, ValidationError

from core.errors import ConfigError
from core.incidents.incident import Incident, Phase, Source, incident_id
from core.incidents.meaning import words_in
from core.triage.facts import facts

API = "/api/v2/incidents/unresolved.json"
# What a page's words are about, as features of `core/reply/features.py`.
TOPICS = {
    "=withdraw": "withdrawal",
    "=deposit": "deposit",
    "=login": "login",
    "=order": "trading",
    "=filled": "trading",
    "trad": "trading",
    "=kyc": "kyc",
    "api": "api",
    "websocket": "api",
    "fiat": "fiat",
    "card": "fiat",
}
OTHERWISE = "platform_outage"
# The acts that news of a page lead to.
SUSPECT, STATUS = "suspect", "status"
LONGEST_TITLE = 120


class _Named(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str = ""


class _Update(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    body: str = ""


class Entry(BaseModel):
    """One incident of a page, as far as it is read."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: str
    name: str
    status: str = "investigating"
    created_at: datetime
    components: tuple[_Named, ...] = ()
    incident_updates: tuple[_Update, ...] = ()

    @property
    def is_over(self) -> bool:
        return self.status in {"resolved", "postmortem", "completed"}


class _Page(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    incidents: tuple[Entry, ...]


def address(page: str) -> str:
    """The JSON behind a page's address; one that names a JSON file is taken as it is."""
    return page if page.endswith(".json") else page.rstrip("/") + API


def entries(body: bytes) -> tuple[Entry, ...]:
    """What a page lists; raises ConfigError where it is no such JSON."""
    try:
        return _Page.model_validate_json(body).incidents
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"]) or "the whole"
        raise ConfigError(f"is not what a status page serves: {where} is wrong") from None


def news(
    listed: Sequence[Entry], known: Iterable[Incident], now: datetime
) -> list[tuple[Incident, str]]:
    """Incidents to keep, each with the act: those a page lists anew, and those it changed its
    mind about. One that a person dismissed or ended stays so."""
    ours = {each.external_id: each for each in known if each.external_id}
    listed_open = {each.id: each for each in listed if not each.is_over}
    found = [
        (_suspected(entry, now), SUSPECT) for entry in listed_open.values() if entry.id not in ours
    ]
    for each in ours.values():
        said = _said(listed_open.get(each.external_id))
        if each.is_open and each.evidence != said:
            found.append((_changed(each, said, now), STATUS))
    return found


def _suspected(entry: Entry, now: datetime) -> Incident:
    text = " ".join((entry.name, *(each.name for each in entry.components)))
    words = words_in(text)
    topics = dict.fromkeys(topic for word, topic in TOPICS.items() if word in words)
    created = entry.created_at if entry.created_at.tzinfo else entry.created_at.replace(tzinfo=UTC)
    return Incident(
        id=incident_id(f"page:{entry.id}", created),
        title=entry.name[:LONGEST_TITLE] or entry.id,
        source=Source.STATUS_PAGE,
        topics=tuple(topics) or (OTHERWISE,),
        coins=facts(text).get("coin", ())[:1],
        opened_at=now,
        updated_at=now,
        since=min(created, now),
        phase=Phase.SUSPECTED,
        external_id=entry.id,
        evidence=_said(entry),
    )


def _said(entry: Entry | None) -> str:
    """What the page says now, for whoever has to confirm it."""
    if entry is None:
        return "the status page lists it no longer"
    body = entry.incident_updates[0].body if entry.incident_updates else ""
    return f"status page: {entry.status}. {body}".strip()[:500]


def _changed(incident: Incident, said: str, now: datetime) -> Incident:
    return replace(incident, evidence=said, updated_at=now, version=incident.version + 1)
