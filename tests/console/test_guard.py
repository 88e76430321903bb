"""What every answer carries, what is refused, and how failures look."""

from __future__ import annotations

import re

import pytest

from core.actions import Kind
from tests.console.fakes import a_case, a_line

pytestmark = pytest.mark.anyio
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", re.IGNORECASE)


@pytest.fixture
def case(desk):
    return desk.book.add(a_case(), a_line())


@pytest.mark.parametrize(
    "path", ["/", "/case/{id}", "/case/none", "/sign-in", "/health", "/livez", "/static/none.css"]
)
async def test_every_answer_is_hardened(mira, case, path):
    answer = await mira.get(path.format(id=case.id))
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/case/{id}", "/sign-in?token=x", "/health", "/case/none"])
async def test_pages_keep_to_their_policy(mira, case, path):
    page = await mira.get(path.format(id=case.id))
    assert not INLINE.search(page.text)
    assert "hx-on" not in page.text


async def test_htmx_may_not_evaluate_anything(mira):
    page = (await mira.get("/")).text
    for setting in (
        '"allowEval": false',
        '"includeIndicatorStyles": false',
        '"selfRequestsOnly": true',
        '"allowScriptTags": false',
        '"historyCacheSize": 0',
    ):
        assert setting in page


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://desk.example"}, 403),
        ({"Origin": "http://desk.example"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
    ],
    ids=str,
)
async def test_forms_of_other_sites_are_refused(desk, mira, case, headers, status):
    await mira.open(case)
    mira.client.headers.update(headers)
    answer = await mira.send(f"/case/{case.id}/note", htmx=True, note="words")
    assert answer.status_code == status
    assert len(desk.book.files[case.id].lines) == (2 if status == 200 else 1)


@pytest.mark.parametrize("path", ["/sign-in", "/language"])
async def test_other_sites_cannot_sign_anybody_in(desk, path):
    async with desk.client(headers={"Origin": "http://evil.example"}) as client:
        assert (await client.post(path, data={"token": "x"})).status_code == 403


@pytest.mark.parametrize("token", ["", "wrong", "ключ\udcff"], ids=ascii)
async def test_a_form_needs_the_token_of_its_session(desk, mira, tomasz, case, token):
    await mira.open(case)
    await tomasz.open(case)
    body = f"note=words&csrf={'%ED%B3%BF' if token.startswith('к') else token}"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    path = f"/case/{case.id}/note"
    assert (await mira.client.post(path, content=body, headers=form)).status_code == 403
    answer = await mira.client.post(path, data={"note": "words", "csrf": tomasz.csrf})
    assert answer.status_code == 403
    assert len(desk.book.files[case.id].lines) == 1


@pytest.mark.parametrize("chunked", [False, True], ids=["announced", "in chunks"])
async def test_a_huge_body_is_refused(mira, case, chunked):
    await mira.open(case)

    async def chunks():
        yield f"csrf={mira.csrf}&note=".encode()
        for _ in range(80):
            yield b"x" * 1024

    content = chunks() if chunked else b"note=" + b"x" * 70_000
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = await mira.client.post(f"/case/{case.id}/note", content=content, headers=form)
    assert answer.status_code == 413
    assert "too long" in answer.text.lower()


async def test_what_cannot_be_parsed_is_told_plainly(mira, case):
    await mira.open(case)
    answer = await mira.send(f"/case/{case.id}/reply", seen="many", text="my words")
    assert answer.status_code == 400
    assert "my words" in answer.text


@pytest.mark.parametrize("path", ["/case/none", "/nowhere", "/case/none/live"])
async def test_what_is_not_there_is_a_page_that_leads_back(mira, path):
    answer = await mira.get(path)
    assert answer.status_code == 404
    assert 'href="/"' in answer.text


async def test_a_method_that_is_not_there_is_refused_in_words(mira):
    answer = await mira.client.delete("/")
    assert answer.status_code == 405
    assert "could not be read" in answer.text


async def test_fragments_fail_above_the_case_and_leave_the_draft_alone(desk, mira, case):
    await mira.open(case)
    desk.book.broken = True
    answer = await mira.send(f"/case/{case.id}/reply", htmx=True, text="my words")
    assert answer.status_code == 503
    assert answer.headers["hx-retarget"] == "#flash"
    assert "<html" not in answer.text


async def test_without_script_a_failure_gives_the_words_back(desk, mira, case):
    await mira.open(case)
    desk.book.broken = True
    answer = await mira.send(f"/case/{case.id}/note", note="a <b>note</b>")
    assert answer.status_code == 503
    assert "a &lt;b&gt;note&lt;/b&gt;</textarea>" in answer.text


async def test_an_ended_session_gives_the_words_back(desk, mira, case):
    await mira.open(case)
    desk.clock.advance(13 * 3600)
    answer = await mira.send(f"/case/{case.id}/reply", text="my words")
    assert answer.status_code == 401
    assert "my words</textarea>" in answer.text
    fragment = await mira.send(f"/case/{case.id}/reply", htmx=True, text="my words")
    assert fragment.status_code == 401
    assert 'href="/sign-in" target="_blank"' in fragment.text


async def test_a_bug_shows_no_traceback(desk, mira, case, monkeypatch):
    async def feed(*_, **__):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(desk.book, "feed", feed)
    answer = await mira.get("/")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


async def test_a_file_in_a_form_is_not_taken_for_words(desk, mira, case):
    await mira.open(case)
    desk.book.broken = True
    files = {"text": ("words.txt", b"my words")}
    data = {"csrf": mira.csrf}
    answer = await mira.client.post(f"/case/{case.id}/reply", data=data, files=files)
    assert answer.status_code in {400, 503}
    assert "my words" not in answer.text


@pytest.mark.parametrize("kind", [*Kind, "explode"])
async def test_no_act_without_a_flagged_line(desk, mira, case, kind):
    await mira.open(case)
    await mira.send(f"/case/{case.id}/move/claim")
    answer = await mira.send(f"/case/{case.id}/act/{kind}", line="k:hello")
    assert answer.status_code == (400 if kind == "explode" else 409)
    assert desk.book.sent == []


async def test_static_files_are_kept_for_good_with_their_release(mira):
    page = (await mira.get("/")).text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert {each.split("/", 3)[3] for each in addresses} >= {
        "desk.css",
        "console.js",
        "mark.svg",
        "trusted.js",
        "vendor/htmx.min.js",
    }
    for address in addresses:
        answer = await mira.client.get(address)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
        again = await mira.client.get(address, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        for folder in ("0123456789abcdef/", ""):  # another release, and none
            other = await mira.client.get("/static/" + folder + address.split("/", 3)[3])
            assert other.headers["cache-control"] == "no-cache"
            assert other.content == answer.content
        plain = await mira.client.get(address, headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.content == answer.content
    assert "htmx" in (await mira.client.get("/static/vendor/htmx.min.js")).text[:200]


async def test_every_module_that_is_imported_is_there(desk):
    async with desk.client() as client:
        for name in ("console.js", "passkey.js", "dom.js"):
            answer = await client.get(f"/static/{name}")
            assert (answer.status_code, answer.headers["content-type"][:15]) == (
                200,
                "text/javascript",
            )
            for wanted in re.findall(r'^import .* from "\./([\w.]+)"', answer.text, re.MULTILINE):
                assert (await client.get(f"/static/{wanted}")).status_code == 200


async def test_nothing_outside_the_static_files_is_served(mira):
    for path in (
        "/static/../app.py",
        "/static/%2e%2e/app.py",
        "/static/vendor",
        "/static/",
        "/static/0123456789abcdef/",
    ):
        assert (await mira.client.get(path)).status_code == 404
