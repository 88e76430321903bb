"""Word tables: concept -> phrases in fourteen languages. Syntax: see `core.triage.lexicon`."""

from __future__ import annotations

from core.triage.words import (
    asking,
    assets,
    bait,
    contact,
    harm,
    lures,
    needs,
    polarity,
    tone,
    topics,
    trouble,
)

TABLES: dict[str, str] = {
    **assets.TABLE,
    **asking.TABLE,
    **bait.TABLE,
    **contact.TABLE,
    **harm.TABLE,
    **lures.TABLE,
    **needs.TABLE,
    **polarity.TABLE,
    **tone.TABLE,
    **topics.TABLE,
    **trouble.TABLE,
}
