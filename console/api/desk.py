"""The desk itself: what it thinks of a text, incidents, how it is doing, who asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import Query

from console.api import shown
from console.api.caller import Calling
from console.api.desk_models import Adapter, Health, Incident, Incidents, Me, Thought
from console.api.inputs import OwnId, Text
from console.api.problem import Refusal
from console.api.route import needs, router
from console.api.write import Writing
from core.api import Posed
from core.errors import EncoderUnavailable
from core.tokens import Scope
from core.types import Platform

routes = router(tags=["desk"])
Days = Annotated[int, Query(ge=0, le=366, description="Also those closed in so many days.")]


@routes.get("/me", dependencies=[needs()], operation_id="get_me")
async def me(caller: Calling) -> Me:
    """The token that asks, and what is left of its scopes."""
    token = caller.token
    return Me(
        token=token.prefix,
        name=token.name,
        owner=token.agent,
        role=caller.agent.role.value,
        scopes=sorted(token.scopes),
        granted=sorted(caller.scopes),
        expires_at=token.expires_at,
    )


@routes.get("/health", dependencies=[needs()], operation_id="get_health")
async def health(caller: Calling) -> Health:
    """How the platforms and the desk's parts are doing."""
    services = caller.services
    platforms = [
        Adapter(name=each.platform, state=each.state, since=each.since)
        for each in services.health()
    ]
    parts = [
        Adapter(name=each.name, state=each.state, since=each.since) for each in services.parts()
    ]
    return Health(platforms=platforms, parts=parts)


@routes.post("/triage", dependencies=[needs(Scope.TRIAGE)], operation_id="triage")
async def triage(
    write: Writing,
    said: Text,
) -> Thought:
    """What the desk thinks of a text; secrets in it are covered first, nothing is kept."""
    posed = Posed(
        text=said.text,
        platform=Platform(said.platform),
        private=said.place == "dm",
        author_name=said.author_name,
        handle=said.author_handle,
        at=write.caller.now,
    )
    try:
        masked, verdict = await write.caller.room.think(posed)
    except EncoderUnavailable:
        raise Refusal("no_triage", headers={"Retry-After": "30"}) from None
    return Thought(
        masked_text=masked.text,
        secrets=[each.kind for each in masked.secrets],
        # whoever asks has sent the text himself
        verdict=shown.verdict(verdict, personal=True),
    )


@routes.get("/incidents", dependencies=[needs(Scope.READ_INCIDENTS)], operation_id="list_incidents")
async def incidents(caller: Calling, closed_days: Days = 7) -> Incidents:
    """What is wrong for many, the latest first."""
    since = caller.now - timedelta(days=closed_days)
    found = await caller.books.incidents(closed_since=since)
    tallies = await caller.books.tallies([each.id for each in found])
    return Incidents(items=[shown.incident(each, tallies[each.id]) for each in found])


@routes.get(
    "/incidents/{incident_id}",
    dependencies=[needs(Scope.READ_INCIDENTS)],
    operation_id="get_incident",
)
async def incident(caller: Calling, incident_id: OwnId) -> Incident:
    """One of them."""
    file = await caller.books.incident_file(incident_id)
    if file is None:
        raise Refusal("not_found")
    return shown.incident(file.incident, file.tally)
