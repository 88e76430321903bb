"""`skerry knowledge index`: makes the layer once, and says so."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from app.encoder.build import Second, without
from app.knowledge import index as knowledge_index
from app.knowledge import retrieval
from app.knowledge.retrieval import understanding
from core.errors import ConfigError
from tests.app.test_retrieval import ASKED, Compass, a_library

LIBRARY = a_library()


@pytest.fixture
def encoder(tmp_path, monkeypatch):
    """The desk's encoder, with a cache of the test's own and a few articles."""
    compass = Compass()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(retrieval, "SHIPPED", tmp_path / "none.npz")
    loaded = SimpleNamespace(settings=SimpleNamespace(knowledge=None))
    monkeypatch.setattr(knowledge_index.config, "load", lambda path, given: loaded)
    known = SimpleNamespace(library=lambda: LIBRARY)
    monkeypatch.setattr(knowledge_index, "read_known", lambda table: known)
    second = Second(SimpleNamespace(encoder=compass), lambda: None)
    monkeypatch.setattr(knowledge_index, "build_second", lambda settings: second)
    return compass


def test_it_is_made_once(encoder, capsys):
    knowledge_index.index(None)
    assert f"{len(ASKED)} questions, 2 articles: " in capsys.readouterr().out
    assert understanding(LIBRARY, encoder.name)[1]
    knowledge_index.index(None)
    assert capsys.readouterr().out.strip() == knowledge_index.UP_TO_DATE
    assert len(encoder.asked) == len(ASKED)


def test_without_an_encoder_there_is_nothing_to_learn(encoder, monkeypatch):
    monkeypatch.setattr(knowledge_index, "build_second", lambda settings: without("off", "why"))
    with pytest.raises(ConfigError, match="articles are found by their words: why"):
        knowledge_index.index(None)


def test_an_encoder_that_is_away_is_one_line(encoder):
    encoder.away = True
    with pytest.raises(ConfigError, match="the encoder cannot be asked: gone"):
        knowledge_index.index(None)
