"""Writing an answer: kept while it is written, checked, taken back, said on the right leg."""

from __future__ import annotations

import re
from hashlib import sha256

import pytest
from mnemonic import Mnemonic

from core.actions import Kind
from core.canned import Canned
from core.case import Move, Status
from core.composing import Box, Draft
from core.ports import Sent, Settlement
from core.types import Attachment, Author, Place
from tests.console.compose_kit import NOON, FakeTranslator, WritingDesk, limits

pytestmark = pytest.mark.anyio

SEED = Mnemonic("english").to_mnemonic(sha256(b"a draft").digest()[:16])
COUNTER = re.compile(r'name="counter" value="(\d+)"')
KEY = re.compile(r'name="key" value="([^"]+)"')
HTMX = {"HX-Request": "true", "HX-Target": "check"}
PUBLIC = {"place": Place.GROUP, "author": Author(id="u9")}


@pytest.fixture
def desk(clock):
    return WritingDesk(clock)


async def check(agent, case, text, counter=0, **more):
    data = {"csrf": agent.csrf, "text": text, "counter": counter, **more}
    return await agent.client.post(f"/case/{case.id}/check", data=data, headers=HTMX)


async def reply(agent, case, text, **more):
    page = await agent.open(case)
    counter = COUNTER.search(page.text)[1]
    return await agent.send(f"/case/{case.id}/reply", text=text, counter=counter, **more)


def undo_key(page):
    return KEY.search(page.text)[1]


# keeping


async def test_words_are_kept_while_they_are_written(desk, mira):
    case = await desk.case()
    await mira.open(case)
    answer = await check(mira, case, "half a sen")
    assert (answer.status_code, answer.headers["x-draft"]) == (200, "1")
    await check(mira, case, "half a sentence", 1)
    assert (await desk.draft(case)).text == "half a sentence"
    async with desk.agent("mira") as elsewhere:
        page = (await elsewhere.open(case)).text
    assert "\nhalf a sentence</textarea>" in page
    assert COUNTER.search(page)[1] == "2"


async def test_an_older_tab_is_told_and_its_words_are_offered(desk, mira):
    case = await desk.case()
    await mira.open(case)
    await check(mira, case, "newer words")
    answer = await check(mira, case, "older words")
    assert answer.headers["x-draft"] == "late"
    assert "newer words of yours" in answer.json()["late"]
    page = (await mira.open(case)).text
    assert "\nnewer words</textarea>" in page
    assert "older words</blockquote>" in page


@pytest.mark.parametrize(
    ("more", "words"),
    [({}, "newer words\n\nolder words"), ({"drop": "yes"}, "newer words")],
    ids=["taken", "let go"],
)
async def test_words_of_another_tab_are_taken_or_let_go(desk, mira, more, words):
    case = await desk.case()
    await mira.open(case)
    await check(mira, case, "newer words")
    await check(mira, case, "older words")
    page = await mira.send(f"/case/{case.id}/aside", text="newer words", **more)
    assert f"\n{words}</textarea>" in page.text
    kept = await desk.draft(case)
    assert (kept.text, kept.aside) == (words, "")


async def test_an_older_tab_that_is_refused_does_not_write_over_the_newer_words(desk, mira):
    case = await desk.case()
    await mira.open(case)
    await check(mira, case, "newer words")
    page = await mira.send(f"/case/{case.id}/reply", text="the password please", counter=0)
    assert page.status_code == 422
    assert "\nthe password please</textarea>" in page.text
    assert "newer words</blockquote>" in page.text
    assert COUNTER.search(page.text)[1] == "0"
    assert (await desk.draft(case)).text == "newer words"
    page = await mira.send(f"/case/{case.id}/aside", text="the password please")
    assert "\nthe password please\n\nnewer words</textarea>" in page.text


async def test_no_secret_is_kept_or_sent(desk, mira, caplog):
    case = await desk.case()
    await mira.open(case)
    answer = await check(mira, case, f"is it {SEED}?")
    assert "It has a secret in it (seed phrase)" in answer.text
    assert SEED not in answer.text
    refused = await reply(mira, case, f"is it {SEED}?")
    assert refused.status_code == 422
    assert await desk.sent(case) == []
    for kept in await desk.store.drafts(case.id):
        assert SEED[:30] not in f"{kept.text}{kept.aside}{kept.sent}"
    assert SEED[:30] not in caplog.text


async def test_both_boxes_are_kept_without_script_and_by_a_page_that_is_left(desk, mira):
    case = await desk.case()
    await mira.open(case)
    await mira.send(f"/case/{case.id}/draft", note="look again", note_counter=0)
    answer = await mira.send(f"/case/{case.id}/draft", text="half", counter=0)
    assert answer.status_code == 303
    left = await mira.send(f"/case/{case.id}/draft", text="half a", counter=1, beacon=1)
    assert (left.status_code, left.headers["x-draft"]) == (204, "2")
    page = (await mira.open(case)).text
    assert "\nhalf a</textarea>" in page
    assert "\nlook again</textarea>" in page
    await mira.send(f"/case/{case.id}/note", note="looked again", note_counter=1)
    notes = [each for each in await desk.store.drafts(case.id) if each.box is Box.NOTE]
    assert [(each.text, each.sent) for each in notes] == [("", "looked again")]


@pytest.mark.parametrize("counter", ["", "x", "-1", "9" * 30])
async def test_a_strange_counter_is_none(desk, mira, counter):
    case = await desk.case()
    await mira.open(case)
    assert (await check(mira, case, "words", counter)).headers["x-draft"] == "1"


async def test_a_case_that_is_not_there_has_no_draft(desk, mira):
    await mira.open(await desk.case())
    gone = await mira.client.post("/case/none/check", data={"csrf": mira.csrf}, headers=HTMX)
    assert gone.status_code == 404


async def test_sending_empties_the_box_and_a_late_save_does_not_fill_it(desk, mira):
    case = await desk.case()
    await mira.open(case)
    await check(mira, case, "on i")
    assert (await reply(mira, case, "on it")).status_code == 303
    await check(mira, case, "on i", 1)
    kept = await desk.draft(case)
    assert (kept.text, kept.sent, kept.aside) == ("", "on it", "")
    assert "\n</textarea>" in (await mira.open(case)).text


# checking


@pytest.mark.parametrize(
    ("text", "count", "parts"),
    [("", 0, 0), ("hello", 5, 0), ("😀", 2, 0), ("word " * 100, 499, 2)],
    ids=["nothing", "one", "utf-16", "two"],
)
async def test_the_platforms_own_count_and_parts(desk, mira, text, count, parts):
    case = await desk.case()
    await mira.open(case)
    answer = (await check(mira, case, text)).json()
    assert (answer["count"], len(answer["parts"])) == (count, parts)
    assert (answer["parted"] == "It leaves as 2 messages") is (parts == 2)
    page = (await mira.send(f"/case/{case.id}/check", text=text)).text
    assert ("It leaves as 2 messages" in page) is (parts == 2)


async def test_what_the_lint_would_stop_is_said_before_sending(desk, mira):
    case = await desk.case()
    await mira.open(case)
    answer = (await check(mira, case, "tell me your password")).text
    assert "It asks for a password." in answer
    page = await mira.send(f"/case/{case.id}/check", text="tell me your password")
    assert "It asks for a password." in page.text
    assert "\ntell me your password</textarea>" in page.text


async def test_what_is_left_open_is_not_sent(desk, mira):
    case = await desk.case()
    await mira.open(case)
    assert "It still has {network} in it" in (await check(mira, case, "on {network}")).text
    assert (await check(mira, case, "on {ABC}")).json()["problems"] == []


async def test_what_nobody_could_send_is_only_counted(desk, mira):
    case = await desk.case()
    await mira.open(case)
    answer = (await check(mira, case, "a" * 9000)).json()
    assert (answer["count"], answer["over"], answer["problems"]) == (9000, True, [])


# undo


async def test_an_answer_waits_and_can_be_taken_back(desk, mira):
    case = await desk.case()
    await reply(mira, case, "It is on its way.")
    page = await mira.open(case)
    assert "Your answer leaves in {n} s." in page.text
    assert await desk.due(0) == []
    back = await mira.send(f"/case/{case.id}/undo", htmx=True, key=undo_key(page), text="and more")
    assert back.status_code == 200
    assert "\nIt is on its way.\n\nand more</textarea>" in back.text
    assert "Taken back." in back.text
    assert await desk.sent(case) == [("It is on its way.", "withdrawn")]
    assert (await desk.store.case_file(case.id)).case.status is Status.OPEN
    assert await desk.due() == []
    again = await reply(mira, case, "It is on its way.")
    assert again.status_code == 303
    assert [each.text for each in await desk.due()] == ["It is on its way."]


async def test_what_has_left_is_not_taken_back_and_says_so(desk, mira):
    case = await desk.case()
    await reply(mira, case, "It is on its way.")
    key = undo_key(await mira.open(case))
    assert len(await desk.due()) == 1
    back = await mira.send(f"/case/{case.id}/undo", key=key, text="more")
    assert back.status_code == 409
    assert "Too late" in back.text
    assert "\nmore</textarea>" in back.text
    assert 'name="key"' not in (await mira.open(case)).text


async def test_nobody_takes_back_what_another_sent(desk, mira, tomasz):
    case = await desk.case()
    await reply(mira, case, "It is on its way.")
    key = undo_key(await mira.open(case))
    await tomasz.open(case)
    assert (await tomasz.send(f"/case/{case.id}/undo", key=key)).status_code == 409
    assert await desk.sent(case) == [("It is on its way.", "pending")]


async def test_without_a_hold_it_leaves_at_once(clock):
    desk = WritingDesk(clock, undo_s=0)
    case = await desk.case()
    async with desk.agent("mira") as mira:
        await reply(mira, case, "now")
    assert [each.text for each in await desk.due(0)] == ["now"]


# after it was sent


async def delivered(desk, mira, text="It is on its way."):
    case = await desk.case()
    await reply(mira, case, text)
    for row in await desk.due():
        word = Settlement(key=row.key, result=Sent.SENT, at=desk.clock.now(), remote_id="r1")
        await desk.store.settle([word])
    return case


async def test_what_was_sent_can_be_deleted_there(desk, mira):
    case = await delivered(desk, mira)
    page = await mira.open(case)
    assert "Deletes it on Replay." in page.text
    line = next(e.key for e in (await desk.store.case_file(case.id)).lines if e.state == "sent")
    done = await mira.send(f"/case/{case.id}/unsay", line=line, text="half")
    assert "It is being deleted there" in done.text
    assert "\nhalf</textarea>" in done.text
    (row,) = await desk.due()
    assert (row.kind, row.target, row.by) == (Kind.DELETE, "r1", "mira")
    assert "Deletes it on Replay." not in (await mira.open(case)).text
    twice = await mira.send(f"/case/{case.id}/unsay", line=line)
    assert twice.status_code == 409


async def test_what_cannot_be_deleted_is_not_offered(clock):
    desk = WritingDesk(clock)
    desk.rebuild(limits=limits(deletes_anywhere=False))
    async with desk.agent("mira") as mira:
        case = await delivered(desk, mira)
        page = await mira.open(case)
        assert "Deletes it on Replay." not in page.text
        key = (await desk.store.case_file(case.id)).lines[-1].key
        assert (await mira.send(f"/case/{case.id}/unsay", line=key)).status_code == 409


async def test_whoever_does_not_hold_the_case_deletes_nothing(desk, mira, tomasz):
    case = await delivered(desk, mira)
    key = (await desk.store.case_file(case.id)).lines[-1].key
    await mira.send(f"/case/{case.id}/move/release")
    assert "Deletes it on Replay." not in (await mira.open(case)).text
    assert (await mira.send(f"/case/{case.id}/unsay", line=key)).status_code == 409
    await tomasz.open(case)
    assert (await tomasz.send(f"/case/{case.id}/unsay", line=key)).status_code == 409


# the lease


async def test_the_second_one_sees_what_the_first_is_writing_and_both_drafts_stay(
    desk, mira, tomasz
):
    case = await desk.case()
    await mira.open(case)
    await check(mira, case, "hers")
    await tomasz.open(case)
    refused = await tomasz.send(f"/case/{case.id}/reply", text="his", counter=0)
    assert refused.status_code == 409
    assert "Mira has this case" in refused.text or "Mira" in refused.text
    assert "hers</blockquote>" in refused.text
    assert "\nhis</textarea>" in refused.text
    assert [(await desk.draft(case, who)).text for who in ("mira", "tomasz")] == ["hers", "his"]
    assert await desk.sent(case) == []
    assert "hers</blockquote>" not in (await mira.open(case)).text


async def test_drafts_outlive_the_case_and_the_session(desk, mira):
    case = await desk.case()
    await mira.open(case)
    await check(mira, case, "half")
    for how in (Move.RESOLVE, Move.ESCALATE):
        await desk.store.move_case(case.id, how, "mira", desk.clock.now())
        assert "\nhalf</textarea>" in (await mira.open(case)).text
    await mira.send("/sign-out")
    async with desk.agent("mira") as again:
        assert "\nhalf</textarea>" in (await again.open(case)).text


# legs


async def test_the_leg_stands_in_words_and_can_be_switched(clock):
    desk = WritingDesk(clock)
    desk.rebuild(limits=limits(private=lambda author: f"talk/{author}"))
    case = await desk.case(**PUBLIC)
    async with desk.agent("mira") as mira:
        page = (await mira.open(case)).text
        assert "Everybody on Replay will read this." in page
        assert "Only Ann will read this." in page
        assert 'value="public" data-leg checked' in page
        assert (
            "not be known in public" not in (await check(mira, case, "your account", leg="x")).text
        )
        public = (await check(mira, case, "your account is open")).text
        private = (await check(mira, case, "your account is open", 1, leg="private")).text
        assert "It tells how" in public
        assert "It tells how" not in private
        refused = await reply(mira, case, "your account is open", leg="public")
        assert refused.status_code == 422
        refused = await reply(mira, case, "tell me the password", leg="private")
        assert 'value="private" data-leg checked' in refused.text
        await reply(mira, case, "your account is open", leg="private")
    (row,) = await desk.due()
    assert (row.leg, row.address, row.reply_to) == ("private", "talk/u9", None)


async def test_who_wrote_in_private_before_is_reached_there(desk, mira):
    await desk.case(number=7, author=Author(id="u9"), address="dm/u9")
    case = await desk.case(**PUBLIC)
    await mira.open(case)
    await reply(mira, case, "hello", leg="private")
    (row,) = await desk.due()
    assert (row.leg, row.address) == ("private", "dm/u9")


async def test_where_there_is_no_private_way_there_is_no_switch(desk, mira):
    case = await desk.case(**PUBLIC)
    page = (await mira.open(case)).text
    assert 'class="switch"' not in page
    await reply(mira, case, "hello", leg="private")
    (row,) = await desk.due()
    assert row.leg == "public"


# what helps


async def test_another_article_is_found_and_put_in(desk, mira):
    case = await desk.case()
    page = (await mira.open(case)).text
    assert "What it costs" in page
    assert 'href="/knowledge/en/fees"' not in page  # this desk has no shelf
    found = await mira.get(f"/case/{case.id}/articles?q=costs")
    assert "It is free." in found.text
    assert "Nothing fits." in (await mira.get(f"/case/{case.id}/articles?q=zzz")).text
    assert "Nothing fits." not in (await mira.get(f"/case/{case.id}/articles")).text
    part = await mira.get(f"/case/{case.id}/articles?q=costs", headers=HTMX)
    assert "<html" not in part.text
    used = (await mira.get(f"/case/{case.id}?use=fees")).text
    assert "\nIt is free.</textarea>" in used
    assert "\n</textarea>" in (await mira.get(f"/case/{case.id}?use=none")).text


async def test_a_suggestion_is_added_to_what_was_kept(desk, mira):
    case = await desk.case()
    await mira.open(case)
    await check(mira, case, "Hello Ann,")
    page = (await mira.get(f"/case/{case.id}?use=1")).text
    assert "\nHello Ann,\n\nWe are looking into it.</textarea>" in page


async def test_a_prepared_answer_is_offered_filled_in(desk, mira):
    case = await desk.case()
    await desk.store.keep_canned(
        Canned(id="c1", name="hi", texts={"en": "Hello {name}, {coin} {network}"}, at=NOON)
    )
    await desk.store.keep_canned(
        Canned(id="c2", name="open", leg="public", texts={"en": "x"}, at=NOON)
    )
    await mira.open(case)
    found = (await mira.get(f"/case/{case.id}/prepared")).json()
    text = "Hello Ann, USDT {network}"
    assert found == [{"id": "c1", "name": "hi", "text": text, "macro": False}]
    page = await mira.send(f"/case/{case.id}/insert", canned="c1", text="and")
    assert f"\nand\n\n{text}</textarea>" in page.text
    assert (await desk.draft(case)).text == f"and\n\n{text}"
    page = await mira.send(f"/case/{case.id}/insert", canned="none", text="and")
    assert "\nand</textarea>" in page.text


# files


async def test_files_are_named_and_never_shown(desk, mira):
    files = (
        Attachment(kind="document", name="invoice.pdf.exe", size=1_500_000, reference="https://x"),
        Attachment(kind="photo", size=0),
        Attachment(kind="document", name="a<b>.png", size=12),
    )
    case = await desk.case(attachments=files)
    page = (await mira.open(case)).text
    for part in ("invoice.pdf.exe", "2 MB", "its name hides what it is", "a&lt;b&gt;.png", "12 B"):
        assert part in page
    assert "https://x" not in page
    thread = page.partition('class="files"')[2].partition("</ul>")[0]
    assert "<img" not in thread
    assert "<a" not in thread


@pytest.mark.parametrize("path", ["check", "draft", "undo", "unsay", "aside", "insert"])
async def test_every_form_wants_the_sessions_token(desk, mira, path):
    case = await desk.case()
    answer = await mira.client.post(f"/case/{case.id}/{path}", data={"text": "x"})
    assert answer.status_code == 403


def test_what_a_draft_is():
    assert Draft(case_id="c", agent="a", saved_at=NOON).box is Box.REPLY


# translation


async def test_without_a_configured_model_nothing_is_translated(desk, mira):
    case = await desk.case()
    assert "/translate" not in (await mira.open(case)).text
    assert (await mira.send(f"/case/{case.id}/translate")).status_code == 404


async def test_the_users_words_are_translated_and_marked_as_a_machines(desk, mira):
    desk.rebuild(translator=FakeTranslator())
    case = await desk.case("wo ist <b>mein</b> Geld?")
    await mira.open(case)
    page = await mira.send(f"/case/{case.id}/translate", text="half", htmx=True)
    assert "[en] wo ist &lt;b&gt;mein&lt;/b&gt; Geld?" in page.text
    assert "Machine translation by tiny" in page.text
    assert "\nhalf</textarea>" in page.text
    assert await desk.sent(case) == []


async def test_a_draft_is_translated_into_a_draft(desk, mira):
    desk.rebuild(translator=FakeTranslator())
    case = await desk.case()
    await mira.open(case)
    page = await mira.send(f"/case/{case.id}/translate", text="half", draft="yes")
    assert "\nhalf\n\n[en] half</textarea>" in page.text
    assert (await desk.draft(case)).text == "half\n\n[en] half"
    await mira.send(f"/case/{case.id}/translate", text=" ", draft="yes")
    assert desk.translator.asked == [("half", "en")]


async def test_a_model_that_cannot_is_not_in_the_way(desk, mira):
    desk.rebuild(translator=FakeTranslator())
    desk.translator.broken = True
    case = await desk.case()
    await mira.open(case)
    page = await mira.send(f"/case/{case.id}/translate", text="half", draft="yes")
    assert "It cannot be translated now: it sleeps" in page.text
    assert "\nhalf</textarea>" in page.text


async def test_the_feed_shows_where_somebody_has_a_draft(desk, mira, tomasz):
    one, two = await desk.case(), await desk.case(number=2)
    await mira.open(one)
    await check(mira, one, "half")
    rows = (await mira.get("/")).text
    assert rows.count("You have a draft here</span>") == 1
    assert (
        "You have a draft here" not in rows.partition(f'id="row-{two.id}"')[2].partition("</li>")[0]
    )
    assert "You have a draft here" not in (await tomasz.get("/")).text
