"""A backup as a file: JSON lines, compressed (zstandard), sealed; its manifest is the last line.

{"table": "message", "columns": [...]}     then a line a row:  ["key", 1, ...]
{"manifest": {"message": "rows:digest", ...}, "rows": 1234}
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from typing import IO, Any, cast

import zstandard

from app.backup.seal import BackupFailed, Opening, Sealing, Stream
from storage.copies.snapshot import BATCH, Block, Tally

FORMAT, LEVEL = 1, 3
TOO_NEW = "it was written by a newer version ({version}); use that one"
DIFFERENT = "its rows are not those it says it has ({tables}); use another one"
NOT_WHOLE = "it has no end; use another one"
GARBLED = "it cannot be read ({why}); use another one"

Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Head:
    """What everybody may read of a backup without its key."""

    revision: str
    made_at: datetime
    version: str
    why: str

    def fields(self) -> dict[str, Any]:
        """As it is written."""
        own = {"revision": self.revision, "version": self.version, "why": self.why}
        return {"format": FORMAT, "made_at": self.made_at.isoformat(), **own}


@dataclass(slots=True)
class Manifest:
    """What a backup holds: rows and digest of each table."""

    tables: dict[str, Tally] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Of all tables."""
        return sum(each.rows for each in self.tables.values())

    def fields(self) -> dict[str, Any]:
        """As it is written."""
        said = {name: str(each) for name, each in self.tables.items()}
        return {"manifest": said, "rows": self.rows}

    def count(self, block: Block) -> None:
        """Take a block's rows in."""
        self.tables.setdefault(block.table, Tally()).add(block.lines)


def head_now(revision: str, why: str) -> Head:
    """The head of a backup that begins now."""
    return Head(revision, datetime.now(UTC), version("skerry"), why)


def head_of(fields: dict[str, Any]) -> Head:
    """The head in what was read; raises BackupFailed."""
    try:
        if fields["format"] != FORMAT:
            raise BackupFailed(TOO_NEW.format(version=fields["version"]))
        made_at = datetime.fromisoformat(fields["made_at"])
        return Head(str(fields["revision"]), made_at, str(fields["version"]), str(fields["why"]))
    except (KeyError, TypeError, ValueError) as error:
        raise BackupFailed(GARBLED.format(why=error)) from None


def write(into: Stream, key: bytes, head: Head, blocks: Iterable[Block], tell: Told) -> Manifest:
    """Write a whole backup; what is interrupted has no end and is refused by `Reading`."""
    sealing, manifest = Sealing(into, key, head.fields()), Manifest()
    into_chunks = cast("IO[bytes]", sealing)
    packer = zstandard.ZstdCompressor(level=LEVEL)
    with packer.stream_writer(into_chunks, closefd=False) as packed:
        table = ""
        for block in blocks:
            if block.table != table:
                table = block.table
                packed.write(_line({"table": table, "columns": block.columns}))
            manifest.count(block)
            packed.write(b"".join([line + b"\n" for line in block.lines]))
            tell(len(block.lines))
        packed.write(_line(manifest.fields()))
    sealing.finish()
    return manifest


class Reading:
    """A backup that is read: its `head` at once, its `blocks` once, its `manifest` after them."""

    def __init__(self, source: Stream, keys: Sequence[bytes]) -> None:
        self._opening = Opening(source, keys)
        self.head = head_of(self._opening.head)
        self.manifest = Manifest()

    def blocks(self) -> Iterator[Block]:
        """Every row; raises BackupFailed where anything is not as it was written."""
        unpacked: Any = zstandard.ZstdDecompressor().stream_reader(cast("IO[bytes]", self._opening))
        try:
            yield from self._lines(io.BufferedReader(unpacked, 1 << 20))
        except (zstandard.ZstdError, ValueError, KeyError, TypeError) as error:
            raise BackupFailed(GARBLED.format(why=error)) from None

    def _lines(self, lines: Iterable[bytes]) -> Iterator[Block]:
        block: Block | None = None
        for line in lines:
            if line.startswith(b"["):
                assert block is not None  # noqa: S101 - a row follows its table
                block.lines.append(line.rstrip(b"\n"))
                if len(block.lines) >= BATCH:
                    yield self._counted(block)
                    block = Block(block.table, block.columns)
                continue
            if block is not None:
                yield self._counted(block)
            fields = json.loads(line)
            if "manifest" in fields:
                return self._compare(fields["manifest"])
            block = Block(fields["table"], tuple(fields["columns"]))
        raise BackupFailed(NOT_WHOLE)

    def _compare(self, said: dict[str, str]) -> None:
        found = {name: str(each) for name, each in self.manifest.tables.items()}
        wrong = sorted(each for each in {*said, *found} if said.get(each) != found.get(each))
        if wrong:
            raise BackupFailed(DIFFERENT.format(tables=", ".join(wrong)))

    def _counted(self, block: Block) -> Block:
        self.manifest.count(block)
        return block


def _line(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
