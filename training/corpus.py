"""Reads what the linear stage learns from: our own lines, and public sets beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from core.errors import ConfigError
from core.types import Stance

CALIBRATION, EVALUATION = "calibration", "evaluation"
# Lines about scams alone, half of them by scammers: they calibrate nothing else.
CALIBRATION_SCAM, SCAM = "calibration-scam", "scam"
# Public sentiment sets below the folder given with --public; absent ones are left out.
_TWEETS = ("sentiment/semeval-train.jsonl", "sentiment/umsab-train.jsonl")
# Public sets of scams and spam beside ordinary posts and messages.
_SCAMS = (
    "scam/janitr-train.jsonl",
    "scam/janitr-calib.jsonl",
    "scam/tg-spam-samples.jsonl",
    "scam/uci-sms.jsonl",
)
_ATTACKS = {"1": "yes", "0": "no", "spam": "yes", "ham": "no"}
_YES_OR_NO = {"True": "yes", "False": "no"}
_TONES = frozenset({"negative", "neutral", "positive"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One labelled line; codes as in the taxonomy, `none` where there is no danger.

    `answerable` and `attack` (does he do it himself?) are yes, no, or empty where nobody has said.
    """

    text: str
    lang: str
    intent: str
    urgency: str
    sentiment: str
    stance: str
    risk: str
    answerable: str = ""
    attack: str = ""


def read_corpus(folder: Path) -> list[Row]:
    """All lines of `<lang>.jsonl`, each text once, in a fixed order; ConfigError when unusable."""
    files = sorted(folder.glob("*.jsonl"))
    rows = [row for path in files for row in _rows(path)]
    if not rows:
        raise ConfigError(f"{folder}: no training lines; expected <language>.jsonl files")
    return list({row.text: row for row in rows}.values())


def read_part(folder: Path, part: str) -> dict[str, list[Row]]:
    """Lines by language that nothing is learnt from; empty when there are none."""
    return {path.stem: list(_rows(path)) for path in sorted((folder / part).glob("*.jsonl"))}


def read_calibration(folder: Path) -> list[Row]:
    """What confidence is fitted on: ordinary lines, and scam lines that answer only for that."""
    ordinary = [row for each in read_part(folder, CALIBRATION).values() for row in each]
    scams = [row for each in read_part(folder, CALIBRATION_SCAM).values() for row in each]
    return [*ordinary, *(_about_scams(row) for row in scams)]


def _about_scams(row: Row) -> Row:
    return replace(row, intent="", urgency="", sentiment="", risk="", answerable="")


def read_public(folder: Path) -> list[tuple[str, str]]:
    """(text, tone) pairs of the public sets that are there."""
    found = [folder / name for name in _TWEETS if (folder / name).exists()]
    if not found:
        raise ConfigError(f"{folder}: none of {', '.join(_TWEETS)} is there")
    records = (record for path in found for _, record in _lines(path))
    return [(each["text"], each["label"]) for each in records if each.get("label") in _TONES]


def read_scams(folder: Path) -> list[Row]:
    """Public texts that only say whether they are a scam; whichever sets are there."""
    found = [folder / name for name in _SCAMS if (folder / name).exists()]
    records = (record for path in found for _, record in _lines(path))
    return [
        Row(
            text=str(each["text"]),
            lang="",
            intent="",
            urgency="",
            sentiment="",
            stance="",
            risk="",
            attack=_ATTACKS[str(each["label"])],
        )
        for each in records
        if str(each.get("label")) in _ATTACKS
    ]


def _rows(path: Path) -> Iterator[Row]:
    for number, record in _lines(path):
        try:
            yield Row(
                text=str(record["text"]),
                lang=str(record["lang"]),
                intent=str(record["intent"]),
                urgency=str(record["urgency"]),
                sentiment=str(record["sentiment"]),
                stance=str(record.get("stance") or "none"),
                risk=str((record.get("risk") or ["none"])[0]),
                answerable=_YES_OR_NO.get(str(record.get("answerable")), ""),
                attack="yes" if record.get("stance") == Stance.ATTEMPT else "no",
            )
        except (KeyError, TypeError) as error:
            raise ConfigError(f"{path} line {number}: missing {error}") from error


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except ValueError as error:
                raise ConfigError(f"{path} line {number}: {error}") from error
            if not isinstance(record, dict):
                raise ConfigError(f"{path} line {number}: not an object")
            yield number, record
