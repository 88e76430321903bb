"""What the reference memory consists of: dicts in the order in which things came."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.actions import BOT, Outgoing, Purpose
from core.case import Case
from core.casebook import Agent, Change
from core.corrections import Correction
from core.dialogue import Dialogue
from core.ports import Decision, Judged, Turn
from core.scams import NameSeen
from core.service.promise import STANDARD, Promises
from core.types import (
    Author,
    Checkpoint,
    DeadLetter,
    Message,
    Platform,
    Reach,
    Removal,
    Sighting,
)
from storage import rules
from storage.codec import stem
from storage.memory.parts import Parted
from storage.memory.tally import Tally


@dataclass
class Entry:
    """A message in the queue."""

    message: Message
    state: str
    attempts: int = 0
    error: str = ""


@dataclass
class Lane:
    """A conversation's turn."""

    ready_at: datetime | None = None
    leased: datetime | None = None
    version: int = 0
    ids: set[str] = field(default_factory=set)
    last: str = ""


@dataclass
class Send:
    """A row of the outbox."""

    outgoing: Outgoing
    answer: str
    answers: tuple[str, ...]
    at: datetime
    state: str = "pending"
    why: str = ""
    remote_id: str = ""
    leased: datetime | None = None

    def settle(self, state: str, at: datetime, why: str = "") -> None:
        self.state, self.at, self.why = state, at, why


@dataclass
class Alarm:
    """What a case waits for."""

    kind: str
    at: datetime
    ring_at: datetime | None


@dataclass
class Note:
    """A word among agents."""

    case_id: str
    agent: str
    text: str
    at: datetime


class State:
    """Everything remembered, and one way to change a case."""

    def __init__(self) -> None:
        self.patience = 15.0
        self.promises: Promises = STANDARD
        self._inbox: dict[str, Entry] = {}
        self._lanes: dict[str, Lane] = {}
        self._verdicts: dict[str, Judged] = {}
        self._judged_at: dict[str, datetime] = {}
        self._corrections: list[Correction] = []
        self._cases: dict[str, Case] = {}
        self._dialogues: dict[str, Dialogue] = {}
        self._outbox: dict[str, Send] = {}
        self._alarms: dict[str, Alarm] = {}
        self._decisions: list[tuple[str, Decision]] = []
        self._notes: list[Note] = []
        self._log: list[Change] = []
        self._letters: dict[str, DeadLetter] = {}
        self._reach: dict[tuple[str, str, str], Reach] = {}
        self._holds: dict[str, tuple[str, datetime]] = {}
        self._agents: dict[str, Agent] = {}
        self._passes: dict[str, tuple[str, str, datetime]] = {}
        self._touched: dict[str, str] = {}
        self._bell, self.numbers = asyncio.Event(), Tally()
        self._checkpoints: dict[tuple[str, str], str] = {}
        self._sightings: dict[tuple[str, str, str, str], Sighting] = {}
        self._names: dict[tuple[str, str, str, str], NameSeen] = {}
        self._parted = Parted()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """What was touched is told once, at the end."""
        self._touched = {}
        yield
        for case_id, kind in self._touched.items():
            self._log.append(Change(number=len(self._log) + 1, case_id=case_id, kind=kind))
        if self._touched:
            bell, self._bell = self._bell, asyncio.Event()
            bell.set()

    def _save(self, case: Case, until: datetime | None = None) -> None:
        self.numbers.changed(self._cases.get(case.id), case)
        self._follow_case(self._cases.get(case.id), case)
        self._cases[case.id] = case
        self._touched[case.id] = "case"
        timer, before = rules.timer_of(case, until), self._alarms.pop(case.id, None)
        if timer:
            same = before and (before.kind, before.at) == timer
            first = rules.rings_at(case, timer, self.promises)
            self._alarms[case.id] = before if before and same else Alarm(*timer, first)

    def _follow_case(self, before: Case | None, after: Case) -> None:
        """What else a changed case means."""

    def _touch(self, case: Case | None, kind: str) -> None:
        if case:
            self._touched.setdefault(case.id, kind)

    def _case_of(self, conversation: str) -> Case | None:
        """The case that holds the lane: opened last and not split off, or where that goes on."""
        here = (
            each
            for each in self._cases.values()
            if each.conversation == conversation and each.id not in self._parted.splits
        )
        found = rules.latest(here).get(conversation)
        return self._leading(found.id) if found else None

    def _stored(self, turn: Turn) -> Case | None:
        """The case a turn is about: a timer's own, else the lane's."""
        if turn.version == rules.NO_LANE and turn.case:
            return self._leading(turn.case.id)
        return self._case_of(turn.conversation)

    def _leading(self, case_id: str) -> Case | None:
        while case_id in self._parted.merges:
            case_id = self._parted.merges[case_id].into
        return self._cases.get(case_id)

    def _learn(self, news: Reach) -> None:
        place = (news.platform, news.account, news.address)
        self._reach[place] = news
        if news.moved_to:
            self._reach.pop((news.platform, news.account, news.moved_to), None)
        for case in list(self._cases.values()):
            after = rules.told(case, news)
            if after is not case:
                self._save(after)
        for send in self._outbox.values():
            if news.moved_to and send.state == "pending" and place_of(send.outgoing) == place:
                send.outgoing = replace(send.outgoing, address=news.moved_to)

    def _keep_up(self, news: Checkpoint | Sighting | Removal) -> None:
        if isinstance(news, Checkpoint):
            self._checkpoints[(news.platform, news.name)] = news.value
        elif isinstance(news, Sighting):
            self._sightings[(*place_of(news), news.author.id)] = news
            self._meet(news.platform, news.author, news.seen_at)
        else:
            self._forget(news)

    def _meet(self, platform: Platform, author: Author, at: datetime) -> None:
        """The name that somebody bears now."""
        if not (author.handle or author.name):
            return
        bare = (platform, author.id, author.handle, author.name)
        fresh = NameSeen(handle=author.handle, name=author.name, first_at=at, last_at=at)
        known = self._names.get(bare, fresh)
        span = (min(known.first_at, at), max(known.last_at, at))
        self._names[bare] = replace(known, first_at=span[0], last_at=span[1])

    def _forget(self, gone: Removal) -> None:
        heard = [each for each in self._inbox.values() if is_gone(each.message, gone)]
        for entry in heard:
            self._forget_entry(entry)

    def _forget_entry(self, entry: Entry) -> None:
        """One message loses its words, and whatever quotes it."""
        message = entry.message
        self._unlearn(message)
        entry.message, entry.state = rules.erased(message), "replaced"
        entry.error = rules.DELETED
        if judged := self._verdicts.get(message.key):
            self._verdicts[message.key] = rules.unthought(judged)
        self._corrections = [_without(each, message.key) for each in self._corrections]
        for send in self._outbox.values():
            waits = send.state == "pending" and send.outgoing.by == BOT
            waits = waits and send.outgoing.purpose is Purpose.ANSWER
            if waits and send.outgoing.key.startswith(f"{stem(message)}:"):
                send.state, send.why = "withdrawn", rules.DELETED
        if case := self._case_of(message.conversation):
            after = rules.without_subject(case, [message])
            self._touch(case, "message")
            if after is not case:
                self._save(after)

    def _unlearn(self, message: Message) -> None:
        """What else is not known any more once a message is deleted."""


def _without(correction: Correction, key: str) -> Correction:
    return replace(correction, text="") if correction.message_key == key else correction


def is_gone(message: Message, gone: Removal) -> bool:
    """Whether a removal is about this message."""
    if (message.platform, message.account) != (gone.platform, gone.account):
        return False
    return message.id == gone.id if gone.id else message.address == gone.address


def place_of(each: Outgoing | Sighting) -> tuple[str, str, str]:
    """Where a row of the outbox goes, or where somebody was seen."""
    return (each.platform, each.account, each.address)
