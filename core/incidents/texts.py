"""What may be approved: an incident's texts, looked over before they can answer anybody. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from core.house import House
from core.reply.lint import check
from core.reply.problem import Problem
from core.types import Leg


def clean(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts without white space around them; empty ones are left out."""
    stripped = {code: text.replace("\r\n", "\n").strip() for code, text in texts.items()}
    return {code: text for code, text in stripped.items() if text}


def problems(texts: Mapping[str, str], house: House) -> list[tuple[str, Problem]]:
    """What is wrong, by language; empty when people may read them everywhere, in public too."""
    if not texts:
        return [("", Problem("empty"))]
    return [(code, problem) for code, text in texts.items() for problem in _problems(text, house)]


def _problems(text: str, house: House) -> list[Problem]:
    public = [
        problem
        for capabilities in house.capabilities.values()
        for problem in check(text, house.identities, leg=Leg.PUBLIC, capabilities=capabilities)
    ]
    return list(dict.fromkeys(public or check(text, house.identities, leg=Leg.PUBLIC)))
