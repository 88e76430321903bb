"""Reports to the moderators as cards: a title, what was found, and which case it is. Pure."""

from __future__ import annotations

from typing import Any

from bots.discord.buttons import MODERATORS, components
from bots.discord.format import plain, to_discord
from bots.discord.limits import MAX_DESCRIPTION, MAX_FOOTER, MAX_TEXT, MAX_TITLE
from bots.discord.post import Body, body
from core.actions import Outgoing
from core.types import RiskLevel

# Red, amber, grey. A row's key ends with how sure the desk is; a card without buttons is settled.
COLOURS = {RiskLevel.ALERT.value: 0xC9302C, RiskLevel.REVIEW.value: 0xE8A33D}
SETTLED, UNSURE = 0x7A828C, 0x4F6BD8
CUT = "…"


def card(outgoing: Outgoing) -> Body:
    """The message for a report; nobody is called by it, and only moderators can press."""
    return body("", components(outgoing.buttons, MODERATORS), flags=0) | {
        "embeds": [embed(outgoing)]
    }


def as_text(outgoing: Outgoing) -> Body:
    """The same where our role may not show cards."""
    text = cut("\n".join(_lines(outgoing)), MAX_TEXT)
    return body(text, components(outgoing.buttons, MODERATORS))


def embed(outgoing: Outgoing) -> dict[str, Any]:
    """First line above, last line below; each line is read alone, so that a quotation ends."""
    first, *inner = _lines(outgoing)
    last = outgoing.text.rstrip().rpartition("\n")[2] if len(inner) > 1 else ""
    shown = {
        "title": cut(first.replace("**", ""), MAX_TITLE),
        "description": cut("\n".join(inner[:-1] if last else inner), MAX_DESCRIPTION),
        "color": _colour(outgoing),
        "timestamp": outgoing.due_at.isoformat(),
    }
    return shown | ({"footer": {"text": cut(last, MAX_FOOTER)}} if last else {})


def cut(text: str, most: int) -> str:
    """At most so many characters; what is left out is marked."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip(chr(92))}{CUT}"


def _lines(outgoing: Outgoing) -> list[str]:
    show = to_discord if outgoing.markdown else plain
    return [show(line) for line in outgoing.text.strip().split("\n") if line.strip()] or [CUT]


def _colour(outgoing: Outgoing) -> int:
    level = outgoing.key.rpartition(":")[2]
    return COLOURS.get(level, UNSURE) if outgoing.buttons else SETTLED
