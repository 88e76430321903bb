"""The roster as a table: one line an agent, his hours day by day as the page of his plan writes
them. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping

from core.errors import ConfigError
from core.tables.service import DAYS
from core.team.shift import MOST_CASES, Member, checked

COLUMNS = ("agent", "zone", *DAYS, "skills", "languages", "most")
NEEDED = frozenset({"agent", *DAYS})
MOST_ROWS, LONGEST = 5_000, 1_000


def to_csv(members: Iterable[Member]) -> str:
    """A file that can be changed and read back."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in sorted(members, key=lambda member: member.agent):
        names = (" ".join(sorted(each.skills)), " ".join(sorted(each.languages)))
        writer.writerow([each.agent, each.zone, *each.week, *names, each.most])
    return out.getvalue()


def from_csv(text: str, agents: Collection[str]) -> list[Member]:
    """All entries of a file; raises ConfigError naming the line. `agents` are those there are."""
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    made: dict[str, Member] = {}
    try:
        missing = sorted(NEEDED - set(rows.fieldnames or ()))
        if missing:
            raise ConfigError(f"line 1: there is no column {missing[0]}")
        for number, row in enumerate(rows, start=2):
            member = _member(row, number)
            _must_be_new(member.agent, made, agents, number)
            made[member.agent] = member
    except csv.Error as error:
        raise ConfigError(f"line {rows.line_num}: {error}") from None
    return list(made.values())


def _must_be_new(
    agent: str, made: Mapping[str, Member], agents: Collection[str], number: int
) -> None:
    if number > MOST_ROWS:
        raise ConfigError(f"line {number}: a file has at most {MOST_ROWS} lines")
    if agent not in agents:
        raise ConfigError(f"line {number}: there is no agent {agent!r}")
    if agent in made:
        raise ConfigError(f"line {number}: {agent!r} stands there twice")


def _member(row: Mapping[str, str | None], number: int) -> Member:
    cell = {name: (row.get(name) or "").strip() for name in COLUMNS}
    for name, said in cell.items():
        if len(said) > LONGEST:
            raise ConfigError(f"line {number}: {name} has {len(said)} characters, of {LONGEST}")
    try:
        return checked(
            Member(
                agent=cell["agent"],
                zone=cell["zone"] or "UTC",
                week=tuple(cell[day] for day in DAYS),
                skills=frozenset(cell["skills"].split()),
                languages=frozenset(cell["languages"].lower().split()),
                most=int(cell["most"] or MOST_CASES),
            )
        )
    except ValueError as error:
        raise ConfigError(f"line {number}: {error}") from None
