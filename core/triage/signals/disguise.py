"""Hides words from filters: look-alike letters, digits for letters, letters spaced apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.identities import Context
from core.triage.disguise import told
from core.triage.reading import read
from core.types import Finding, Message

_CODE = "disguise"
# What is hidden says what is wanted; where that cannot be told, most want to be written to.
_WANTS = (("seed", "secret_request"), ("key", "secret_request"), ("validate", "wallet_validation"))
_OTHERWISE = "off_platform_pivot"
# Letters of two scripts in one word; nobody types that by accident.
_TWO_SCRIPTS = re.compile(r"[a-z][\u0370-\u058f]|[\u0370-\u058f][a-z]")


@dataclass(frozen=True, slots=True)
class Signal:
    """One odd word is a joke or a name; several, or two alphabets in one word, are a disguise."""

    score: float = 0.6
    least: int = 2

    def __call__(self, message: Message, context: Context) -> Finding | None:  # noqa: ARG002
        reading = read(message.text)
        plain = reading.said
        meant = told(plain, reading.clear)
        if not meant or (len(meant) < self.least and not _TWO_SCRIPTS.search(plain)):
            return None
        kind = next((code for concept, code in _WANTS if concept in reading.concepts), _OTHERWISE)
        words = ", ".join(meant[:4])
        reason = f"hides words from filters: “{words[:80]}”"
        return Finding(signal=_CODE, kind=kind, score=self.score, reason=reason)
