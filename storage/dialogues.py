"""What the bot is finding out: read with a turn, written with its result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, or_, select, update

from core.dialogue import Dialogue, Fact, Stage, going_on, person_of, unlearn
from core.ports import TurnResult
from core.types import Message
from storage import tables as t
from storage.codec import maybe_us, maybe_when, us, when
from storage.engine.dialect import VALUES, AnyRow, execute, replace_all, select_in
from storage.sealing.columns import DIALOGUE_BODY

_KNOWN = select(t.dialogue).where(
    or_(t.dialogue.c.conversation.in_(VALUES), t.dialogue.c.person.in_(VALUES))
)
_OWN = select(t.dialogue).where(t.dialogue.c.conversation.in_(VALUES))
_KEEP = replace_all(t.dialogue)
_LEAVE = (
    update(t.dialogue)
    .values(stage=Stage.MOVED.value, until=None)
    .where(t.dialogue.c.conversation == bindparam("left"))
)


@dataclass(frozen=True, slots=True)
class _Body:
    """What no statement asks a dialogue for."""

    about: str = ""
    article: str = ""
    wanted: tuple[tuple[str, ...], ...] = ()
    asked: Mapping[str, int] = field(default_factory=dict[str, int])
    facts: Mapping[str, Fact] = field(default_factory=dict[str, Fact])
    told: tuple[str, ...] = ()
    replies: int = 0
    language: str = ""


_BODY = TypeAdapter(_Body)


def of_turns(
    connection: Connection, fresh: Mapping[str, Sequence[Message]], names: Sequence[str]
) -> dict[str, Dialogue]:
    """The dialogue that each turn goes on with, where there is one; one read for all of them."""
    people = [person_of(fresh[name][-1]) for name in names]
    known: dict[str, list[Dialogue]] = defaultdict(list)
    for row in select_in(connection, _KNOWN, {*names, *people}):
        dialogue = dialogue_of(row)
        for key in {dialogue.conversation, dialogue.person}:
            known[key].append(dialogue)
    found = {
        name: going_on(fresh[name][-1], [*known[name], *known[person]])
        for name, person in zip(names, people, strict=True)
    }
    return {name: dialogue for name, dialogue in found.items() if dialogue}


def of_conversations(connection: Connection, names: Iterable[str]) -> dict[str, Dialogue]:
    """The dialogues of conversations that have one."""
    rows = select_in(connection, _OWN, names)
    return {row.conversation: dialogue_of(row) for row in rows}


def keep(connection: Connection, done: Sequence[tuple[TurnResult, datetime]]) -> None:
    """Write what is new in dialogues; the one that went on elsewhere is over."""
    results = [result for result, _ in done]
    execute(connection, _LEAVE, [{"left": each.left} for each in results if each.left])
    news = [dialogue_row(each.dialogue) for each in results if each.dialogue]
    execute(connection, _KEEP, news)


def forget(connection: Connection, messages: Sequence[Message]) -> None:
    """What deleted messages told is not known any more."""
    gone: dict[str, list[str]] = defaultdict(list)
    for message in messages:
        gone[person_of(message)].append(message.id)
    people = list(gone)
    names = {message.conversation for message in messages}
    known = [dialogue_of(row) for row in select_in(connection, _KNOWN, {*names, *people})]
    after = [(each, unlearn(each, gone.get(each.person, ()))) for each in known]
    execute(connection, _KEEP, [dialogue_row(new) for old, new in after if new is not old])


def dialogue_row(dialogue: Dialogue) -> dict[str, Any]:
    """A row of `dialogue`."""
    body = _Body(
        dialogue.about,
        dialogue.article,
        dialogue.wanted,
        dialogue.asked,
        dialogue.facts,
        dialogue.told,
        dialogue.replies,
        dialogue.language,
    )
    return {
        "conversation": dialogue.conversation,
        "person": dialogue.person,
        "stage": dialogue.stage.value,
        "until": maybe_us(dialogue.until),
        "updated_at": us(dialogue.updated_at) if dialogue.updated_at else 0,
        "body": DIALOGUE_BODY.closed(_BODY.dump_json(body).decode(), dialogue.conversation),
    }


def dialogue_of(row: AnyRow) -> Dialogue:
    """The dialogue in a row that holds at least all columns of `dialogue`."""
    told = DIALOGUE_BODY.secret(row.body, row.conversation)
    body = _Body() if told is None else _body_of(told)
    return Dialogue(
        conversation=row.conversation,
        person=row.person,
        stage=Stage(row.stage),
        language=body.language,
        about=body.about,
        article=body.article,
        wanted=body.wanted,
        asked=body.asked,
        until=maybe_when(row.until),
        facts=body.facts,
        told=body.told,
        replies=body.replies,
        updated_at=when(row.updated_at),
    )


# Whoever is asked for something writes again soon.
@lru_cache(maxsize=2048)
def _body_of(text: str) -> _Body:
    return _BODY.validate_json(text)
