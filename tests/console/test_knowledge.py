"""The articles on the console: found, read, written, reviewed, and put back."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from core.shelf import FIELDS
from tests.console.test_case_page import HOSTILE, Tags, shape
from tests.knowledge.kit import ARTICLE, TODAY, a_desk, swapped

pytestmark = pytest.mark.anyio
PLACE = "/knowledge/en/login-help"


@pytest.fixture
def files(tmp_path):
    return a_desk(tmp_path)


@pytest.fixture
def desk(desk, files):
    """The console with articles in files."""
    desk.app.state.services = replace(desk.services(), shelf=files.shelf())
    return desk


async def form_of(files, **changes):
    """What a browser would send of the form."""
    opened = await files.shelf().open("en", "login-help", TODAY)
    values = {name: asdict(opened.writing)[name] for name in FIELDS}
    return {**values, "seen": opened.digest, **changes}


def text(files, language="en"):
    return (files.folder / "articles" / language / "login-help.md").read_text("utf-8")


async def test_the_articles_are_listed_with_what_lacks(files, mira):
    files.write(
        swapped("2026-06-01", "2024-01-01").replace("Help with", "Hilfe mit"), language="de"
    )
    files.write("nonsense", language="fr")
    page = (await mira.get("/knowledge")).text
    for words in ("Help with the login", "Hilfe mit", "has no front matter", "not written yet"):
        assert words in page
    assert 'href="/knowledge/en/login-help"' in page
    assert 'href="/knowledge/zh/login-help"' in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 14),
        ("language=de", 1),
        ("intent=login", 2),
        ("intent=kyc", 0),
        ("only=stale", 1),
        ("only=missing", 11),
        ("only=broken", 1),
        ("only=said", 2),
        ("only=draft", 0),
        ("only=nonsense", 14),
        ("language=fr&only=broken", 1),
        ("after=13", 1),
        ("after=-5", 14),
    ],
)
async def test_filters(files, mira, query, count):
    files.write(swapped("2026-06-01", "2024-01-01"), language="de")
    files.write("nonsense", language="fr")
    page = (await mira.get(f"/knowledge?{query}")).text
    assert page.count('<th scope="row">') == count


async def test_a_long_list_is_cut(files, mira):
    for number in range(120):
        files.write(swapped("id: login-help", f"id: a-{number}"), f"a-{number}")
    page = (await mira.get("/knowledge?language=en")).text
    assert page.count('<th scope="row">') == 100
    assert "after=100" in page
    page = (await mira.get("/knowledge?language=en&after=100")).text
    assert page.count('<th scope="row">') == 21
    assert "Back to the start" in page


async def test_a_folder_that_cannot_be_read_is_told(files, mira):
    files.places.facts.unlink()
    page = await mira.get("/knowledge")
    assert page.status_code == 409
    assert "facts.toml: cannot be read" in page.text


async def test_an_article_is_read_with_its_history(files, mira):
    page = (await mira.get(PLACE)).text
    assert "<p>Wait <strong>30 minutes</strong>, then try again.</p>" in page
    assert "It may be said." in page
    assert "reviewed on 2026-06-01" in page
    assert "Nothing was changed here yet." in page


async def test_a_change_is_saved_kept_and_put_back(files, mira, tomasz):
    await mira.get(PLACE)
    done = await mira.send(PLACE, **await form_of(files, title="Login"))
    assert (done.status_code, done.headers["location"]) == (303, f"{PLACE}?done=saved")
    page = (await mira.get(f"{PLACE}?done=saved")).text
    assert "Saved." in page
    assert "<span>You</span>" in page
    assert "title: Login" in text(files)
    assert [(each.by, each.evidence) for each in files.kept] == [("mira", ARTICLE)]
    version = next(a["value"] for _, a in Tags(page).found if a.get("name") == "version")
    await tomasz.get(PLACE)
    done = await tomasz.send(f"{PLACE}/restore", version=version)
    assert done.headers["location"] == f"{PLACE}?done=restored"
    assert text(files) == ARTICLE
    again = await tomasz.send(f"{PLACE}/restore", version=version)
    assert (again.status_code, "nothing would change" in again.text) == (409, True)


async def test_one_press_reviews(files, desk, mira):
    await mira.get(PLACE)
    done = await mira.send(PLACE, **await form_of(files, review="yes"))
    assert done.headers["location"] == f"{PLACE}?done=reviewed"
    assert f"reviewed_at: {desk.clock.now().date()}" in text(files)


async def test_an_unsafe_text_is_refused_in_the_readers_language_and_the_words_stay(files, desk):
    async with desk.agent("mira", headers={"Accept-Language": "zh"}) as mira:
        await mira.get(PLACE)
        form = await form_of(files, body="Send us your seed phrase")
        page = await mira.send(PLACE, **form)
    assert page.status_code == 422
    assert "助记词" in page.text
    assert "Send us your seed phrase</textarea>" in page.text
    assert (text(files), files.kept) == (ARTICLE, [])


async def test_who_comes_second_is_told_and_keeps_his_words(files, mira, tomasz):
    form = await form_of(files, title="Login")
    for agent in (mira, tomasz):
        await agent.get(PLACE)
    await mira.send(PLACE, **form)
    late = await tomasz.send(PLACE, **{**form, "title": "Late words"})
    assert late.status_code == 409
    assert "somebody changed the article" in late.text
    assert 'value="Late words"' in late.text
    assert len(files.kept) == 1


async def test_a_look_while_somebody_types_is_a_fragment(files, mira):
    await mira.get(PLACE)
    form = await form_of(files, body="Wait {minutes} **minutes**")
    page = await mira.send(f"{PLACE}/look", htmx=True, **form)
    assert page.status_code == 200
    assert "<html" not in page.text
    assert "<p>Wait 30 <strong>minutes</strong></p>" in page.text
    page = await mira.send(f"{PLACE}/look", **form)
    assert "<html" in page.text
    assert "<p>Wait 30 <strong>minutes</strong></p>" in page.text
    assert text(files) == ARTICLE


async def test_a_new_article_is_begun_and_saved_as_a_draft(files, mira):
    begun = await mira.get("/knowledge/new?identity=new-thing&language=zh")
    assert begun.headers["location"] == "/knowledge/zh/new-thing"
    page = await mira.get("/knowledge/zh/new-thing")
    assert "not written yet" in page.text
    form = {**dict.fromkeys(FIELDS, ""), "intent": "login", "audience": "everyone", "title": "新"}
    done = await mira.send("/knowledge/zh/new-thing", seen="", **form)
    assert done.status_code == 303
    assert "draft: not said" in (await mira.get("/knowledge/zh/new-thing")).text


@pytest.mark.parametrize(
    "address",
    ["/knowledge/xx/login-help", "/knowledge/en/A", "/knowledge/en/..%2ffacts", "/knowledge/en/-"],
)
async def test_addresses_that_no_article_has(mira, address):
    assert (await mira.get(address)).status_code == 404


async def test_a_form_of_another_session_changes_nothing(files, mira):
    await mira.get(PLACE)
    mira.csrf = "0" * 64
    assert (await mira.send(PLACE, **await form_of(files, title="x"))).status_code == 403
    assert text(files) == ARTICLE


async def test_without_a_shelf_there_is_no_page(desk, mira):
    desk.app.state.services = desk.services()
    for address in ("/knowledge", "/knowledge/new", PLACE):
        assert (await mira.get(address)).status_code == 404
    assert 'href="/knowledge"' not in (await mira.get("/")).text


@pytest.mark.parametrize("words", HOSTILE[:8], ids=ascii)
async def test_whatever_stands_in_it_stays_text(files, mira, words):
    await mira.get(PLACE)
    kept = {"title", "short", "body", "questions"}
    plain = await mira.send(f"{PLACE}/look", **await form_of(files, **dict.fromkeys(kept, "words")))
    page = await mira.send(f"{PLACE}/look", **await form_of(files, **dict.fromkeys(kept, words)))
    tame = {"p", "span", "ul", "li", "strong", "em", "code", "pre", "u", "h3", "div"}
    assert {tag for tag, _ in shape(page.text)} - tame == {
        tag for tag, _ in shape(plain.text)
    } - tame
    assert "<script>alert" not in page.text
