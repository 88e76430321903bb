"""Who hears an announcement, by which way, in which words. Pure.

One row a conversation; where several asked in one public place, one post there is for all of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.actions import Inform, Outgoing, Purpose
from core.house import House
from core.incidents.heard import Heard
from core.incidents.incident import Incident, in_language
from core.incidents.ports import Asked, Audience, IncidentFile, Unreached, Word
from core.reply.compose import compose
from core.reply.split import split
from core.types import Author, Leg, Message, Place

# What cannot be helped, as codes of the console's texts.
CLOSED, ONE_REPLY = "closed", "one_reply"
# From so many in one public place on, one post serves them all.
CROWD = 2
PUBLIC_PHRASE = {Word.NEWS: "incident_public", Word.CLEAR: "incident_over_public"}
PRIVATE_PHRASE = {Word.NEWS: "incident_private", Word.CLEAR: "incident_over_private"}


@dataclass(frozen=True, slots=True)
class _Way:
    """How one person is reached: himself in private, or under his question, or with others."""

    asked: Asked
    address: str
    leg: Leg
    reply_to: str | None = None


def audience(file: IncidentFile, word: Word, house: House, now: datetime) -> Audience:
    """Who would hear it now: for NEWS whoever waits and no agent answers, for CLEAR whoever was
    told and did not hear it yet."""
    ways: list[_Way] = []
    unreached: list[Unreached] = []
    for asked in filter(_waits if word is Word.NEWS else _was_told, file.asked):
        way = _way(asked, house)
        if isinstance(way, str):
            unreached.append(Unreached(asked=asked, why=way))
        else:
            ways.append(way)
    speaker = _Speaker(file.incident, word, house, now)
    crowds = _crowds(ways)
    rows = [row for way in crowds for row in speaker.rows(way)]
    legs = Counter((way.asked.heard.platform, way.leg) for way in ways)
    return Audience(
        rows=tuple(rows),
        people=tuple(dict.fromkeys(way.asked.heard.person for way in ways)),
        conversations=tuple(dict.fromkeys(way.asked.heard.conversation for way in ways)),
        by_platform=tuple((*key, count) for key, count in sorted(legs.items())),
        unreached=tuple(unreached),
    )


def _waits(asked: Asked) -> bool:
    return asked.told_at is None and not asked.agent


def _was_told(asked: Asked) -> bool:
    return asked.told_at is not None and asked.cleared_at is None


def _way(asked: Asked, house: House) -> _Way | str:
    """The way to somebody, or why there is none."""
    heard = asked.heard
    capabilities = house.capabilities.get(heard.platform)
    if capabilities is None:
        return CLOSED
    if heard.leg is Leg.PRIVATE and not asked.closed:
        return _Way(asked, heard.address, Leg.PRIVATE)
    if asked.private_address:
        return _Way(asked, asked.private_address, Leg.PRIVATE)
    if asked.closed or heard.leg is Leg.PRIVATE:
        return CLOSED
    if not capabilities.second_reply:
        return ONE_REPLY
    return _Way(asked, heard.address, Leg.PUBLIC, heard.message_id)


def _crowds(ways: Iterable[_Way]) -> list[_Way]:
    """One way for all who read the same public place in one language, else each his own."""
    places: dict[tuple[str, ...], list[_Way]] = {}
    for way in ways:
        heard = way.asked.heard
        readers = heard.language if way.leg is Leg.PUBLIC else heard.conversation
        places.setdefault((heard.platform, heard.account, way.address, readers), []).append(way)
    return [
        replace(together[0], reply_to=None) if len(together) >= CROWD else together[0]
        for together in places.values()
    ]


class _Speaker:
    """Words and rows of one announcement; texts are composed once a platform, leg and language."""

    def __init__(self, incident: Incident, word: Word, house: House, now: datetime) -> None:
        self.incident, self.word, self.house, self.now = incident, word, house, now
        self._composed: dict[tuple[str, Leg, str], tuple[str, ...]] = {}

    def rows(self, way: _Way) -> Sequence[Outgoing]:
        heard = way.asked.heard
        name = f"notice:{self.incident.id}:{self.word}:{heard.conversation}"
        return [
            Outgoing(
                key=f"{name}:{number}" if number else name,
                platform=heard.platform,
                account=heard.account,
                conversation=heard.conversation,
                address=way.address,
                due_at=self.now,
                text=part,
                markdown=True,
                leg=way.leg,
                reply_to=way.reply_to if number == 0 else None,
                purpose=Purpose.NOTICE,
                sequence=number,
            )
            for number, part in enumerate(self._parts(heard, way.leg))
        ]

    def _parts(self, heard: Heard, leg: Leg) -> tuple[str, ...]:
        key = (heard.platform, leg, heard.language)
        if key not in self._composed:
            capabilities = self.house.capabilities[heard.platform]
            inform = informing(self.incident, self.word, heard.language, leg)
            message = _reader(heard, leg, self.now)
            text = compose(
                (inform,), message, self.house.library, capabilities, language=inform.language
            )
            self._composed[key] = split(text, capabilities.on(leg))
        return self._composed[key]


def informing(incident: Incident, word: Word, language: str, leg: Leg) -> Inform:
    """The approved text as something to say, in the language it is approved in."""
    texts = incident.texts if word is Word.NEWS else incident.clear_texts
    text, said_in = in_language(texts, language)
    phrases = PRIVATE_PHRASE if leg is Leg.PRIVATE else PUBLIC_PHRASE
    return Inform(
        phrase=phrases[word],
        language=said_in,
        reason=incident.waiting,
        values=(("text", text),),
        waits=word is Word.NEWS,
    )


def _reader(heard: Heard, leg: Leg, now: datetime) -> Message:
    """Who is spoken to, as a composer wants him."""
    return Message(
        platform=heard.platform,
        account=heard.account,
        id=heard.message_id,
        conversation=heard.conversation,
        address=heard.address,
        author=Author(id=heard.author_id),
        place=Place.DM if leg is Leg.PRIVATE else Place.GROUP,
        text="",
        sent_at=now,
        received_at=now,
    )
