"""`python -m bench.brain`: how fast messages are read, beside the usual pipeline, in one run.

Rows: `transformers.pipeline` with the same base model (where torch is installed), the encoder
alone, the cheap stage alone, the cascade on an ordinary day (`training/stream.py`), one message at
a time, cold start, memory. Throughput is of two processes at once, one thread each; the pipeline
gets the same two cores as two threads, its own way.
"""

from __future__ import annotations

import argparse
import gc
import multiprocessing
import os
import resource
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from app.brain import build_brain
from core.settings import Settings
from core.triage.text import for_encoder
from training.corpus import CALIBRATION, read_part
from training.score import question_of
from training.stream import drawn

CORPUS = Path("models/corpus")
WORKERS, BATCH, SEED = 2, 128, 11
_PIPELINE_BATCH = 32


@dataclass(frozen=True, slots=True)
class Measured:
    """Messages a second (or milliseconds), and what was measured."""

    what: str
    figure: float
    unit: str
    note: str = ""


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(prog="bench.brain", description=__doc__)
    asked.add_argument("--messages", type=int, default=2000, help="a process and round")
    asked.add_argument("--rounds", type=int, default=3)
    options = asked.parse_args()
    rows = [row for each in read_part(CORPUS, CALIBRATION).values() for row in each]
    # A number of its own in each, so that nothing is answered from a memory of the same text.
    drawn_rows = enumerate(drawn(rows, options.messages, SEED))
    day = [f"{row.text} {number}" for number, row in drawn_rows]
    plain = [row.text for row in rows][: options.messages]
    found = [
        *_pipeline(plain[:600], options.rounds),
        _together("encoder alone, two processes", _encode, plain, options.rounds),
        _together("cheap stage alone, two processes", _cheap, day, options.rounds),
        _together("cascade on an ordinary day, two processes", _cascade, day, options.rounds),
        *_alone(day),
    ]
    _show(found)


def _show(found: Sequence[Measured]) -> None:
    table = Table("what", "figure", "unit", "note")
    for each in found:
        table.add_row(each.what, f"{each.figure:,.1f}", each.unit, each.note)
    Console(width=130).print(table)
    rates = {each.what: each.figure for each in found if each.unit == "messages/s"}
    base = rates.get("transformers.pipeline")
    if base:
        told = ", ".join(f"{what} {rate / base:.1f}x" for what, rate in rates.items())
        Console(width=130).print(f"beside transformers.pipeline: {told}")


def _together(
    what: str, work: Callable[[list[str]], tuple[int, float, float]], texts: list[str], rounds: int
) -> Measured:
    """The rate of two processes working at once: messages over the time both were at it."""
    context = multiprocessing.get_context("spawn")
    rates, notes = [], []
    with ProcessPoolExecutor(WORKERS, context) as pool:
        list(pool.map(work, [texts[:64]] * WORKERS * 2))  # builds and warms both
        for number in range(rounds):
            # The brain remembers what it read last; no round may live on another's.
            fresh = [f"{text} r{number}" for text in texts]
            started = time.perf_counter()
            done = list(pool.map(work, [fresh] * WORKERS))
            rates.append(WORKERS * len(texts) / (time.perf_counter() - started))
            notes.append(sum(each[0] for each in done) / (WORKERS * len(texts)))
    share = statistics.mean(notes)
    return Measured(what, statistics.median(rates), "messages/s", f"{share:.0%} by the encoder")


_built: dict[str, Any] = {}


def _brain() -> Any:
    if "brain" not in _built:
        _built["brain"] = build_brain(Settings())
        gc.freeze()  # as a process that reads does once it has built everything
    return _built["brain"]


def _encode(texts: list[str]) -> tuple[int, float, float]:
    encoder = _brain().second.encoder
    for start in range(0, len(texts), BATCH):
        encoder.encode([for_encoder(text) for text in texts[start : start + BATCH]])
    return len(texts), 0.0, 0.0


def _cascade(texts: list[str]) -> tuple[int, float, float]:
    return _assess(_brain(), texts)


def _cheap(texts: list[str]) -> tuple[int, float, float]:
    from dataclasses import replace  # noqa: PLC0415 - one line of one row

    return _assess(replace(_brain(), second=None), texts)


def _assess(brain: Any, texts: list[str]) -> tuple[int, float, float]:
    asked = [question_of(_line(text)) for text in texts]
    by_encoder = 0
    for start in range(0, len(asked), BATCH):
        verdicts = brain.assess_many(asked[start : start + BATCH])
        by_encoder += sum(verdict.stage == "encoder" for verdict in verdicts)
    return by_encoder, 0.0, 0.0


def _line(text: str) -> Any:
    from training.corpus import Row  # noqa: PLC0415 - only its text is asked for

    return Row(text=text, lang="", intent="", urgency="", sentiment="", stance="", risk="")


def _alone(texts: list[str]) -> list[Measured]:
    """One message at a time, in a process that has just started."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as pool:
        cold, times, forced, memory = pool.submit(_one_by_one, texts[:300]).result()
    return [
        Measured("one message, p50", _at(times, 0.5), "ms"),
        Measured("one message, p99", _at(times, 0.99), "ms"),
        Measured("one message that the encoder reads, p50", _at(forced, 0.5), "ms"),
        Measured("cold start", cold, "s", "imports and assembling, until the first verdict"),
        Measured("memory of a triage process", memory, "MB", "resident, with libraries"),
    ]


def _one_by_one(texts: list[str]) -> tuple[float, list[float], list[float], float]:
    started = time.perf_counter()
    brain = build_brain(Settings())
    brain.assess_many([question_of(_line(texts[0]))])
    cold = time.perf_counter() - started
    times, forced = [], []
    for text in texts:
        started = time.perf_counter()
        (verdict,) = brain.assess_many([question_of(_line(text))])
        taken = 1000 * (time.perf_counter() - started)
        times.append(taken)
        if verdict.stage == "encoder":
            forced.append(taken)
    return cold, times, forced or [0.0], _resident()


def _resident() -> float:
    """Megabytes that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def _at(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _pipeline(texts: list[str], rounds: int) -> list[Measured]:
    try:
        import torch  # noqa: PLC0415 - may be absent
        from transformers import PreTrainedTokenizerFast, pipeline  # noqa: PLC0415
    except ImportError:
        return []
    from models.encoder.pack import Pack  # noqa: PLC0415
    from models.encoder.runtime import tokenizer  # noqa: PLC0415
    from models.encoder.source import locate  # noqa: PLC0415
    from training.torch_encoder import bert  # noqa: PLC0415

    path = locate("").path
    if path is None:
        return []
    torch.set_num_threads(min(WORKERS, os.cpu_count() or 1))
    pack = Pack(path)
    model = bert(pack).eval()
    model.set_input_embeddings(
        torch.nn.Embedding.from_pretrained(
            torch.from_numpy(pack.matrix("emb.word", pack.shape.vocabulary))
        )
    )
    cutter = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(pack),
        pad_token="<pad>",  # noqa: S106 - no password
        model_max_length=128,
    )
    run = pipeline("feature-extraction", model=model, tokenizer=cutter, framework="pt")
    rates = []
    for _ in range(rounds):
        started = time.perf_counter()
        with torch.no_grad():
            run([f"query: {text}" for text in texts], batch_size=_PIPELINE_BATCH)
        rates.append(len(texts) / (time.perf_counter() - started))
    return [Measured("transformers.pipeline", statistics.median(rates), "messages/s", "fp32")]


if __name__ == "__main__":
    main()
