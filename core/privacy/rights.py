"""People's rights over what the desk keeps: retention, legal hold, erasure, a file of everything.

A person is one handle, and those that he linked with the same account himself (`core.people`).
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Protocol, runtime_checkable

from core.errors import DeskError
from core.ports import Decision
from core.types import Platform, Removal

# By which these acts are known in the audit; none of them names anybody.
ASKED, ERASED = "privacy:asked", "privacy:erased"
HELD, LIFTED, EXPORTED = "privacy:held", "privacy:lifted", "privacy:exported"
# What stands in a note or a report where somebody was named.
NOBODY = "[erased]"
# Longer reasons are cut.
LONGEST_REASON = 300


class UnderHold(DeskError):  # noqa: N818
    """The law wants it kept: a hold covers what was to be erased."""


class Kept(StrEnum):
    """What is kept for a time of its own; see `PrivacyTable`."""

    PUBLIC = "public"  # texts written in public
    PRIVATE = "private"  # texts written to us alone
    CASE = "case"  # everything that was said in a resolved case, both sides
    NOTE = "note"  # what agents told each other
    LETTER = "letter"  # what could not be read
    EVIDENCE = "evidence"  # why the desk decided as it did
    AUDIT = "audit"  # the wording of what people did; that they did it stays
    DRAFT = "draft"  # begun and not sent
    SESSION = "session"  # sign-ins that are over
    DELIVERY = "delivery"  # what webhooks were told
    SEARCH = "search"  # words in the index of the search
    NAME = "name"  # names that people bore


class Scope(StrEnum):
    """What a legal hold is about."""

    PERSON = "person"
    CONVERSATION = "conversation"
    CASE = "case"


class Stage(StrEnum):
    """How far an erasure is: `cleaning` waits until the bytes have left the file."""

    ASKED = "asked"
    ERASING = "erasing"
    CLEANING = "cleaning"
    DONE = "done"


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """An account on a platform, by the id that never changes."""

    platform: Platform
    author_id: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.author_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    """Nothing it covers is removed until it is lifted; `subject` is an identity, a conversation's
    name or a case's id."""

    scope: Scope
    subject: str
    reason: str
    by: str
    at: datetime
    number: int = 0
    lifted_by: str = ""
    lifted_at: datetime | None = None
    lifted_why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """The job that erases a person; `identities` are empty once it is done, digests stay.

    `until` is set where a restored backup is erased again: what came later is a new matter.
    `held` says which hold stops it.
    """

    identities: tuple[Identity, ...]
    digests: tuple[str, ...]
    by: str
    asked_at: datetime
    number: int = 0
    stage: Stage = Stage.ASKED
    until: datetime | None = None
    done_at: datetime | None = None
    texts: int = 0
    places: int = 0
    position: int = 0
    held: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """One look at one kind: `gone` of `seen` went, `held` stay because of a hold."""

    kind: Kept
    seen: int = 0
    gone: int = 0
    held: int = 0
    is_over: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFile:
    """Everything that is kept about a person: section -> records, values ready for JSON."""

    identities: tuple[Identity, ...]
    sections: Mapping[str, Sequence[Mapping[str, object]]] = field(
        default_factory=dict[str, Sequence[Mapping[str, object]]]
    )

    @property
    def records(self) -> int:
        """How many there are."""
        return sum(map(len, self.sections.values()))


class LegalHolds(Protocol):
    """Each method is one transaction; raises StorageUnavailable."""

    async def hold_legally(self, hold: LegalHold) -> LegalHold:
        """Set a hold, with its act; the same with its number."""
        ...

    async def lift_hold(self, number: int, by: str, at: datetime, why: str) -> bool:
        """End a hold, with its act; False where there is none in force."""
        ...

    async def legal_holds(self) -> Sequence[LegalHold]:
        """All that ever were, the newest first."""
        ...

    async def holds_over(self, identities: Sequence[Identity]) -> Sequence[LegalHold]:
        """Those in force that cover anything of these people."""
        ...


class Erasures(Protocol):
    """Each method is one transaction; raises StorageUnavailable."""

    async def ask_erasure(self, erasure: Erasure) -> Erasure:
        """Queue it, with its act; one that runs for the same digests is given back instead.
        Raises UnderHold."""
        ...

    async def erasures(self) -> Sequence[Erasure]:
        """All that ever were, the newest first."""
        ...

    async def erase_some(self, number: int, now: datetime, *, limit: int) -> Erasure:
        """One batch of one job, which may be repeated at will."""
        ...

    async def clean(self) -> None:
        """Leave no byte of what was erased in the database's files, as far as it has any."""
        ...

    async def finish_erasure(self, number: int, at: datetime) -> Erasure:
        """The bytes are gone: forget whom it was about, and write the act."""
        ...


class PersonFiles(Protocol):
    """Each method is one transaction; raises StorageUnavailable."""

    async def identities_of(self, one: Identity) -> tuple[Identity, ...]:
        """This account first, then those its owner linked with it."""
        ...

    async def everybody(self) -> Sequence[Identity]:
        """Each account of which anything is kept."""
        ...

    async def export_person(self, identities: Sequence[Identity]) -> PersonFile: ...

    async def size(self) -> int:
        """Bytes of the file that `clean` would write anew; 0 where it writes none."""
        ...


class Retention(Protocol):
    """Each method is one transaction; raises StorageUnavailable."""

    async def retain(self, kind: Kept, before: datetime, *, limit: int, dry: bool = False) -> Swept:
        """Look at the next `limit` rows of a kind and take the words out of those older than that,
        unless a hold covers them. With `dry` everything is counted, and nothing is changed."""
        ...

    async def recent_ids(
        self, platform: Platform, since: datetime, *, after: str, limit: int
    ) -> Sequence[tuple[str, str]]:
        """(key, native id) of messages whose words are still here, by key, newest versions only."""
        ...


class PrivacyBook(LegalHolds, Erasures, PersonFiles, Retention, Protocol):
    """All four, and the audit for what is no change of theirs."""

    async def audit(self, decision: Decision) -> None: ...


@runtime_checkable
class Rehydrates(Protocol):
    """A platform that does not tell of deletions can be asked what is still there."""

    @property
    def platform(self) -> Platform: ...

    async def vanished(self, ids: Sequence[str]) -> Sequence[Removal]:
        """Which of these are gone; raises AdapterError."""
        ...


def digest_of(key: bytes, identity: Identity) -> str:
    """Finds an identity again without saying which it is; useless without the key."""
    told = f"{identity.platform}\0{identity.author_id}".encode()
    return hmac.new(key, told, sha256).hexdigest()


def act(name: str, by: str, at: datetime, words: str) -> Decision:
    """An act about somebody's data, without his data."""
    return Decision(message_key="", act=name, reason=words[:LONGEST_REASON], by=by, at=at)
