"""Links of newcomers, kept from others until a moderator has looked. Pure.

Nobody is accused: the author is told nothing, and no scam case is opened.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from core.actions import Kind, Outgoing, Purpose
from core.cards import harmless
from core.house import House, Room
from core.orders import may_order
from core.triage.hosts import Host
from core.triage.hosts.judge import OFFICIAL, WELL_KNOWN
from core.triage.reading import read
from core.types import Author, Message

MOST_LINKS = 5


def held(message: Message, house: House, now: datetime) -> bool:
    """Whether a person has to look first: a newcomer's words in public, with an unknown link."""
    rules = house.protect.on(message.platform)
    if not rules.hold_newcomers_links or rules.mode == "off" or not message.scene:
        return False
    if not _is_new(message.author, now - timedelta(hours=rules.newcomer_h)):
        return False
    able = Kind.DELETE in house.capabilities[message.platform].alone
    trusted = may_order(message, house.identities)
    return able and not trusted and bool(_unknown(message, house))


def report(message: Message, room: Room, stage: tuple[House, datetime], *, gone: bool) -> Outgoing:
    """The card to the moderators' room, once a message; `gone`: whether others still read it."""
    house, now = stage
    return Outgoing(
        key=f"hold:{message.key}",
        platform=room.platform,
        account=room.account,
        conversation=f"room:{room.platform}:{room.address}",
        address=room.address,
        due_at=now,
        purpose=Purpose.REPORT,
        text=_text(message, house, room.language, gone=gone),
        markdown=True,
    )


def _is_new(author: Author, since: datetime) -> bool:
    return author.joined_at is not None and author.joined_at > since


def _unknown(message: Message, house: House) -> list[Host]:
    """The sites in a text that are neither ours nor well known."""
    judged = [house.verifies.judge(link) for link in read(message.text).links]
    found = {each.name: each for each in judged}.values()
    return [each for each in found if each.verdict != OFFICIAL and each.reason != WELL_KNOWN]


def _text(message: Message, house: House, language: str, *, gone: bool) -> str:
    """Plain lines; what was written is quoted so that nothing in it can be pressed."""
    said, author = house.library.phrase, message.author
    lines = [
        f"**{said('mod_held', language)}**",
        said(
            "mod_who",
            language,
            who=harmless(f"{author.name} @{author.handle}".strip()),
            id=author.id,
            platform=message.platform,
        ),
        f"> {harmless(message.text)}",
        *(
            f"- {harmless(f'{each.name}: {each.reason}')}"
            for each in _unknown(message, house)[:MOST_LINKS]
        ),
        said("mod_held_kept", language)
        if gone
        else said("mod_would", language, acts=Kind.DELETE.value),
    ]
    return "\n".join(lines)
