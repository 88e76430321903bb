"""Codes that link a chat with an account: their prefix tells them from any other text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.triage.secrets.look import Look

# A digit is among the letters of every code, so that no hyphenated words are taken for one.
CODE = re.compile(
    r"(?<![^\W_])LINK[-_](?=[0-9A-Z_\-]{0,13}[0-9])[0-9A-Z]{4}[-_][0-9A-Z]{4}[-_][0-9A-Z]{4}"
    r"(?![0-9A-Z])",
    re.IGNORECASE,
)
_PREFIX = ("link-", "link_")


def find(look: Look) -> Iterator[tuple[int, int]]:
    """Where they stand."""
    if any(prefix in look.lower for prefix in _PREFIX):
        yield from (found.span() for found in CODE.finditer(look.text))
