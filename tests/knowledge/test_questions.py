"""What people ask, a file a language: read whole, and every mistake told with its place."""

from __future__ import annotations

import json

import pytest

from core.errors import ConfigError
from core.reply.asked import Asked
from knowledge import load_questions
from knowledge.question_files import MOST_CHARACTERS, read_questions


def line(text: str = "where is my deposit", article: str | None = "deposit-late", **more) -> str:
    return json.dumps({"text": text, "article": article, **more}, ensure_ascii=False)


@pytest.fixture
def folder(tmp_path):
    def write(text: str, name: str = "en.jsonl"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_questions_of_every_language_are_read_in_order(folder):
    folder(line("où est mon dépôt") + "\n\n" + line("un chat\u2028noir", None) + "\n", "fr.jsonl")
    assert load_questions(folder(line())) == (
        Asked("where is my deposit", "deposit-late", "en"),
        Asked("où est mon dépôt", "deposit-late", "fr"),
        Asked("un chat\u2028noir", None, "fr"),
    )


def test_one_file_may_be_in_any_language(folder):
    path = folder(line(), "mine.jsonl") / "mine.jsonl"
    assert read_questions(path, language="") == (Asked("where is my deposit", "deposit-late", ""),)


MISTAKES = {
    "no json": ("hello", "en.jsonl:1: is not JSON: one object a line"),
    "deep": ("[" * 100_000, "is not JSON"),
    "no object": ("[1]", "has to be an object with 'text' and 'article'"),
    "unknown field": (line(articel=1), "unknown field 'articel': did you mean 'article'?"),
    "no text": ('{"article": null}', "'text' is missing: add it"),
    "no article": ('{"text": "a"}', "'article' is missing: add it"),
    "empty": (line("  "), "'text' has to be what somebody asks"),
    "number": ('{"text": 1, "article": null}', "'text' has to be what somebody asks"),
    "long": (line("a" * (MOST_CHARACTERS + 1)), f"at most {MOST_CHARACTERS} characters"),
    "no id": (line(article="A B"), "'article' has to be an article's id, or null"),
    "truth": (line(article=True), "'article' has to be an article's id, or null"),
    "twice": (line() + "\n" + line("Where is my deposit"), "en.jsonl:2: 'text' stands in line 1"),
}


@pytest.mark.parametrize(("text", "told"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_in_one_line(folder, text, told):
    with pytest.raises(ConfigError) as error:
        load_questions(folder(text))
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_language_that_is_not_spoken(folder):
    with pytest.raises(ConfigError, match=r"eng\.jsonl: unknown language 'eng': did you mean"):
        load_questions(folder(line(), "eng.jsonl"))


def test_a_folder_without_questions(tmp_path):
    with pytest.raises(ConfigError, match=r"holds no questions: expected <language>\.jsonl"):
        load_questions(tmp_path)
