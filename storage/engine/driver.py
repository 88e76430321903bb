"""What the engine asks of a database server or file: the port behind which the two differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from sqlalchemy import Connection
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from core.errors import ConfigError, StorageUnavailable
from storage.engine.work import Job, Kind

# Set by whoever appends to the feed of changes; makes the commit ring the bell.
NEWS = "news"
# What the operator promises people who wait, for whatever moves a case.
PROMISES = "promises"


class Driver(Protocol):
    """`name` is how errors call it, `writers` and `readers` how many threads of each it is for;
    `shared` is whether others may write at the same time."""

    name: str
    writers: int
    readers: int
    shared: bool
    writer: Engine
    reader: Engine

    def prepare(self, prepare: Callable[[Connection], None]) -> None:
        """Check it and run `prepare` in one transaction that nobody else writes beside."""
        ...

    def transactions(self, jobs: Sequence[Job]) -> list[list[Kind]]:
        """The jobs as one or more transactions, each a list of groups that run together."""
        ...

    def begin(self, connection: Connection, kinds: Sequence[Kind], /) -> None:
        """Make sure that nobody changes what these are going to change."""
        ...

    def end(self, connection: Connection, kinds: Sequence[Kind], /) -> bool:
        """Write what is better written last; whether the feed of changes grew."""
        ...

    def passes(self, error: BaseException, /) -> bool:
        """Whether the same transaction may well succeed when it is simply repeated."""
        ...

    def outage(self, error: BaseException) -> StorageUnavailable | None:
        """The error as an outage of the whole database; None when one statement was wrong."""
        ...

    def misfit(self, error: DBAPIError) -> ConfigError | StorageUnavailable:
        """Why it could not be opened."""
        ...

    def listen(self, heard: Callable[[], None], /) -> Callable[[], None]:
        """Call `heard`, from any thread, when another process wrote; how to stop that."""
        ...
