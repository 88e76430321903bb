"""Word tables: concept -> phrases in fourteen languages. Syntax: see `core.triage.lexicon`."""

from __future__ import annotations

from core.triage.words import (
    asking,
    assets,
    bait,
    contact,
    farewell,
    harm,
    lures,
    matters,
    needs,
    plea,
    polarity,
    service,
    tone,
    topics,
    trouble,
)

TABLES: dict[str, str] = {
    **assets.TABLE,
    **asking.TABLE,
    **bait.TABLE,
    **contact.TABLE,
    **farewell.TABLE,
    **harm.TABLE,
    **lures.TABLE,
    **matters.TABLE,
    **needs.TABLE,
    **plea.TABLE,
    **polarity.TABLE,
    **service.TABLE,
    **tone.TABLE,
    **topics.TABLE,
    **trouble.TABLE,
}
