"""What agents corrected, as training lines: written, read back, and merged with the corpus.

The merged corpus is a folder like `models/corpus`, so whatever trains on that trains on this too.
"""

from __future__ import annotations

import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.commands.lines import reading
from core.corrections import Correction, Marks
from core.errors import ConfigError
from core.settings import nearest
from core.triage.labels import INTENTS
from core.types import Sentiment, Stance, Urgency
from training.corpus import CALIBRATION, EVALUATION

KIND = "correction"
FILE = "corrections.jsonl"
_LABELS = ("intent", "urgency", "sentiment", "stance", "risk")
_CODES: Mapping[str, tuple[str | None, ...]] = {
    "intent": INTENTS,
    "urgency": tuple(each.value for each in Urgency),
    "sentiment": tuple(each.value for each in Sentiment),
    "stance": (None, *(each.value for each in Stance)),
}
_KINDS: Mapping[str, type] = {"text": str, "lang": str, "risk": list, "learn": bool}

Record = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Of how many corrections how many were used; texts, not lines, are `used` and `conflicts`."""

    used: int = 0
    replaced: int = 0
    conflicts: int = 0
    forbidden: int = 0

    def __str__(self) -> str:
        return (
            f"{self.used} corrected texts, {self.replaced} of them in the corpus; "
            f"{self.conflicts} corrected differently, the newest counts; "
            f"{self.forbidden} lines left out: their platforms' rules forbid training on them"
        )


def record_of(correction: Correction, *, learn: bool) -> Record:
    """A correction in the corpus' format; `learn` says whether a model may be trained on it."""
    return {
        "text": correction.text,
        "lang": correction.language,
        **_labels(correction.after),
        "secondary": [],
        "answerable": None,
        "learn": learn,
        "source": {
            "kind": KIND,
            "platform": correction.platform,
            "by": correction.by,
            "at": correction.at.isoformat(),
            "before": _labels(correction.before),
        },
    }


def read_records(source: str) -> list[Record]:
    """Lines that `record_of` wrote; ConfigError names the first that cannot be used."""
    with reading(source) as lines:
        return [
            _checked(line, f"{source} line {number}")
            for number, line in enumerate(lines, start=1)
            if line.strip()
        ]


def merged(corpus: Path, records: Iterable[Record], target: Path) -> Merge:
    """Write the corpus with its corrections into `target`, a new folder.

    A correction takes the place of lines with the same text, the newest of several counts; those
    that may not be learnt from are left out.
    """
    given = list(records)
    allowed = [each for each in given if each["learn"]]
    by_text: dict[str, list[Record]] = defaultdict(list)
    for each in sorted(allowed, key=_at):
        by_text[each["text"]].append(each)
    target.mkdir(parents=True)
    replaced: set[str] = set()
    for path in sorted(corpus.glob("*.jsonl")):
        lines = _others(path, by_text, replaced)
        (target / path.name).write_text("".join(lines), "utf-8")
    for part in (CALIBRATION, EVALUATION):
        if (corpus / part).is_dir():
            shutil.copytree(corpus / part, target / part)
    newest = (json.dumps(each[-1], ensure_ascii=False) for each in by_text.values())
    (target / FILE).write_text("".join(f"{line}\n" for line in newest), "utf-8")
    return Merge(
        used=len(by_text),
        replaced=len(replaced),
        conflicts=sum(len(set(map(_said, each))) > 1 for each in by_text.values()),
        forbidden=len(given) - len(allowed),
    )


def _labels(marks: Marks) -> Record:
    return {
        "intent": marks.intent,
        "urgency": marks.urgency.value,
        "sentiment": marks.sentiment.value,
        "stance": marks.stance.value if marks.stance else None,
        "risk": list(marks.risk),
    }


def _checked(line: str, where: str) -> Record:
    try:
        record: Record = json.loads(line)
        problem = _problem(record) if isinstance(record, dict) else "not an object"
    except KeyError as error:
        problem = f"missing {error}"
    except (ValueError, TypeError) as error:
        problem = str(error)
    if problem:
        raise ConfigError(f"{where}: {problem}")
    return record


def _problem(record: Record) -> str:
    """What is wrong with a line; raises KeyError where something is missing."""
    _at(record)
    for name, kind in _KINDS.items():
        if not isinstance(record[name], kind):
            return f"'{name}' is no {kind.__name__}"
    for name, codes in _CODES.items():
        if record[name] not in codes:
            known = [each for each in codes if each]
            return f"unknown {name} {record[name]!r}{nearest(str(record[name]), known)}"
    return ""


def _others(
    path: Path, corrected: Mapping[str, Sequence[Record]], replaced: set[str]
) -> Iterator[str]:
    """The lines of a corpus file that nobody corrected; what was is noted in `replaced`.

    A line that is no JSON is kept: training names it by file and number.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text = _text(line)
            if text in corrected:
                replaced.add(text)
            else:
                yield line if line.endswith("\n") else f"{line}\n"


def _text(line: str) -> str:
    try:
        return str(json.loads(line)["text"])
    except (ValueError, TypeError, KeyError):
        return ""


def _at(record: Record) -> datetime:
    at = datetime.fromisoformat(record["source"]["at"])
    if at.tzinfo is None:
        raise ValueError("'source.at' has no time zone")
    return at


def _said(record: Record) -> str:
    return json.dumps([record[name] for name in _LABELS])
