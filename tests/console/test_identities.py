"""Who is real: shown, changed after a preview, and every change with its author."""

from __future__ import annotations

import pytest

from tests.console.test_case_page import HOSTILE, Tags, shape

pytestmark = pytest.mark.anyio
DOMAIN = {"section": "domain", "field_domain": "new.nordex.example"}


async def seen(agent):
    """Open the page; the digest in its forms."""
    page = (await agent.get("/identities")).text
    found = [attrs for tag, attrs in Tags(page).found if attrs.get("name") == "seen"]
    return found[0]["value"]


async def test_the_registry_is_shown(mira):
    page = (await mira.get("/identities")).text
    for words in ("Nordex", "nordex.example", "NordexSupport", "1001", "Mira Solberg", "2001"):
        assert words in page
    assert "Nothing was changed here yet." in page


async def test_a_change_is_shown_before_it_is_made(desk, mira):
    form = {**DOMAIN, "seen": await seen(mira)}
    page = await mira.send("/identities/preview", **form)
    assert page.status_code == 200
    assert "+domain = &#34;new.nordex.example&#34;" in page.text
    assert desk.registry.trail == []
    done = await mira.send("/identities", **form)
    assert (done.status_code, done.headers["location"]) == (303, "/identities?done=add")
    page = (await mira.get("/identities?done=add")).text
    assert "Added." in page
    assert "new.nordex.example" in page
    assert [each.by for each in desk.registry.trail] == ["mira"]
    assert "<span>You</span>" in page


async def test_an_entry_is_changed(desk, mira):
    form = {"section": "brand", "number": "0", "field_name": "Nordex2", "seen": await seen(mira)}
    page = await mira.send("/identities/preview", **form)
    assert 'class="minus"' in page.text
    assert (await mira.send("/identities", **form)).headers["location"].endswith("=change")
    assert desk.registry.rows[0][1] == {"name": "Nordex2"}


async def test_accounts_keep_their_lines(desk, mira):
    accounts = "replay 2001 mira_nordex\r\nreplay 2009"
    form = {"section": "staff", "number": "0", "field_name": "Mira", "field_accounts": accounts}
    form["seen"] = await seen(mira)
    page = await mira.send("/identities/preview", **form)
    assert ">\nreplay 2001 mira_nordex\nreplay 2009</textarea>" in page.text
    await mira.send("/identities", **form)
    assert desk.registry.rows[3][1]["accounts"] == "replay 2001 mira_nordex\nreplay 2009"


async def test_an_entry_is_removed(desk, mira):
    form = {"section": "official", "number": "0", "remove": "yes", "seen": await seen(mira)}
    page = await mira.send("/identities/preview", **form)
    assert "Yes, remove" in page.text
    assert (await mira.send("/identities", **form)).headers["location"].endswith("=remove")
    assert "Nobody is listed." in (await mira.get("/identities")).text


@pytest.mark.parametrize("number", ["", "0"])
async def test_a_mistake_is_told_in_one_line_and_the_words_stay(desk, mira, number):
    form = {"section": "staff", "number": number, "field_name": "", "field_role": "lead of night"}
    page = await mira.send("/identities/preview", seen=await seen(mira), **form)
    assert page.status_code == 422
    assert "&#39;name&#39; is empty: write it" in page.text
    assert 'value="lead of night"' in page.text
    assert desk.registry.trail == []


async def test_who_comes_second_is_told(desk, mira, tomasz):
    form = {**DOMAIN, "seen": await seen(mira)}
    await seen(tomasz)
    await tomasz.send("/identities", **form)
    late = await mira.send("/identities", **{**form, "field_domain": "late.nordex.example"})
    assert late.status_code == 409
    assert "somebody changed the registry" in late.text
    assert 'value="late.nordex.example"' in late.text
    assert len(desk.registry.trail) == 1


async def test_a_registry_that_cannot_be_read_says_why(desk, mira):
    desk.registry.broken = "identities.toml: is not valid TOML"
    page = await mira.get("/identities")
    assert page.status_code == 409
    assert "identities.toml" in page.text.replace("[.]", ".")


@pytest.mark.parametrize(
    "fields",
    [
        {"section": "enemies"},
        {"section": "domain", "number": "-1"},
        {"section": "domain", "number": "x"},
    ],
    ids=["section", "negative", "no number"],
)
async def test_forms_that_are_not_ours_are_refused(mira, fields):
    await seen(mira)
    assert (await mira.send("/identities/preview", **fields)).status_code == 400


async def test_a_form_of_another_session_changes_nothing(desk, mira):
    form = {**DOMAIN, "seen": await seen(mira)}
    mira.csrf = "0" * 64
    assert (await mira.send("/identities", **form)).status_code == 403
    assert desk.registry.trail == []


@pytest.mark.parametrize("words", HOSTILE[:8], ids=ascii)
async def test_whatever_stands_in_it_stays_text(desk, mira, words):
    harmless = (await mira.get("/identities")).text
    desk.registry.rows = [
        (section, dict.fromkeys(values, words)) for section, values in desk.registry.rows
    ]
    page = (await mira.get("/identities")).text
    assert {tag for tag, _ in shape(page)} - {"span"} == {tag for tag, _ in shape(harmless)} - {
        "span"
    }
    assert "<script>alert" not in page


async def test_in_chinese(desk):
    async with desk.agent("mira", headers={"Accept-Language": "zh"}) as mira:
        assert "官方账号" in (await mira.get("/identities")).text
