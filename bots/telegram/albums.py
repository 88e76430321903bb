"""Albums: N updates without an end mark, for the desk one message with N attachments."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from core.types import Arrival, Message

MOST_ALBUMS = 256


def joined(arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The parts of an album as one message, named like its first part; others as they are."""
    whole: list[Arrival] = []
    for each in arrivals:
        first = whole[0] if whole else None
        if isinstance(each, Message) and isinstance(first, Message) and _same_voice(each, first):
            whole[0] = _with_part(first, each)
        else:
            whole.append(each)
    return whole


class GrowingAlbums:
    """Albums whose next part comes only after the one before was stored, as webhooks bring them.

    Nothing can be held back there, so every part is the same message once more, in a newer version
    that has all parts so far. The versions are far below those of edits, which are seconds.
    """

    def __init__(self) -> None:
        self._parts: OrderedDict[tuple[int, str], list[Message]] = OrderedDict()

    def grow(self, album: tuple[int, str], part: Message) -> Message:
        """The album up to this part; the same when a part is delivered again."""
        parts = self._parts.setdefault(album, [])
        self._parts.move_to_end(album)
        if len(self._parts) > MOST_ALBUMS:
            self._parts.popitem(last=False)
        if parts and not _same_voice(parts[0], part):
            return part
        if part.id not in [each.id for each in parts]:
            parts.append(part)
        place = next(index for index, each in enumerate(parts) if each.id == part.id)
        whole = parts[0]
        for each in parts[1 : place + 1]:
            whole = _with_part(whole, each)
        return replace(whole, version=place)


def _same_voice(one: Message, other: Message) -> bool:
    return (one.conversation, one.author.id) == (other.conversation, other.author.id)


def _with_part(album: Message, part: Message) -> Message:
    return replace(
        album,
        text="\n".join(text for text in (album.text, part.text) if text),
        addressed=album.addressed or part.addressed,
        attachments=album.attachments + part.attachments,
    )
