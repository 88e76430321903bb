"""`skerry train`: fits the linear stage on the corpus and writes weights, checksum and model card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import models
from app.lines import progress
from app.train_card import card
from app.train_corpus import Row, read_corpus, read_heldout, read_public
from app.train_fit import Fitted, fit_head, pack
from app.train_score import Scores, judge
from app.train_vectors import Vectors
from core.triage.labels import INTENTS
from core.triage.linear import LinearModel
from core.types import Sentiment, Stance, Urgency

SEED = 20260101
STANCES = ("none", *(stance.value for stance in Stance))
RISKS = (
    "none", "secret_request", "off_platform_pivot", "wallet_validation", "giveaway",
    "recovery_service", "claim_drainer", "advance_fee", "job_task", "romance", "fake_moderator",
    "malicious_file", "compromised_account", "seed_bait", "lookalike_mention", "phishing_link",
    "impersonator", "flood", "abuse",
)  # fmt: skip
_STEPS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was fitted on how much, how well it does, and where it lies."""

    rows: dict[str, int]
    public_rows: int
    heads: tuple[Fitted, ...]
    heldout: dict[str, Scores] = field(default_factory=dict[str, Scores])
    size: int = 0
    digest: str = ""
    folder: str = ""

    def __str__(self) -> str:
        return card(self)


def train(corpus: Path, output: Path, *, public: Path | None = None) -> Report:
    """Fit every head, choose strength and temperature on held-out folds, write, and evaluate.

    Raises ConfigError when the corpus is missing or a line of it cannot be used. Deterministic:
    the same corpus gives the same weights.
    """
    rows = read_corpus(corpus)
    tweets = read_public(public) if public else []
    with progress("train", _STEPS) as advance:
        vectors = Vectors.of([row.text for row in rows], [text for text, _ in tweets])
        advance()
        heads = [fit_head(*each, vectors, seed=SEED) for each in _heads(rows, advance)]
        if tweets:
            heads.append(fit_head(*_tone(tweets), vectors.of_public(), seed=SEED, folds=0))
        advance()
        arrays = pack(heads, vectors, languages=sorted({row.lang for row in rows}))
        digest = models.save_linear(output, arrays)
        model = LinearModel.from_arrays(arrays)
        heldout = {lang: judge(model, found) for lang, found in read_heldout(corpus).items()}
        advance()
    return _written(output, rows, len(tweets), heads, heldout, digest)


def _heads(
    rows: Sequence[Row], advance: Callable[[], None]
) -> list[tuple[str, Sequence[str], Sequence[str]]]:
    """(name, codes, label of each row)."""
    del advance
    return [
        ("intent", INTENTS, [row.intent for row in rows]),
        ("urgency", [level.value for level in Urgency], [row.urgency for row in rows]),
        ("sentiment", [tone.value for tone in Sentiment], [row.sentiment for row in rows]),
        ("stance", STANCES, [row.stance for row in rows]),
        ("risk", RISKS, [row.risk for row in rows]),
    ]
