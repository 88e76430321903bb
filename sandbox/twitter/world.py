"""The state of the simulated X: pure bookkeeping, no network, no decisions."""

from __future__ import annotations

import time
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

from sandbox.twitter.model import DirectMessage, Entry, Post, Rule, User

EPOCH_MS = 1_288_834_974_657
SEQUENCE_BITS = 22
FIRST_USER = 500_001
LEDGER_LENGTH = 1_000_000

Listener = Callable[[str, Any], None]


class MissingError(LookupError):
    """Somebody asked for a user or post that does not exist."""


class World:
    """Everything that exists, and the ledger of everything that happened."""

    def __init__(self, us: User) -> None:
        self.us = us
        self.skew = self.clock_error = 0.0
        self.listeners: list[Listener] = []
        self.reset()

    def reset(self) -> None:
        """Forget everybody and everything but our own account."""
        self.users = {self.us.id: self.us}
        self.handles = {self.us.username.lower(): self.us.id}
        self.posts: dict[int, Post] = {}
        self.order: list[int] = []
        self.messages: dict[int, DirectMessage] = {}
        self.said: dict[str, Post] = {}
        self.writers: set[int] = set()
        self.rules: dict[str, Rule] = {}
        self.muted: set[int] = set()
        self.blocked: set[int] = set()
        self.ledger: deque[Entry] = deque(maxlen=LEDGER_LENGTH)
        self.sequence, self.next_user = 0, FIRST_USER
        self._taken: set[int] = set()

    def real_time(self) -> float:
        """The server's clock without the jumps of `advance`: what signatures are held against."""
        return time.time() + self.clock_error

    def time(self) -> float:
        """Seconds since 1970 on the server's clock, moved by `advance` and by its error."""
        return self.real_time() + self.skew

    def advance(self, seconds: float) -> None:
        """Let time pass, so that windows and tokens run out."""
        self.skew += seconds

    @staticmethod
    def first_id(at: float) -> int:
        """The smallest id of a moment."""
        return (int(at * 1000) - EPOCH_MS) << SEQUENCE_BITS

    def snowflake(self, at: float) -> int:
        """A fresh id that sorts by time."""
        number = self.first_id(at)
        while number in self._taken:
            number += 1
        self._taken.add(number)
        return number

    def add_user(self, name: str, username: str, **details: Any) -> User:
        """A new person; `id` may be chosen, `age_days` says how long the account exists."""
        age = float(details.pop("age_days", 400))
        number = int(details.pop("id", 0)) or self._next_user()
        created = self.time() - age * 86_400
        user = User(number, name, username, created, **details)
        self.users[number] = user
        self.handles[username.lower()] = number
        return user

    def _next_user(self) -> int:
        while self.next_user in self.users:
            self.next_user += 1
        return self.next_user

    def rename(self, user: int, name: str, username: str) -> None:
        """Another name and handle for the same account."""
        person = self.user(user)
        self.handles.pop(person.username.lower(), None)
        person.name, person.username = name, username
        self.handles[username.lower()] = user

    def user(self, number: int) -> User:
        """The user, or MissingError."""
        if number not in self.users:
            raise MissingError(f"no user {number}")
        return self.users[number]

    def named(self, username: str) -> int:
        """The id behind a handle; 0 when there is none."""
        return self.handles.get(username.lower(), 0)

    def post(self, number: int) -> Post:
        """The stored version, or MissingError when it never was or is deleted."""
        if number not in self.posts:
            raise MissingError(f"no post {number}")
        return self.posts[number]

    def add_post(self, post: Post) -> Post:
        """Keep a version under its id and tell the listeners."""
        self.posts[post.id] = post
        insort(self.order, post.id)
        if post.author == self.us.id:
            self.said[normal(post.typed)] = post
        self.record("edit" if len(post.history) > 1 else "post", post)
        self.emit("post", post)
        return post

    def delete_post(self, number: int) -> None:
        """Remove all versions of a post."""
        for version in tuple(self.post(number).history):
            gone = self.posts.pop(version)
            del self.order[bisect_left(self.order, version)]
            if self.said.get(normal(gone.typed)) is gone:
                del self.said[normal(gone.typed)]
        self.record("delete", gone)
        self.emit("delete", gone)

    def add_message(self, message: DirectMessage) -> DirectMessage:
        """Keep a direct message and tell the listeners."""
        self.messages[message.id] = message
        self.writers.add(message.sender)
        self._enter("dm", str(message.id), message.sender, message.text, message.conversation)
        self.emit("dm", message)
        return message

    def emit(self, kind: str, thing: Any) -> None:
        """Tell the listeners: post | delete | dm."""
        for listener in tuple(self.listeners):
            listener(kind, thing)

    def record(self, kind: str, post: Post, by: int = 0) -> None:
        """Write a ledger line about a post; `by` where not the author acted."""
        conversation, reply_to = str(post.conversation), str(post.reply_to or "")
        author = by or post.author
        self._enter(kind, str(post.id), author, post.text, conversation, reply_to)

    def _enter(  # noqa: PLR0913, PLR0917
        self, kind: str, number: str, author: int, text: str, conversation: str, reply_to: str = ""
    ) -> None:
        self.sequence += 1
        entry = Entry(
            sequence=self.sequence,
            direction="out" if author == self.us.id else "in",
            kind=kind,
            id=number,
            author=str(author),
            text=text,
            conversation=conversation,
            reply_to=reply_to,
            at=self.time(),
        )
        self.ledger.append(entry)

    def ledger_since(self, after: int = 0, direction: str = "") -> list[dict[str, Any]]:
        """The ledger's lines after a sequence number, oldest first."""
        newer = takewhile(lambda each: each.sequence > after, reversed(self.ledger))
        found = [asdict(each) for each in newer if direction in {"", each.direction}]
        return found[::-1]

    def newest_first(self) -> Iterator[Post]:
        """Every current version, the newest first."""
        for number in reversed(self.order):
            if not self.posts[number].superseded:
                yield self.posts[number]


def normal(typed: str) -> str:
    """A text as duplicates are told by: without regard to blanks."""
    return " ".join(typed.split())


def iso(at: float) -> str:
    """A time as the API writes it."""
    return (
        datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{int(at % 1 * 1000):03}Z"
    )
