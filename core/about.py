"""What the desk is at work on: what is logged meanwhile is about that, without saying so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextvars import ContextVar, Token
from hashlib import blake2b
from types import TracebackType
from typing import TypeAlias

from core.actions import Outgoing
from core.ports import Turn
from core.types import Message

Subject: TypeAlias = Message | Turn | Outgoing

_SUBJECTS: ContextVar[tuple[Subject, ...]] = ContextVar("about", default=())


class about:  # noqa: N801 - reads as a word: `with about(turn):`
    """Everything logged within concerns these messages, turns or sends; costs less than 1 µs."""

    __slots__ = ("_subjects", "_token")

    _token: Token[tuple[Subject, ...]]

    def __init__(self, *subjects: Subject) -> None:
        self._subjects = subjects

    def __enter__(self) -> None:
        self._token = _SUBJECTS.set(self._subjects)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _SUBJECTS.reset(self._token)


def subjects() -> tuple[Subject, ...]:
    """What is being worked on here and now."""
    return _SUBJECTS.get()


def fields(about_them: Sequence[Subject]) -> dict[str, str]:
    """How a log line names it: `message` (a turn's latest), `platform`, `conversation`; nothing
    where it is about several, or about none."""
    if len(about_them) != 1:
        return {}
    (of,) = about_them
    if isinstance(of, Turn):
        if not of.fresh:
            return {"conversation": digest(of.conversation)}
        of = of.fresh[-1]
    return {
        "message": of.key,
        "platform": str(of.platform),
        "conversation": digest(of.conversation),
    }


def digest(conversation: str) -> str:
    """A conversation as logs and traces name it: the same each time, and no address."""
    return blake2b(conversation.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def words(of: Subject) -> Iterator[str]:
    """What people wrote in it, and what they are called: none of it belongs in a log."""
    if isinstance(of, Outgoing):
        yield of.text
        return
    if isinstance(of, Message):
        yield from _words(of)
        return
    for message in of.fresh:
        yield from _words(message)
    for judged in of.burst:
        yield from _words(judged.message)
    for line in of.history:
        yield line.text


def _words(of: Message) -> Iterator[str]:
    yield from (of.text, of.reply_text, of.author.name, of.author.handle, of.author.bio)
