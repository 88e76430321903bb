"""Words that pretend to be others: found, named as they were meant, and not suspected in vain."""

from __future__ import annotations

import pytest

from core.triage.disguise import disguises
from core.triage.risk import BY_AUTHOR, RiskModel, combine
from core.triage.secrets import mask
from core.types import Finding, RiskLevel, Stance
from tests.core.triage.cases import look


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("just send your s33d phr4se now", "secret_request"),
        ("v4lid4te your w4llet t0day", "wallet_validation"),
        ("d0ub1e your c0ins t0day", "off_platform_pivot"),
        ("write to supp\u043ert", "off_platform_pivot"),
        ("n0rd3x cu5t0mer c4re", "off_platform_pivot"),
    ],
)
def test_hidden_words_are_named_as_they_were_meant(text, kind):
    found = look("disguise", text)
    assert (found.kind, found.stance, found.signal) == (kind, Stance.ATTEMPT, "disguise")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "my withdrawal of 500 usdt is pending since 3 days",
        "l0l that was fast",
        "txid 0x5d81aa3c04e0 is not found",
        "error e1003 on the b2b page",
        "поддержка не отвечает",
    ],
    ids=["empty", "numbers", "one-joke", "hash", "codes", "cyrillic"],
)
def test_nobody_is_suspected_for_numbers_names_and_jokes(text):
    assert look("disguise", text) is None


def test_a_hash_is_no_word():
    assert disguises("0x5d81aa3c04e0 deadbeef01") == ()


def finding(signal, score, stance=Stance.ATTEMPT):
    return Finding(signal=signal, kind="impersonator", score=score, reason="test", stance=stance)


def test_without_a_model_an_author_counts_like_anything_else():
    assert combine([finding(BY_AUTHOR[0], 0.99)]).level is RiskLevel.ALERT
    assert combine([finding(BY_AUTHOR[0], 0.99, Stance.REPORT)], None, RiskModel()).score <= 0.05


def test_letters_that_grow_in_lower_case_keep_the_offsets():
    text = "İİİ my password is hunter22xyz"
    masked = mask(text)
    assert [text[each.start : each.end] for each in masked.secrets] == ["hunter22xyz"]
