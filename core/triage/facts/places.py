"""Addresses of coins in a text, the right and the mistyped.

Texts without any digit are not searched: of Tron's addresses 1 in 250 has none.
"""

from __future__ import annotations

import re

from core.triage.addresses import LONGEST, SHORTEST, chains, meant_as_address
from core.triage.facts.glance import Glance

_RUN = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?:bitcoincash|ecash|-1|0):)?"
    rf"[0-9A-Za-z]{{{SHORTEST},{LONGEST}}}(?![0-9A-Za-z])"
)
# base64 writes marks inside, which cut runs
_TON = re.compile(r"[EUk0](?<![0-9A-Za-z_\-+/].)[Qf][0-9A-Za-z_\-+/]{46}(?![0-9A-Za-z_\-+/])")

_SHORTEST_RUN = 10


def valid(seen: Glance) -> list[str]:
    """Addresses that some chain knows."""
    return [run for run in _candidates(seen) if chains(run)]


def invalid(seen: Glance) -> list[str]:
    """What was meant as an address and fails its checksum."""
    return [run for run in _candidates(seen) if meant_as_address(run) and not chains(run)]


def _candidates(seen: Glance) -> list[str]:
    if seen.longest < _SHORTEST_RUN:
        return []
    found = [each[0] for each in _RUN.finditer(seen.text)] if seen.longest >= SHORTEST else []
    return found + _TON.findall(seen.text)
