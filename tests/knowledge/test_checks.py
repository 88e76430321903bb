"""What is the matter with the knowledge is found, one line each; what is in order is not."""

from __future__ import annotations

import pytest

from core.reply.asked import Asked
from knowledge.article_files import ArticleFolder
from knowledge.checks import (
    check_facts,
    check_files,
    check_languages,
    check_links,
    check_page,
    check_questions,
    links_of,
)
from knowledge.identity_file import load_identities
from knowledge.word_files import load_facts
from tests.knowledge.kit import TODAY, a_desk, swapped

LINKED = "Wait **{minutes} minutes**, then try again."


@pytest.fixture
def desk(tmp_path):
    return a_desk(tmp_path)


def read(desk):
    return ArticleFolder(desk.places.articles).read(load_facts(desk.places.facts))


def told(desk, days=90):
    identities = load_identities(desk.places.identities)
    found = (check_page(page, identities, TODAY, days) for page in read(desk).pages)
    return [(each.code, each.problem, each.note) for part in found for each in part]


def test_an_article_in_order_has_nothing(desk):
    assert told(desk) == []
    assert [*check_files(read(desk))] == []


def test_a_file_that_cannot_be_read(desk):
    desk.write("nonsense", language="zh")
    (found,) = check_files(read(desk))
    assert (found.code, found.article, found.language) == ("broken", "login-help", "zh")
    assert found.problem.startswith(":1: has no front matter") or "no front matter" in found.problem


PAGES = {
    "stale": (swapped("2026-06-01", "2026-01-01"), "stale", "was last reviewed on 2026-01-01"),
    "over": (
        swapped("public:", "valid_until: 2026-06-01\npublic:"),
        "stale",
        "is valid until 2026-06-01",
    ),
    "stopped": (
        swapped("short: Wait", "short: Send us your password. Wait"),
        "lint",
        "'short' ask",
    ),
}


@pytest.mark.parametrize(("text", "code", "problem"), PAGES.values(), ids=PAGES.keys())
def test_what_is_wrong_with_an_article(desk, text, code, problem):
    desk.write(text)
    ((found, words, note),) = told(desk)
    assert (found, note) == (code, False)
    assert words.startswith(problem)


def test_a_draft_is_a_note(desk):
    desk.write(swapped("reviewed_at: 2026-06-01\n", "").replace(LINKED, "Send me your password"))
    found = told(desk)
    assert {code for code, _, _ in found} == {"draft", "lint"}
    assert all(note for _, _, note in found)


def test_a_language_that_is_missing(desk):
    desk.write(language="zh")
    found = [*check_languages(read(desk).pages)]
    assert {each.code for each in found} == {"missing"}
    assert len(found) == 12
    assert "zh" not in {each.language for each in found}


LINKS = {
    "ours": ("{site}/reset", []),
    "a page that is there": ("{help}/en/login-help", []),
    "a page that is not": ("{help}/en/gone.", ["no article is there"]),
    "a stranger's": ("https://nordex.example.invalid/a", ["is on no domain of identities.toml"]),
    "one that ends alike": ("https://evilnordex.example/a", ["is on no domain"]),
    "of ours below": ("https://www.nordex.example/a", []),
}


@pytest.mark.parametrize(("link", "problems"), LINKS.values(), ids=LINKS.keys())
def test_links(desk, link, problems):
    names = "".join(f", {name}" for name in ("site", "help") if f"{{{name}}}" in link)
    desk.write(swapped(LINKED, f"Wait {link}").replace("[minutes]", f"[minutes{names}]"))
    pages, facts = read(desk).pages, load_facts(desk.places.facts)
    found = [*check_links(pages, facts, load_identities(desk.places.identities))]
    assert len(found) == len(problems)
    for each, problem in zip(found, problems, strict=True):
        assert problem in each.problem
        assert each.code == "link"


def test_links_are_told_once_and_without_the_full_stop(desk):
    desk.write(
        swapped(LINKED, "[A](https://a.example/b). https://a.example/b, (https://c.example)")
    )
    (page,) = read(desk).pages
    assert links_of(page) == ["https://a.example/b", "https://c.example"]


def test_sites_that_are_not_ours(desk):
    facts = {"site": "https://other.invalid", "help": "https://[::1"}
    found = [*check_links([], facts, load_identities(desk.places.identities))]
    assert [each.problem for each in found] == [
        "facts.toml: 'site' is https://other.invalid, which is on no domain of identities.toml",
        "facts.toml: 'help' is https://[::1, which is on no domain of identities.toml",
    ]


def test_questions_that_lead_nowhere_or_twice(desk):
    other = swapped("id: login-help", "id: other").replace("question number", "another matter,")
    desk.write(other, "other")
    asked = [
        Asked("where is it", "gone", "fr"),
        Asked("Question number 3!", None, "en"),
        Asked("another matter 2", "login-help", "en"),
        Asked("question number 3", "login-help", "de"),
    ]
    found = [*check_questions(read(desk).pages, asked)]
    assert {(each.code, each.article, each.language) for each in found} == {
        ("question", "gone", "fr"),
        ("duplicate", "login-help", "en"),
        ("duplicate", "other", "en"),
    }
    assert any("(none)" in each.problem for each in found)


def test_facts_that_nothing_uses(desk):
    phrases = desk.folder / "phrases.toml"
    phrases.write_text('[a]\nen = "{help}"', encoding="utf-8")
    facts = {"site": "s", "help": "h", "minutes": "30", "hours": "2"}
    found = [*check_facts(facts, read(desk).pages, [phrases], ["site"])]
    assert [each.problem for each in found] == [
        "facts.toml: no text uses {hours}: remove it, or use it"
    ]
