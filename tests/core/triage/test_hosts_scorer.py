"""The scorer: one host or many, the same sums; the shipped weights do what their card says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import models
from core.identities import Identities
from core.triage.hosts import HostJudge, Scorer, host_of
from core.triage.hosts.grams import BITS, SHORTEST_WORD, Bytes, Dictionary
from core.triage.hosts.letters import plain_letters
from core.triage.hosts.one import longest_words
from core.triage.hosts.scorer import columns
from core.triage.hosts.shape import BINS, OFFSETS, WIDTH
from core.triage.hosts.suffixes import suffixes
from core.types import RiskLevel
from tests.core.triage.cases import NORDEX

ARRAYS = models.load_arrays(models.HOME / "hosts" / models.WEIGHTS, "no links are scored")
SHIPPED = Scorer.from_arrays(ARRAYS)
RANDOM = np.random.default_rng(3)
MADE_UP = Scorer.from_arrays(
    {
        "grams": RANDOM.integers(-127, 128, 1 << BITS).astype(np.int8),
        "scale": np.array(0.01, np.float32),
        "shapes": RANDOM.normal(size=WIDTH).astype(np.float32),
        "calibration": np.array([1.0, 0.0]),
        "levels": np.array([0.5, 0.9, 0.99]),
    }
)
HOSTS = st.from_regex(
    r"[a-z0-9\-]{1,12}(\.[a-zа-яöü0-9\-]{1,9}){0,3}\.(com|xyz|co\.uk|vercel\.app|рф)",
    fullmatch=True,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(HOSTS, min_size=14, max_size=30))
def test_one_host_scores_like_many(hosts):
    together = MADE_UP.scores(hosts)
    alone = [MADE_UP.scores([host])[0] for host in hosts]
    assert together == pytest.approx(alone, abs=1e-5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(), max_size=30))
def test_anything_can_be_scored(texts):
    scores = MADE_UP.scores(list(map(host_of, texts)))
    assert len(scores) == len(texts)
    assert all(0 <= score <= 1 for score in scores)


def test_many_more_than_fit_at_once_keep_their_order():
    hosts = [f"host{number}.example" for number in range(9000)]
    scores = MADE_UP.scores(hosts)
    assert scores[8500] == pytest.approx(MADE_UP.scores([hosts[8500]])[0], abs=1e-5)


def test_hosts_without_letters_have_no_words():
    assert len(Bytes.of(["1.2", "3"]).spans.row) == 0


def bins_of(host):
    seen = columns([host], [suffixes().place(host)]).shapes[0] - OFFSETS
    return {name: int(column) for (name, _), column in zip(BINS, seen, strict=True)}


def test_shapes_say_how_a_host_is_built():
    found = bins_of("claim-metamask2.vercel.app")
    assert found["shared"] == found["names"] == found["lures"] == found["name_and_lure"] == 1
    assert found["hyphens"] == found["digits"] == 1
    assert found["com"] == found["foreign"] == 0
    assert bins_of("sub.google.com")["depth"] == bins_of("sub.google.com")["com"] == 1
    assert bins_of("uníswap.com")["foreign"] == 1


def test_the_longest_word_counts_at_each_place():
    assert longest_words("walletconnectx") == ["walletconnect", "connect"]
    assert longest_words("xyz") == []


@pytest.mark.parametrize(
    "host",
    [
        "claim-airdrop-wallet.pages.dev",
        "metamask-restore-wallet.netlify.app",
        "walletconnect-dapps-validate.xyz",
        "phantom-claim-rewards.vercel.app",
        "xn--unswap-4va.app",
    ],
)
def test_shipped_weights_see_phishing(host):
    judged = HostJudge(Identities(), SHIPPED).judge(host)
    assert judged.level is RiskLevel.ALERT
    assert judged.by_wording


@pytest.mark.parametrize(
    "host",
    [
        "wikipedia.org",
        "bbc.co.uk",
        "stackoverflow.com",
        "www.python.org",
        "anna-schmidt.de",
        "janedoe.github.io",
    ],
)
def test_shipped_weights_leave_ordinary_sites_alone(host):
    judged = HostJudge(Identities(), SHIPPED).judge(f"https://{host}/page")
    assert (judged.level, judged.verdict) == (RiskLevel.NONE, "unknown")
    assert judged.score < 0.5


def test_shipped_weights_are_small():
    assert (models.HOME / "hosts" / models.WEIGHTS).stat().st_size < 300_000


def test_reasons_name_the_words_that_tell():
    judge = HostJudge(NORDEX, SHIPPED)
    assert (
        "'metamask', 'restore', 'wallet'"
        in judge.judge("metamask-restore-wallet.netlify.app").reason
    )
    assert "carries our name" in judge.judge("nordex-claim.xyz").reason


def test_wording_without_telling_words_says_so_alone():
    certain = Scorer(MADE_UP.grams, MADE_UP.shapes, 0.0, 50.0, (0.1, 0.2, 0.3), MADE_UP.plain)
    judged = HostJudge(Identities(), certain).judge("qqqq.example")
    assert judged.reason == "looks like phishing by its wording (1.00)"
    single = HostJudge(Identities(), certain).judge("qqqq-wallet.example")
    assert single.reason == "looks like phishing by its wording (1.00): 'wallet'"
    number = HostJudge(Identities(), certain).judge("10.1.2.3")
    assert (number.level, number.by_wording) == (RiskLevel.ALERT, True)


@settings(max_examples=40, deadline=None)
@given(st.lists(HOSTS, min_size=14, max_size=30))
def test_words_of_many_hosts_are_those_of_each(hosts):
    hosts += ["walletconnectx.app", "claim-coin98web3.wallet", "xn--nft.support"]
    places = list(map(suffixes().place, hosts))
    words = MADE_UP.read(hosts, places).words
    assert words == [longest_words(plain_letters(host)) for host in hosts]
    assert words[-3] == ["walletconnect", "connect"]


def test_words_of_far_lengths_are_found_beside_each_other():
    read = Bytes.of(["xlinkwalletconnectx", "link.q"])
    found = Dictionary.of({"link": 1, "walletconnect": 2}, {}).longest(
        read, dict(read.rolled(SHORTEST_WORD))[SHORTEST_WORD]
    )
    assert [each.tolist() for each in found] == [[2, 6, 22], [0, 0, 1], [4, 13, 4], [1, 2, 1]]
