"""Running totals at one look: what counts cases is told apart, and what is over is left out."""

from __future__ import annotations

from core.numbers.glance import SEEN, summed


def test_open_cases_are_counted_by_priority_whoever_holds_them():
    totals = {
        "messages": 9,
        "case:open:bot:P1": 2,
        "case:waiting:agent:P1": 1,
        "case:open:queue:P0": 1,
        "case:open:queue:P3": 0,
        "case:resolved:bot:P1": 7,
        "agent:mira": 4,
    }
    assert summed(totals) == (dict.fromkeys(SEEN, 0) | {"messages": 9}, {"P0": 1, "P1": 3})
