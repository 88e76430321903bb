"""`skerry numbers`: the console's figures in a terminal."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from datetime import UTC, date, datetime

import pytest
from typer.testing import CliRunner

from app.cli.main import app
from app.commands.numbers import Wish, wished_span
from core.errors import ConfigError
from storage import open_store
from tests.contract.store_kit import a_result, claim_one, messages

NOW = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A desk in which one message was read lately."""
    url = f"sqlite:///{tmp_path / 'desk.db'}"
    monkeypatch.setenv("SKERRY_STORAGE__URL", url)
    now = datetime.now(UTC)

    async def fill():
        store = await open_store(url)
        await store.put(messages("1", sent_at=now, received_at=now))
        await store.record([a_result(await claim_one(store, now))], now)
        await store.close()

    asyncio.run(fill())
    return CliRunner()


def test_figures_stand_in_tables(desk):
    done = desk.invoke(app, ["numbers"])
    assert done.exit_code == 0
    assert "Messages" in done.output
    assert "Nothing to count" in done.output
    assert "Counted in full since" in done.output


def test_figures_for_other_programs(desk):
    whole = json.loads(desk.invoke(app, ["numbers", "--json", "--topic", "fees"]).stdout)
    assert whole["figures"]["messages"]["value"] == 1
    rows = list(csv.reader(io.StringIO(desk.invoke(app, ["numbers", "--csv"]).stdout)))
    assert rows[1][:3] == ["messages", "count", "1"]


@pytest.mark.parametrize(
    "options",
    [
        ["--zone", "Mars/X"],
        ["--from", "yesterday"],
        ["--from", "2026-02-01", "--to", "2026-01-01"],
        ["--from", "1990-01-01"],
    ],
)
def test_what_is_no_time_is_said_in_one_line(desk, options):
    done = desk.invoke(app, ["numbers", *options])
    assert done.exit_code == 2
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("", "", (date(2026, 11, 17), date(2026, 11, 23))),
        ("2026-11-20", "", (date(2026, 11, 20), date(2026, 11, 23))),
        ("", "2026-11-20", (date(2026, 11, 20), date(2026, 11, 20))),
        ("2026-11-01", "2026-11-02", (date(2026, 11, 1), date(2026, 11, 2))),
    ],
)
def test_which_days_are_meant(first, last, days):
    found = wished_span(Wish(first=first, last=last), NOW, "UTC")
    assert (found.first, found.last) == days


def test_a_zone_that_is_none_is_a_mistake():
    with pytest.raises(ConfigError, match="--zone x"):
        wished_span(Wish(zone="x"), NOW, "UTC")
