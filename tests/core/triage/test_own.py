"""An operator's own labels at work: given where sure, silent without vectors."""

from __future__ import annotations

import json

import numpy as np
import pytest

from core.identities import Identities, Question
from core.triage.assess import Brain
from core.triage.features import Hasher
from core.triage.own import NEVER, Known, OwnHead, OwnLabels, knowing, measured
from core.triage.reading import read
from tests.conftest import NOON, a_message
from tests.core.triage.kit_explain import WordEncoder, linear, second


def arrays(**changes):
    """Says yes where the text speaks of a refund, by meaning and by wording."""
    vectors = WordEncoder().encode(["refund", "hello"])
    rows = np.unique(Hasher()._of_word("refund"))
    values = {
        "version": np.array([1]),
        "encoder": np.array(["words"]),
        "labels": np.array(["no", "yes"]),
        "threshold": np.array([NEVER, 0.9], dtype=np.float32),
        "middle": np.zeros(6, dtype=np.float32),
        "spread": np.ones(6, dtype=np.float32),
        "landmarks": vectors.astype(np.float16),
        "meaning": np.array([[-1, 1], [1, -1]], dtype=np.float32),
        "share": np.zeros(2, dtype=np.float32),
        "rows": rows.astype(np.int32),
        "wording": np.tile(np.array([[-1.0, 1.0]], dtype=np.float32), (len(rows), 1)),
        "norm": np.ones(len(rows), dtype=np.float32),
        "bias": np.zeros(2, dtype=np.float32),
        "mix": np.array([1.0, 5.0], dtype=np.float32),
        "measured": np.frombuffer(json.dumps({"examples": 40}).encode(), dtype=np.uint8),
    }
    return values | changes


def head(**changes) -> OwnHead:
    return OwnHead.from_arrays("refund", arrays(**changes), "words")


def test_a_label_is_given_where_it_is_sure():
    own = OwnLabels([head()], WordEncoder())
    texts = [read(text) for text in ("i want a refund", "gm", "I want my coins back, refund me")]
    tags = own.tags(texts, own.read(texts))
    assert [sorted(each) for each in tags] == [["refund"], [], ["refund"]]
    label, share = tags[0]["refund"]
    assert (label, 0.9 <= share <= 1) == ("yes", True)


def test_a_label_that_is_never_sure_is_never_given():
    own = OwnLabels([head(threshold=np.full(2, NEVER))], WordEncoder())
    texts = [read("i want a refund")]
    assert own.tags(texts, own.read(texts)) == [{}]


@pytest.mark.parametrize("changed", [{"encoder": np.array(["e5"])}, {"version": np.array([9])}])
def test_weights_for_something_else_are_refused_in_one_line(changed):
    with pytest.raises(ValueError, match=r"run `skerry labels fit refund`$") as refused:
        head(**changed)
    assert "\n" not in str(refused.value)


def test_what_was_measured_is_kept_with_the_weights():
    assert measured(arrays()) == {"examples": 40}


def brain(own, with_second) -> Brain:
    return Brain(model=linear(), signals=(), identities=Identities(), second=with_second, own=own)


def ask(of: Brain, *texts: str):
    return of.assess_many([Question(message=a_message(text), now=NOON) for text in texts])


def test_the_brain_tags_messages_and_reads_each_text_once_for_both_stages():
    encoder = WordEncoder()
    both = brain(OwnLabels([head()], encoder), second(encoder))
    refund, other, again = ask(both, "refund please", "gm", "refund please")
    assert (list(refund.tags), list(other.tags), refund.tags) == (["refund"], [], again.tags)
    assert refund.stage == "encoder"
    assert encoder.asked == 1
    assert ask(both) == []


def test_without_the_encoder_messages_stay_untagged_and_nothing_stops():
    encoder = WordEncoder(broken=True)
    (verdict,) = ask(brain(OwnLabels([head()], encoder), second(encoder)), "refund please")
    assert (verdict.tags, verdict.stage) == ({}, "cheap")


def test_tags_need_no_second_opinion():
    (verdict,) = ask(brain(OwnLabels([head()], WordEncoder()), None), "refund please")
    assert list(verdict.tags) == ["refund"]


def test_what_is_not_known_yet_is_asked_for():
    encoder = WordEncoder()
    known = Known(encoder, {})
    assert known.name == "words"
    assert np.allclose(known.encode(["coins"]), WordEncoder().encode(["coins"]))
    assert knowing(None, known) is None
