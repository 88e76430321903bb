"""The layer that goes with the knowledge at hand: shipped, kept, made anew, or done without."""

from __future__ import annotations

import numpy as np
import pytest

import models
import models.encoder as ours
from app.knowledge import retrieval
from app.knowledge.retrieval import (
    SHIPPED,
    cache,
    key_of,
    load_sureness,
    make_layer,
    save,
    understanding,
    vectors_of,
)
from app.knowledge.retrieval_fit import fit_dense
from core.actions import Article
from core.errors import EncoderUnavailable
from core.reply.asked import Asked
from core.reply.library import Library
from core.reply.sureness import Evidence
from core.types import Labels

WORDS = ("alpha", "beta", "gamma", "delta")
ASKED = (
    *(Asked(f"alpha {number}", "fees", "en") for number in range(6)),
    *(Asked(f"beta {number}", "login", "en") for number in range(6)),
    *(Asked(f"gamma {number}", None, "en") for number in range(6)),
)


class Compass:
    """A direction for each word it knows; counts what it reads, and can be away."""

    name = "compass"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.away = False

    def encode(self, texts):
        if self.away:
            raise EncoderUnavailable("gone")
        self.asked += texts
        found = [[float(word in text) for word in WORDS] for text in texts]
        vectors = np.array(found, dtype=np.float32).reshape(-1, len(WORDS)) + 0.01
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def an_article(identity: str, intent: str) -> Article:
    return Article(id=identity, language="en", intent=intent, title="", body="…", questions=())


def a_library(asked=ASKED) -> Library:
    return Library([an_article("fees", "fees"), an_article("login", "login")], {}, {}, asked)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A cache of the test's own, and nothing that ships."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(retrieval, "SHIPPED", tmp_path / "shipped" / "articles.npz")
    return tmp_path


@pytest.fixture
def encoder():
    return Compass()


@pytest.fixture
def read():
    """How far the progress bar went."""
    return []


def test_without_any_layer_words_find(home):
    library = a_library()
    assert cache().is_relative_to(home)
    assert understanding(library, "compass") == (library, False)


def test_a_layer_that_was_made_is_found_again(encoder, read):
    library = a_library()
    dense = make_layer(library.asked, encoder, read.append)
    assert sum(read) == len(library.asked) == len(encoder.asked)
    assert dense.ids == ("fees", "login")
    knowing, up_to_date = understanding(library, "compass")
    assert (up_to_date, knowing.encoder) == (True, "compass")
    found = knowing.find("ζ", Labels(language="en"), encoder.encode(["beta"])[0])
    assert found.article == "login"
    none = knowing.find("ζ", Labels(language="en"), encoder.encode(["gamma"])[0])
    assert none.confidence < found.confidence


def test_the_order_of_the_questions_does_not_matter(encoder, read):
    make_layer(a_library().asked, encoder, read.append)
    assert understanding(a_library(ASKED[::-1]), "compass")[1]
    assert key_of(ASKED, "compass") == key_of(ASKED[::-1], "compass")
    others = {key_of(ASKED[1:], "compass"), key_of(ASKED, "other"), key_of(ASKED, "compass")}
    assert len(others) == 3


def test_an_edit_costs_the_reading_of_its_own_lines(encoder, read):
    make_layer(a_library().asked, encoder, read.append)
    edited = a_library((*ASKED, Asked("delta", "fees", "en")))
    assert understanding(edited, "compass")[1] is False
    assert understanding(edited, "compass")[0].encoder == "compass"  # the last one serves for now
    encoder.asked.clear()
    make_layer(edited.asked, encoder, read.append)
    assert encoder.asked == ["delta"]
    assert understanding(edited, "compass")[1] is True


def test_what_ships_serves_whoever_has_nothing_better(encoder, read):
    library = a_library()
    dense = fit_dense(ASKED, encoder.encode([each.text for each in ASKED]), "compass")
    save(dense, "of other knowledge", retrieval.SHIPPED)
    assert understanding(library, "compass")[0].encoder == "compass"
    assert understanding(library, "compass")[1] is False
    save(dense, key_of(library.asked, "compass"), retrieval.SHIPPED)
    assert understanding(library, "compass")[1] is True


def test_a_layer_of_another_encoder_is_left_alone(encoder, read):
    make_layer(a_library().asked, encoder, read.append)
    assert understanding(a_library(), "another")[0].encoder == ""


@pytest.mark.parametrize(
    "changes",
    [{"version": np.array([99])}, {"bias": np.zeros(9, np.float32)}, {"ids": np.array(["x"])}],
    ids=["version", "shape", "ids"],
)
def test_a_layer_that_does_not_fit_is_told_and_left_out(encoder, read, changes, caplog):
    dense = make_layer(a_library().asked, encoder, read.append)
    key = key_of(a_library().asked, "compass")
    for path in cache().glob("*.npz"):
        path.unlink()
    broken = {**dense.arrays(), retrieval.KEY: np.array([key]), **changes}
    models.save_arrays(cache() / f"{key}.npz", broken)
    library = a_library()
    assert understanding(library, "compass") == (library, False)
    assert "articles are found by their words" in caplog.text


def test_a_damaged_file_is_left_out(encoder, read):
    make_layer(a_library().asked, encoder, read.append)
    for path in cache().glob("*.npz"):
        path.write_bytes(path.read_bytes()[:-9])
    assert understanding(a_library(), "compass")[1] is False
    encoder.asked.clear()
    make_layer(a_library().asked, encoder, read.append)
    assert len(encoder.asked) == len(ASKED)
    assert understanding(a_library(), "compass")[1] is True


def test_an_encoder_that_is_away_leaves_nothing_behind(encoder, read):
    encoder.away = True
    with pytest.raises(EncoderUnavailable):
        make_layer(a_library().asked, encoder, read.append)
    assert not list(cache().glob("*"))


def test_secrets_in_questions_are_not_read(encoder, read):
    vectors_of(["see @someone at nordex.example"], encoder, read.append)
    assert encoder.asked == ["see @user at http"]
    assert read == [1, 0]


def test_many_texts_come_back_in_their_order(encoder, read):
    texts = [f"{WORDS[number % 4]} {number}" for number in range(150)]
    vectors = vectors_of(texts, encoder, read.append)
    assert vectors.argmax(axis=1).tolist() == [number % 4 for number in range(150)]
    again = vectors_of(texts[::-1], encoder, read.append)
    assert np.allclose(again[::-1], vectors, atol=1e-3)
    assert len(encoder.asked) == 150


@pytest.mark.parametrize("most", [10**9, 0], ids=["regression", "least squares"])
def test_both_ways_of_fitting_tell_articles_apart(encoder, most, monkeypatch):
    monkeypatch.setattr("app.knowledge.retrieval_fit.MOST_SCORES", most)
    dense = fit_dense(ASKED, encoder.encode([each.text for each in ASKED]), "compass")
    assert (dense.encoder, dense.ids) == ("compass", ("fees", "login"))
    for place, word in enumerate(("alpha", "beta")):
        meaning = dense.meaning(encoder.encode([f"{word} and more"])[0])
        assert meaning.chances.argmax() == place
        assert meaning.chances[place] > meaning.none
    nothing = dense.meaning(encoder.encode(["gamma"])[0])
    assert nothing.none > nothing.chances.max()


def test_sureness_is_read_from_its_file(home):
    (home / "s.toml").write_text("bias = -1.5\n[weights]\nmeant = 2\n", "utf-8")
    sureness = load_sureness(home / "s.toml")
    assert (sureness.bias, dict(sureness.weights)) == (-1.5, {"meant": 2.0})
    (home / "s.toml").write_text("bias = [", "utf-8")
    with pytest.raises(ValueError, match=r"(?i)invalid|unclosed"):
        load_sureness(home / "s.toml")
    with pytest.raises(OSError, match="none"):
        load_sureness(home / "none.toml")


def test_the_sureness_that_ships_knows_every_kind_of_evidence():
    assert set(load_sureness().weights) == set(Evidence.__slots__)


def test_the_layer_that_ships_is_of_the_encoder_that_ships():
    arrays = models.load_arrays(SHIPPED, "")
    heads = ours.load_heads()
    assert str(arrays["encoder"][0]) == str(heads["encoder"][0])
    assert str(arrays["encoder"][0]) == ours.name_of(ours.load_adapter())


@pytest.mark.parametrize("text", ["", "bias = 1\n", "not toml", None], ids=repr)
def test_without_weights_for_sureness_words_find_articles(text, monkeypatch, tmp_path):
    library = a_library()
    path = tmp_path / "retrieval.toml"
    if text is not None:
        path.write_text(text, "utf-8")
    monkeypatch.setattr(retrieval.load_sureness, "__defaults__", (path,))
    found, current = retrieval.understanding(library, "anything")
    assert found is library
    assert current  # making another layer would not help
