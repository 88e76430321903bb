"""Tunes every layer: teachers of full depth, then the smaller one that ships and learns from them.

    python -m training.whole --data FOLDER [--device cuda] [--epochs 8]

Meant for a GPU: four teachers and the student took 8.5 minutes on an H100 when run side by side,
and would take days on two cores. What the student reads is changed as it comes (words dropped),
and it learns what the teachers together make of it, beside the answers. Writes
`models/encoder/layers.npz` and its heads, not weighed yet: `skerry train` weighs them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import models
import models.encoder as shipped
from app.commands.lines import progress
from app.house import build_library
from core.settings import Settings
from models.encoder.layers import Layers
from models.encoder.pack import Pack
from training.encoder import Places
from training.second import QUESTIONS
from training.tune import ABSENT, Question
from training.whole_net import Net
from training.whole_texts import Part, Reading, gather

# Of the public twelve: the first two whole, then every other, the last two whole.
KEPT = (0, 1, 2, 4, 6, 8, 10, 11)
SEED, TEACHERS = 100, 4
HEAD_RATE, WARM, LEAST_RATE = 1e-3, 0.06, 0.02
SMOOTHING, HARD_SHARE = 0.05, 0.5

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast: the upper layers by `rate`, each below by `decay` of the one above."""

    rate: float
    decay: float
    batch: int


TEACHER = Pace(rate=3e-4, decay=0.9, batch=128)
STUDENT = Pace(rate=5e-4, decay=0.95, batch=192)


def main(arguments: Sequence[str] | None = None) -> None:
    """Tune, and write layers and heads."""
    asked = _options(arguments)
    pack = Places().pack()
    library = build_library(Settings().knowledge)
    reading = gather(pack, asked.corpus, asked.data, library.asked, asked.epochs)
    student = distil(pack, reading, asked.teachers, asked.device)
    keep(student, reading.questions, asked.output)


def distil(
    pack: Pack, reading: Reading, teachers: int, device: str, kept: Sequence[int] = KEPT
) -> Net:
    """The student of so many teachers."""
    public = Layers(pack, {})
    codes = sum(len(each.codes) for each in reading.questions)
    taught = []
    for number in range(teachers):
        torch.manual_seed(SEED + number)
        net = Net(pack, public, range(public.depth), codes).to(device)
        steps = list(
            _steps(reading.parts, [each.taught for each in reading.parts], TEACHER, number)
        )
        run(net, (reading, steps), TEACHER, _hard(net, reading.questions), f"teacher {number + 1}")
        net.eval()
        taught.append(net)
    torch.manual_seed(SEED)
    student: Net = Net(pack, public, kept, codes).to(device)
    _begin_as(student, taught[0], kept)
    steps = list(_steps(reading.parts, [each.learnt for each in reading.parts], STUDENT, SEED))
    loss = _learning(student.in_eight_bits(), taught, reading.questions)
    run(student, (reading, steps), STUDENT, loss, "student")
    return student


def run(
    net: Net, work: tuple[Reading, Sequence[tuple[int, Any]]], pace: Pace, loss: Loss, name: str
) -> None:
    """All steps once, warming up and cooling down."""
    reading, steps = work
    device = next(net.parameters()).device
    optimiser = torch.optim.AdamW(_groups(net, pace), weight_decay=0.01)
    rates = [group["lr"] for group in optimiser.param_groups]
    net.train()
    with progress(name, len(steps)) as bar:
        for number, (part, rows) in enumerate(steps):
            factor = min(
                (number + 1) / (WARM * len(steps) + 1), max(LEAST_RATE, 1 - number / len(steps))
            )
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            ids, answers = _taken(reading.parts[part], rows, device)
            optimiser.zero_grad()
            loss(ids, answers).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            bar()


def keep(student: Net, questions: Sequence[Question], folder: Path) -> None:
    """Write the layers and the heads that ship; those are not weighed yet."""
    layers = student.arrays()
    models.save_arrays(folder / shipped.LAYERS, layers)
    weight, bias = student.heads()
    ends = np.cumsum([0, *(len(each.codes) for each in questions)])
    columns = np.arange(ends[len(QUESTIONS)])
    heads = {
        "encoder": np.array([shipped.name_of(layers)]),
        "weights": weight[:, columns],
        "bias": bias[columns],
    }
    models.save_arrays(folder / shipped.HEADS, heads)


def _hard(net: Net, questions: Sequence[Question]) -> Loss:
    def loss(ids: torch.Tensor, answers: torch.Tensor) -> torch.Tensor:
        return _missed(net(ids), answers, questions)

    return loss


def _learning(student: Net, teachers: Sequence[Net], questions: Sequence[Question]) -> Loss:
    def loss(ids: torch.Tensor, answers: torch.Tensor) -> torch.Tensor:
        changed = thinned(ids)
        with torch.no_grad():
            told = [_shares(teacher(changed), questions) for teacher in teachers]
        scores = student(changed)
        parts = scores.split([len(each.codes) for each in questions], dim=1)
        soft = [
            -question.weight
            * (torch.stack([each[place] for each in told]).mean(0) * part.log_softmax(1))
            .sum(1)
            .mean()
            for place, (question, part) in enumerate(zip(questions, parts, strict=True))
        ]
        return torch.stack(soft).sum() + HARD_SHARE * _missed(scores, answers, questions)

    return loss


def thinned(ids: torch.Tensor) -> torch.Tensor:
    """Half of the texts lose up to three in ten of their tokens; none its beginning."""
    known = ids >= 0
    chance = torch.rand(len(ids), 2, 1, device=ids.device)
    rate = torch.where(chance[:, 0] < 0.5, 0.0, 0.3 * chance[:, 1])
    lost = (torch.rand(ids.shape, device=ids.device) < rate) & known
    lost[:, :3] = False
    kept = known & ~lost
    order = torch.argsort((~kept).int(), dim=1, stable=True)
    moved = torch.where(torch.gather(kept, 1, order), torch.gather(ids, 1, order), -1)
    return moved[:, : max(4, int(kept.sum(1).max()))]


def _missed(
    scores: torch.Tensor, answers: torch.Tensor, questions: Sequence[Question]
) -> torch.Tensor:
    parts = scores.split([len(each.codes) for each in questions], dim=1)
    losses = [
        question.weight
        * functional.cross_entropy(
            part, answers[:, place], ignore_index=ABSENT, label_smoothing=SMOOTHING
        )
        for place, (question, part) in enumerate(zip(questions, parts, strict=True))
        if bool((answers[:, place] != ABSENT).any())
    ]
    return torch.stack(losses).sum()


def _shares(scores: torch.Tensor, questions: Sequence[Question]) -> list[torch.Tensor]:
    parts = scores.split([len(each.codes) for each in questions], dim=1)
    return [part.softmax(1) for part in parts]


def _begin_as(student: Net, teacher: Net, kept: Sequence[int]) -> None:
    for place, number in enumerate(kept):
        student.layers[place].load_state_dict(teacher.layers[number].state_dict())
    student.entry.load_state_dict(teacher.entry.state_dict())
    student.head.load_state_dict(teacher.head.state_dict())


def _groups(net: Net, pace: Pace) -> list[dict[str, Any]]:
    depth = len(net.layers)
    layers = [
        {"params": list(layer.parameters()), "lr": pace.rate * pace.decay ** (depth - 1 - place)}
        for place, layer in enumerate(net.layers)
    ]
    entry = {"params": list(net.entry.parameters()), "lr": pace.rate * pace.decay**depth}
    return [entry, *layers, {"params": list(net.head.parameters()), "lr": HEAD_RATE}]


def _steps(
    parts: Sequence[Part], times: Sequence[int], pace: Pace, seed: int
) -> Iterator[tuple[int, Any]]:
    """(part, rows) of every step, texts of like length together, in random order."""
    luck = np.random.default_rng(seed)
    steps = [
        (number, rows)
        for number, part in enumerate(parts)
        for _ in range(times[number])
        for rows in _batches(part.lengths, pace.batch, luck)
    ]
    yield from (steps[place] for place in luck.permutation(len(steps)))


def _batches(lengths: Any, size: int, luck: np.random.Generator) -> Iterator[Any]:
    order = luck.permutation(len(lengths))
    for start in range(0, len(order), size * 20):
        part = order[start : start + size * 20]
        part = part[np.argsort(lengths[part], kind="stable")]
        yield from (part[at : at + size] for at in range(0, len(part), size))


def _taken(part: Part, rows: Any, device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    longest = int(part.lengths[rows].max())
    ids = torch.from_numpy(part.ids[rows, :longest]).to(device)
    return ids, torch.from_numpy(part.answers[rows]).to(device)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.whole", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="public sets")
    parser.add_argument("--corpus", type=Path, default=Path("models/corpus"))
    parser.add_argument("--output", type=Path, default=shipped.HOME)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--teachers", type=int, default=TEACHERS)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
