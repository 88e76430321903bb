"""What everybody did, and the seal over it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Response

from console.pages.tokens import room
from console.visit import Visit, reading
from core.access import Permission
from core.audit import Wish

PAGE = 50
PEOPLE, LONGEST = "people", 80
Short = Annotated[str, Query(max_length=LONGEST)]
Auditor = Annotated[Visit, Depends(reading(Permission.AUDIT))]

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What of it somebody wants to see."""

    by: Short = PEOPLE
    act: Short = ""
    case: Short = ""
    since: Short = ""

    def wish(self, before: int | None) -> Wish:
        """As the books are asked."""
        return Wish(
            by=self.by.strip(),
            act=self.act.strip(),
            case_id=self.case.strip(),
            since=day_of(self.since),
            before=before,
            limit=PAGE,
        )


@router.get("/audit")
async def audit(
    visit: Auditor,
    filters: Annotated[Filter, Depends()],
    before: Annotated[int | None, Query(ge=1, le=2**62)] = None,
) -> Response:
    """Acts, the latest first; of people unless somebody asks for the desk's own."""
    books = room(visit).books
    page = await books.acts(filters.wish(before))
    older = urlencode({**asdict(filters), "before": page.before}) if page.before else ""
    head = await books.chain_head()
    people = await visit.services.door.agents()
    return visit.page(
        "audit.html", page=page, filters=filters, older=older, seal=head, people=people
    )


def day_of(text: str) -> datetime | None:
    """The beginning of a day as forms send it; None for anything else."""
    try:
        day = datetime.fromisoformat(text.strip())
        return day.replace(tzinfo=UTC) if day.tzinfo is None else day.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
