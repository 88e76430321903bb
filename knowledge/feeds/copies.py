"""Copies on disk: one text file and one note beside it a feed, replaced only as a whole."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.triage.hosts import HostSet

_HOSTS, _NOTE = ".hosts", ".json"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What is kept of a feed: its hosts, and what the next download has to know."""

    hosts: tuple[str, ...]
    etag: str = ""
    modified: str = ""
    source: str = ""
    fetched: str = ""


def write_copy(folder: Path, name: str, copy: Copy) -> None:
    """Replace the copy of one feed; a crash leaves the old one whole. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "".join(f"{host}\n" for host in copy.hosts).encode()
    note = {key: value for key, value in asdict(copy).items() if key != "hosts"}
    note |= {"count": len(copy.hosts), "sha256": hashlib.sha256(text).hexdigest()}
    _replace(folder / f"{name}{_HOSTS}", text)
    _replace(folder / f"{name}{_NOTE}", json.dumps(note, indent=1).encode())


def read_copy(folder: Path, name: str) -> Copy | None:
    """What is kept of a feed, None where nothing is; without its note it is fetched anew."""
    try:
        text = (folder / f"{name}{_HOSTS}").read_bytes()
    except OSError:
        return None
    note = _note(folder / f"{name}{_NOTE}")
    if note.get("sha256") != hashlib.sha256(text).hexdigest():
        note = {}
    told = {key: str(note.get(key, "")) for key in ("etag", "modified", "source", "fetched")}
    return Copy(hosts=tuple(text.decode("utf-8", "replace").split()), **told)


def load_copies(folder: Path, names: Iterable[str], left_out: frozenset[str]) -> Sequence[HostSet]:
    """The copies as sets to look hosts up in; a feed that was never fetched is told in the log."""
    found = []
    for name in names:
        copy = read_copy(folder, name)
        if copy is None:
            _log.info("feed %s has no copy yet: run `skerry feeds update %s`", name, name)
            continue
        found.append(HostSet.of(name, (host for host in copy.hosts if host not in left_out)))
    return found


def _note(path: Path) -> dict[str, Any]:
    try:
        note = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return note if isinstance(note, dict) else {}


def _replace(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.new")
    with fresh.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(path)
