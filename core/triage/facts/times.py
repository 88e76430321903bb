"""Dates and hours, as written."""

from __future__ import annotations

import re

from core.triage.facts.glance import Glance

_MAYBE = re.compile(r"[0-9٠-٩۰-۹०-९](?:[:/.\-h]\d|\s?[ap]m|\s?uhr|\s?[年년月월点點時时시])")
_TIME = re.compile(
    r"(?<![A-Za-z0-9])(?:20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d(?: \d{1,2}:\d{2})?"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?(?:\s?(?:UTC|GMT)(?:[+\-]\d{1,2})?)?"
    r"|\d{1,2}\s?[ap]m|\d{1,2}h[0-5]\d|\d{1,2}(?::\d\d)?\s?Uhr)(?![A-Za-z0-9])"
    r"|(?:20\d\d[年년]\s?)?\d{1,2}[月월]\s?\d{1,2}[日号號일]"
    r"|(?:上午|下午|早上|凌晨|晚上|中午|傍晚|午前|午後|朝|夜|昨夜|오전|오후|새벽|저녁)\s?\d{1,2}"
    r"\s?[点點時时시](?!間|간)(?:\s?\d{1,2}\s?[分분]|半|반)?",
    re.IGNORECASE,
)


def find(seen: Glance) -> list[str]:
    """Dates and hours in their order."""
    if _MAYBE.search(seen.lower) is None:
        return []
    return _TIME.findall(seen.text)
