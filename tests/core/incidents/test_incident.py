"""The table of moves is the life of an incident."""

from __future__ import annotations

from itertools import product

import pytest

from core.errors import IllegalTransition
from core.incidents.incident import (
    MOVES,
    Phase,
    Step,
    can,
    in_language,
    incident_id,
    step,
)
from tests.contract.store_kit import after
from tests.core.incidents.kit import TEXTS, an_incident

P, S = Phase, Step


def test_the_usual_life():
    incident = an_incident()
    for number, (how, phase) in enumerate(
        [(S.CONFIRM, P.CONFIRMED), (S.WATCH, P.MONITORING), (S.RESOLVE, P.RESOLVED)], start=1
    ):
        assert can(incident, how)
        incident = step(incident, how, at=after(number))
        assert (incident.phase, incident.version) == (phase, number)
        assert incident.updated_at == after(number)


@pytest.mark.parametrize(
    ("phase", "how"), [pair for pair in product(Phase, Step) if pair not in MOVES]
)
def test_what_is_not_in_the_table_is_refused(phase, how):
    incident = an_incident(phase=phase)
    assert not can(incident, how)
    with pytest.raises(IllegalTransition, match=f"cannot {how} an incident that is {phase}"):
        step(incident, how, at=after(1))


@pytest.mark.parametrize("phase", [P.RESOLVED, P.DISMISSED, P.MERGED])
def test_what_is_closed_stays_closed(phase):
    assert not any(can(an_incident(phase=phase), how) for how in Step)
    assert not an_incident(phase=phase).is_open


@pytest.mark.parametrize("phase", Phase)
def test_only_what_a_person_confirmed_and_worded_speaks(phase):
    confirmed = phase in (P.CONFIRMED, P.MONITORING)
    assert an_incident(phase=phase, texts=TEXTS).speaks is confirmed
    assert not an_incident(phase=phase).speaks


def test_an_id_is_the_same_for_the_same_cause_and_time():
    assert incident_id("a", after(0)) == incident_id("a", after(0))
    assert (
        len({incident_id("a", after(0)), incident_id("b", after(0)), incident_id("a", after(1))})
        == 3
    )


@pytest.mark.parametrize(
    ("language", "texts", "said"),
    [
        ("zh", {"en": "e", "zh": "z"}, ("z", "zh")),
        ("tr", {"en": "e", "zh": "z"}, ("e", "en")),
        ("tr", {"de": "d", "zh": "z"}, ("d", "de")),
        ("tr", {}, ("", "")),
    ],
    ids=["own", "English", "the first", "none"],
)
def test_the_text_in_the_authors_language_else_in_english(language, texts, said):
    assert in_language(texts, language) == said
