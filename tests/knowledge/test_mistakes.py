"""Every mistake in the knowledge files, and the line that tells how to mend it."""

from __future__ import annotations

import pytest

from core.errors import ConfigError
from knowledge import load_articles, load_facts, load_identities, load_phrases
from knowledge.article_files import MOST_BODY

FACTS = {"help": "https://help.nordex.example", "site": "https://nordex.example", "minutes": "30"}
QUESTIONS = "\n".join(f"  - question {number}" for number in range(6))
ARTICLE = f"""---
id: login-help
intent: login
title: Help with the login
short: Wait {{minutes}} minutes.
questions:
{QUESTIONS}
asks: [uid]
variables: [minutes]
reviewed_at: 2026-01-15
public: true
---
Wait {{minutes}} minutes, then try again.
"""


def swapped(old: str, new: str) -> str:
    assert old in ARTICLE
    return ARTICLE.replace(old, new)


@pytest.fixture
def shelf(tmp_path):
    """Writes articles into a folder of languages."""

    def write(text: str, name: str = "login-help.md", language: str = "en"):
        path = tmp_path / language / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return write


def test_a_good_article_is_read_with_its_variables_filled(shelf):
    (article,) = load_articles(shelf(ARTICLE), FACTS)
    assert article.body == "Wait 30 minutes, then try again."
    assert (article.id, article.language, article.short) == ("login-help", "en", "Wait 30 minutes.")
    assert (article.asks, len(article.questions)) == (("uid",), 6)


def test_what_is_not_needed_may_be_left_out(shelf):
    text = ARTICLE.replace("asks: [uid]\n", "").replace("short: Wait {minutes} minutes.\n", "")
    (article,) = load_articles(shelf(text.replace("public: true", "public: false")), FACTS)
    assert (article.asks, article.short) == ((), "")


MISTAKES = {
    "no front matter": ("Just text.", "login-help.md:1: has no front matter"),
    "front matter not closed": ("---\nid: a\n", "login-help.md:1: has no front matter"),
    "broken yaml": (swapped("id: login-help", "id: [login"), "login-help.md:3: front matter:"),
    "a character yaml refuses": (swapped("login-help", "a\x07"), "login-help.md:2: front matter:"),
    "front matter is a list": ("---\n- a\n---\nbody", "lines of 'field: value'"),
    "unknown field": (swapped("title:", "titel:"), "unknown field 'titel': did you mean 'title'?"),
    "missing field": (swapped("title: Help with the login\n", ""), "'title' is missing: add it"),
    "empty field": (swapped("Help with the login", "''"), "'title' is empty: write it"),
    "text where a number stands": (swapped("Help with the login", "7"), "'title' has to be text"),
    "too few questions": (swapped("  - question 5\n", ""), "'questions' is too short"),
    "too many questions": (
        swapped("  - question 5\n", "  - question 5\n" + "  - more\n" * 7),
        "'questions' is too long: write at most 12",
    ),
    "a question that is empty": (swapped("question 5", "''"), "'questions.5' is empty"),
    "questions no list": (swapped(f"\n{QUESTIONS}", " one"), "'questions' has to be a list"),
    "no day": (swapped("2026-01-15", "soon"), "'reviewed_at' has to be a day such as 2026-01-15"),
    "not true or false": (swapped("public: true", "public: maybe"), "'public' has to be true or"),
    "unknown intent": (swapped("intent: login", "intent: logn"), "did you mean 'login'?"),
    "unknown fact": (swapped("asks: [uid]", "asks: [uidd]"), "unknown fact 'uidd': did you mean"),
    "unstable id": (swapped("id: login-help", "id: Login Help"), "use small letters, digits and"),
    "id not the file's name": (
        swapped("id: login-help", "id: login-halp"),
        "'id' is login-halp: name the file login-halp.md",
    ),
    "unknown audience": (
        swapped("public: true", "audience: register\npublic: true"),
        "'audience': unknown audience 'register': did you mean 'registered'?",
    ),
    "over before it begins": (
        swapped("public: true", "valid_from: 2026-02-01\nvalid_until: 2026-01-31\npublic: true"),
        "'valid_until' is before 'valid_from': turn them round",
    ),
    "no such day": (swapped("2026-01-15", "2026-02-31"), "holds a value that is none"),
    "empty body": (ARTICLE[: ARTICLE.rindex("---") + 4], "has no body: write the answer"),
    "long body": (ARTICLE + "long " * 300, f"at most {MOST_BODY}"),
    "long short": (swapped("short: Wait", "short: " + "very " * 50 + "long Wait"), "at most 240"),
    "public without short": (
        swapped("short: Wait {minutes} minutes.\n", ""),
        "'short' is missing: a public article is said with it",
    ),
    "short although not public": (swapped("public: true", "public: false"), "leave it out or set"),
    "unknown variable": (
        ARTICLE.replace("{minutes}", "{minuts}").replace("[minutes]", "[minuts]"),
        "unknown variable 'minuts': did you mean 'minutes'?",
    ),
    "undeclared variable": (swapped("variables: [minutes]\n", ""), "'variables' lacks minutes"),
    "unused variable": (swapped("[minutes]", "[minutes, site]"), "'variables' names site"),
}


@pytest.mark.parametrize(("text", "told"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_in_an_article_is_named_with_its_mend(shelf, text, told):
    with pytest.raises(ConfigError) as error:
        load_articles(shelf(text), FACTS)
    assert told in str(error.value)
    assert "login-help.md" in str(error.value)
    assert "\n" not in str(error.value)


def test_two_files_with_one_id(shelf):
    shelf(ARTICLE)
    with pytest.raises(
        ConfigError, match=r"second\.md: 'id' login-help is taken by login-help\.md"
    ):
        load_articles(shelf(ARTICLE, name="second.md"), FACTS)


def test_one_id_in_two_languages_is_as_it_should_be(shelf):
    shelf(ARTICLE)
    assert len(load_articles(shelf(ARTICLE, language="zh"), FACTS)) == 2


def test_a_language_that_is_not_spoken(shelf):
    with pytest.raises(ConfigError, match=r"unknown language 'eng': did you mean 'en'\?"):
        load_articles(shelf(ARTICLE, language="eng"), FACTS)


def test_a_folder_without_articles(tmp_path):
    with pytest.raises(ConfigError, match=r"holds no articles: expected <language>/<id>\.md"):
        load_articles(tmp_path, FACTS)


def test_a_file_that_is_not_utf8(shelf):
    folder = shelf(ARTICLE)
    (folder / "en" / "login-help.md").write_bytes(ARTICLE.encode() + b"\xff")
    with pytest.raises(ConfigError, match="is not UTF-8: save it as UTF-8"):
        load_articles(folder, FACTS)


IDENTITIES = """
[brand]
name = "Nordex"
domains = ["nordex.example"]
[[official]]
platform = "twitter"
id = "1"
handle = "Nordex"
[[staff]]
name = "Mira"
accounts = [{ platform = "telegram", id = "2", handle = "mira" }]
"""
IDENTITY_MISTAKES = {
    "not toml": ("brand = [", "is not valid TOML"),
    "no brand": ("", "'brand' is missing: add it"),
    "no domains": (IDENTITIES.replace('["nordex.example"]', "[]"), "'brand.domains' is too short"),
    "domain with path": (
        IDENTITIES.replace("nordex.example", "https://nordex.example/"),
        "'brand.domains.0' is not a domain",
    ),
    "unknown table": (IDENTITIES.replace("[[staff]]", "[[stuff]]"), "did you mean 'staff'?"),
    "unknown field": (IDENTITIES.replace("handle =", "handel ="), "did you mean 'handle'?"),
    "unknown field inside": (
        IDENTITIES.replace('"2", handle', '"2", hande'),
        "'staff.0.accounts.0.hande': did you mean 'handle'?",
    ),
    "id as a number": (IDENTITIES.replace('id = "1"', "id = 1"), "'official.0.id' has to be text"),
    "handle with at": (IDENTITIES.replace('"Nordex"', '"@Nordex"', 2), "starts with @: write"),
    "official nobody": (
        IDENTITIES.replace('id = "1"\nhandle = "Nordex"\n', ""),
        "'official.0' names nobody: add id, handle or name",
    ),
    "brand no table": ("brand = 1", "'brand' has to be a table"),
    "twice": (
        IDENTITIES.replace('"telegram", id = "2"', '"twitter", id = "1"'),
        "id '1' on twitter stands there 2 times: keep one",
    ),
}


@pytest.mark.parametrize(("text", "told"), IDENTITY_MISTAKES.values(), ids=IDENTITY_MISTAKES.keys())
def test_a_mistake_in_the_registry_is_named(tmp_path, text, told):
    path = tmp_path / "identities.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_identities(path)
    assert told in str(error.value)
    assert str(error.value).startswith(str(path))


def test_a_registry_that_is_not_there(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read: No such file"):
        load_identities(tmp_path / "none.toml")


FACT_MISTAKES = {
    "a table": ('help = "h"\nsite = "s"\n[fees]\nmaker = 1', "'fees' has to be a text or a whole"),
    "truth": ('help = "h"\nsite = "s"\nopen = true', "'open' has to be a text or a whole number"),
    "empty": ('help = ""\nsite = "s"', "'help' has to be a text or a whole number"),
    "no help": ('site = "s"', "'help' is missing: add it"),
}


@pytest.mark.parametrize(("text", "told"), FACT_MISTAKES.values(), ids=FACT_MISTAKES.keys())
def test_a_mistake_in_the_facts_is_named(tmp_path, text, told):
    path = tmp_path / "facts.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_facts(path)
    assert told in str(error.value)


PHRASE_MISTAKES = {
    "unknown phrase": ('[sheild]\nen = "a"', "unknown phrase 'sheild': did you mean 'shield'?"),
    "no english": ('[closing]\nzh = "a"', "[closing] has no 'en'"),
    "no table": ('closing = "a"', "[closing] has no 'en'"),
    "unknown language": ('[closing]\nen = "a"\nzhh = "b"', "unknown language 'zhh': did you mean"),
    "empty": ('[closing]\nen = " "', "'closing.en' is empty: write it or leave the line out"),
    "unknown variable": ('[closing]\nen = "{sites}"', "'closing.en': unknown variable 'sites'"),
    "variable left out": ('[handed_over]\nen = "soon"', "says nothing of {wait}: put it in"),
    "phrase missing": ('[closing]\nen = "bye"', "[handed_over] is missing: add it, in en at least"),
}


@pytest.mark.parametrize(("text", "told"), PHRASE_MISTAKES.values(), ids=PHRASE_MISTAKES.keys())
def test_a_mistake_in_the_phrases_is_named(tmp_path, text, told):
    path = tmp_path / "phrases.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load_phrases(path)
    assert told in str(error.value)
