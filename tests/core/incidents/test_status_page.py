"""What a status page serves becomes suspected incidents; nonsense becomes one line."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.errors import ConfigError
from core.incidents.incident import Phase, Source
from core.incidents.status_page import address, entries, news
from tests.contract.store_kit import after
from tests.core.incidents.kit import an_incident

NOW = after(7200)
DELAY = {
    "id": "p31zjtct2jer",
    "name": "Delayed SOL withdrawals",
    "status": "investigating",
    "impact": "minor",
    "created_at": "2026-01-01T12:30:00Z",
    "components": [{"name": "Withdrawals", "status": "partial_outage"}],
    "incident_updates": [{"body": "We are looking into it.", "status": "investigating"}],
}


def page(*incidents):
    return entries(json.dumps({"page": {"name": "Nordex"}, "incidents": incidents}).encode())


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        (
            "https://status.nordex.example",
            "https://status.nordex.example/api/v2/incidents/unresolved.json",
        ),
        (
            "https://status.nordex.example/",
            "https://status.nordex.example/api/v2/incidents/unresolved.json",
        ),
        ("https://s.example/api/v2/summary.json", "https://s.example/api/v2/summary.json"),
    ],
)
def test_which_json_is_read(given, asked):
    assert address(given) == asked


def test_an_incident_of_the_page_is_suspected():
    ((incident, act),) = news(page(DELAY), [], NOW)
    assert (act, incident.phase, incident.source) == (
        "suspect",
        Phase.SUSPECTED,
        Source.STATUS_PAGE,
    )
    assert (incident.title, incident.external_id) == ("Delayed SOL withdrawals", "p31zjtct2jer")
    assert (incident.topics, incident.coins) == (("withdrawal",), ("SOL",))
    assert incident.since == datetime(2026, 1, 1, 12, 30, tzinfo=UTC)
    assert incident.evidence == "status page: investigating. We are looking into it."


@pytest.mark.parametrize(
    ("name", "topics"),
    [
        ("Login problems", ("login",)),
        ("Deposits and withdrawals delayed", ("deposit", "withdrawal")),
        ("Order matching degraded", ("trading",)),
        ("API latency", ("api",)),
        ("Scheduled work on our data centre", ("platform_outage",)),
    ],
)
def test_what_it_is_about(name, topics):
    ((incident, _),) = news(page({**DELAY, "name": name, "components": []}), [], NOW)
    assert set(incident.topics) == set(topics)


def test_a_bare_entry_is_enough():
    bare = {"id": "a", "name": "", "created_at": "2099-01-01T00:00:00"}
    ((incident, _),) = news(page(bare), [], NOW)
    assert (incident.title, incident.since, incident.evidence) == (
        "a",
        NOW,
        "status page: investigating.",
    )


@pytest.mark.parametrize("status", ["resolved", "postmortem", "completed"])
def test_what_is_over_there_is_not_suspected(status):
    assert news(page({**DELAY, "status": status}), [], NOW) == []


KNOWN = an_incident(
    external_id=DELAY["id"], evidence="status page: investigating. We are looking into it."
)


@pytest.mark.parametrize(
    ("listed", "known", "evidence"),
    [
        ([DELAY], KNOWN, None),
        (
            [{**DELAY, "status": "monitoring"}],
            KNOWN,
            "status page: monitoring. We are looking into it.",
        ),
        ([], KNOWN, "the status page lists it no longer"),
        ([{**DELAY, "status": "resolved"}], KNOWN, "the status page lists it no longer"),
        ([DELAY], replace(KNOWN, phase=Phase.DISMISSED, evidence="old"), None),
        ([], an_incident(), None),
    ],
    ids=["nothing new", "another status", "gone", "over there", "a person dismissed it", "not its"],
)
def test_what_the_page_says_of_a_known_one_is_kept_for_people(listed, known, evidence):
    found = news(page(*listed), [known], NOW)
    if evidence is None:
        assert found == []
    else:
        ((changed, act),) = found
        assert (act, changed.evidence, changed.version) == ("status", evidence, 1)
        assert changed.phase is known.phase


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (b"<html>", "the whole"),
        (b"{}", "incidents"),
        (b'{"incidents": [{"id": 1}]}', "incidents.0.id"),
        (b'{"incidents": 3}', "incidents"),
    ],
)
def test_nonsense_is_one_line(body, where):
    with pytest.raises(ConfigError, match=rf"is not what a status page serves: {where} is wrong"):
        entries(body)
