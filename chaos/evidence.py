"""What happened, as platforms, database, logs and the runner themselves recorded it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Somebody wrote message `number`, or changed it (`version` > 0); times are since 1970."""

    number: int
    version: int
    platform: str
    who: int
    at: float
    # Whether the platform is bound to tell us, however long nobody listens.
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict on a version of a message; `arrival` is its place in the inbox."""

    number: int
    version: int
    conversation: str
    arrival: int
    received_at: float
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """A row of the outbox; one that `replaces` a post of ours changes that one."""

    key: str
    platform: str
    address: str
    conversation: str
    state: str
    kind: str
    purpose: str
    case_id: str
    remote_id: str
    reply_to: str
    replaces: str
    due_at: float
    settled_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a platform got from us: `place` is the chat, `answers` the message it stands under."""

    platform: str
    place: str
    id: str
    answers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A case as it stands in the end; `armed_at` is when its timer rings next, if it has one."""

    id: str
    conversation: str
    status: str
    held_by: str
    due_at: float
    armed_at: float | None
    overdue: bool
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Blow:
    """Trouble that was made: from when to when, and the lines by which it showed."""

    kind: str
    target: str
    role: str
    began: float
    ended: float
    shown: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything the checker reads. `left` counts what is still open in inbox and outbox,
    `deaths` are processes that ended by themselves, `orphans` what outlived a killed one."""

    said: Sequence[Said] = ()
    judged: Sequence[Judged] = ()
    queued: Sequence[Queued] = ()
    heard: Sequence[Heard] = ()
    cases: Sequence[Kept] = ()
    blows: Sequence[Blow] = ()
    left: dict[str, int] = field(default_factory=dict[str, int])
    deaths: Sequence[str] = ()
    orphans: Sequence[str] = ()
    # When all processes of a role were dead or still starting: nobody could take anything up.
    absent: Sequence[Blow] = ()
