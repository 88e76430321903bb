"""Tunes the encoder on what the desk asks of it: a low-rank change to its upper layers.

One text answers several questions at once (intent, urgency, tone, stance, answerability), each
through a linear head on the mean vector; public tweets answer only the question of tone. What is
kept is the change (`l<layer>.<matrix>.a/.b16`, float16) and the heads. It lies on our own layers
where there are some, else on the public ones. Needs the extra `[torch]`.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encoder.layers import Change
from models.encoder.pack import Floats, Pack
from models.encoder.runtime import prefix_of, tokenizer

ABSENT = -100


@dataclass(frozen=True, slots=True)
class Question:
    """One head: its codes, and how much it weighs in what is learnt."""

    name: str
    codes: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to tune; the defaults are what the shipped weights were made with."""

    rank: int = 16
    first_layer: int = 4
    epochs: int = 4
    batch: int = 32
    rate: float = 8e-4
    head_rate: float = 2e-3
    smoothing: float = 0.05
    most_tokens: int = 96
    seed: int = 20260101
    threads: int = 2


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts with an answer for every question, (texts, questions); ABSENT where there is none."""

    texts: Sequence[str]
    answers: NDArray[np.int64]
    epochs: int


@dataclass(frozen=True, slots=True)
class Learnt:
    """The adapter's arrays, and each head's weight (width, codes) and bias, on unit vectors."""

    adapter: dict[str, NDArray[Any]]
    heads: dict[str, tuple[Floats, Floats]]


def tune(
    begun: tuple[Pack, Change],
    questions: Sequence[Question],
    lessons: Sequence[Lesson],
    plan: Plan,
    advance: Callable[[int], None],
) -> Learnt:
    """Learn from all lessons, mixed; `advance` is told how many texts were read.

    `begun` are the public weights, and what of ours lies on them already.
    """
    pack, base = begun
    import torch  # noqa: PLC0415 - only tuning needs it

    from training.torch_encoder import Tuned  # noqa: PLC0415

    torch.manual_seed(plan.seed)
    torch.set_num_threads(plan.threads)
    net = Tuned(pack, [(each.name, len(each.codes)) for each in questions], plan, base)
    prefix = prefix_of(base)
    ids = [_ids(pack, [prefix + each for each in lesson.texts], plan) for lesson in lessons]
    steps = list(_steps(ids, lessons, plan))
    optimiser = torch.optim.AdamW(net.groups(), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, _warm_then_cool(len(steps)))
    net.train()
    for lesson, rows in steps:
        scores = net([ids[lesson][row] for row in rows])
        _loss(scores, lessons[lesson].answers[rows], questions, plan).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad()
        advance(len(rows))
    return net.learnt()


def _loss(
    scores: Any, answers: NDArray[np.int64], questions: Sequence[Question], plan: Plan
) -> Any:
    """The weighed sum over the questions that some of these texts answer."""
    import torch  # noqa: PLC0415 - only tuning needs it
    from torch.nn.functional import cross_entropy  # noqa: PLC0415

    wanted = torch.from_numpy(answers)
    losses = [
        question.weight
        * cross_entropy(
            scores[question.name],
            wanted[:, column],
            ignore_index=ABSENT,
            label_smoothing=plan.smoothing,
        )
        for column, question in enumerate(questions)
        if bool((wanted[:, column] != ABSENT).any())
    ]
    return torch.stack(losses).sum()


def _ids(pack: Pack, texts: Sequence[str], plan: Plan) -> list[list[int]]:
    cutter, normal = tokenizer(pack, plan.most_tokens), str.maketrans(pack.normaliser)
    return [each.ids for each in cutter.encode_batch([text.translate(normal) for text in texts])]


def _steps(
    ids: Sequence[Sequence[Sequence[int]]], lessons: Sequence[Lesson], plan: Plan
) -> Iterator[tuple[int, list[int]]]:
    """(lesson, rows) of every step: each lesson as often as it asks, similar lengths together."""
    luck = random.Random(plan.seed)  # noqa: S311 - order, not secrets
    steps = [
        (number, rows)
        for number, lesson in enumerate(lessons)
        for _ in range(lesson.epochs)
        for rows in _batches([len(each) for each in ids[number]], plan.batch, luck)
    ]
    luck.shuffle(steps)
    yield from steps


def _batches(lengths: Sequence[int], size: int, luck: random.Random) -> Iterator[list[int]]:
    order = list(range(len(lengths)))
    luck.shuffle(order)
    for start in range(0, len(order), size * 40):
        part = sorted(order[start : start + size * 40], key=lambda row: lengths[row])
        yield from (part[at : at + size] for at in range(0, len(part), size))


def _warm_then_cool(steps: int) -> Callable[[int], float]:
    def factor(step: int) -> float:
        return min((step + 1) / (0.06 * steps + 1), max(0.02, (steps - step) / steps))

    return factor
