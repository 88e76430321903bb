"""Which Skerry this is: version, revision of the sources, and the schema it brings."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

HOME = Path(__file__).parents[1]
UNKNOWN = "unknown"
SHORT = 12


def told(home: Path = HOME) -> str:
    """One line: `skerry 1.2.3 (revision 0123456789ab, schema 0022)`."""
    parts = [f"revision {found}"] if (found := revision(home)) else []
    return f"skerry {number()} ({', '.join([*parts, f'schema {schema(home)}'])})"


def number() -> str:
    """The version, from the installed package: pyproject.toml is the one place where it stands."""
    try:
        return version("skerry")
    except PackageNotFoundError:
        return UNKNOWN


def revision(home: Path = HOME) -> str:
    """What the build wrote down, else what git has checked out here; empty when neither is."""
    for file in (home / "REVISION", home / ".git" / "HEAD"):
        if text := _text(file):
            return _resolved(text, home / ".git")
    return ""


def schema(home: Path = HOME) -> str:
    """The newest migration, by its file's name: reading them all would take a second."""
    files = (home / "storage" / "migrations" / "versions").glob("[0-9]*.py")
    return max((file.stem.partition("_")[0] for file in files), default=UNKNOWN)


def _resolved(text: str, git: Path) -> str:
    """A revision, or the one that git's HEAD points to."""
    if not text.startswith("ref: "):
        return text[:SHORT] if len(text) == 40 else text
    name = text.removeprefix("ref: ")
    packed = (line.partition(" ") for line in _text(git / "packed-refs").splitlines())
    found = _text(git / name) or next((sha for sha, _, ref in packed if ref == name), "")
    return found[:SHORT]


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8").strip()
    except OSError:
        return ""
