"""Commands, forms and the message menu: answered at once, whatever the desk is doing."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bots.discord.forms import ASK
from core.actions import Button, Kind
from core.errors import MaybeSent, Unavailable
from core.types import Leg, Place
from tests.bots.discord.kit import wrong_requests
from tests.bots.discord.out_kit import COMMANDS, EDIT, FOLLOW, until
from tests.sandbox.discord import spec

pytestmark = pytest.mark.anyio


async def ask(desk, text="where is my deposit"):
    """Ann asks by command; the interaction and the message that the desk got."""
    made = desk.sandbox.control.slash(desk.ann, desk.channel, "support", {"question": text})
    await until(lambda: desk.heard)
    return made, desk.heard[-1]


def answer(desk, message, text="Here it is", key="row-1", **more):
    return desk.row(
        text,
        key=key,
        address=message.address,
        conversation=message.conversation,
        leg=Leg.PRIVATE,
        **more,
    )


async def test_c1_d9_a_command_is_acknowledged_while_the_desk_is_busy(desk):
    desk.pause = 0.3
    made = desk.sandbox.control.slash(desk.ann, desk.channel, "support", {"question": "help"})
    seen = await desk.answered(made)
    assert seen["acked"] == 5
    assert seen["deferred_for"] < 1
    assert seen["thinking"]
    assert not desk.heard
    await until(lambda: desk.heard)
    await desk.speaker.send(answer(desk, desk.heard[0]))
    seen = desk.sandbox.control.interaction(int(made["id"]))
    assert seen["original"]["content"] == "Here it is"
    assert not seen["thinking"]
    assert not desk.said()


async def test_c1_after_a_quarter_of_an_hour_the_answer_is_a_direct_message(desk):
    _, message = await ask(desk)
    desk.sandbox.control.advance(901)
    await desk.speaker.send(answer(desk, message))
    [said] = desk.said(desk.sandbox.world.dms[desk.ann])
    assert said["content"] == "Here it is"
    assert not desk.said()


async def test_c1_with_closed_dms_the_late_answer_is_in_a_private_thread(desk):
    _, message = await ask(desk)
    desk.memory.tokens.clear()
    desk.memory.seen_in.clear()
    desk.sandbox.control.set_user(desk.ann, closed=True)
    await desk.speaker.send(answer(desk, message))
    [thread] = desk.sandbox.world.threads_of(desk.guild)
    assert desk.said(thread.id)[-1]["content"] == "Here it is"
    assert not desk.said()


async def test_a_command_is_a_private_message(desk):
    made, message = await ask(desk)
    assert message.text == "where is my deposit"
    assert message.place is Place.DM
    assert message.leg is Leg.PRIVATE
    assert message.addressed
    assert message.id == f"command/{made['id']}"
    assert message.address == f"interaction/{made['id']}/{desk.ann}/{desk.channel}"
    assert message.conversation == desk.talk("dm", desk.ann)
    assert (message.author.handle, message.author.name) == ("ann", "Ann")
    assert not message.author.is_moderator
    assert message.author.joined_at


async def test_further_rows_follow_and_only_the_user_sees_them(desk):
    made, message = await ask(desk)
    for number in (1, 2, 3):
        await desk.speaker.send(answer(desk, message, f"part {number}", f"row-{number}"))
    await desk.speaker.send(answer(desk, message, "part 1", "row-1"))
    seen = desk.sandbox.control.interaction(int(made["id"]))
    assert seen["original"]["content"] == "part 1"
    assert [each["content"] for each in seen["followups"]] == ["part 2", "part 3"]
    assert all(each["flags"] & 64 for each in seen["followups"])


async def test_d3_a_cut_line_while_filling_in_is_harmless(desk):
    _, message = await ask(desk)
    desk.sandbox.faults.inject("drop", EDIT)
    with pytest.raises(Unavailable):
        await desk.speaker.send(answer(desk, message))
    await desk.speaker.send(answer(desk, message))


async def test_d3_a_cut_line_while_following_up_is_not_repeated(desk):
    _, message = await ask(desk)
    await desk.speaker.send(answer(desk, message))
    desk.sandbox.faults.inject("drop", FOLLOW, after=True)
    row = answer(desk, message, "more", "row-2")
    with pytest.raises(MaybeSent):
        await desk.speaker.send(row)
    with pytest.raises(MaybeSent):
        await desk.speaker.find(row)
    assert len(desk.sandbox.calls.of(FOLLOW)) == 1


async def test_c3_the_answer_after_a_restart_finds_another_way(desk):
    _, message = await ask(desk)
    await desk.restart()
    await desk.speaker.send(answer(desk, message))
    assert desk.said(desk.sandbox.world.dms[desk.ann])


async def test_d9_an_acknowledgement_that_comes_too_late_loses_nothing(desk):
    route = "POST /interactions/{interaction_id}/{interaction_token}/callback"
    desk.sandbox.faults.inject("status", route, status=404, code=10062, message="Unknown")
    _, message = await ask(desk)
    desk.memory.tokens.clear()
    await desk.speaker.send(answer(desk, message))
    assert desk.said(desk.sandbox.world.dms[desk.ann])


async def test_d9_what_discord_does_not_know_any_more_is_answered_elsewhere(desk):
    _, message = await ask(desk)
    desk.sandbox.faults.inject("status", EDIT, status=404, code=10015, message="Unknown")
    await desk.speaker.send(answer(desk, message))
    assert desk.said(desk.sandbox.world.dms[desk.ann])


async def test_support_without_a_question_is_a_form_in_the_users_language(desk):
    desk.sandbox.control.set_user(desk.ann, locale="de")
    made = desk.sandbox.control.slash(desk.ann, desk.channel, "support")
    seen = await desk.answered(made)
    assert seen["acked"] == 9
    assert seen["modal"]["title"] == "Ihre Frage"
    assert len(seen["modal"]["components"]) == 5
    assert not desk.heard


@pytest.mark.parametrize("restart", [False, True], ids=["at once", "after a restart"])
async def test_c3_a_form_comes_back_as_one_message(desk, restart):
    made = desk.sandbox.control.slash(desk.ann, desk.channel, "support")
    await desk.answered(made)
    if restart:
        await desk.restart()
    values = {"question": "no deposit", "network": "TRC20", "uid": "123456"}
    sent = desk.sandbox.control.submit(int(made["id"]), values)
    seen = await desk.answered(sent)
    assert seen["acked"] == 5
    [message] = await until(lambda: desk.heard)
    assert message.text == "no deposit\nUID: 123456\nNetwork: TRC20"
    assert message.id == f"form/{sent['id']}"


async def test_an_empty_form_is_answered_kindly(desk):
    made = desk.sandbox.control.slash(desk.ann, desk.channel, "support")
    await desk.answered(made)
    world = desk.sandbox.world
    modal = world.interaction(int(made["id"])).modal
    modal["components"][0]["component"] |= {"required": False, "min_length": 0}
    seen = await desk.answered(desk.sandbox.control.submit(int(made["id"]), {}))
    assert "try again" in seen["original"]["content"]
    assert not desk.heard


async def test_somebody_elses_form_is_none_of_ours(desk):
    made = desk.sandbox.control.slash(desk.ann, desk.channel, "support")
    await desk.answered(made)
    desk.sandbox.world.interaction(int(made["id"])).modal["custom_id"] = ASK + ":other"
    desk.sandbox.control.submit(int(made["id"]), {"question": "no deposit"})
    await asyncio.sleep(0.05)
    assert not desk.heard


@pytest.mark.parametrize(
    ("name", "options", "text"),
    [("status", {}, "/status"), ("verify", {"who": "@nordex_help"}, "/verify @nordex_help")],
)
async def test_status_and_verify_are_orders_to_the_desk(desk, name, options, text):
    made = desk.sandbox.control.slash(desk.ann, desk.channel, name, options)
    assert (await desk.answered(made))["thinking"]
    [message] = await until(lambda: desk.heard)
    assert message.text == text


async def test_commands_work_in_private_chats(desk):
    channel = int(desk.sandbox.control.dm(desk.ann, "hi")["channel_id"])
    desk.sandbox.control.slash(desk.ann, channel, "status")
    [message] = await until(lambda: desk.heard)
    assert message.address.endswith("/0")
    assert message.conversation == desk.talk("dm", desk.ann)


async def test_report_quotes_the_message_and_thanks_at_once(desk):
    scam = desk.sandbox.control.say(desk.bob, desk.channel, "send me your seed phrase")
    made = desk.sandbox.control.message_menu(
        desk.ann, desk.channel, int(scam["id"]), "Report to support"
    )
    seen = await desk.answered(made)
    assert seen["original"]["flags"] & 64
    [message] = await until(lambda: desk.heard)
    assert message.author.id == str(desk.ann)
    assert (message.reply_to, message.reply_text) == (scam["id"], "send me your seed phrase")
    assert f"@bob ({desk.bob})" in message.text
    assert "seed" not in message.text
    await desk.speaker.send(answer(desk, message, "Dealt with"))
    seen = desk.sandbox.control.interaction(int(made["id"]))
    assert [each["content"] for each in seen["followups"]] == ["Dealt with"]


async def test_commands_are_sent_to_discord_only_when_they_changed(desk):
    assert len(desk.sandbox.calls.of(COMMANDS)) == 1
    await desk.restart()
    assert len(desk.sandbox.calls.of(COMMANDS)) == 1
    assert desk.prints[0] == desk.prints[1]
    names = {each["name"] for each in desk.bodies(COMMANDS)[0]}
    assert names == {
        "support",
        "status",
        "privacy",
        "verify",
        "scamcheck",
        "whois",
        "Report to support",
        "Check this",
    }
    localised = desk.bodies(COMMANDS)[0][0]["name_localizations"]
    assert localised["zh-CN"] == "客服"


async def test_commands_that_cannot_be_registered_stop_nothing(desk, caplog):
    desk.sandbox.faults.inject("status", COMMANDS, status=403, code=50001)
    await desk.close()
    await desk.connect("what was there before")
    assert desk.prints[-1] == "what was there before"
    assert "could not be registered" in caplog.text
    assert desk.client.is_ready()


async def test_tokens_are_in_no_log_and_no_text(desk, caplog):
    caplog.set_level(logging.DEBUG)
    made, message = await ask(desk)
    token = desk.sandbox.world.interaction(int(made["id"])).token
    desk.sandbox.faults.inject("status", EDIT, status=400, code=50035)
    with pytest.raises(Exception) as caught:  # noqa: PT011
        await desk.speaker.send(answer(desk, message))
    told = f"{caplog.text} {caught.value!r} {message!r} {desk.memory!r}"
    assert token not in told


async def test_a_button_under_a_hidden_answer_continues_in_private(desk):
    made, message = await ask(desk)
    human = Button(label="Reach a person", data="/human")
    await desk.speaker.send(answer(desk, message, buttons=(human,)))
    original = desk.sandbox.control.interaction(int(made["id"]))["original"]
    pressed = desk.sandbox.control.press(
        desk.ann, desk.channel, int(original["id"]), desk.custom_id("/human")
    )
    await until(lambda: len(desk.heard) == 2)
    press = desk.heard[-1]
    assert press.conversation == message.conversation
    assert press.address == f"interaction/{pressed['id']}/{desk.ann}/{desk.channel}"
    await desk.speaker.send(answer(desk, press, "A person takes over", "row-2"))
    seen = desk.sandbox.control.interaction(int(pressed["id"]))
    assert [each["content"] for each in seen["followups"]] == ["A person takes over"]


async def test_c1_whoever_waits_long_is_told_that_we_have_his_question(desk):
    desk.memory.patience_s = 0.05
    made, message = await ask(desk)
    number = int(made["id"])
    await until(lambda: not desk.sandbox.control.interaction(number)["thinking"])
    assert (
        "We have your message" in (desk.sandbox.control.interaction(number)["original"]["content"])
    )
    await desk.speaker.send(answer(desk, message))
    assert desk.sandbox.control.interaction(number)["original"]["content"] == "Here it is"


async def test_c1_whoever_was_answered_is_not_told_to_wait(desk):
    desk.memory.patience_s = 0.05
    _, message = await ask(desk)
    await desk.speaker.send(answer(desk, message))
    await asyncio.sleep(0.1)
    assert len(desk.sandbox.calls.of(EDIT)) == 1


async def test_an_unknown_command_is_answered_kindly(desk):
    made = desk.sandbox.world.commands[0]
    next(each for each in made.values() if each["name"] == "status")["name"] = "older"
    seen = await desk.answered(desk.sandbox.control.slash(desk.ann, desk.channel, "older"))
    assert "try again" in seen["original"]["content"]


@pytest.mark.skipif(not spec.available(), reason=spec.MISSING)
async def test_c14_whatever_is_asked_is_as_the_platform_describes_it(desk):
    human = Button(label="Reach a person", data="/human")
    under = await desk.speaker.send(desk.row("In public", buttons=(human,), key="row-0"))
    _, message = await ask(desk)
    await desk.speaker.send(answer(desk, message))
    await desk.speaker.send(answer(desk, message, "more", "row-2"))
    await desk.answered(desk.sandbox.control.slash(desk.ann, desk.channel, "support"))
    desk.sandbox.control.press(desk.ann, desk.channel, int(under), desk.custom_id("/private"))
    await until(lambda: len(desk.heard) == 2)
    await desk.speaker.send(desk.row(kind=Kind.RESTRICT, target=str(desk.bob)))
    await desk.speaker.send(desk.row(kind=Kind.BAN, target=str(desk.bob)))
    assert wrong_requests(desk.sandbox) == []
    good = {call.route for call in desk.sandbox.calls if call.status < 300 and call.body}
    assert len(good) >= 7
