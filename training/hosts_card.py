"""What the scorer of hosts can do, in figures and in the words of its model card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from training.hosts_rows import HostRow

LEVELS = ("note", "review", "alert")
_BINS = 10

Floats = NDArray[np.float64]


class Held(Protocol):
    """Hosts that the model had not seen, and its sums for them."""

    @property
    def phishing(self) -> list[HostRow]: ...
    @property
    def phishing_sums(self) -> Floats: ...
    @property
    def others(self) -> list[HostRow]: ...
    @property
    def other_sums(self) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of 1, by group; a row each: hosts in it, then at note, review and alert."""

    recall: dict[str, tuple[int, float, float, float]]
    alarms: dict[str, tuple[int, float, float, float]]
    at: dict[float, float]
    calibration: float

    def table(self) -> str:
        """Both tables and the recall at fixed shares of false alarms, as Markdown."""
        fixed = ", ".join(f"{value:.3f} at {share:.1%}" for share, value in self.at.items())
        head = "| {} | hosts | note | review | alert |\n|---|---|---|---|---|\n"
        return (
            f"Recall at a share of false alarms over all kinds: {fixed}. Calibration error "
            f"{self.calibration:.3f}.\n\n"
            + head.format("phishing, held out")
            + _lines(self.recall, 3)
            + "\n\n"
            + head.format("false alarms")
            + _lines(self.alarms, 4)
        )


def measured(held: Held, limits: Sequence[float], calibration: tuple[float, float]) -> Figures:
    """Recall by source and month, false alarms by kind, at each level's limit."""
    months = [(row.day.isoformat()[:7] if row.day else "") for row in held.phishing]
    sources = [row.kind for row in held.phishing]
    kinds = [row.kind for row in held.others]
    recall = {
        **_by(["all"] * len(sources), held.phishing_sums, limits),
        **_by(sources, held.phishing_sums, limits),
        **_by(months, held.phishing_sums, limits),
    }
    alarms = {
        **_by(["all"] * len(kinds), held.other_sums, limits),
        **_by(kinds, held.other_sums, limits),
    }
    at = {
        share: float(np.mean(held.phishing_sums > np.quantile(held.other_sums, 1 - share)))
        for share in (0.001, 0.005, 0.01, 0.05)
    }
    return Figures(recall, alarms, at, _error(held, calibration))


def card(rows: Sequence[HostRow], figures: Figures, levels: Sequence[float], digest: str) -> str:
    """The model card."""
    counts = Counter(row.kind for row in rows)
    data = ", ".join(f"{kind} {count:,}" for kind, count in sorted(counts.items()))
    newest = max(row.day for row in rows if row.day)
    told = ", ".join(f"{name} {level:.4f}" for name, level in zip(LEVELS, levels, strict=True))
    return _CARD.format(data=data, newest=newest, told=told, digest=digest, table=figures.table())


def _by(
    groups: Sequence[str], sums: Floats, limits: Sequence[float]
) -> dict[str, tuple[int, float, float, float]]:
    names = np.array(groups)
    found = {}
    for name in sorted(set(groups)):
        own = sums[names == name]
        note, review, alert = (float(np.mean(own > limit)) for limit in limits)
        found[name] = (len(own), note, review, alert)
    return found


def _lines(rows: dict[str, tuple[int, float, float, float]], digits: int) -> str:
    return "\n".join(
        f"| {name} | {row[0]:,} | " + " | ".join(f"{each:.{digits}f}" for each in row[1:]) + " |"
        for name, row in rows.items()
    )


def _error(held: Held, calibration: tuple[float, float]) -> float:
    """Expected calibration error, both kinds counting the same."""
    slope, offset = calibration
    sums = np.concatenate([held.phishing_sums, held.other_sums])
    shares = 1 / (1 + np.exp(-(slope * sums + offset)))
    true = np.arange(len(sums)) < len(held.phishing_sums)
    weight = np.where(true, 0.5 / true.sum(), 0.5 / (~true).sum())
    place = np.minimum((shares * _BINS).astype(int), _BINS - 1)
    return float(
        sum(
            abs(np.sum(weight[place == each] * (shares - true)[place == each]))
            for each in range(_BINS)
        )
    )


_CARD = """# Scorer of hosts

One linear model over the letters of a host (hashed 3- to 5-grams, whole words) and over how it is
built (length, digits, borrowed names, words that lure, who shares the ending): 18 bits of n-grams
in eight bits each. `core/triage/hosts/scorer.py` reads it, `python -m training.hosts` writes it;
the same data give the same weights. It stands beside the official domains, the allow list, local
feeds and the look-alike rules, and alone it bans nobody.

Weights: `weights.npz`, SHA-256 `{digest}`.

## Data
{data}; phishing hosts first listed up to {newest}.
Sources: polkadot (Apache-2.0) and spmedia (MIT) for phishing; popular and random hosts (public
domain, MIT), sites and chain endpoints of developers (facts) for ordinary ones; `brands` are the
sites that Simple Icons (CC0) names. The hosts themselves are not part of this project.

## Measured on hosts that the fitting did not see
Phishing: the newest quarter by the day it was listed, domains seen before left out. Ordinary hosts:
five folds by registrable domain. The levels ({told}) are the split-conformal thresholds of 5 %, 1 %
and 0.1 %, raised where one kind of host was hit more than one and a half times as often.

{table}

## What it cannot do
- It reads names. A fake shop or investment site with a pleasant invented name looks like any other
  (see `spmedia`), and a page on a hacked honest site looks honest.
- Phishing hosts come from lists about wallets and chains; phishing against banks or parcels was
  rarely seen. Lists carry errors, which count as misses or false alarms here.
- Ordinary hosts with crypto words on new endings are hit most often: put those that your users
  need on the allow list (`knowledge/hosts.toml`).
- A score is a probability where phishing and ordinary hosts are equally many. Among links of
  regular members they are not; what acts on it adds its own share.
"""
