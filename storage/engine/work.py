"""Pieces of work for the writing threads, and who waits for each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Work(Generic[T, R]):
    """A kind of write: `alone` does one piece; `together`, where it pays, does many at once.

    `undo` gives back what a piece took, for a caller who was cancelled before hearing of it.
    `halves`, where others write beside, is `alone` in two transactions, of which the second reads
    for what the first took: others wait for the rows of a transaction, and reading takes time.
    `places` names all that pieces read in order to change it, as far as other processes might
    change it too; work of which nothing is known, or that says None, has the whole database to
    itself while it runs. `takes`: it only takes rows that nobody else has in hand, and news of
    that wakes nobody.
    """

    alone: Callable[[Connection, T], R]
    together: Callable[[Connection, Sequence[T]], Sequence[R]] | None = None
    undo: Callable[[Connection, R], None] | None = None
    places: Callable[[Connection, Sequence[T]], set[str] | None] | None = None
    takes: bool = False
    halves: tuple[Callable[[Connection, T], Any], Callable[[Connection, T, Any], R]] | None = None


@dataclass
class Job:
    """One piece of work on its way: what, for whom, and what came of it."""

    work: Work[Any, Any]
    payload: Any
    answer: asyncio.Future[Any]
    result: Any = None
    # What the first of two transactions took, until the second has read it.
    taken: Any = None
    error: BaseException | None = None

    @property
    def has_taken(self) -> bool:
        """Whether it is done but for the second half."""
        return self.taken is not None and self.error is None

    @property
    def was_abandoned(self) -> bool:
        """Whether it took something for somebody who is gone."""
        return bool(self.work.undo and self.result and not self.error and self.answer.cancelled())

    def read_on(self, connection: Connection) -> None:
        """Do the second half."""
        if self.work.halves:
            self.result = self.work.halves[1](connection, self.payload, self.taken)

    def undo(self, connection: Connection) -> None:
        """Give back what it took, once."""
        if self.work.undo and self.result:
            self.work.undo(connection, self.result)
            self.result = None

    def resolve(self) -> None:
        """Tell whoever waits."""
        if self.answer.done():  # the caller gave up meanwhile
            return
        if self.error is None:
            self.answer.set_result(self.result)
        else:
            self.answer.set_exception(self.error)


# Jobs of one kind that run together.
Kind: TypeAlias = list[Job]


def by_kind(jobs: Sequence[Job]) -> list[Kind]:
    """Those that can run together, in the order in which their kinds came."""
    kinds: dict[int, Kind] = {}
    for job in jobs:
        kinds.setdefault(id(job.work if job.work.together else job), []).append(job)
    return list(kinds.values())


UNDO = Work[Job, None](lambda connection, job: job.undo(connection))


def run(connection: Connection, jobs: Sequence[Job], *, halves: bool) -> Sequence[Any]:
    """What a group comes to, piece by piece; of work in two `halves`, what the first took."""
    work = jobs[0].work
    if halves and work.halves:
        return [work.halves[0](connection, job.payload) for job in jobs]
    if work.together and len(jobs) > 1:
        return work.together(connection, [job.payload for job in jobs])
    return [work.alone(connection, job.payload) for job in jobs]
