"""Activity events, as webhooks bring them, to the desk's arrivals: pure, and total."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bots.twitter.around import Around, around_of
from bots.twitter.content import Json, clean, identity, rows, table
from bots.twitter.convert import (
    Known,
    dead_letter,
    post_of,
    read_safely,
    removal,
)
from bots.twitter.letters import legacy_letter_of, letter_of
from core.types import Arrival

MENTIONED, REPLIED, QUOTED = "post.mention.create", "post.reply.create", "post.quote.create"
DELETED, WRITTEN = "post.delete", "dm.received"
POSTED = frozenset({MENTIONED, REPLIED, QUOTED})


def hear_event(payload: Any, known: Known) -> list[Arrival]:
    """One delivery; kinds that the desk does not read are nothing."""
    try:
        payload = clean(payload)
        event = table(table(payload, "payload").get("data"), "data")
        return list(_read(event, known))
    except Exception as error:  # the promise: one broken delivery harms no other
        return [dead_letter(payload, error, known, "event")]


def _read(event: Json, known: Known) -> Sequence[Arrival]:
    kind, body = event.get("event_type"), table(event.get("payload"), "payload")
    if kind in POSTED:
        return read_safely(body, around_of(event.get("includes")), known, (post_of, "post"))
    if kind == DELETED:
        return (removal(identity(body.get("id"), "id"), known),)
    return _letters(body, event, known) if kind == WRITTEN else ()


def _letters(body: Json, event: Json, known: Known) -> Sequence[Arrival]:
    if "direct_message_events" not in body:
        return read_safely(body, around_of(event.get("includes")), known, (letter_of, "dm"))
    people = table(body.get("users"), "users").values()
    around: Around = around_of({"users": list(people)})
    listed = rows(body["direct_message_events"], "direct_message_events")
    return [
        arrival
        for each in listed
        for arrival in read_safely(each, around, known, (legacy_letter_of, "dm"))
    ]
