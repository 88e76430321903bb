"""Fits the weights of names, writes them as a table and their model card beside.

Example: python -m training.names_card FOLDER_OF_PUBLIC_DATA
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from pathlib import Path

from core.triage.likeness.features import FEATURES
from training.names import (
    ORDINARY,
    Actor,
    Weighed,
    actors,
    by_family,
    fit,
    handles_in,
    leave_family_out,
    thresholds,
)

TABLE, CARD = Path("core/triage/likeness/weights.py"), Path("models/names/card.md")
_SEEDS = (5, 11, 23)
_HEAD = '''"""How much each feature says: a logistic model, each weight of the sign it may have.

Written by `python -m training.names_card`; models/names/card.md says on what and how well.
"""

from __future__ import annotations

'''


def main(public: Path) -> None:
    """Fit on half of the handles, set the levels on a quarter, and measure on the rest."""
    handles = handles_in(public)
    random.Random(2).shuffle(handles)  # noqa: S311 - a sample, not a secret
    half, quarter = len(handles) // 2, len(handles) * 3 // 4
    parts = (handles[:half], handles[half:quarter], handles[quarter:])
    learnt, held_out, test = (actors(seed, part) for seed, part in zip(_SEEDS, parts, strict=True))
    weighed = fit(learnt)
    levels = thresholds(weighed, held_out)
    TABLE.write_text(_HEAD + _table(weighed, levels), encoding="utf-8")
    CARD.parent.mkdir(parents=True, exist_ok=True)
    CARD.write_text(_card(weighed, levels, learnt, test), encoding="utf-8")


def _table(weighed: Weighed, levels: dict[str, float]) -> str:
    rows = [
        f'    "{feature}": {float(weight):.2f},'
        for feature, weight in zip(FEATURES, weighed.weights, strict=True)
    ]
    return "\n".join(
        [
            f"BIAS = {weighed.bias:.2f}",
            "WEIGHTS: dict[str, float] = {",
            *rows,
            "}",
            "# From which probability on: at most 0.1 % and 1 % of ordinary names lie above.",
            f"ALERT, REVIEW, NOTE = {levels['alert']:.3f}, {levels['review']:.3f}, 0.1",
            "",
        ]
    )


def _card(
    weighed: Weighed, levels: dict[str, float], learnt: Sequence[Actor], test: Sequence[Actor]
) -> str:
    alert = by_family(weighed, test, levels["alert"])
    review = by_family(weighed, test, levels["review"])
    left_out = leave_family_out(learnt, levels["alert"])
    poses = {each.family: each.poses for each in test}
    rows = [
        f"| {family} | {'poses' if poses[family] else 'does not'} | {alert[family]:.3f} "
        f"| {review[family]:.3f} | {_share(left_out.get(family))} |"
        for family in sorted(poses, key=lambda family: (not poses[family], family))
    ]
    return _CARD.format(
        count=len(learnt),
        total=_total(weighed, test, levels["alert"]),
        ordinary=alert[ORDINARY],
        rows="\n".join(rows),
    )


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _total(weighed: Weighed, test: Sequence[Actor], least: float) -> float:
    posing = [weighed.score(each) >= least for each in test if each.poses]
    return sum(posing) / len(posing)


_CARD = """# Names: who imitates the exchange

A logistic model over the features of `core/triage/likeness/features.py`; its weights are the table
`core/triage/likeness/weights.py`. No weight may take the sign that its feature's meaning forbids.

- Learnt on {count} actors: impostors, fans, namesakes and ordinary people, made up for exchanges
  that do not exist (`training/names_made.py`), and on handles mentioned in public texts (SemEval
  and TweetEval tweets, UMSAB, Janitr, tg-spam samples); no name of these is kept.
- Levels: split-conformal on people who were held out.
- Measured below on other seeds and other handles. "Left out": by weights that never saw one of the
  family. All impostors found at the alert level: {total:.3f}; ordinary people: {ordinary:.5f}.
- Generator and features have one author: on names made by others expect less. Names prove
  nothing: only the platform's immutable id does.

| family | | alert | review | left out, alert |
|---|---|---|---|---|
{rows}
"""

if __name__ == "__main__":
    main(Path(sys.argv[1]))
