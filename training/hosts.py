"""Fits the scorer of hosts on public lists, measures it on later ones, writes weights and card.

    python -m training.hosts --data FOLDER [--brands simple-icons.json] [--output models/hosts]

`FOLDER` holds `phishing*.tsv` (host, day first seen, source) and `benign.tsv` (one host a line).
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from core.triage.hosts.grams import BITS
from core.triage.hosts.scorer import columns
from core.triage.hosts.shape import BINS, WIDTH
from core.triage.hosts.suffixes import suffixes
from models import save_arrays
from training.hosts_card import card, measured
from training.hosts_rows import HostRow, own_domain, read_rows

SEED, FOLDS = 7, 5
# Chosen on the held-out part: a smaller C loses recall, a larger one gains none.
C, SHAPE_SCALE = 5.0, 0.25
# A campaign of two years ago says half as much about tomorrow's as today's.
HALF_LIFE_YEARS = 2.0
WEIGHT_OF = {"popular": 1.0, "ordinary": 1.0, "developers": 4.0, "brands": 2.0}
NEWEST_SHARE = 0.25
TARGETS = {"note": 0.05, "review": 0.01, "alert": 0.001}
# No kind of host may be hit more often than this times the target.
WORST_KIND = 1.5
# So few hosts of a kind lie above that its own quantile would be chance.
_LEAST_ABOVE = 8

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights of n-grams and of shapes, and what every host starts from."""

    grams: Floats
    shapes: Floats

    def sums(self, matrix: Any) -> Floats:
        """One sum each, before it is made a probability."""
        sums: Floats = matrix @ np.concatenate([self.grams, self.shapes / SHAPE_SCALE])
        return sums


def main() -> None:
    """Measure, fit on everything, write."""
    options = _options()
    rows = read_rows(options.data, options.brands)
    matrix = matrix_of(rows)
    held = hold_out(rows, matrix)
    fitted = fit(rows, matrix)
    slope, offset = platt(held)
    levels = [1 / (1 + np.exp(-(slope * each + offset))) for each in thresholds(held)]
    arrays = {
        **in_eight_bits(fitted.grams),
        "shapes": fitted.shapes.astype(np.float32),
        "calibration": np.array([slope, offset]),
        "levels": np.array(levels),
    }
    digest = save_arrays(options.output / "weights.npz", arrays)
    figures = measured(held, thresholds(held), (slope, offset))
    (options.output / "card.md").write_text(card(rows, figures, levels, digest), "utf-8")
    print(figures.table())  # noqa: T201 - a command's answer


def matrix_of(rows: list[HostRow]) -> Any:
    """(hosts, n-grams + shapes): what the scorer sums, as a sparse matrix."""
    hosts = [row.host for row in rows]
    seen = columns(hosts, list(map(suffixes().place, hosts)))
    counts = np.bincount(seen.rows, minlength=len(hosts))
    share = 1 / np.sqrt(counts[seen.rows])
    grams = csr_matrix((share, (seen.rows, seen.grams)), shape=(len(hosts), 1 << BITS))
    each = np.repeat(np.arange(len(hosts)), len(BINS))
    scale = np.full(seen.shapes.size, SHAPE_SCALE)
    shapes = csr_matrix((scale, (each, seen.shapes.ravel())), shape=(len(hosts), WIDTH))
    return hstack([grams, shapes]).tocsr().astype(np.float32)


def fit(rows: list[HostRow], matrix: Any) -> Fitted:
    """The linear model of these rows."""
    phishing = np.array([row.day is not None for row in rows])
    model = LogisticRegression(C=C, solver="liblinear", random_state=SEED)
    model.fit(matrix, phishing, sample_weight=_weights(rows, phishing))
    # Each host falls into exactly one bin of each feature, so any of them can carry the constant.
    shapes = model.coef_[0, 1 << BITS :] * SHAPE_SCALE
    shapes[:2] += model.intercept_[0]
    return Fitted(model.coef_[0, : 1 << BITS], shapes)


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Sums of hosts by models that saw neither them nor their domains nor anything later."""

    phishing: list[HostRow]
    phishing_sums: Floats
    others: list[HostRow]
    other_sums: Floats


def hold_out(rows: list[HostRow], matrix: Any) -> HeldOut:
    """The newest phishing hosts, and each fold of the others, judged by the rest."""
    days = sorted(row.day for row in rows if row.day)
    since = days[int(len(days) * (1 - NEWEST_SHARE))]
    before = {own_domain(row.host) for row in rows if row.day and row.day < since}
    old = [at for at, row in enumerate(rows) if row.day and row.day < since]
    new = [
        at
        for at, row in enumerate(rows)
        if row.day and row.day >= since and own_domain(row.host) not in before
    ]
    others = np.array([at for at, row in enumerate(rows) if row.day is None])
    fold = _folds([rows[at].host for at in others])
    sums, later = np.zeros(len(others)), np.zeros(len(new))
    for number in range(FOLDS):
        learnt = [*old, *others[fold != number]]
        fitted = fit([rows[at] for at in learnt], matrix[learnt])
        sums[fold == number] = fitted.sums(matrix[others[fold == number]])
        later += fitted.sums(matrix[new]) / FOLDS
    return HeldOut([rows[at] for at in new], later, [rows[at] for at in others], sums)


def thresholds(held: HeldOut) -> list[float]:
    """From which sum on note, review and alert begin: split-conformal, the worst kind in view."""
    kinds = np.array([row.kind for row in held.others])
    found = []
    for target in TARGETS.values():
        limits = [_quantile(held.other_sums, target)]
        for kind in sorted(set(kinds)):
            own = held.other_sums[kinds == kind]
            if len(own) * target * WORST_KIND >= _LEAST_ABOVE:
                limits.append(_quantile(own, target * WORST_KIND))
        found.append(max(limits))
    return found


def platt(held: HeldOut) -> tuple[float, float]:
    """Slope and offset that make a sum a probability, both kinds counting the same."""
    sums = np.concatenate([held.phishing_sums, held.other_sums])
    phishing = np.arange(len(sums)) < len(held.phishing)
    model = LogisticRegression(C=1e6, class_weight="balanced").fit(sums[:, None], phishing)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def in_eight_bits(weights: Floats) -> dict[str, NDArray[Any]]:
    """N-gram weights as whole numbers from -127 to 127, and what one of them is worth."""
    scale = np.array(np.quantile(np.abs(weights[weights != 0]), 0.9995) / 127, np.float32)
    whole = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    return {"grams": whole, "scale": scale}


def _weights(rows: list[HostRow], phishing: NDArray[np.bool_]) -> Floats:
    newest = max(row.day for row in rows if row.day)
    weights = np.array(
        [
            0.5 ** ((newest - row.day).days / 365 / HALF_LIFE_YEARS)
            if row.day
            else WEIGHT_OF[row.kind]
            for row in rows
        ]
    )
    for of in (phishing, ~phishing):
        weights[of] *= phishing.sum() / weights[of].sum()
    return weights


def _folds(hosts: list[str]) -> NDArray[np.int64]:
    """A fold each; hosts of one domain share theirs."""
    domains = sorted(set(map(own_domain, hosts)))
    order = np.random.default_rng(SEED).permutation(len(domains))
    number = dict(zip(domains, (order % FOLDS).tolist(), strict=True))
    return np.array([number[own_domain(host)] for host in hosts])


def _quantile(sums: Floats, above: float) -> float:
    """The sum that at most this share of exchangeable hosts exceeds."""
    ordered = np.sort(sums)
    rank = int(np.ceil((len(ordered) + 1) * (1 - above)))
    return float(ordered[min(rank, len(ordered)) - 1])


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.hosts", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with the public lists")
    parser.add_argument("--brands", type=Path, help="simple-icons.json: sites of known brands")
    parser.add_argument("--output", type=Path, default=Path("models/hosts"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
