"""The note in the moderators' rooms that something seems to be wrong: a person has to confirm it.

Pure.
"""

from __future__ import annotations

from datetime import datetime

from core.actions import Outgoing, Purpose
from core.cards import harmless
from core.house import House
from core.incidents.incident import Incident

PHRASE = "mod_incident"


def reports(incident: Incident, house: House, now: datetime) -> tuple[Outgoing, ...]:
    """One note a room; none where there is no room."""
    return tuple(
        Outgoing(
            key=f"incident:{incident.id}:{platform}",
            platform=room.platform,
            account=room.account,
            conversation=f"room:{room.platform}:{room.address}",
            address=room.address,
            due_at=now,
            purpose=Purpose.REPORT,
            markdown=True,
            text=house.library.phrase(
                PHRASE,
                room.language,
                title=harmless(incident.title),
                evidence=harmless(incident.evidence),
            ),
        )
        for platform, room in house.rooms.items()
    )
