"""/verify, /scamcheck, "Check this" and /whois: answered to the user alone, each on its own."""

from __future__ import annotations

import pytest

from core.commands import argument, command
from core.orders import subject
from core.types import Leg, Place
from sandbox.discord.scene import NotPossibleError
from tests.bots.discord.out_kit import COMMANDS, FOLLOW, until

pytestmark = pytest.mark.anyio


def slash(desk, user, name, **options):
    return desk.sandbox.control.slash(user, desk.channel, name, options)


def scam(desk, text="write to me: hxxps support"):
    return int(desk.sandbox.control.say(desk.bob, desk.channel, text)["id"])


async def mods(desk, *users):
    control = desk.sandbox.control
    role = int(control.create_role(desk.guild, "mods", permissions=1 << 13)["id"])
    for user in users:
        control.give_role(user, desk.guild, role)


def answer(desk, heard, text, key="row-1"):
    return desk.row(
        text, key=key, address=heard.address, conversation=heard.conversation, leg=Leg.PRIVATE
    )


@pytest.mark.parametrize(
    ("name", "options", "text"),
    [
        ("verify", {"who": "@nordex_help"}, "/verify @nordex_help"),
        ("scamcheck", {"text": "send your words\nnow"}, "/scamcheck send your words\nnow"),
    ],
)
async def test_lookups_are_orders_whose_answer_only_the_user_sees(desk, name, options, text):
    made = slash(desk, desk.ann, name, **options)
    assert (await desk.answered(made))["thinking"]
    [heard] = await until(lambda: desk.heard)
    assert heard.text == text
    assert (heard.place, heard.scene, heard.addressed) == (Place.DM, "", True)
    await desk.speaker.send(answer(desk, heard, "It is not ours."))
    seen = desk.sandbox.control.interaction(int(made["id"]))
    assert seen["original"]["content"] == "It is not ours."
    assert not desk.said()


async def test_the_same_asked_twice_is_two_conversations(desk):
    for _ in range(2):
        slash(desk, desk.ann, "verify", who="nordex.example")
    await until(lambda: len(desk.heard) == 2)
    assert len({each.conversation for each in desk.heard}) == 2
    assert all(each.conversation.endswith(f":{desk.ann}") for each in desk.heard)


async def test_check_this_quotes_the_message_to_the_desk(desk):
    message = scam(desk)
    made = desk.sandbox.control.message_menu(desk.ann, desk.channel, message, "Check this")
    seen = await desk.answered(made)
    assert (seen["acked"], seen["thinking"]) == (5, True)
    [heard] = await until(lambda: desk.heard)
    assert (command(heard.text), argument(heard.text)) == ("/scamcheck", "")
    assert (heard.reply_to, heard.author.id) == (str(message), str(desk.ann))
    assert subject(heard).text == "write to me: hxxps support"
    assert not subject(heard).author.is_moderator


@pytest.mark.parametrize("name", ["Check this", "Report to support"])
async def test_cards_and_names_in_a_chosen_message_are_read_too(desk, name):
    message = scam(desk, f"ask <@{desk.bob}>")
    desk.sandbox.world.post(desk.channel, message).embeds = [
        {"type": "rich", "title": "Free coins", "description": "Connect \ud83d your wallet"}
    ]
    desk.sandbox.control.message_menu(desk.ann, desk.channel, message, name)
    [heard] = await until(lambda: desk.heard)
    assert heard.reply_text == "ask @bob\nFree coins\nConnect \ufffd your wallet"


async def test_what_cannot_be_read_is_taken_as_the_library_shows_it(desk):
    message = scam(desk, "words")
    desk.sandbox.world.post(desk.channel, message).embeds = [{"type": "rich", "title": 5}]
    desk.sandbox.control.message_menu(desk.ann, desk.channel, message, "Check this")
    [heard] = await until(lambda: desk.heard)
    assert heard.reply_text == "words"


async def test_whois_is_shown_to_moderators_at_once_and_told_to_the_desk(desk):
    await mods(desk, desk.ann, desk.bob)
    desk.sandbox.control.nick(desk.bob, desk.guild, "Nordex *Support*")
    made = slash(desk, desk.ann, "whois", member=str(desk.bob))
    seen = await desk.answered(made)
    told = seen["original"]["content"].split("\n")
    assert told[0] == "**Nordex \\*Support\\* · bob · @bob**"
    assert told[1] == f"ID: {desk.bob}"
    assert told[2].startswith("Account since: <t:")
    assert told[3].startswith("Here since: <t:")
    assert told[4] == "Roles: mods"
    assert seen["original"]["flags"] & 64
    [heard] = await until(lambda: desk.heard)
    assert (heard.text, heard.author.is_moderator) == (f"/whois {desk.bob}", True)
    await desk.speaker.send(answer(desk, heard, "He was called Bobby."))
    seen = desk.sandbox.control.interaction(int(made["id"]))
    assert [each["content"] for each in seen["followups"]] == ["He was called Bobby."]
    assert len(desk.sandbox.calls.of(FOLLOW)) == 1


async def test_whois_knows_people_who_left(desk):
    await mods(desk, desk.ann)
    desk.sandbox.control.leave(desk.bob, desk.guild)
    seen = await desk.answered(slash(desk, desk.ann, "whois", member=str(desk.bob)))
    told = seen["original"]["content"].split("\n")
    assert told[0] == "**bob · @bob**"
    assert told[3:] == ["Here since: —", "Roles: —"]


async def test_whois_is_not_for_members(desk):
    with pytest.raises(NotPossibleError, match="does not see"):
        slash(desk, desk.ann, "whois", member=str(desk.bob))
    # A server may show the command to anybody; it is looked at again when it is used.
    known = desk.sandbox.world.commands[0]
    next(each for each in known.values() if each["name"] == "whois").pop(
        "default_member_permissions"
    )
    seen = await desk.answered(slash(desk, desk.ann, "whois", member=str(desk.bob)))
    assert "Only moderators" in seen["original"]["content"]
    assert not desk.heard


async def test_the_new_commands_are_in_the_users_languages(desk):
    [sent] = desk.bodies(COMMANDS)
    names = {each["name"]: each.get("name_localizations", {}) for each in sent}
    assert names["scamcheck"]["de"] == "betrug"
    assert names["Check this"]["zh-CN"] == "检测此消息"
    whois = next(each for each in sent if each["name"] == "whois")
    assert whois["default_member_permissions"] == 1 << 13
    for locale in names["whois"]:
        shown = [each["name_localizations"][locale] for each in sent]
        assert len(set(shown)) == len(shown), locale
