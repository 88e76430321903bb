"""Between incidents and rows: pure, and exact in both directions."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from core.incidents.heard import Heard
from core.incidents.incident import Incident
from core.types import Leg, Platform
from storage.codec import maybe_us, maybe_when, scrubbed, us, when
from storage.engine.dialect import AnyRow
from storage.incidents.rules import Asker, hour_of, name_of

_INCIDENT = TypeAdapter(Incident)


def incident_row(incident: Incident) -> dict[str, Any]:
    """A row of `incident`."""
    clean = scrubbed(incident)
    return {
        "id": clean.id,
        "phase": clean.phase.value,
        "opened_at": us(clean.opened_at),
        "updated_at": us(clean.updated_at),
        "version": clean.version,
        "body": _INCIDENT.dump_json(clean).decode("utf-8", "replace"),
    }


def incident_of(row: AnyRow) -> Incident:
    """The incident in a row."""
    return _INCIDENT.validate_json(row.body)


def heard_row(heard: Heard) -> dict[str, Any]:
    """A row of `heard`."""
    clean = scrubbed(heard)
    return {
        "stem": clean.stem,
        "platform": clean.platform,
        "account": clean.account,
        "conversation": clean.conversation,
        "address": clean.address,
        "scene": clean.scene,
        "leg": clean.leg.value,
        "author_id": clean.author_id,
        "message_id": clean.message_id,
        "topic": clean.topic,
        "coin": clean.coin,
        "language": clean.language,
        "article": clean.article,
        "at": us(clean.at),
    }


def heard_of(row: AnyRow) -> Heard:
    """The question in a row that holds at least all columns of `heard`."""
    return Heard(
        stem=row.stem,
        platform=Platform(row.platform),
        account=row.account,
        conversation=row.conversation,
        address=row.address,
        scene=row.scene,
        leg=Leg(row.leg),
        author_id=row.author_id,
        message_id=row.message_id,
        topic=row.topic,
        coin=row.coin,
        language=row.language,
        at=when(row.at),
        article=row.article,
    )


def by_rows(heard: Heard) -> list[dict[str, Any]]:
    """Rows of `heard_by`: one for each series that a question counts in."""
    clean: Heard = scrubbed(heard)
    hour = us(hour_of(clean.at))
    rest = {"person": clean.person, "conversation": clean.conversation, "at": us(clean.at)}
    return [
        {"key": f"{name}|{hour}|{clean.person}", "series": name} | rest
        for name in map(name_of, clean.series)
    ]


def asker_row(asker: Asker) -> dict[str, Any]:
    """A row of `incident_asked`."""
    return heard_row(asker.heard) | {
        "incident_id": asker.incident_id,
        "person": scrubbed(asker.heard.person),
        "times": asker.times,
        "told_at": maybe_us(asker.told_at),
        "told_stem": scrubbed(asker.told_stem),
        "cleared_at": maybe_us(asker.cleared_at),
    }


def asker_of(row: AnyRow) -> Asker:
    """Who asked, in a row of `incident_asked`."""
    return Asker(
        incident_id=row.incident_id,
        heard=heard_of(row),
        times=row.times,
        told_at=maybe_when(row.told_at),
        told_stem=row.told_stem,
        cleared_at=maybe_when(row.cleared_at),
    )
