"""By which lines of the processes' logs trouble shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from chaos.evidence import Blow

# A line may come so much later than what it is about: a call has to fail first.
LATE_S = 30.0
_BASE = r"storage: |a transaction took|cannot be reached|did not let go|the server "
# Kind -> what one line of the struck process's own log says. What is not here is meant to pass
# unnoticed: a batch that comes twice, an answer that comes late.
SIGNS: Mapping[str, str] = {
    "kill": r"started",
    "hang": r"stood still",
    "clock": r"clock",
    "cut": _BASE,
    "black": _BASE,
    "slow": _BASE,
    "database killed": _BASE,
    "database restarted": _BASE,
    "disk full": _BASE,
    "platform cut": r"again in|nobody answered|reconnect|connect",
}
# These show in anybody's log.
ANYBODY = frozenset({"database", "telegram", "twitter", "discord"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line: when, whose, what."""

    at: float
    whose: str
    text: str


class Logs:
    """All lines of a folder's logs; what is no event of the log is left out."""

    def __init__(self, folder: Path, late_s: float = LATE_S) -> None:
        self._late_s = late_s
        self._lines = [
            line
            for path in sorted(folder.glob("*.log"))
            for text in path.read_text(errors="replace").splitlines()
            if (line := _line(path.stem, text))
        ]

    def judge(self, blow: Blow, others: Sequence[Blow]) -> Blow:
        """The blow with how often it is told of; who was killed soon after could not tell."""
        soonest = blow.began - (0.0 if blow.kind == "kill" else self._late_s)
        dead = any(
            each.kind == "kill" and each is not blow and each.target == blow.target
            and soonest <= each.began <= blow.ended + self._late_s
            for each in others
        )  # fmt: skip
        return replace(blow, shown=self.shown(blow) or int(dead))

    def absences(self, blows: Sequence[Blow], until: float) -> list[Blow]:
        """When nobody of a role was up: each had been killed and had not started again."""
        found = list[Blow]()
        for role in {each.role for each in blows if each.kind == "kill"}:
            steps = sorted(self._steps(role, blows))
            up, since = set[str](), None
            for at, name, starts in [*steps, (until, "", True)]:
                (up.add if starts else up.discard)(name)
                if up and since is not None:
                    found.append(Blow(kind="absent", target=role, role=role, began=since, ended=at))
                    since = None
                elif not up and since is None:
                    since = at
        return found

    def _steps(self, role: str, blows: Sequence[Blow]) -> Iterator[tuple[float, str, bool]]:
        for line in self._lines:
            if line.whose.startswith(f"{role} ") and "started as" in line.text:
                yield line.at, line.whose, True
        for each in blows:
            if each.kind == "kill" and each.role == role:
                yield each.began, each.target, False

    def shown(self, blow: Blow) -> int:
        """How many lines tell of it; 1 for what need not be told."""
        sign = SIGNS.get(blow.kind)
        if sign is None:
            return 1
        said = re.compile(sign)
        return sum(
            blow.began <= each.at <= blow.ended + self._late_s
            and (blow.target in ANYBODY or each.whose == blow.target)
            and bool(said.search(each.text))
            for each in self._lines
        )


def _line(whose: str, text: str) -> Line | None:
    try:
        told = json.loads(text)
        at = datetime.fromisoformat(told["timestamp"]).timestamp()
    except (ValueError, KeyError, TypeError):
        return None
    return Line(at, whose, str(told.get("event", "")))
