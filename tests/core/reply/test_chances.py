"""Meaning, words and intent together: each tells apart what the others leave open."""

from __future__ import annotations

import numpy as np
import pytest

from core.reply.asked import Asked
from core.reply.chances import WORDS, Worded, intend, intents_of
from core.reply.dense import Dense
from core.reply.index import PLACES, Index
from core.reply.library import Library
from core.reply.sureness import Sureness
from core.types import Labels
from tests.core.reply.test_dense import FACTS, FEES, LOGIN, PLAIN, a_dense, towards

EN = Labels(language="en")
ASKED = (
    Asked("gibt es gtc", "fees", "de"),
    Asked("wo ist das iceberg", "login", "de"),
    Asked("schönes wetter heute", None, "de"),
)
SHELF = Library([FEES, LOGIN], {}, FACTS, ASKED)
# The vector means fees and login equally, and a little less that no article is meant.
EVEN = np.array([1.0, 1.0, 0.9], dtype=np.float32)
BOTH = SHELF.understanding(a_dense("fees", "login"), PLAIN)


def named(text: str, labels: Labels, library: Library = BOTH) -> str:
    return library.find(text, labels, EVEN).article


@pytest.mark.parametrize(
    ("text", "language", "article"),
    [
        ("what are the fees", "en", "fees"),
        ("i cannot sign in", "en", "login"),
        ("gtc?", "de", "fees"),
        ("iceberg?", "de", "login"),
    ],
)
def test_words_decide_where_the_meaning_is_undecided(text, language, article):
    assert named(text, Labels(language=language)) == article


@pytest.mark.parametrize("intent", ["fees", "login"])
def test_the_intent_decides_where_meaning_and_words_are_undecided(intent):
    assert named("ζζζζ", Labels(language="en", intent=intent, intent_confidence=0.9)) == intent


def test_words_that_no_article_answers_speak_for_none():
    german = Labels(language="de")
    idle = BOTH.find("schönes wetter heute", german, EVEN).evidence
    strange = BOTH.find("ζζζζ", german, EVEN).evidence
    assert idle.none > strange.none


def test_words_that_nobody_knows_say_nothing():
    known = BOTH.find("ζζζζ", EN, EVEN).evidence
    worded = Library([FEES, LOGIN], {}, FACTS, ()).understanding(a_dense("fees", "login"), PLAIN)
    assert worded.find("ζζζζ", EN, EVEN).evidence == known


def test_a_language_without_questions_goes_by_the_meaning():
    bare = Library([FEES, LOGIN], {}, FACTS).knowing([])
    found = bare.understanding(a_dense("fees", "login"), PLAIN).find("fees", EN, towards(1, 3))
    assert found.article == "login"


def test_an_article_that_a_language_does_not_ask_for_keeps_its_meaning():
    shelf = Library([FEES, LOGIN], {}, FACTS, ASKED[:1])
    found = shelf.understanding(a_dense("fees", "login"), PLAIN)
    assert found.find("iceberg", Labels(language="de"), towards(1, 3)).article == "login"


def test_other_questions_and_other_layers_are_read_anew():
    german = Labels(language="de")
    assert named("gtc?", german) == "fees"
    swapped = BOTH.knowing([Asked("gibt es gtc", "login", "de"), ASKED[1]])
    assert named("gtc?", german, swapped) == "login"
    other = BOTH.understanding(a_dense("login", "fees"), PLAIN)
    assert named("gtc?", german, other) == "fees"
    assert named("gtc?", german) == "fees"


def test_scores_are_added_where_they_belong():
    index = Index([("login", "login"), ("fees", "fees")], [("aa bb", 0), ("cc dd", 1), ("ee", 2)])
    worded = Worded.beside(index, ("fees", "gone", "login"))
    scores = np.zeros(4)
    worded.add(scores, "cc dd")
    likeness = index.likeness("cc dd")
    assert scores == pytest.approx(
        WORDS * np.array([likeness.scores[1], 0.0, likeness.scores[0], likeness.elsewhere])
    )
    before = scores.copy()
    worded.add(scores, "ζζ")
    assert (scores == before).all()


def test_an_intent_that_nobody_judged_adds_nothing():
    scores = np.zeros(3)
    intend(scores, np.array([PLACES["fees"], PLACES["login"]]), intents_of(Labels(language="en")))
    assert (scores == 0).all()
    sure = Labels(language="en", intent="fees", intent_confidence=0.9)
    intend(scores, np.array([PLACES["fees"], PLACES["login"]]), intents_of(sure))
    assert scores[0] > 0 > scores[1]
    assert scores[2] == 0


def test_scores_are_log_shares_but_for_what_all_have_in_common():
    dense = Dense("fake", ("fees",), np.eye(2, dtype="f4"), np.array([5.0, 5.0], "f4"))
    assert dense.scores(towards(0, 2)).tolist() == [6.0, 5.0]
    assert SHELF.understanding(dense, Sureness({}, 0.0)).encoder == "fake"
