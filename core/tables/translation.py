"""`[translation]`: whether a model may translate for agents, and which; off unless asked for."""

from __future__ import annotations

from core.tables.wording import WordingTable

KEY = "SKERRY_TRANSLATION_KEY"


class TranslationTable(WordingTable):
    """The same keys as `[wording]`; `drafts` lets agents have their own words translated too."""
