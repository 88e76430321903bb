"""The signal over links: what a judge with lists and a scorer finds in messages."""

from __future__ import annotations

import pytest

import models
from core.identities import Context
from core.triage.hosts import HostJudge, HostSet, Scorer
from core.triage.signals.phishing_link import Signal
from core.types import Stance
from tests.conftest import NOON, a_message
from tests.core.triage.cases import NORDEX

ARRAYS = models.load_arrays(models.HOME / "hosts" / models.WEIGHTS, "no links are scored")
JUDGE = HostJudge(
    NORDEX,
    Scorer.from_arrays(ARRAYS),
    listed=(HostSet.of("made up", ["garden-blue.example"]),),
    allowed=frozenset({"metamask.io"}),
)
CONTEXT = Context(now=NOON, identities=NORDEX, hosts=JUDGE)


def look(text):
    return Signal()(a_message(text), CONTEXT)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        pytest.param("go to https://garden-blue.example", 0.99, id="listed"),
        pytest.param("connect at metamask-restore-wallet.netlify.app", 0.9, id="wording"),
        pytest.param("https://nordex-verify.xyz", 0.9, id="our name"),
    ],
)
def test_bad_links_are_told(text, least):
    found = look(text)
    assert (found.kind, found.stance) == ("phishing_link", Stance.ATTEMPT)
    assert found.score >= least


@pytest.mark.parametrize(
    "text",
    [
        "https://nordex.example/claim",
        "https://metamask.io/claim-airdrop",
        "https://wikipedia.org",
        "none",
    ],
)
def test_good_links_are_silent(text):
    assert look(text) is None


def test_who_asks_about_a_link_is_no_attacker():
    assert look("is https://garden-blue.example legit?").stance is Stance.QUESTION
