"""What agents do to cases beside answering: notes, tags, merging and splitting, handing over.

A conversation is one lane: what its author writes next is worked on in the one case that holds the
lane, the one opened last. Two things bend that, and both can be taken back:

- Merged, a case goes on in another one, the survivor. Its lines are shown there, its page leads
  there, and whatever is written in its conversation from now on wakes the survivor. Answers leave
  through the survivor's conversation.
- Split, chosen messages become a case of their own with its own holder, priority and end. They
  stay in the same conversation, so answers go to the same place; the lane stays with the case they
  came from: what their author writes next lands there. Undone by merging it back.

Every message is thus shown in exactly one case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.actions import Outgoing
from core.case import Move
from core.errors import Outdated

MOST_TAGS = 20
NOTE_EDIT_S = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Somebody does something to a case; `over` lets him do it to a case that another holds.

    With `versions` it is done to the case as he has read it, and not at all when it changed since.
    """

    case_id: str
    by: str
    at: datetime
    over: bool = False
    versions: frozenset[int] = frozenset()

    def must_be(self, version: int) -> None:
        """Raises Outdated where the case is none of those that were read."""
        if self.versions and version not in self.versions:
            raise Outdated(f"the case changed: its version is {version}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Deed):
    """Tell colleagues something; those named in `mentions` find the case in their list."""

    text: str
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditNote(Deed):
    """Change one's own note within five minutes; what it said before stays readable."""

    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Deed):
    """Give the case a word; `tag` is normal already."""

    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Untag(Deed):
    """Take a word away."""

    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge(Deed):
    """`other` goes on in this case."""

    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmerge(Deed):
    """This case goes on by itself again: with the queue, or with whoever held it before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Deed):
    """The messages with these keys become a case of their own."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snooze(Deed):
    """Put the case aside until then; what its author writes wakes it sooner."""

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer(Deed):
    """Give the case to a colleague, with a word on why."""

    to: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve(Deed):
    """Done, for a reason with a code and perhaps some words."""

    reason: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Again(Deed):
    """Send once more what failed; what nobody knows about only where somebody `looked`."""

    key: str
    looked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Go(Deed):
    """Claim, release, wake, reopen …; the memory checks whether he may."""

    how: Move
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Deed):
    """Queue words to the author; only its holder can, and the same keys are queued once."""

    outgoing: tuple[Outgoing, ...]


class Refusal(StrEnum):
    """Why something is not done; codes of the console's texts."""

    SAME = "same"
    RESOLVED = "resolved"
    MERGED = "merged"
    NOT_MERGED = "not_merged"
    STRANGERS = "strangers"
    NO_LINES = "no_lines"
    ALL_LINES = "all_lines"
    TWO_PLACES = "two_places"
    TOO_MANY_TAGS = "too_many_tags"
    PAST = "past"
    HAS_IT = "has_it"
    NOBODY = "nobody"
    NOT_YOURS = "not_yours"
    TOO_LATE = "too_late"
    NOT_FAILED = "not_failed"
    LOOK_FIRST = "look_first"


class Refused(Exception):  # noqa: N818
    """What was asked cannot be done as things stand; nothing was changed."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why
