"""identities.toml as the console edits it: checked, atomic, comments kept, every change audited."""

from __future__ import annotations

import asyncio
import difflib
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from core.errors import ConfigError
from core.identities import Identities
from core.ports import Decision
from core.registry import Edit, Entry, Registered
from knowledge.identity_edit import edited, entries
from knowledge.identity_file import load_identities
from knowledge.reading import read_text
from knowledge.writing import digest, replace_file

Audit = Callable[[Decision], Awaitable[None]]
Trail = Callable[[], Awaitable[Sequence[Decision]]]
Applied = Callable[[Identities], None]

STALE = "somebody changed the registry since you opened this page: look at it again, then repeat"
SAME = "nothing would change"
# Lines of the file shown around a change.
AROUND = 2


async def no_trail() -> Sequence[Decision]:
    """Where nobody keeps the trail."""
    return ()


class FileRegistry:
    """The registry in its file. `audit` keeps each change before it happens, `trail` reads them
    back, `applied` hands the new registry to the running desk."""

    def __init__(
        self,
        path: Path,
        audit: Audit,
        *,
        trail: Trail = no_trail,
        applied: Applied = lambda _: None,
    ) -> None:
        self._path, self._audit, self._trail, self._applied = path, audit, trail, applied
        self._one_at_a_time = asyncio.Lock()

    async def read(self) -> Registered:
        """The file as it is now, and who changed it; raises ConfigError."""
        identities, listed, digest = await asyncio.to_thread(_look, self._path)
        trail = await self._trail()
        return Registered(identities=identities, entries=listed, digest=digest, trail=trail)

    async def preview(self, edit: Edit) -> Sequence[str]:
        """The lines that would change; raises ConfigError when the edit cannot be made."""
        before, after = await asyncio.to_thread(_tried, self._path, edit)
        return tuple(_changed_lines(before, after))

    async def change(self, edit: Edit, by: str, at: datetime) -> Registered:
        """Check, audit, replace the file; where any of it fails, nothing has changed."""
        async with self._one_at_a_time:
            before, after = await asyncio.to_thread(_tried, self._path, edit)
            lines = [each for each in _changed_lines(before, after) if each[0] in "+-"]
            await self._audit(
                Decision(
                    message_key="",
                    act=f"identities:{edit.verb}:{edit.section}",
                    reason="; ".join(lines),
                    by=by,
                    at=at,
                )
            )
            await asyncio.to_thread(replace_file, self._path, after)
        registered = await self.read()
        self._applied(registered.identities)
        return registered


def _look(path: Path) -> tuple[Identities, tuple[Entry, ...], str]:
    text = read_text(path)
    return load_identities(path), tuple(entries(text, str(path))), digest(text)


def _tried(path: Path, edit: Edit) -> tuple[str, str]:
    """The file before and after; raises ConfigError when the result would not be a registry."""
    before = read_text(path)
    if edit.seen != digest(before):
        raise ConfigError(STALE)
    after = edited(before, edit, str(path))
    if after == before:
        raise ConfigError(SAME)
    _check(path, after)
    return before, after


def _check(path: Path, text: str) -> None:
    """Read the text as the desk would read the file."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder) / path.name
        trial.write_text(text, encoding="utf-8")
        try:
            load_identities(trial, beside=path.parent)
        except ConfigError as error:
            raise ConfigError(str(error).removeprefix(f"{trial}: ")) from None


def _changed_lines(before: str, after: str) -> Iterable[str]:
    told = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=AROUND)
    heads = ("---", "+++", "@@")
    return (line for line in told if not line.startswith(heads) and line[1:].strip())
