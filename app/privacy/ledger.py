"""Digests of erased people in a file beside the database, which a restored backup does not replace.

JSON Lines; the first may be the key that the digests are made with, where the operator gave none.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from core.errors import ConfigError
from core.privacy.room import Remembered
from core.settings import Loaded
from core.tables.privacy import KEY
from storage import is_server
from storage.opening import path_of

KEY_BYTES, LEAST_KEY = 32, 16


@dataclass(frozen=True, slots=True)
class FileLedger:
    """Implements `Ledger`; `given` is the operator's own key, empty for none."""

    path: Path
    given: str = ""

    def key(self) -> bytes:
        """The key in force; made and written at the first question where there is none."""
        if self.given:
            return self.given.encode()
        for line in self._lines():
            if "key" in line:
                return bytes.fromhex(line["key"])
        fresh = secrets.token_bytes(KEY_BYTES)
        self._write({"key": fresh.hex()})
        return fresh

    def remember(self, erased: Remembered) -> None:
        """Written through to the disk before it returns."""
        self._write({"at": erased.at.isoformat(), "digests": list(erased.digests)})

    def remembered(self) -> Sequence[Remembered]:
        """Everybody; raises ConfigError where the file cannot be read."""
        return [
            Remembered(tuple(line["digests"]), datetime.fromisoformat(line["at"]))
            for line in self._lines()
            if "digests" in line
        ]

    def _lines(self) -> Iterator[dict[str, Any]]:
        if not self.path.exists():
            return
        for number, text in enumerate(self.path.read_text().splitlines(), start=1):
            try:
                yield dict(json.loads(text))
            except ValueError:
                raise ConfigError(
                    f"{self.path}, line {number}: this is no line of the list of erasures; put the"
                    " file back from a copy, or remove the line if it is the last one"
                ) from None

    def _write(self, line: dict[str, Any]) -> None:
        made = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(made, "a") as file:
            file.write(json.dumps(line) + "\n")
            file.flush()
            os.fsync(file.fileno())


def ledger_of(loaded: Loaded, url: str = "") -> FileLedger:
    """The list beside the database file; for a server, in the folder in which the desk works."""
    settings, given = loaded.settings, loaded.secrets.get(KEY, "")
    if given and len(given) < LEAST_KEY:
        raise ConfigError(f"{KEY}: at least {LEAST_KEY} characters; `openssl rand -hex 32`")
    place = url or settings.storage.url
    folder = Path() if is_server(place) else Path(path_of(place)).parent
    return FileLedger(folder / settings.privacy.ledger, given)
