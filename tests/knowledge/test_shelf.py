"""Articles written on the console: checked, atomic, audited, and put back with one press."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.errors import ConfigError, UnsafeText
from core.shelf import Standing, Trouble, Writing
from knowledge.shelf import GONE, SAME, STALE
from tests.knowledge.kit import ARTICLE, NOON, TODAY, a_desk, swapped

pytestmark = pytest.mark.anyio


@pytest.fixture
def desk(tmp_path):
    return a_desk(tmp_path)


@pytest.fixture
def shelf(desk):
    return desk.shelf()


async def opened(shelf, language="en", identity="login-help"):
    return await shelf.open(language, identity, TODAY)


def path_of(desk, language="en"):
    return desk.folder / "articles" / language / "login-help.md"


async def test_the_list_tells_how_each_stands(desk, shelf):
    desk.write(swapped("reviewed_at: 2026-06-01\n", ""), language="zh")
    desk.write(swapped("2026-06-01", "2026-01-01"), language="de")
    desk.write("nonsense", language="fr")
    overview = await shelf.overview(TODAY)
    told = {each.language: (each.standing, each.stale) for each in overview.entries}
    assert told == {
        "en": (Standing.SAID, False),
        "zh": (Standing.DRAFT, False),
        "de": (Standing.SAID, True),
        "fr": (Standing.BROKEN, False),
    }
    assert "has no front matter" in next(each.problem for each in overview.entries if each.problem)
    assert ("login-help", "zh") in overview.missing  # a draft is not there yet
    assert ("login-help", "de") not in overview.missing
    assert len(overview.missing) == 12


async def test_an_article_that_broke_is_listed_with_what_is_the_matter(desk, shelf):
    await shelf.overview(TODAY)
    desk.write("nonsense")
    (entry,) = (await shelf.overview(TODAY)).entries
    assert entry.title == "Help with the login"
    assert "has no front matter" in entry.problem


async def test_an_article_is_opened_with_its_form_and_how_it_looks(shelf):
    article = await opened(shelf)
    assert article.entry.standing is Standing.SAID
    assert article.writing.title == "Help with the login"
    assert article.writing.body == "Wait **{minutes} minutes**, then try again."
    assert article.writing.questions.count("\n") == 5
    assert article.look.html == "<p>Wait <strong>30 minutes</strong>, then try again.</p>\n"
    assert article.look.short == "Wait 30 minutes, then try again."
    assert article.look.problems == ()
    assert article.versions == ()


async def test_a_change_is_written_whole_and_kept_with_its_author(desk, shelf):
    article = await opened(shelf)
    form = replace(article.writing, title="Login")
    await shelf.save(form, article.digest, "mira", NOON)
    assert "title: Login\n" in path_of(desk).read_text("utf-8")
    assert "reviewed_at: 2026-06-01" in path_of(desk).read_text("utf-8")
    (kept,) = desk.kept
    assert (kept.by, kept.at, kept.act) == ("mira", NOON, "knowledge:en/login-help:save")
    assert "-title: Help with the login; +title: Login" in kept.reason
    assert kept.evidence == ARTICLE
    assert desk.rings == 1
    again = await opened(shelf)
    assert [(each.verb, each.by, each.text) for each in again.versions] == [
        ("save", "mira", ARTICLE)
    ]
    assert [each.name for each in desk.folder.glob("articles/en/*")] == ["login-help.md"]


async def test_a_version_is_put_back(desk, shelf):
    article = await opened(shelf)
    await shelf.save(replace(article.writing, title="Login"), article.digest, "mira", NOON)
    (version,) = (await opened(shelf)).versions
    await shelf.restore("en", "login-help", version.name, "tomasz", NOON)
    assert path_of(desk).read_text("utf-8") == ARTICLE
    assert [each.act.rpartition(":")[2] for each in desk.kept] == ["save", "restore"]
    with pytest.raises(ConfigError, match=SAME):
        await shelf.restore("en", "login-help", version.name, "tomasz", NOON)
    with pytest.raises(ConfigError, match=GONE):
        await shelf.restore("en", "login-help", "0" * 32, "tomasz", NOON)


async def test_a_review_sets_the_day(desk, shelf):
    article = await opened(shelf)
    await shelf.review(article.writing, article.digest, "mira", NOON)
    assert (await opened(shelf)).entry.reviewed_at == TODAY
    assert desk.kept[0].act == "knowledge:en/login-help:review"


async def test_who_comes_second_is_told(desk, shelf):
    article = await opened(shelf)
    await shelf.save(replace(article.writing, title="Login"), article.digest, "mira", NOON)
    with pytest.raises(ConfigError, match=STALE):
        await shelf.save(article.writing, article.digest, "tomasz", NOON)
    assert len(desk.kept) == 1


async def test_what_changes_nothing_is_not_kept(desk, shelf):
    article = await opened(shelf)
    await shelf.save(replace(article.writing, title="Login"), article.digest, "mira", NOON)
    article = await opened(shelf)
    with pytest.raises(ConfigError, match=SAME):
        await shelf.save(article.writing, article.digest, "mira", NOON)


async def test_an_unsafe_text_is_not_written_where_it_would_be_said(desk, shelf):
    article = await opened(shelf)
    form = replace(article.writing, body="Send us your seed phrase at https://nordex.invalid/now")
    with pytest.raises(UnsafeText) as refused:
        await shelf.save(form, article.digest, "mira", NOON)
    assert {each.part for each in refused.value.problems} == {"body"}
    assert all(str(each).startswith("'body' ") for each in refused.value.problems)
    assert (path_of(desk).read_text("utf-8"), desk.kept, desk.rings) == (ARTICLE, [], 0)


async def test_a_draft_may_be_unfinished_but_not_reviewed_so(desk, shelf):
    blank = await opened(shelf, "zh")
    assert blank.digest == ""
    assert blank.writing == Writing(
        id="login-help",
        language="zh",
        intent="login",
        asks="uid",
        everywhere="yes",
        public="yes",
    )
    form = replace(blank.writing, title="登录", body="请稍候。")
    await shelf.save(form, "", "liwen", NOON)
    draft = await opened(shelf, "zh")
    assert draft.entry.standing is Standing.DRAFT
    assert desk.kept[0].act == "knowledge:zh/login-help:new"
    assert draft.versions == ()  # nothing stood there before
    with pytest.raises(ConfigError, match="'questions' is too short"):
        await shelf.review(draft.writing, draft.digest, "liwen", NOON)
    whole = replace(
        draft.writing,
        short="请稍候。",
        questions="\n".join(f"登录不了，第{number}问" for number in range(6)),
    )
    await shelf.review(whole, draft.digest, "liwen", NOON)
    assert (await opened(shelf, "zh")).entry.standing is Standing.SAID


async def test_a_new_article_begins_empty(shelf):
    assert (await opened(shelf, "en", "brand-new")).writing == Writing(
        id="brand-new", language="en"
    )


async def test_a_broken_file_is_opened_with_what_can_be_told_apart(desk, shelf):
    desk.write(swapped("intent: login", "intent: logn"))
    article = await opened(shelf)
    assert article.entry.standing is Standing.BROKEN
    assert "did you mean 'login'?" in article.look.problems[0]
    assert article.writing.title == "Help with the login"
    await shelf.save(replace(article.writing, intent="login"), article.digest, "mira", NOON)
    assert (await opened(shelf)).entry.standing is Standing.DRAFT


async def test_a_form_is_looked_at_without_being_written(desk, shelf):
    article = await opened(shelf)
    body = "Hi <script>x</script> [here](javascript:x) [there](https://nordex.invalid) ![](http://a.example)"
    look = await shelf.look(replace(article.writing, body=body))
    assert "<script>" not in look.html
    assert "href" not in look.html
    assert "<img" not in look.html
    assert "<u>there</u>" in look.html
    assert any(isinstance(each, Trouble) for each in look.problems)
    look = await shelf.look(replace(article.writing, valid_from="soon"))
    assert look.problems == ("'valid_from' has to be a day such as 2026-01-15",)
    assert desk.kept == []


@pytest.mark.parametrize(
    ("language", "identity"),
    [("en", "../facts"), ("..", "login-help"), ("xx", "a"), ("en", "A"), ("en", "")],
)
async def test_no_other_file_can_be_named(shelf, language, identity):
    with pytest.raises(ConfigError):
        await opened(shelf, language, identity)
    with pytest.raises(ConfigError):
        await shelf.save(Writing(id=identity, language=language), "", "mira", NOON)


async def test_a_folder_that_cannot_be_written_to_is_told(desk, shelf):
    article = await opened(shelf)
    path_of(desk).parent.rename(desk.folder / "articles" / "away")
    (desk.folder / "articles" / "en").write_text("a file", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be written"):
        await shelf.save(article.writing, "", "mira", NOON)
