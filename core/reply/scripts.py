"""Letters that belong to one of our languages more than to any other. Pure."""

from __future__ import annotations

import re

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
)


def script_language(text: str) -> str:
    """The language that a text's letters betray; empty for Latin ones."""
    if text.isascii():
        return ""
    return next((code for code, letters in _SCRIPTS if letters.search(text)), "")
