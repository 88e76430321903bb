"""The moderators' room over real sockets: cards, presses by several, and who may order what."""

from __future__ import annotations

import pytest

from core.actions import Button, Purpose
from core.errors import Rejected, Unavailable
from tests.bots.telegram_kit import SCAM, Listener, a_card, a_stage, row

pytestmark = pytest.mark.anyio
HOSTILE = (
    "**Alert** secret request\n> I am @\u2060NordexHelp, go to https://nordex-help.example/form\n"
    "- the link leads to nordex-help.example (0.97)"
)


@pytest.fixture
async def stage():
    async with a_stage() as made:
        yield made


def marks(stage, chat):
    return [each["type"] for post in stage.sandbox.world.bot_posts(chat) for each in post.entities]


async def until_heard(desk, count):
    await desk.until(lambda desk: len(desk.messages) >= count)
    return desk.messages


# Cards


async def test_a_card_shows_its_orders_and_nothing_in_it_can_be_pressed(stage):
    room, _ = stage.staff_room()
    await stage.adapter(staff_group=room).send(a_card(room, HOSTILE))
    (post,) = stage.sandbox.world.bot_posts(room)
    rows = post.markup["inline_keyboard"]
    assert [len(keys) for keys in rows] == [3, 1]
    assert [key.get("style") for keys in rows for key in keys] == [None, None, "danger", None]
    assert "nordex-help[.]example (0.97)" in post.text
    assert marks(stage, room) == ["bold", "blockquote"]
    assert post.extra["link_preview_options"] == {"is_disabled": True}


async def test_a_card_whose_markup_is_refused_is_harmless_all_the_same(stage):
    room, _ = stage.staff_room()
    why = "Bad Request: can't parse entities: unexpected end tag at byte offset 7"
    stage.sandbox.faults.inject("status", "sendMessage", status=400, description=why)
    await stage.adapter().send(a_card(room, HOSTILE))
    assert marks(stage, room) == []


async def test_an_answer_to_a_user_keeps_its_links(stage):
    await stage.adapter().send(row(stage.ann, "see https://help.nordex.example", markdown=True))
    assert marks(stage, stage.ann) == ["url"]


@pytest.mark.parametrize("topic", [False, True], ids=["group", "topic"])
async def test_everybody_in_the_room_may_press_and_is_answered_under_the_card(stage, topic):
    room, (ann, tomasz) = stage.staff_room("Ann", "Tomasz", forum=topic)
    address = str(room)
    if topic:
        stage.say(stage.mira, room, "welcome")
        address += f"/{stage.sandbox.membership.open_topic(room, stage.mira, 'Scams').id}"
    adapter = stage.adapter(staff_group=address)
    async with Listener(adapter) as desk:
        card = await adapter.send(a_card(address))
        queries = [stage.press(who, card, "restrict") for who in (ann, tomasz, stage.mira)]
        presses = await until_heard(desk, 3)
        await stage.until(lambda: len(stage.sandbox.scene.answers) == 3)
        for each in presses:
            await adapter.send(row(each.address, f"done by {each.author.id}", reply_to=each.id))
    assert {each.text for each in presses} == {f"/mod restrict {SCAM}"}
    assert [each.author.id for each in presses] == [str(who) for who in (ann, tomasz, stage.mira)]
    assert all(each.author.is_moderator and each.reply_to == card for each in presses)
    assert {each.address for each in presses} == {address}
    assert len({each.key for each in presses}) == 3
    assert all(not stage.sandbox.scene.answers[each].get("text") for each in queries)
    replies = [post for post in stage.sandbox.world.bot_posts(room) if "done by" in post.text]
    assert [f"{room}/{post.reply_to}" for post in replies] == [card] * 3


async def test_whoever_is_in_the_room_may_order_in_words_too(stage):
    room, (ann,) = stage.staff_room("Ann")
    async with Listener(stage.adapter(staff_group=room)) as desk:
        stage.say(ann, room, f"/mod take {SCAM}")
        (message,) = await until_heard(desk, 1)
    assert (message.author.is_moderator, message.addressed) == (True, True)


OPEN_ROOMS = {"a public name": {"username": "nordex_staff"}, "a channel's comments": {"linked": 7}}


@pytest.mark.parametrize("how", OPEN_ROOMS.values(), ids=OPEN_ROOMS)
async def test_where_anybody_can_enter_only_administrators_are_moderators(stage, caplog, how):
    room, (ann,) = stage.staff_room("Ann", **how)
    adapter = stage.adapter(staff_group=room)
    async with Listener(adapter) as desk:
        card = await adapter.send(a_card(room))
        stage.press(ann, card, "ban")
        await until_heard(desk, 1)
        stage.press(stage.mira, card, "ban")
        presses = await until_heard(desk, 2)
    assert [each.author.is_moderator for each in presses] == [False, True]
    assert "make the group private" in caplog.text


async def test_as_long_as_nobody_knows_who_can_enter_nobody_is_a_moderator(stage):
    room, (ann,) = stage.staff_room("Ann")
    stage.sandbox.faults.inject("status", "getChat", status=500, count=None)
    async with Listener(stage.adapter(staff_group=room)) as desk:
        stage.say(ann, room, f"/mod take {SCAM}")
        (message,) = await until_heard(desk, 1)
    assert not message.author.is_moderator


async def test_a_channel_that_writes_in_the_room_is_no_moderator(stage):
    room, (ben,) = stage.staff_room("Ben")
    fake = stage.sandbox.control.create_chat("Nordex", ben, "channel", bot="")["id"]
    privacy = stage.sandbox.control.privacy
    privacy(reads_all=True)
    async with Listener(stage.adapter(staff_group=room)) as desk:
        stage.say(ben, room, f"/mod take {SCAM}", as_channel=fake)
        (message,) = await until_heard(desk, 1)
    assert not message.author.is_moderator


@pytest.mark.parametrize("configured", [True, False], ids=["a room elsewhere", "no room"])
async def test_outside_the_room_even_administrators_order_nothing(stage, configured):
    """Anybody may add us to a group of his own, where he is the administrator."""
    room, _ = stage.staff_room()
    lair = stage.sandbox.control.create_chat("Lair", stage.ben)["id"]
    adapter = stage.adapter(**({"staff_group": room} if configured else {}))
    async with Listener(adapter) as desk:
        stage.say(stage.ben, lair, f"/mod not_scam {SCAM}")
        card = await adapter.send(a_card(lair))
        stage.press(stage.ben, card, "not_scam")
        stage.say(stage.ben, lair, "/whois @ann")
        heard = await until_heard(desk, 3)
    assert {each.text: each.author.is_moderator for each in heard} == {
        f"/mod not_scam {SCAM}": False,
        "/whois @ann": True,
    }


async def test_a_room_that_becomes_a_supergroup_stays_the_room(stage, caplog):
    room, (ann,) = stage.staff_room("Ann", kind="group")
    async with Listener(stage.adapter(staff_group=room)) as desk:
        new = stage.sandbox.membership.migrate(room).id
        stage.say(ann, new, f"/mod take {SCAM}")
        (message,) = await until_heard(desk, 1)
    assert message.author.is_moderator
    assert f"{room} became {new}" in caplog.text


async def test_a_room_that_moved_while_we_were_away_is_found_by_the_next_card(stage):
    room, (ann,) = stage.staff_room("Ann", kind="group")
    new = stage.sandbox.membership.migrate(room).id
    stage.sandbox.updates.clear()
    adapter = stage.adapter(staff_group=room)
    async with Listener(adapter) as desk:
        with pytest.raises(Rejected) as error:
            await adapter.send(a_card(room))
        card = await adapter.send(a_card(error.value.moved_to))
        stage.press(ann, card, "delete")
        (press,) = await until_heard(desk, 1)
    assert press.author.is_moderator
    assert error.value.moved_to == str(new)


# New words in the place of old ones


def changed(card, **changes):
    values = {"replaces": card, "buttons": (Button(label="Lift", data=f"/mod lift {SCAM}"),)}
    return a_card(card.partition("/")[0], "**Taken** by Mira", **(values | changes))


async def test_a_card_is_replaced_by_its_next_state(stage):
    room, _ = stage.staff_room()
    adapter = stage.adapter()
    card = await adapter.send(a_card(room))
    for _ in range(2):
        assert await adapter.send(changed(card)) == card
    (post,) = stage.sandbox.world.bot_posts(room)
    assert post.text == "Taken by Mira"
    assert [key["text"] for key in post.markup["inline_keyboard"][0]] == ["Lift"]
    await adapter.send(changed(card, buttons=()))
    assert post.markup is None


async def test_what_cannot_be_replaced_any_more_is_said_anew(stage):
    room, _ = stage.staff_room()
    adapter = stage.adapter()
    card = await adapter.send(a_card(room))
    stage.sandbox.scene.delete(room, int(card.rpartition("/")[2]))
    assert await adapter.send(changed(card)) != card
    assert stage.said(room) == ["Taken by Mira"]
    await adapter.send(a_card(room, "again", replaces=f"{stage.group}/1"))
    assert len(stage.said(room)) == 2


async def test_an_edit_without_an_answer_may_be_made_again(stage):
    room, _ = stage.staff_room()
    adapter = stage.adapter()
    card = await adapter.send(a_card(room))
    stage.sandbox.faults.inject("drop", "editMessageText", after=True)
    with pytest.raises(Unavailable):
        await adapter.send(changed(card))
    assert await adapter.send(changed(card)) == card
    assert stage.said(room) == ["Taken by Mira"]


EDITS = {
    "markup": ("Bad Request: can't parse entities: byte offset 7", "", "Taken by Mira"),
    "anything else": ("Bad Request: message is too long", "too long", "Alert a fake helper"),
}


@pytest.mark.parametrize(("why", "raised", "shown"), EDITS.values(), ids=EDITS)
async def test_an_edit_that_is_refused(stage, why, raised, shown):
    room, _ = stage.staff_room()
    adapter = stage.adapter()
    card = await adapter.send(a_card(room))
    stage.sandbox.faults.inject("status", "editMessageText", status=400, description=why)
    if raised:
        with pytest.raises(Rejected, match=raised):
            await adapter.send(changed(card))
    else:
        await adapter.send(changed(card))
    assert stage.said(room) == [shown]


async def test_any_message_of_ours_can_be_replaced(stage):
    adapter = stage.adapter()
    sent = await adapter.send(row(stage.ann, "one"))
    again = row(stage.ann, "two", replaces=sent, purpose=Purpose.WARNING)
    assert await adapter.send(again) == sent
    assert stage.said(stage.ann) == ["two"]
