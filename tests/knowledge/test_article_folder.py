"""A folder read again and again: what changed is read, what broke stays as it was."""

from __future__ import annotations

import os
from datetime import date

import pytest

from core.actions import Audience
from core.errors import ConfigError
from core.shelf import Standing
from knowledge.article_files import ArticleFolder, lacks, load_articles, stamps_of
from knowledge.shelf_words import standing_of
from knowledge.word_files import load_facts
from tests.knowledge.kit import TODAY, a_desk, swapped


@pytest.fixture
def desk(tmp_path):
    return a_desk(tmp_path)


@pytest.fixture
def facts(desk):
    return load_facts(desk.places.facts)


@pytest.fixture
def folder(desk):
    return ArticleFolder(desk.places.articles)


def test_only_what_changed_is_read_again(desk, facts, folder):
    desk.write(language="zh")
    first = {page.language: page for page in folder.read(facts).pages}
    desk.write(swapped("Help with", "More help with"))
    second = {page.language: page for page in folder.read(facts).pages}
    assert second["zh"] is first["zh"]
    assert second["en"].front.title == "More help with the login"


def test_other_facts_are_said_at_once(desk, facts, folder):
    folder.read(facts)
    (page,) = folder.read({**facts, "minutes": "45"}).pages
    assert page.article.short == "Wait 45 minutes, then try again."


def test_what_broke_stays_as_it_was_and_is_told(desk, facts, folder):
    good = folder.read(facts)
    path = desk.write("no front matter")
    shelved = folder.read(facts)
    assert shelved.articles == good.articles == shelved.kept
    assert list(shelved.broken) == [path] == list(folder.broken)
    assert "has no front matter" in shelved.broken[path]
    desk.write(swapped("Help with", "Mended help with"))
    shelved = folder.read(facts)
    assert (shelved.broken, shelved.kept) == ({}, ())
    assert shelved.articles[0].title == "Mended help with the login"


def test_what_was_never_whole_is_left_out(desk, facts, folder):
    path = desk.write("no front matter", "other")
    shelved = folder.read(facts)
    assert [each.id for each in shelved.articles] == ["login-help"]
    assert list(shelved.broken) == [path]
    path.unlink()
    assert folder.read(facts).broken == {}


def test_what_is_gone_is_not_said_any_more(desk, facts, folder):
    path = desk.write(language="zh")
    assert len(folder.read(facts).articles) == 2
    path.unlink()
    assert len(folder.read(facts).articles) == 1


def test_a_file_of_the_same_size_that_changed_is_seen(desk, facts, folder):
    folder.read(facts)
    path = desk.write(swapped("Help", "Hilf"))
    told = path.stat()
    os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns + 1))
    assert folder.read(facts).articles[0].title == "Hilf with the login"


def test_a_draft_is_not_said_whatever_it_lacks(desk, facts, folder):
    desk.write(
        "---\nid: a-draft\nintent: login\ntitle: A draft\nquestions: []\npublic: false\n---\n"
        "{nobody} knows\n",
        "a-draft",
    )
    shelved = folder.read(facts)
    (draft,) = (page for page in shelved.pages if page.draft)
    assert [each.id for each in shelved.articles] == ["login-help"]
    assert [*lacks(draft)] == [
        "unknown variable 'nobody': valid are help, minutes, site; see facts.toml",
        "'variables' lacks nobody: the text uses it",
        "'questions' is too short: write at least 6",
    ]
    assert load_articles(desk.places.articles, facts) == shelved.articles


STANDINGS = {
    "said": ("public: true", Standing.SAID, True),
    "not yet": ("valid_from: 2026-06-16\npublic: true", Standing.LATER, False),
    "from today": ("valid_from: 2026-06-15\npublic: true", Standing.SAID, True),
    "until today": ("valid_until: 2026-06-15\npublic: true", Standing.SAID, True),
    "over": ("valid_until: 2026-06-14\npublic: true", Standing.OVER, False),
    "for people": ("audience: verified\npublic: true", Standing.PEOPLE, False),
}


@pytest.mark.parametrize(("fields", "standing", "said"), STANDINGS.values(), ids=STANDINGS.keys())
def test_what_is_out_of_date_or_not_for_all_is_not_said(
    desk, facts, folder, fields, standing, said
):
    desk.write(swapped("public: true", fields))
    (page,) = folder.read(facts).pages
    assert standing_of(page, TODAY) is standing
    assert page.article.said_on(TODAY) is said


def test_what_is_not_told_holds_always(facts, folder):
    (article,) = folder.read(facts).articles
    assert (article.valid_from, article.valid_until) == (date.min, date.max)
    assert article.audience is Audience.EVERYONE
    assert article.everywhere


def test_a_folder_that_is_not_there(tmp_path, facts):
    with pytest.raises(ConfigError, match="gone: cannot be read: No such file"):
        stamps_of(tmp_path / "gone")


def test_an_empty_folder(tmp_path, facts):
    (tmp_path / "none").mkdir()
    with pytest.raises(ConfigError, match=r"holds no articles: expected <language>/<id>\.md"):
        ArticleFolder(tmp_path / "none").read(facts)
