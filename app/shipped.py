"""Settings and knowledge that ship: taken where the working directory has none of its own.

A wheel has the checkout's layout in a folder of its package, so one place serves both.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from core.errors import ConfigError
from core.settings import FILE, KnowledgeTable

HOME = Path(__file__).parents[1]
DOTENV, EXAMPLE = ".env", ".env.example"
KNOWLEDGE = "knowledge"
# What the operator may change; the rest of that folder is code.
DATA = (".toml", ".md", ".jsonl")
PRIVATE = 0o600
NOTE = "they ship with Skerry and are an example; `skerry init` writes a copy of your own"


def is_checkout(home: Path = HOME) -> bool:
    """Whether this runs from the sources, whose files are the operator's own."""
    return (home / "pyproject.toml").exists()


def settings_file(home: Path = HOME) -> Path:
    """`settings.toml` of the working directory, else the one that ships."""
    here = Path(FILE)
    return here if here.exists() else home / FILE


def note_on(file: Path, home: Path = HOME) -> str:
    """A line for the operator whose settings are not his own; empty where they are."""
    foreign = file == home / FILE and not is_checkout(home)
    return NOTE if foreign else ""


def with_shipped(knowledge: KnowledgeTable, home: Path = HOME) -> KnowledgeTable:
    """The same table; a relative path that leads nowhere from here leads to what ships."""
    found = {name: _found(getattr(knowledge, name), home) for name in KnowledgeTable.model_fields}
    return knowledge.model_copy(update={name: path for name, path in found.items() if path})


def _found(value: object, home: Path) -> str:
    if not isinstance(value, str) or not value.startswith(f"{KNOWLEDGE}/") or Path(value).exists():
        return ""
    shipped = home / value
    return str(shipped) if shipped.exists() else ""


def write_own(folder: Path, home: Path = HOME) -> list[Path]:
    """Copy settings, `.env` and knowledge to a folder; what is there already stays.

    The files written; raises ConfigError where that is not possible.
    """
    written = []
    try:
        for source, target in _pairs(folder, home):
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
                written.append(target)
                if target.name == DOTENV:
                    target.chmod(PRIVATE)
    except OSError as error:
        raise ConfigError(
            f"{error.filename or folder}: cannot be written: {error.strerror}"
        ) from None
    return written


def _pairs(folder: Path, home: Path) -> Iterator[tuple[Path, Path]]:
    yield home / FILE, folder / FILE
    yield home / EXAMPLE, folder / DOTENV
    for source in sorted((home / KNOWLEDGE).rglob("*")):
        if source.suffix in DATA and source.is_file():
            yield source, folder / source.relative_to(home)
