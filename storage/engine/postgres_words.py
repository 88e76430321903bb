"""Texts as PostgreSQL takes them: NUL, which SQLite keeps, is no character there."""

from __future__ import annotations

from typing import Any

from psycopg.types.string import StrDumperUnknown

_NUL, _INSTEAD = "\0", "\N{REPLACEMENT CHARACTER}"


class Words(StrDumperUnknown):
    """Strings on their way to the server."""

    def dump(self, obj: str) -> Any:
        """A message with a stray NUL in it still wants an answer."""
        return super().dump(clean(obj))


def clean(words: str) -> str:
    """The same without NUL."""
    return words.replace(_NUL, _INSTEAD) if _NUL in words else words
