"""A fake helper in a group, from his first word to the moderators' ruling: simulated server, real
client library, whole desk."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

import pytest

from app.assembly import assemble
from app.supervise import until_stopped
from core.settings import Loaded, Settings
from tests.bots.telegram_kit import a_stage

pytestmark = pytest.mark.anyio
QUESTION = "@NordexBot my withdrawal has been pending for three days, please help"
# Machines that do other things beside this are slow.
PATIENCE_S = 40
BAIT = (
    "Hello, this is Nordex Support. To release your withdrawal validate your wallet at"
    " https://nordex-validate.example/form and enter your 12 word recovery phrase"
)


@asynccontextmanager
async def a_desk(stage, folder, room, **protect):
    """The whole desk in this process, its moderators in `room`."""
    sandbox = stage.sandbox
    settings = Settings.model_validate(
        {
            "desk": {"reply_hold_s": 0.05},
            "storage": {"url": f"sqlite:///{folder}/desk.db"},
            "console": {"port": 0},
            "triage": {"workers": 0, "encoder": {"use": "off"}},
            "protect": {"mode": "on", **protect},
            "bots": {
                "telegram": {
                    "base_url": sandbox.base_url,
                    "base_file_url": sandbox.base_file_url,
                    "poll_timeout_s": 1,
                    "seconds_per_chat": 0.01,
                    "typing": False,
                    "commands": False,
                    "staff_group": room,
                }
            },
        }
    )
    loaded = Loaded(settings, {"SKERRY_TELEGRAM_TOKEN": sandbox.token})
    async with AsyncExitStack() as stack:
        parts = await assemble(loaded, None, stack)
        stop = asyncio.Event()
        running = asyncio.create_task(until_stopped(parts.coroutines(), stop))
        try:
            yield parts
        finally:
            stop.set()
            await running


@pytest.fixture
async def stage():
    async with a_stage(reads_all=True) as made:
        yield made


async def an_attack(stage):
    """Ann asks, somebody who poses as us answers her; the scammer's id and his message."""
    fake = stage.sandbox.world.add_user("Nordex Support", username="nordex_supp0rt").id
    stage.sandbox.membership.join(fake, stage.group)
    asked = stage.say(stage.ann, stage.group, QUESTION)
    await stage.until(lambda: stage.said(stage.group), within=PATIENCE_S)
    return fake, asked, stage.say(fake, stage.group, BAIT, reply_to=asked.id)


async def he_orders_from_a_group_of_his_own(stage, fake, card):
    """Where he is the administrator, and where we answer others."""
    keys = stage.sandbox.world.post(*map(int, card.split("/"))).markup["inline_keyboard"]
    scam = keys[-1][0]["callback_data"].split(":")[1].split()[-1]
    lair = stage.sandbox.control.create_chat("Lair", fake)["id"]
    stage.sandbox.membership.join(stage.ben, lair)
    stage.say(fake, lair, f"/mod not_scam {scam}")
    stage.say(stage.ben, lair, "/help@NordexBot")
    await stage.until(lambda: stage.said(lair), within=PATIENCE_S)
    await asyncio.sleep(0.1)
    assert len(stage.said(lair)) == 1


def posts(stage, chat):
    return stage.sandbox.world.bot_posts(chat)


async def a_card(stage, room):
    await stage.until(lambda: posts(stage, room), within=PATIENCE_S)
    return f"{room}/{posts(stage, room)[0].id}"


async def test_a_fake_helper_is_stopped_and_the_moderators_take_it_back(stage, tmp_path):
    room, (mira, ben) = stage.staff_room("Mira", "Ben")
    async with a_desk(stage, tmp_path, room):
        fake, asked, bait = await an_attack(stage)
        card = await a_card(stage, room)
        chat = stage.sandbox.world.chat(stage.group)
        await stage.until(lambda: bait.id not in chat.posts, within=PATIENCE_S)
        await stage.until(lambda: chat.status(fake) == "restricted", within=PATIENCE_S)
        await stage.until(lambda: len(stage.said(stage.group)) == 2, within=PATIENCE_S)
        await he_orders_from_a_group_of_his_own(stage, fake, card)
        assert chat.status(fake) == "restricted"
        for who in (mira, ben):
            stage.press(who, card, "not_scam")
        await stage.until(lambda: chat.status(fake) == "member", within=PATIENCE_S)
        await stage.until(lambda: len(posts(stage, room)) == 3, within=PATIENCE_S)
        await stage.until(lambda: len(stage.sandbox.scene.answers) == 2)
    answer, warning = posts(stage, stage.group)
    assert answer.reply_to == warning.reply_to == asked.id
    assert "does not come from us" in warning.text
    answers = posts(stage, room)[1:]
    assert {f"{room}/{each.reply_to}" for each in answers} == {card}
    assert len({each.text for each in answers}) == 2
    marks = [each["type"] for post in posts(stage, room) for each in post.entities]
    assert not {"url", "text_link", "mention", "text_mention"} & set(marks)


async def test_in_a_dry_run_the_moderators_do_it(stage, tmp_path):
    room, (mira,) = stage.staff_room("Mira")
    async with a_desk(stage, tmp_path, room, mode="dry_run"):
        fake, _, bait = await an_attack(stage)
        card = await a_card(stage, room)
        chat = stage.sandbox.world.chat(stage.group)
        assert bait.id in chat.posts
        for order, done in (
            ("delete", lambda: bait.id not in chat.posts),
            ("restrict", lambda: chat.status(fake) == "restricted"),
            ("ban", lambda: chat.status(fake) == "kicked"),
        ):
            stage.press(mira, card, order)
            await stage.until(done, within=PATIENCE_S)


async def test_fans_and_moderators_with_new_names_are_left_alone(stage, tmp_path):
    room, _ = stage.staff_room()
    names = {stage.mira: ("Mira S. (Nordex)", "mira_nordex"), stage.ben: ("Ben", "nordex_fan")}
    async with a_desk(stage, tmp_path, room):
        asked = stage.say(stage.ann, stage.group, QUESTION)
        await stage.until(lambda: stage.said(stage.group), within=PATIENCE_S)
        for who, (name, handle) in names.items():
            stage.say(who, stage.group, "good morning")
            stage.sandbox.control.rename(who, first_name=name, username=handle)
            stage.say(who, stage.group, "I saw the same last week", reply_to=asked.id)
        await _all_is_read(stage)
    assert stage.said(room) == []
    assert len(stage.said(stage.group)) == 1
    assert stage.methods("deleteMessage", "restrictChatMember", "banChatMember") == []


async def test_who_posts_a_secret_is_told_in_private_and_it_is_taken_away(stage, tmp_path):
    room, _ = stage.staff_room()
    secret = " ".join(["abandon"] * 11 + ["about"])
    async with a_desk(stage, tmp_path, room):
        stage.say(stage.ann, text="what are your trading fees?")
        await stage.until(lambda: stage.said(stage.ann), within=PATIENCE_S)
        post = stage.say(stage.ann, stage.group, f"@NordexBot my phrase is {secret}, help")
        gone = stage.sandbox.world.chat(stage.group).posts
        await stage.until(lambda: post.id not in gone, within=PATIENCE_S)
        await stage.until(lambda: len(stage.said(stage.ann)) > 1, within=PATIENCE_S)
        await _all_is_read(stage)
    said = [text for chat in (room, stage.group, stage.ann) for text in stage.said(chat)]
    assert not any("abandon abandon" in each for each in said)
    assert stage.said(stage.group) == []
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert kept
    assert b"abandon abandon" not in kept


async def _all_is_read(stage):
    """What was said so far was read: the answer to a later question is there."""
    before = len(stage.said(stage.ben))
    stage.say(stage.ben, text="what are your trading fees?")
    await stage.until(lambda: len(stage.said(stage.ben)) > before, within=PATIENCE_S)
    await asyncio.sleep(0.1)


async def test_people_ask_who_is_real_and_what_is_a_scam(stage, tmp_path):
    room, _ = stage.staff_room()
    async with a_desk(stage, tmp_path, room):
        said = stage.say(stage.ben, stage.group, "good morning everybody")
        for text, how in (
            ("/verify @NordexBot", {}),
            ("/verify@NordexBot @nordex_supp0rt", {}),
            (f"/scamcheck@NordexBot {BAIT}", {}),
            ("/scamcheck", {"reply_to": said.id}),
            ("/scamcheck", {}),
        ):
            before = len(posts(stage, stage.group))
            asked = stage.say(stage.ann, stage.group, text, **how)
            await stage.until(
                lambda before=before: len(posts(stage, stage.group)) > before, within=PATIENCE_S
            )
            assert posts(stage, stage.group)[-1].reply_to == asked.id
    assert len(set(stage.said(stage.group))) == 5
    assert stage.said(room) == []
    assert stage.methods("deleteMessage", "restrictChatMember") == []
