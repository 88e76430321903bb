"""Prepared answers and macros: texts in several languages, and what else a press does. Pure."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.case import Case
from core.casebook import CaseFile
from core.errors import ConfigError
from core.reply.wording import fill, primary, variables
from core.types import Leg

FALLBACK = "en"
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,9}")
LONGEST_NAME, LONGEST_TEXT = 40, 8_000
MOST_STEPS, MOST_ROWS = 10, 2_000
COLUMNS = ("name", "language", "leg", "text", "steps")
# Cells that a spreadsheet would run begin so; a quote keeps them words.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Deed(StrEnum):
    """What a macro does besides speaking, in the order in which it is done."""

    NOTE = "note"
    TAG = "tag"
    ASSIGN = "assign"
    SNOOZE = "snooze"
    RESOLVE = "resolve"


@dataclass(frozen=True, slots=True)
class Step:
    """One deed and what it needs: words, a tag, an agent's id, hours, a reason."""

    deed: Deed
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canned:
    """A prepared answer, or with steps a macro; `leg` None is for both, `owner` "" for the team.

    `texts` are by language; without any it only does its steps.
    """

    id: str
    name: str
    owner: str = ""
    leg: Leg | None = None
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    steps: tuple[Step, ...] = ()
    version: int = 0
    by: str = ""
    at: datetime
    dropped: bool = False

    @property
    def is_macro(self) -> bool:
        return bool(self.steps)

    def fits(self, leg: Leg) -> bool:
        """Whether it may be said there."""
        return self.leg is None or self.leg is leg

    def wording(self, language: str) -> tuple[str, str]:
        """The language it is said in and the text: that one, English, or the first there is."""
        for code in (primary(language), FALLBACK, *sorted(self.texts)):
            if self.texts.get(code):
                return code, self.texts[code]
        return "", ""


class CannedBook(Protocol):
    """Whoever keeps prepared answers. Raises StorageUnavailable."""

    async def canned(self, agent: str) -> Sequence[Canned]:
        """The team's and this agent's own that are in use, by name."""
        ...

    async def canned_versions(self, identity: str) -> Sequence[Canned]:
        """Every version of one, the latest first; none where there is none."""
        ...

    async def keep_canned(self, canned: Canned) -> Canned:
        """Write it on top of its `version`, audited; raises Outdated when that is not the latest,
        NotYours where the name is taken among those that somebody sees together."""
        ...


def values_of(file: CaseFile, agent: str, facts: Mapping[str, str]) -> dict[str, str]:
    """What the variables of a text come to in a case: its facts, and the exchange's."""
    case = file.case
    values = {**facts, **_told(file)}
    values |= {"case": case.id, "platform": case.platform.title(), "agent": agent}
    return {**values, "name": case.author_name} if case.author_name else values


def filled(canned: Canned, case: Case, values: Mapping[str, str]) -> str:
    """Its text in the user's language; a variable without a value stays as it is."""
    language, text = canned.wording(case.language)
    return fill(text, values, language or FALLBACK)


def faults(canned: Canned, known: Iterable[str]) -> tuple[str, ...]:
    """What keeps it from being saved, as codes of the console's texts; {code: value} by `:`."""
    found = [] if NAME.fullmatch(canned.name) and len(canned.name) <= LONGEST_NAME else ["name"]
    if not canned.texts and not canned.steps:
        found.append("nothing")
    for code, text in canned.texts.items():
        if not _LANGUAGE.fullmatch(code):
            found.append(f"language:{code}")
        if len(text) > LONGEST_TEXT:
            found.append(f"long:{code}")
        strange = sorted(variables(text) - set(known))
        found += [f"variable:{each}" for each in strange]
    found += [f"step:{each.deed}" for each in canned.steps if not _is_whole(each)]
    return tuple(dict.fromkeys(found if len(canned.steps) <= MOST_STEPS else [*found, "steps"]))


def ordered(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Steps in the order in which they can be done: what ends a case comes last."""
    rank = list(Deed)
    return tuple(sorted(steps, key=lambda each: rank.index(each.deed)))


def found(every: Iterable[Canned], words: str) -> list[Canned]:
    """Those whose name or text has the words; those whose name begins with them first."""
    wanted = words.strip().lower()
    fitting = [e for e in every if wanted in e.name or wanted in " ".join(e.texts.values()).lower()]
    return sorted(fitting, key=lambda each: (not each.name.startswith(wanted), each.name))


def to_csv(every: Iterable[Canned]) -> str:
    """One line a language; what a spreadsheet would run is quoted."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for each in every:
        steps = json.dumps([[s.deed, s.value] for s in each.steps]) if each.steps else ""
        for code in sorted(each.texts) or [""]:
            words = each.texts.get(code, "")
            table.writerow([each.name, code, each.leg or "both", _quoted(words), _quoted(steps)])
    return out.getvalue()


def from_csv(text: str, owner: str, at: datetime) -> list[Canned]:
    """What such a file says, without ids; raises ConfigError naming the line."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if not rows.fieldnames or not {"name", "text"} <= set(rows.fieldnames):
        raise ConfigError(f"line 1: the columns have to be {', '.join(COLUMNS)}")
    made: dict[str, Canned] = {}
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS:
            raise ConfigError(f"line {number}: a file has at most {MOST_ROWS} lines")
        name = (row.get("name") or "").strip().lower()
        known = made.get(name) or Canned(id="", name=name, owner=owner, at=at)
        made[name] = _with_row(known, row, number)
    return list(made.values())


def _with_row(canned: Canned, row: Mapping[str, str | None], number: int) -> Canned:
    cell = {name: _bare((row.get(name) or "").strip()) for name in COLUMNS}
    legs: dict[str, Leg | None] = {"": None, "both": None, **{each.value: each for each in Leg}}
    if cell["leg"] not in legs:
        raise ConfigError(f"line {number}: leg is public, private or both, not {cell['leg']!r}")
    texts = {**canned.texts}
    if cell["text"]:
        texts[primary(cell["language"]) or FALLBACK] = cell["text"]
    steps = _steps(cell["steps"], number) if cell["steps"] else canned.steps
    return replace(canned, leg=legs[cell["leg"]], texts=texts, steps=steps)


def _steps(text: str, number: int) -> tuple[Step, ...]:
    try:
        return ordered(Step(Deed(deed), str(value)) for deed, value in json.loads(text))
    except (ValueError, TypeError):
        raise ConfigError(f'line {number}: steps are like [["resolve", "solved"]]') from None


def _told(file: CaseFile) -> dict[str, str]:
    """The facts of the case: those that were collected, else those of the last messages."""
    told: dict[str, str] = {}
    for line in file.lines:
        for kind, values in line.verdict.facts.items() if line.verdict else ():
            told[kind] = values[0]
    collected = file.dialogue.facts if file.dialogue else {}
    return told | {kind: fact.values[0] for kind, fact in collected.items() if fact.values}


def _is_whole(step: Step) -> bool:
    if step.deed is Deed.SNOOZE:
        return step.value.isdecimal() and 0 < int(step.value) <= 24 * 90
    return bool(step.value.strip()) or step.deed is Deed.RESOLVE


def _quoted(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
