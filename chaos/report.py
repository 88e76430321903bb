"""The table that a run ends with."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from chaos.evidence import Evidence
from chaos.ordeal import Outcome, Wish
from chaos.promises import check, redeliveries, resumptions

SHOWN = 5


def tell(outcome: Outcome, wish: Wish, out: Console) -> bool:
    """Print what was made, what was promised and what broke; whether all was kept."""
    seen, broken = outcome.evidence, check(outcome.evidence)
    out.print(f"{outcome.took:.0f} s, {wish.rate:g} messages/s, {wish.store}, seed {wish.seed}")
    out.print(escape(_troubles(seen, outcome.skipped)))
    table = Table("promise", "kept", "measured", "what broke it")
    for promise, lines in broken.items():
        kept = f"[red]no: {len(lines)}[/red]" if lines else "yes"
        table.add_row(promise, kept, _figures(seen).get(promise, ""), escape(_few(lines)))
    out.print(table)
    failed = [promise for promise, lines in broken.items() if lines]
    if failed:
        out.print(f"seed {wish.seed} broke: {', '.join(failed)}; logs in {outcome.folder}")
    return not failed


def _troubles(seen: Evidence, skipped: Mapping[str, str]) -> str:
    counted = Counter(each.kind for each in seen.blows)
    made = ", ".join(f"{n} x {kind}" for kind, n in counted.most_common())
    left = "; ".join(f"{kind}: {why}" for kind, why in skipped.items())
    return f"Trouble: {made or 'none'}." + (f" Left out: {left}." if left else "")


def _figures(seen: Evidence) -> dict[str, str]:
    states = Counter(each.state for each in seen.queued)
    waits = [wait for _, _, wait in redeliveries(seen)]
    back = [wait for _, wait in resumptions(seen)]
    return {
        "every event has one verdict": f"{len(seen.said)} written, {len(seen.judged)} verdicts",
        "no reply twice": f"{len(seen.heard)} posts, {states['sent']} rows sent",
        "unknown sends are shown": f"{states['unknown']} unknown",
        "no case is forgotten": f"{len(seen.cases)} cases",
        "redelivery within 10 s": _spread(waits),
        "back within 10 s of the database": _spread(back),
    }


def _spread(waits: Sequence[float]) -> str:
    if not waits:
        return ""
    return f"{len(waits)}: median {statistics.median(waits):.1f} s, worst {max(waits):.1f} s"


def _few(lines: Sequence[str]) -> str:
    more = [f"… and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    return "\n".join([*lines[:SHOWN], *more])
