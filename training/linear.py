"""`skerry train`: fits the linear stage on the corpus and writes weights, checksum and card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import knowledge
import models
from app.commands.lines import progress
from core.errors import ConfigError
from core.identities import Identities
from core.triage import signals
from core.triage.assess import Brain
from core.triage.labels import INTENTS
from core.triage.linear import Arrays, LinearModel
from core.types import Sentiment, Stance, Urgency
from training.card import Report, card
from training.corpus import (
    EVALUATION,
    Row,
    read_calibration,
    read_corpus,
    read_part,
    read_public,
    read_scams,
)
from training.fit import Task, fit_head, fit_tone, pack
from training.score import Scores, judge
from training.vectors import Vectors

SEED = 20260101
RISKS = (
    "none", "secret_request", "off_platform_pivot", "wallet_validation", "giveaway",
    "recovery_service", "claim_drainer", "advance_fee", "job_task", "romance", "fake_moderator",
    "malicious_file", "compromised_account", "seed_bait", "lookalike_mention", "phishing_link",
    "impersonator", "flood", "abuse",
)  # fmt: skip
_STANCES = ("none", *(stance.value for stance in Stance))
_LEVELS = tuple(level.value for level in Urgency)
_TONES = tuple(tone.value for tone in Sentiment)
_HEADS = {
    "intent": INTENTS, "urgency": _LEVELS, "sentiment": _TONES, "stance": _STANCES, "risk": RISKS,
    "answerable": ("no", "yes"), "attack": ("no", "yes"),
}  # fmt: skip
_EVENLY = frozenset({"urgency", "sentiment"})
_IDENTITIES = Path(knowledge.__file__).parent / "identities.toml"


def train(corpus: Path, output: Path, *, public: Path | None = None) -> Report:
    """Fit every head, write weights and card, and evaluate on the held-out lines.

    Raises ConfigError when the corpus is missing or a line of it cannot be used. Deterministic:
    the same corpus gives the same weights.
    """
    rows = read_corpus(corpus)
    check = read_calibration(corpus)
    scams = read_scams(public) if public else []
    tasks = _tasks([*rows, *scams], check)
    tweets = read_public(public) if public else []
    with progress("train", len(tasks) + 2) as advance:
        texts = [[row.text for row in each] for each in ([*rows, *scams], check)]
        vectors = Vectors.of(texts[0], [text for text, _ in tweets], texts[1])
        advance()
        tone = (
            fit_tone([label for _, label in tweets], _TONES, vectors, seed=SEED) if tweets else None
        )
        heads = []
        for task in tasks:
            mixed = tone if task.codes == _TONES else None
            heads.append(fit_head(task, vectors, seed=SEED, tone=mixed))
            advance()
        arrays = pack(heads, vectors, Counter(row.lang for row in rows))
        digest = models.save_linear(output, arrays)
        heldout = _evaluate(arrays, corpus)
        advance()
    report = Report(
        rows=dict(Counter(row.lang for row in rows)),
        public_rows=len(tweets),
        heads=tuple(heads),
        heldout=heldout,
        size=(output / models.WEIGHTS).stat().st_size,
        digest=digest,
        folder=str(output),
    )
    (output / models.CARD).write_text(card(report), "utf-8")
    return report


def _tasks(rows: Sequence[Row], check: Sequence[Row]) -> list[Task]:
    tasks = [
        Task(
            name=name,
            codes=codes,
            labels=[getattr(row, name) for row in rows],
            check=[getattr(row, name) for row in check],
            evenly=name in _EVENLY,
        )
        for name, codes in _HEADS.items()
    ]
    for task in tasks:
        if unknown := sorted({*task.labels, *task.check} - {*task.codes, ""}):
            raise ConfigError(f"the corpus has an unknown {task.name}: {unknown[0]!r}")
    return [task for task in tasks if any(task.labels)]


def _evaluate(arrays: Arrays, corpus: Path) -> dict[str, Scores]:
    """The whole first stage on the evaluation lines, by language and together."""
    heldout = read_part(corpus, EVALUATION)
    if not heldout:
        return {}
    brain = Brain(
        model=LinearModel.from_arrays(arrays),
        signals=signals.load(),
        identities=load_registry(),
    )
    together = [row for rows in heldout.values() for row in rows]
    return {
        **{tag: judge(brain, rows) for tag, rows in heldout.items()},
        "all": judge(brain, together),
    }


def load_registry() -> Identities:
    """The example exchange's registry, against which the corpus was written."""
    return knowledge.load_identities(_IDENTITIES)
