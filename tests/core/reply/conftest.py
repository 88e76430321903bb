"""The knowledge that ships, loaded once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.reply.library import Library
from knowledge import load_articles, load_facts, load_identities, load_phrases, load_questions

ROOT = Path(__file__).parents[3] / "knowledge"
QUESTIONS = Path(__file__).with_name("questions.jsonl")


@pytest.fixture(scope="session")
def articles():
    return load_articles(ROOT / "articles", load_facts(ROOT / "facts.toml"))


@pytest.fixture(scope="session")
def library(articles):
    phrases, facts = load_phrases(ROOT / "phrases.toml"), load_facts(ROOT / "facts.toml")
    return Library(articles, phrases, facts, load_questions(ROOT / "questions"))


@pytest.fixture(scope="session")
def identities():
    return load_identities(ROOT / "identities.toml")


@pytest.fixture(scope="session")
def questions():
    """Rows of text, language, article (null where none answers), `also` where others would do, and
    the set they came with."""
    return [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
