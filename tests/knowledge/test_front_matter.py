"""The fast reading of front matter says what YAML says, and a written file reads back the same."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from core.errors import ConfigError
from core.shelf import Writing
from knowledge.article_text import (
    fields_of,
    file_text,
    reviewed_at,
    salvaged,
    writing_of,
)
from knowledge.front_matter import parts, read_front
from knowledge.plain_yaml import read_plain

ROOT = Path(__file__).parents[2] / "knowledge"
SIGNS = "ab y\u00e9\u4e2d:#-'\"{}[]&*!|>%@`~ .0129,\n  ?=\\\u2028\ufeff\x85\t\u200d\U0001f600"
STARTS = ("a: ", "b: ", "c:", "c:\n  - ", "  - ", "    ", " ", "d: '", "yes: ", "e: [a, b]")
texts = st.text(st.sampled_from(SIGNS), max_size=14)
heads = st.lists(
    texts | st.tuples(st.sampled_from(STARTS), texts).map("".join), min_size=1, max_size=6
).map("\n".join)
PLAIN = {
    "a text": ("a: some words", {"a": "some words"}),
    "a text that goes on": (
        "a: some\n  words {b} 2\nb: c d",
        {"a": "some words {b} 2", "b": "c d"},
    ),
    "truth": ("a: true\nb: false", {"a": True, "b": False}),
    "a day": ("a: 2026-01-15", {"a": date(2026, 1, 15)}),
    "words": ("a: [uid, time]", {"a": ["uid", "time"]}),
    "items": ("a:\n  - one two\n  - three", {"a": ["one two", "three"]}),
    "items that go on": ("a:\n  - one\n    two\n  - three", {"a": ["one two", "three"]}),
    "quotes": ("a: 'b: it''s'\nc:\n  - 'd #e'", {"a": "b: it's", "c": ["d #e"]}),
}
ODD = {
    "a colon": "a: b: c",
    "a remark": "a: b #c",
    "yes": "a: Yes",
    "one letter": "a: y",
    "a number": "a: 12",
    "no such day": "a: 2026-02-31",
    "yes among words": "a: [yes, uid]",
    "an anchor": "a: &b c",
    "twice": "a: bc\na: de",
    "yes as a name": "yes: abc",
    "nothing": "a:\nb: cd",
    "a tab": "a: b\tc",
    "an open quote": "a: 'bc",
    "two blanks": "a: b  c",
    "a mark in an item": "a:\n  - 'b'' c: d",
    "an item of one letter": "a:\n  - y",
}


@pytest.mark.parametrize(("head", "fields"), PLAIN.values(), ids=PLAIN.keys())
def test_plain_front_matter_is_read_at_once(head, fields):
    assert read_plain(head) == fields == yaml.safe_load(head)


@pytest.mark.parametrize("head", ODD.values(), ids=ODD.keys())
def test_what_is_odd_is_left_to_yaml(head):
    assert read_plain(head) is None


@given(heads)
def test_what_is_read_at_once_is_what_yaml_says(head):
    found = read_plain(head)
    assert found is None or found == yaml.safe_load(head)


words = st.text(st.characters(codec="utf-8"), max_size=30)
forms = st.builds(
    Writing,
    id=st.just("an-id"),
    language=st.just("en"),
    intent=st.just("login"),
    audience=st.sampled_from(["everyone", "staff"]),
    title=words.filter(str.strip),
    short=words,
    body=words,
    questions=st.lists(words.filter(lambda text: text.split()), max_size=4).map("\n".join),
    asks=st.sampled_from(["", "uid", "time uid"]),
    valid_from=st.sampled_from(["", "2026-01-31"]),
    everywhere=st.sampled_from(["", "yes"]),
    public=st.sampled_from(["", "yes"]),
)


def flat(text: str) -> str:
    return " ".join(text.split())


@given(forms)
def test_whatever_somebody_writes_reads_back_the_same(form):
    head, body = parts(file_text(fields_of(form, date(2026, 1, 15)), form.body), "a.md")
    front = read_front(head, "a.md")
    again = writing_of(front, "en", body)
    assert front.reviewed_at == date(2026, 1, 15)
    assert body == form.body.strip()
    assert (again.title, again.short) == (flat(form.title), flat(form.short))
    lines = [flat(each) for each in form.questions.split("\n") if each.strip()]
    assert front.questions == lines
    assert set(again.asks.split()) == set(form.asks.split())
    for name in ("audience", "valid_from", "everywhere", "public"):
        assert getattr(again, name) == getattr(form, name)


@pytest.mark.parametrize("path", sorted(ROOT.glob("articles/*/*.md")), ids=lambda p: str(p)[-40:])
def test_every_article_that_ships_can_be_written_back(path):
    head, body = parts(path.read_text("utf-8"), str(path))
    front = read_front(head, str(path))
    form = writing_of(front, path.parent.name, body)
    written = file_text(fields_of(form, front.reviewed_at), form.body)
    again, body_again = parts(written, str(path))
    assert read_front(again, str(path)).model_dump() == {
        **front.model_dump(),
        "asks": sorted(front.asks, key=read_front(again, str(path)).asks.index),
        "variables": sorted(front.variables),
    }
    assert body_again == body


def test_a_day_that_is_none_is_told():
    with pytest.raises(ConfigError, match="'valid_from' has to be a day such as 2026-01-15"):
        fields_of(Writing(id="a", language="en", valid_from="soon"), None)


def test_when_a_text_was_reviewed():
    assert reviewed_at("") is None
    assert reviewed_at("---\nid: a\n---\nb") is None


BROKEN = {
    "no front matter": ("just words", Writing(id="a", language="en", body="just words")),
    "no yaml": ("---\na: [\n---\nb", Writing(id="a", language="en", body="---\na: [\n---\nb")),
    "a list": ("---\n- a\n---\nb", Writing(id="a", language="en", body="b")),
    "an unknown field": (
        "---\ntitel: x\ntitle: Two\npublic: true\nquestions: [one two, 3]\nasks: [uid]\n---\nb",
        Writing(
            id="a",
            language="en",
            title="Two",
            public="yes",
            questions="one two\n3",
            asks="uid",
            body="b",
        ),
    ),
}


@pytest.mark.parametrize(("text", "form"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_shown_as_far_as_it_can_be_told_apart(text, form):
    assert salvaged(text, "en", "a") == form
