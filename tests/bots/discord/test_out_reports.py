"""The moderators' room: cards that call nobody, and presses that only moderators make."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.discord import room
from bots.discord.buttons import MODERATORS
from bots.discord.cards import CUT, card, embed
from bots.discord.scene import PLATFORM
from core.actions import Button, Outgoing, Purpose
from core.errors import ConfigError, Rejected
from core.types import Leg, Place
from sandbox.discord.permissions import Permission
from tests.bots.discord.kit import Listener, a_stage
from tests.bots.discord.out_kit import EDIT, POST, a_desk, until

pytestmark = pytest.mark.anyio
CASE = "ab12cd34ef"
TEXT = f"""**Attack (0.97):** secret request
Nordex Support @n0rdex, id 5 on discord
> send @everyone your words to <@1> hxxps://nordex\\[.\\]example
- imitates our account (0.99)
Done: delete, restrict
Scam case {CASE}"""
PRESSES = (
    Button(label="Delete", data=f"/mod delete {CASE}"),
    Button(label="Ban", data=f"/mod ban {CASE}", danger=True),
    Button(label="Not a scam", data=f"/mod not_scam {CASE}"),
)
CHANGE = "PATCH /channels/{channel_id}/messages/{message_id}"


def reported(text=TEXT, key=f"card:{CASE}:alert", **changes):
    values = {
        "key": key,
        "platform": PLATFORM,
        "account": "",
        "conversation": "room:discord:channel/5",
        "address": "channel/5",
        "due_at": datetime.now(UTC),
        "purpose": Purpose.REPORT,
        "text": text,
        "markdown": True,
        "buttons": PRESSES,
    }
    return Outgoing(**(values | changes))


class Room:
    """A desk with a moderators' room, two moderators in it, and a guest who may only look."""

    def __init__(self, desk):
        control = desk.sandbox.control
        self.desk, self.control = desk, control
        self.guest = int(control.create_user("guest")["id"])
        control.join(self.guest, desk.guild)
        mods = int(control.create_role(desk.guild, "mods", permissions=1 << 13)["id"])
        see = int(control.create_role(desk.guild, "trainees")["id"])
        self.channel = int(control.staff_channel(desk.guild, mods)["id"])
        # In this one channel trainees may do what moderators may do everywhere.
        allowed = int(Permission.VIEW_CHANNEL | Permission.MANAGE_MESSAGES)
        control.overwrite(self.channel, see, allow=allowed)
        for user in (desk.ann, desk.bob):
            control.give_role(user, desk.guild, mods)
        control.give_role(self.guest, desk.guild, see)

    async def report(self, **changes):
        place = {"address": f"channel/{self.channel}"}
        return int(await self.desk.speaker.send(reported(**(place | changes))))

    def press(self, user, card, label="Delete"):
        return self.control.press_label(user, self.channel, card, label)

    def card(self, number):
        told = self.control.messages(self.channel)
        return next(each for each in told if each["id"] == str(number))


@pytest.fixture
async def staff(desk):
    return Room(desk)


# Cards


async def test_a_report_is_a_card_that_calls_nobody(staff):
    said = staff.card(await staff.report())
    [shown] = said["embeds"]
    assert shown["title"] == "Attack (0.97): secret request"
    assert shown["footer"]["text"] == f"Scam case {CASE}"
    assert shown["color"] == 0xC9302C
    lines = shown["description"].split("\n")
    assert [line[:6] for line in lines] == ["Nordex", "> send", "- imit", "Done: "]
    assert "@\u200beveryone" in lines[1]
    assert (said["content"], said["mentions"], said["mention_everyone"]) == ("", [], False)
    assert not said["flags"] & 4
    assert staff.desk.bodies(POST)[-1]["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_a_cards_buttons_are_moderators_and_danger_is_red(staff):
    said = staff.card(await staff.report())
    [row] = said["components"]
    shown = {each["label"]: (each["style"], each["custom_id"]) for each in row["components"]}
    assert shown == {
        "Delete": (2, f"skerry:{MODERATORS}:/mod delete {CASE}"),
        "Ban": (4, f"skerry:{MODERATORS}:/mod ban {CASE}"),
        "Not a scam": (2, f"skerry:{MODERATORS}:/mod not_scam {CASE}"),
    }


@pytest.mark.parametrize(
    ("key", "buttons", "colour"),
    [
        (f"card:{CASE}:alert", PRESSES, 0xC9302C),
        (f"card:{CASE}:review", PRESSES, 0xE8A33D),
        ("anything", PRESSES, 0x4F6BD8),
        (f"card:{CASE}:alert", (), 0x7A828C),
    ],
    ids=["alert", "review", "unknown", "settled"],
)
def test_a_card_has_the_colour_of_its_level(key, buttons, colour):
    assert embed(reported(key=key, buttons=buttons))["color"] == colour


@given(st.text(max_size=9000), st.booleans())
def test_a_card_of_any_text_fits(text, markdown):
    shown = embed(reported(text, markdown=markdown))
    footer = shown.get("footer", {"text": ""})["text"]
    assert 1 <= len(shown["title"]) <= 256
    assert len(shown["description"]) <= 4096
    assert len(shown["title"]) + len(shown["description"]) + len(footer) <= 6000


def test_what_does_not_fit_a_card_is_marked():
    shown = embed(reported("head\n" + "x" * 5000 + "\nfoot"))
    assert shown["description"].endswith(CUT)
    assert shown["footer"]["text"] == "foot"


@pytest.mark.parametrize(
    ("text", "parts"),
    [("one", ("one", "", None)), ("one\ntwo", ("one", "two", None)), ("", (CUT, "", None))],
    ids=["one line", "two lines", "nothing"],
)
def test_short_reports_are_cards_too(text, parts):
    shown = embed(reported(text))
    assert (shown["title"], shown["description"], shown.get("footer")) == parts


def test_a_plain_report_is_shown_as_it_is():
    shown = embed(reported("*a*\n> b\n_c_", markdown=False))
    assert shown["title"] == "\\*a\\*"
    assert shown["description"].startswith("\\>")


async def test_where_our_role_may_show_no_cards_the_report_is_text(staff):
    sees, cards = int(Permission.VIEW_CHANNEL), int(Permission.EMBED_LINKS)
    staff.control.overwrite(staff.channel, staff.desk.me, allow=sees, deny=cards)
    await until(lambda: not staff.desk.client.places.shows_cards(staff.channel))
    said = staff.card(await staff.report())
    assert said["embeds"] == []
    assert said["content"].startswith("**Attack (0.97):**")
    assert said["content"].endswith(f"Scam case {CASE}")
    assert len(said["components"][0]["components"]) == 3


async def test_a_report_is_found_again_without_its_nonce(staff):
    number = await staff.report()
    staff.desk.sandbox.world.post(staff.channel, number).nonce = None
    row = reported(address=f"channel/{staff.channel}")
    assert await staff.desk.speaker.find(row) == str(number)
    other = reported(TEXT.replace("0.97", "0.98"), address=row.address, key="other")
    assert await staff.desk.speaker.find(other) is None


# Cards that change


async def test_a_card_is_replaced_and_loses_its_buttons(staff):
    number = await staff.report()
    again = await staff.report(
        text=f"{TEXT}\nann decided: deleted", key="after", buttons=(), replaces=str(number)
    )
    assert again == number
    said = staff.card(number)
    assert said["components"] == []
    assert said["embeds"][0]["footer"]["text"] == "ann decided: deleted"
    assert len(staff.desk.bodies(CHANGE)) == 1


async def test_a_card_that_is_gone_is_sent_anew(staff):
    number = await staff.report()
    staff.control.delete(staff.channel, number)
    assert await staff.report(key="after", replaces=str(number)) != number


async def test_a_change_that_may_be_lost_is_made_again(staff):
    number = await staff.report()
    row = reported(key="after", address=f"channel/{staff.channel}", replaces=str(number))
    assert await staff.desk.speaker.find(row) is None


async def test_any_message_of_ours_can_be_replaced_in_private_too(desk):
    row = {"address": f"dm/{desk.ann}", "conversation": desk.talk("dm", desk.ann)}
    number = await desk.speaker.send(desk.row("one", **row))
    again = await desk.speaker.send(desk.row("two", key="2", replaces=number, **row))
    assert again == number
    [said] = desk.said(desk.sandbox.world.dms[desk.ann])
    assert said["content"] == "two"


async def test_what_is_no_message_is_not_replaced(desk):
    assert await desk.speaker.send(desk.row("one", replaces="card-7"))
    assert not desk.bodies(CHANGE)


async def test_a_change_that_is_refused_is_told(staff):
    number = await staff.report()
    staff.desk.sandbox.faults.inject("status", CHANGE, status=403, code=50013)
    with pytest.raises(Rejected):
        await staff.report(key="after", replaces=str(number))


# Presses


@pytest.mark.parametrize("when", ["now", "after a restart", "after ten days"])
async def test_a_moderators_press_is_an_order_whose_answer_only_he_sees(staff, when):
    desk, number = staff.desk, await staff.report()
    if when == "after a restart":
        await desk.restart()
    elif when == "after ten days":
        staff.control.advance(10 * 24 * 3600)
    made = staff.press(desk.ann, number)
    seen = await desk.answered(made)
    assert (seen["acked"], seen["thinking"]) == (5, True)
    [heard] = await until(lambda: desk.heard)
    assert heard.text == f"/mod delete {CASE}"
    assert (heard.author.id, heard.author.is_moderator) == (str(desk.ann), True)
    assert (heard.place, heard.scene) == (Place.DM, "")
    row = desk.row(
        "Deleting it.", address=heard.address, conversation=heard.conversation, leg=Leg.PRIVATE
    )
    await desk.speaker.send(row)
    original = staff.control.interaction(int(made["id"]))["original"]
    assert original["content"] == "Deleting it."
    assert original["flags"] & 64
    assert len(staff.control.messages(staff.channel)) == 1


async def test_two_moderators_press_and_the_desk_hears_both(staff):
    desk, number = staff.desk, await staff.report()
    made = [staff.press(user, number) for user in (desk.ann, desk.bob)]
    await until(lambda: len(desk.heard) == 2)
    assert len({each.conversation for each in desk.heard}) == 2
    for heard, text in zip(desk.heard, ("Deleting it.", "Somebody was faster."), strict=True):
        row = desk.row(text, key=text, address=heard.address, conversation=heard.conversation)
        await desk.speaker.send(row)
    told = [staff.control.interaction(int(each["id"]))["original"]["content"] for each in made]
    assert sorted(told) == ["Deleting it.", "Somebody was faster."]
    assert len(desk.sandbox.calls.of(EDIT)) == 2


async def test_one_moderator_may_press_several_buttons(staff):
    number = await staff.report()
    for label in ("Delete", "Ban"):
        await staff.desk.answered(staff.press(staff.desk.ann, number, label))
    await until(lambda: len(staff.desk.heard) == 2)
    assert [each.text for each in staff.desk.heard] == [f"/mod delete {CASE}", f"/mod ban {CASE}"]


async def test_whoever_only_sees_the_room_may_not_press(staff):
    number = await staff.report()
    staff.control.set_user(staff.guest, locale="de")
    seen = await staff.desk.answered(staff.press(staff.guest, number))
    assert seen["acked"] == 4
    assert "nur Moderatoren" in seen["original"]["content"]
    assert not staff.desk.heard


async def test_the_owner_and_named_roles_may_press():
    async with a_desk() as made:
        staff = Room(made)
        number = await staff.report()
        await made.answered(staff.press(int(made.owner["id"]), number))
        await until(lambda: made.heard)
    async with a_stage() as stage:
        role = stage.control.create_role(stage.guild, "Helpers")["id"]
        stage.control.give_role(stage.ben, stage.guild, int(role))
        adapter = stage.adapter(moderator_roles=[role])
        async with Listener(adapter) as desk:
            sent = await adapter.send(reported(address=f"channel/{stage.channel}"))
            stage.control.press_label(stage.ben, stage.channel, int(sent), "Ban")
            await desk.until(lambda one: one.texts)
        assert desk.messages[0].author.is_moderator


# The room


@pytest.mark.parametrize(
    ("table", "address"),
    [
        ({}, ""),
        ({"staff_channel": ""}, ""),
        ({"staff_channel": "500000000000000009"}, "channel/500000000000000009"),
        ({"staff_channel": 500000000000000009}, "channel/500000000000000009"),
    ],
    ids=str,
)
def test_the_room_is_what_the_settings_name(table, address):
    assert room(table) == address


@pytest.mark.parametrize("wrong", ["#moderators", "-5", True, 2**64, ["5"], None], ids=str)
def test_a_room_that_is_no_id_is_one_clear_line(wrong):
    with pytest.raises(ConfigError, match="staff_channel") as caught:
        room({"staff_channel": wrong})
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("problem", ["unknown", "silent", "none"])
async def test_a_room_we_cannot_write_to_is_told_at_the_start(caplog, problem):
    async with a_stage() as stage:
        room_id = stage.channel if problem != "unknown" else 5
        if problem == "silent":
            stage.control.overwrite(stage.channel, stage.world.bot.id, deny=1 << 11)
        async with Listener(stage.adapter(staff_channel=room_id)):
            pass
    lines = [each for each in caplog.messages if "staff_channel" in each]
    assert len(lines) == (problem != "none")


async def test_a_thread_can_be_the_room():
    async with a_stage() as stage:
        thread = stage.thread()
        adapter = stage.adapter(staff_channel=thread)
        async with Listener(adapter):
            sent = await adapter.send(reported(address=room({"staff_channel": thread})))
        told = stage.control.messages(thread)
        assert [each["id"] for each in told] == [sent]


def test_a_card_in_markdown_has_nothing_but_what_was_found():
    body = card(reported())
    assert body["content"] == ""
    assert len(body["embeds"]) == 1


async def test_what_moderators_say_among_themselves_is_not_read():
    async with a_stage() as stage:
        role = int(stage.control.create_role(stage.guild, "mods", permissions=1 << 13)["id"])
        stage.control.give_role(stage.ben, stage.guild, role)
        own = int(stage.control.staff_channel(stage.guild, role)["id"])
        async with Listener(stage.adapter(staff_channel=own)) as desk:
            stage.say("look: send me your seed phrase", stage.ben, own)
            stage.say(f"<@{stage.world.bot.id}> are you there?", stage.ben, own)
            stage.say("outside")
            await desk.until(lambda one: len(one.texts) == 2)
    assert set(desk.texts) == {"@Nordex Helpdesk are you there?", "outside"}
