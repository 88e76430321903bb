"""Learning from corrections: new weights beside those in force, which they replace if they pass.

Only what `fit` makes is replaced. What else reads the corpus can be given the same merged folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import models
from core.errors import ConfigError
from training.corrections import Merge, Record, merged

SCRATCH = ".corrections-"
_CARD = """
## Corrections
{used} of the lines above are corrections by agents: real messages, their secrets covered, labelled
by who answered them. {replaced} took the place of a corpus line with the same text. What is said
above of lines written for this project holds for the others. Encoder and adapter are untouched.
"""

# The corpus, and the folder that weights and card go to.
Fit = Callable[[Path, Path], object]
# The folder of new weights; what is wrong with them, one line a figure, nothing if they pass.
Gate = Callable[[Path], list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it: `failures` kept the old weights, one line a figure."""

    merge: Merge
    failures: tuple[str, ...] = ()
    replaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What to learn from, and where the weights are that it may replace."""

    corpus: Path
    output: Path
    records: Sequence[Record]


def relearn(lesson: Lesson, fit: Fit, passes: Gate) -> Outcome:
    """Train beside the weights in force and replace those only if the new ones pass the gate."""
    home = lesson.output.resolve().parent
    # A run that was killed left users' words behind.
    for left in home.glob(f"{SCRATCH}*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        with TemporaryDirectory(prefix=SCRATCH, dir=home) as scratch:
            return _relearn(lesson, Path(scratch), fit, passes)
    except OSError as error:
        raise ConfigError(f"{lesson.output}: {error.strerror}") from None


def _relearn(lesson: Lesson, scratch: Path, fit: Fit, passes: Gate) -> Outcome:
    corpus, candidate = scratch / "corpus", scratch / "weights"
    merge = merged(lesson.corpus, lesson.records, corpus)
    if not merge.used:
        return Outcome(merge=merge)
    fit(corpus, candidate)
    if failures := passes(candidate):
        return Outcome(merge=merge, failures=tuple(failures))
    with (candidate / models.CARD).open("a", encoding="utf-8") as card:
        card.write(_CARD.format(used=merge.used, replaced=merge.replaced))
    swap(candidate, lesson.output)
    return Outcome(merge=merge, replaced=True)


def swap(new: Path, old: Path) -> None:
    """Move all files of `new` over those of `old`, each at once; raises OSError with all as before.

    Who reads in between finds a checksum that does not match, and reads nothing half.
    """
    old.mkdir(parents=True, exist_ok=True)
    names = sorted(each.name for each in new.iterdir())
    kept = {name: (old / name).read_bytes() for name in names if (old / name).is_file()}
    try:
        for name in names:
            (new / name).replace(old / name)
    except OSError:
        for name, content in kept.items():
            (old / name).write_bytes(content)
        raise
