"""Finding by meaning: a layer that keeps its word, and a library that goes by it."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.actions import Article
from core.reply.asked import Asked
from core.reply.dense import VERSION, Dense
from core.reply.library import Library
from core.reply.sureness import Evidence, Sureness, evidence
from core.types import Labels

EN = Labels(language="en")
FACTS = {"help": "https://help.nordex.example"}
# As sure as the meaning is.
PLAIN = Sureness({"meant": 1.0}, 0.0)


def an_article(identity: str, intent: str, question: str) -> Article:
    return Article(
        id=identity, language="en", intent=intent, title=question, body="…", questions=(question,)
    )


FEES = an_article("fees", "fees", "What are the fees?")
LOGIN = an_article("login", "login", "I cannot sign in")
BYE = an_article("bye", "chatter", "goodbye and farewell")
SHELF = Library([FEES, LOGIN, BYE], {}, FACTS)


def a_dense(*ids: str, strength: float = 9.0) -> Dense:
    """Each id, and that there is none, is meant by a direction of its own."""
    width = len(ids) + 1
    return Dense("fake", ids, (np.eye(width) * strength).astype("f4"), np.zeros(width, "f4"))


def towards(place: int, width: int = 4):
    return np.eye(width, dtype=np.float32)[place]


THREE = a_dense("bye", "fees", "login")


def test_what_is_meant_is_what_the_vector_points_to():
    meaning = THREE.meaning(towards(1))
    assert meaning.chances.argmax() == 1
    assert meaning.chances.sum() + meaning.none == pytest.approx(1, abs=1e-6)
    assert THREE.meaning(towards(3)).none > 0.99


def test_huge_scores_are_shares_all_the_same():
    meaning = a_dense("fees", strength=9e9).meaning(towards(0, 2))
    assert (float(meaning.chances[0]), meaning.none) == (1.0, 0.0)


def test_a_layer_comes_back_as_it_was_written():
    again = Dense.from_arrays(THREE.arrays())
    assert (again.encoder, again.ids) == ("fake", ("bye", "fees", "login"))
    assert np.allclose(again.weights, THREE.weights)
    assert again.meaning(towards(2)).chances == pytest.approx(THREE.meaning(towards(2)).chances)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"version": np.array([VERSION + 1])}, "another version"),
        ({"bias": np.zeros(3, "f4")}, "another version"),
        ({"ids": np.array(["fees"])}, "name other articles"),
    ],
    ids=["version", "shape", "ids"],
)
def test_a_layer_that_does_not_fit_is_refused(changes, why):
    with pytest.raises(ValueError, match=why):
        Dense.from_arrays({**THREE.arrays(), **changes})


def test_a_library_without_a_layer_wants_no_vectors():
    assert SHELF.encoder == ""
    assert SHELF.find("what are the fees", EN, towards(2)) == SHELF.find("what are the fees", EN)
    assert SHELF.understanding(THREE, PLAIN).encoder == "fake"


def test_meaning_goes_before_words():
    found = SHELF.understanding(THREE, PLAIN).find("what are the fees", EN, towards(2))
    assert found.article == "login"
    assert found.candidates[0] == ("login", found.confidence)
    assert [name for name, _ in found.candidates][0:1] == ["login"]
    assert {name for name, _ in found.candidates} == {"bye", "fees", "login"}
    assert SHELF.find("what are the fees", EN).article == "fees"


def test_without_a_vector_words_find():
    assert SHELF.understanding(THREE, PLAIN).find("what are the fees", EN).article == "fees"


def test_one_article_alone_is_far_ahead_of_none():
    found = SHELF.understanding(a_dense("fees"), PLAIN).find("ζζ", EN, towards(0, 2))
    assert found.candidates == (("fees", found.confidence),)
    assert found.evidence.ahead == pytest.approx(1, abs=1e-3)


def test_articles_that_are_gone_are_not_found():
    knowing = SHELF.understanding(a_dense("fees", "gone", "login"), PLAIN)
    found = knowing.find("ζζζζ", EN, towards(1))
    assert found.article != "gone"
    assert found.confidence < 0.5
    assert knowing.find("ζζζζ", EN, towards(2)).article == "login"


@pytest.mark.parametrize("layer", [a_dense("fees", "login"), a_dense("gone")], ids=["old", "alien"])
def test_an_article_newer_than_the_layer_is_found_by_words(layer):
    knowing = SHELF.understanding(layer, PLAIN)
    none = towards(len(layer.ids), len(layer.ids) + 1)
    found = knowing.find("goodbye and farewell", EN, none)
    assert found == SHELF.find("goodbye and farewell", EN)
    assert found.article == "bye"


def test_a_newer_article_does_not_push_aside_what_is_surely_meant():
    knowing = SHELF.understanding(a_dense("fees", "login"), PLAIN)
    assert knowing.find("bye", EN, towards(0, 3)).article == "fees"


def test_other_questions_find_the_same_articles():
    knowing = SHELF.knowing([Asked("plimp", "login", "en"), Asked("plomp", None, "en")])
    assert knowing.find("plimp", EN).article == "login"
    assert knowing.find("goodbye and farewell", EN) is None
    assert SHELF.find("plimp", EN) is None
    assert [each.text for each in knowing.asked] == ["plimp", "plomp"]
    assert knowing.article("bye", "en") is BYE


def test_questions_lead_only_to_articles_that_are_there():
    asked = (Asked("plimp", "gone", "en"), Asked("plomp", "fees", "fr"))
    shelf = Library([FEES], {}, FACTS, asked)
    assert asked[0] not in shelf.asked
    assert shelf.find("plomp", Labels(language="fr")).article == "fees"
    assert shelf.intent("fees") == "fees"
    with pytest.raises(KeyError):
        shelf.intent("gone")


def test_a_language_of_which_only_idle_talk_is_known_is_searched_in_english():
    shelf = Library([FEES], {}, FACTS, (Asked("plomp", None, "fr"),))
    assert shelf.find("plomp", Labels(language="fr")) is None
    assert shelf.find("what are the fees", Labels(language="fr")).article == "fees"
    assert Library([], {}, FACTS, (Asked("plomp", None, "fr"),)).find("plomp", EN) is None


def test_too_many_questions_are_not_found_by_words(monkeypatch, caplog):
    monkeypatch.setattr("core.reply.library.MOST_EXAMPLES", 2)
    shelf = Library([FEES, LOGIN], {}, FACTS)
    assert [shelf.find("what are the fees", EN) for _ in range(2)] == [None, None]
    assert caplog.text.count("are too many to find by words") == 1
    found = shelf.understanding(THREE, PLAIN).find("what are the fees", EN, towards(2))
    assert found.article == "login"


VECTORS = st.lists(st.floats(-1, 1, width=32), min_size=4, max_size=4)
WEIGHTS = st.dictionaries(st.sampled_from(Evidence.__slots__), st.floats(-50, 50))


@given(VECTORS, WEIGHTS, st.floats(-50, 50), st.text(max_size=40))
def test_chances_are_chances_whatever_is_read(vector, weights, bias, text):
    knowing = SHELF.understanding(THREE, Sureness(weights, bias))
    found = knowing.find(text, EN, np.array(vector, dtype=np.float32))
    chances = [chance for _, chance in found.candidates]
    assert all(0 <= chance <= 1 for chance in chances)
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) <= 1 + 1e-3
    assert found.confidence == chances[0]


def test_evidence_tells_what_speaks_for_and_against():
    shares = (("login", 0.5), ("praise", 0.2), ("spam", 0.1))
    labels = Labels(language="en", intents=shares, answerable=0.75)
    found = evidence((0.8, 0.1, 0.05), "login", labels)
    assert found.meant == pytest.approx(1.386, abs=0.01)
    assert found.ahead == pytest.approx(0.7)
    assert (found.intended, found.answerable) == (0.5, 0.75)
    assert found.idle == pytest.approx(0.3)
    assert found.none == pytest.approx(-2.994, abs=0.01)


def test_what_nobody_judged_is_undecided_evidence():
    labels = Labels(language="en", intent="login", intent_confidence=0.4)
    found = evidence((1.0, 0.0, 0.0), "login", labels)
    assert (found.intended, found.answerable, found.idle) == (0.4, 0.5, 0.0)
    assert found.meant < inf
    assert found.none > -inf


def test_surer_evidence_is_surer():
    weak = evidence((0.4, 0.3, 0.3), "fees", EN)
    strong = evidence((0.95, 0.01, 0.01), "fees", EN)
    assert PLAIN.of(strong) > 0.9 > PLAIN.of(weak)
    assert Sureness({}, 0.0).of(strong) == 0.5
    assert Sureness({"meant": 1e6}, 0.0).of(strong) <= 1.0
    assert Sureness({"meant": -1e6}, 0.0).of(strong) >= 0.0
