"""The roster as a table: what is written is read back, and a wrong line is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigError
from core.tables.service import DAYS
from core.team.roster_csv import COLUMNS, MOST_ROWS, from_csv, to_csv
from core.team.shift import Member
from core.triage.labels import INTENTS

AGENTS = ("mira", "tomasz", "li")
HEAD = ",".join(COLUMNS)
FREE = "," * len(DAYS)

members = st.builds(
    Member,
    agent=st.sampled_from(AGENTS),
    zone=st.sampled_from(("UTC", "Europe/Oslo", "Asia/Tokyo")),
    week=st.tuples(*(st.sampled_from(("", "09:00-17:00", "08:00-12:00, 13:00-24:00")),) * 7),
    skills=st.frozensets(st.sampled_from(INTENTS), max_size=3),
    languages=st.frozensets(st.sampled_from(("en", "zh", "fil")), max_size=3),
    most=st.integers(1, 200),
)


@given(st.lists(members, unique_by=lambda each: each.agent))
def test_what_is_written_is_read_back(written):
    read = from_csv(to_csv(written), AGENTS)
    assert read == sorted(written, key=lambda each: each.agent)


def test_what_is_left_out_is_the_usual():
    (member,) = from_csv("\ufeffagent," + ",".join(DAYS) + "\nmira" + FREE + "\n", AGENTS)
    assert member == Member(agent="mira")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "line 1: there is no column agent"),
        ("agent,monday\nmira,\n", "line 1: there is no column friday"),
        (f"{HEAD}\neve,UTC{FREE},,,\n", "line 2: there is no agent 'eve'"),
        (f"{HEAD}\nli,UTC{FREE},,,\nli,UTC{FREE},,,\n", "line 3: 'li' stands there twice"),
        (f"{HEAD}\nli,Mars{FREE},,,\n", "line 2: there is no zone 'Mars'"),
        (f"{HEAD}\nli,UTC,9-5{FREE[1:]},,,\n", "line 2: '9-5' are no hours"),
        (f"{HEAD}\nli,UTC{FREE},rockets,,\n", "line 2: there is no topic 'rockets'"),
        (f"{HEAD}\nli,UTC{FREE},,english,\n", "line 2: 'english' is no language"),
        (f"{HEAD}\nli,UTC{FREE},,,many\n", "line 2: invalid literal"),
        (f"{HEAD}\nli,UTC{FREE},,,0\n", "line 2: the most cases at once"),
        (f'{HEAD}\n"{"x" * 100_000}"\n', "line 2: agent has 100000 characters, of 1000"),
        (f"{HEAD}\nli\rUTC{FREE},,,\n", "new-line character"),
    ],
    ids=lambda each: each[:40],
)
def test_a_wrong_line_is_named_and_nothing_is_taken(text, told):
    with pytest.raises(ConfigError, match=r"^line \d+: ") as raised:
        from_csv(text, AGENTS)
    assert told in str(raised.value)


def test_a_file_has_an_end():
    many = [f"a{number}" for number in range(MOST_ROWS)]
    rows = "\n".join(f"{each},UTC{FREE},,," for each in many)
    with pytest.raises(ConfigError, match="at most"):
        from_csv(f"{HEAD}\n{rows}\n", many)
