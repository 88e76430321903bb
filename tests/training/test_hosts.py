"""Fitting the scorer of hosts on a made-up list: what is read, learnt, measured and written."""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta

import numpy as np
import pytest

import models
from core.errors import ConfigError
from core.triage.hosts import Scorer
from training import hosts as training
from training.hosts_card import measured
from training.hosts_rows import HostRow, read_rows

WORDS = "amber birch cedar delta ember fjord grove haven island jade kelp lagoon".split()  # noqa: SIM905


def phishing(number):
    dice = random.Random(number)
    lure, name = dice.choice(["claim", "airdrop", "restore"]), dice.choice(["wallet", "dapp"])
    return f"{lure}-{name}{number}.xyz"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("hosts")
    start = date(2024, 1, 1)
    lines = [f"{phishing(n)}\t{start + timedelta(days=n)}\tmade" for n in range(240)]
    junk = ["files.zip\t2024-02-01\tmade", "com\t2024-02-01\tmade", "1.2.3.4\t2024-02-01\tmade"]
    rows = ["host\tfirst_seen\tsource", *lines, *junk, "listed.com\t2024-02-01\t", ""]
    (path / "phishing-old.tsv").write_text("\n".join(rows))
    runs = [
        sorted(f"{a}{b}{n}.{ending}" for a in WORDS for b in WORDS[:6])
        for n, ending in enumerate(["com", "org", "dev"])
    ]
    (path / "benign.tsv").write_text(
        "\n".join(["host", *runs[0], "listed.com", *runs[1], *runs[2], ""])
    )
    (path / "icons.json").write_text(
        '{"a": "https://www.brandsite.com/x", "b": "https://github.com/y"}'
    )
    return path


def test_rows_are_cleaned_and_told_apart(folder):
    rows = read_rows(folder, folder / "icons.json")
    kinds = {row.kind for row in rows}
    assert kinds == {"made", "phishing", "brands", "popular", "ordinary", "developers"}
    hosts = [row.host for row in rows]
    assert len(hosts) == len(set(hosts))
    assert not {"files.zip", "com", "1.2.3.4", "github.com"} & set(hosts)
    assert next(row for row in rows if row.host == "listed.com").day == date(2024, 2, 1)
    assert [row.host for row in rows if row.kind == "brands"] == ["brandsite.com"]


def test_a_folder_without_lists_is_refused(tmp_path):
    with pytest.raises(ConfigError, match=r"phishing\*\.tsv"):
        read_rows(tmp_path)


def test_weights_and_card_are_written_and_can_be_read(folder, tmp_path, monkeypatch, capsys):
    for output in (tmp_path / "one", tmp_path / "two"):
        monkeypatch.setattr(sys, "argv", ["hosts", "--data", str(folder), "--output", str(output)])
        training.main()
    assert "Recall at a share of false alarms" in capsys.readouterr().out
    arrays = models.load_arrays(tmp_path / "one" / "weights.npz", "the test fails")
    again = models.load_arrays(tmp_path / "two" / "weights.npz", "the test fails")
    assert all(np.array_equal(arrays[name], again[name]) for name in arrays)
    scores = Scorer.from_arrays(arrays).scores(["claim-wallet999.xyz", "cedarfjord7.com"])
    assert scores[0] > 0.8
    assert scores[1] < 0.2
    card = (tmp_path / "one" / "card.md").read_text()
    assert "What it cannot do" in card
    assert "| made |" in card


def test_held_out_hosts_are_newer_and_of_other_domains(folder):
    rows = read_rows(folder)
    held = training.hold_out(rows, training.matrix_of(rows))
    newest = sorted(row.day for row in rows if row.day)
    assert min(row.day for row in held.phishing) >= newest[int(len(newest) * 0.75)]
    assert len(held.others) == sum(row.day is None for row in rows)


def held_of(sums, kinds):
    others = [HostRow(f"h{at}.example", kind) for at, kind in enumerate(kinds)]
    day = date(2025, 1, 1)
    return training.HeldOut(
        [HostRow("p.example", "made", day)], np.array([9.0]), others, np.array(sums)
    )


def test_the_worst_kind_raises_the_limit():
    quiet, loud = list(np.linspace(0, 1, 9000)), list(np.linspace(5, 6, 1000))
    held = held_of(quiet + loud, ["popular"] * 9000 + ["developers"] * 1000)
    note, review, alert = training.thresholds(held)
    assert note == pytest.approx(6 - 0.075, abs=0.01)
    assert note < review < alert
    quiet_only = held_of(quiet, ["popular"] * 9000)
    assert training.thresholds(quiet_only)[0] == pytest.approx(0.95, abs=0.01)


def test_figures_count_by_group():
    figures = measured(held_of([0.0, 1.0, 2.0], ["a", "a", "b"]), [0.5, 1.5, 3.0], (1.0, 0.0))
    assert figures.recall["all"] == (1, 1.0, 1.0, 1.0)
    assert figures.alarms["a"] == (2, 0.5, 0.0, 0.0)
    assert figures.alarms["b"] == (1, 1.0, 1.0, 0.0)
    assert 0 <= figures.calibration <= 1
    assert "2025-01" in figures.table()
