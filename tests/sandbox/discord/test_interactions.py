"""Commands, buttons, menus and forms, and how they are answered."""

from __future__ import annotations

import asyncio
from typing import ClassVar

import discord
import pytest
from discord import app_commands

from tests.sandbox.discord.conftest import until

pytestmark = pytest.mark.anyio

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


class Form(discord.ui.Modal, title="Your withdrawal"):
    network = discord.ui.TextInput(label="Network", custom_id="network", max_length=20)
    note = discord.ui.TextInput(label="Note", custom_id="note", required=False)

    def __init__(self) -> None:
        super().__init__(custom_id="withdrawal")
        self.entered: list[str] = []

    async def on_submit(self, interaction: discord.Interaction) -> None:
        self.entered = [self.network.value, self.note.value]
        await interaction.response.send_message("thank you", ephemeral=True)


class Vote(discord.ui.DynamicItem[discord.ui.Button], template=r"vote:(?P<stars>\d)"):
    pressed: ClassVar[list[str]] = []

    def __init__(self, stars: str) -> None:
        super().__init__(discord.ui.Button(label=stars, custom_id=f"vote:{stars}"))
        self.stars = stars

    @classmethod
    async def from_custom_id(cls, interaction, item, match):
        return cls(match["stars"])

    async def callback(self, interaction: discord.Interaction) -> None:
        Vote.pressed.append(self.stars)
        await interaction.response.edit_message(content=f"{self.stars} stars", view=None)


@pytest.fixture
async def registered(desk):
    """The commands of a small desk, registered with the sandbox."""
    done: dict[str, object] = {}

    @desk.tree.command(description="Ask for help")
    async def support(interaction: discord.Interaction, topic: str, urgent: bool = False) -> None:
        done["support"] = (topic, urgent)
        await interaction.response.defer(ephemeral=True)
        await interaction.edit_original_response(content=f"about {topic}")
        done["followed"] = await interaction.followup.send("anything else?", ephemeral=True)

    @desk.tree.context_menu(name="Report to support")
    async def report(interaction: discord.Interaction, message: discord.Message) -> None:
        done["reported"] = (message.id, message.content)
        await interaction.response.send_message("reported", ephemeral=True)

    @desk.tree.context_menu(name="Who is this")
    async def who(interaction: discord.Interaction, user: discord.Member) -> None:
        done["asked about"] = user.id
        await interaction.response.send_message(str(user.id))

    @desk.tree.command(description="A form")
    async def form(interaction: discord.Interaction) -> None:
        done["form"] = Form()
        await interaction.response.send_modal(done["form"])

    case = app_commands.Group(name="case", description="Cases")

    @case.command(description="Show a case")
    async def show(interaction: discord.Interaction, number: int) -> None:
        done["case"] = number
        await interaction.response.send_message("here", ephemeral=True)

    @show.autocomplete("number")
    async def numbers(interaction: discord.Interaction, current: int) -> list:
        return [app_commands.Choice(name="Case 7", value=7)]

    desk.tree.add_command(case)
    await desk.tree.sync()
    return done


async def test_c1_deferred_within_seconds_and_edited_later(sandbox, desk, registered, support, ann):
    made = sandbox.interactions.slash(ann, support, "support", {"topic": "fees"})
    await until(lambda: "followed" in registered)
    told = sandbox.control.interaction(made.id)
    assert registered["support"] == ("fees", False)
    assert (told["acked"], told["thinking"], told["deferred_for"] < 1) == (5, False, True)
    assert told["original"]["content"] == "about fees"
    assert [each["content"] for each in told["followups"]] == ["anything else?"]
    assert told["original"]["flags"] & 64
    assert sandbox.world.channel(support).posts == {}
    await registered["followed"].edit(content="no?")
    await registered["followed"].delete()


async def test_options_must_fit_what_is_registered(sandbox, registered, support, ann):
    for wrong in ({}, {"topic": "x", "colour": "red"}):
        with pytest.raises(ValueError, match="options do not fit"):
            sandbox.interactions.slash(ann, support, "support", wrong)
    with pytest.raises(ValueError, match="no command"):
        sandbox.interactions.slash(ann, support, "nonsense")
    with pytest.raises(ValueError, match="no subcommand"):
        sandbox.interactions.slash(ann, support, "case close")
    stranger = sandbox.world.add_user("stranger").id
    with pytest.raises(ValueError, match="is not in channel"):
        sandbox.interactions.slash(stranger, support, "support", {"topic": "x"})


async def test_subcommands_and_autocompletion(sandbox, desk, registered, support, ann):
    sandbox.interactions.slash(ann, support, "case show", {"number": 7})
    await until(lambda: registered.get("case") == 7)
    typed = sandbox.interactions.autocomplete(ann, support, "case show", "number", "7")
    await until(lambda: typed.choices)
    assert typed.choices == [{"name": "Case 7", "value": 7}]


async def test_a_message_menu_brings_the_message_along(sandbox, desk, registered, support, ann):
    said = sandbox.scene.say(ann, support, "give me your seed phrase")
    made = sandbox.interactions.message_menu(ann, support, said.id, "Report to support")
    await until(lambda: made.acked)
    assert registered["reported"] == (said.id, said.content)


async def test_a_user_menu_brings_the_account_along(sandbox, desk, registered, support, ann, olga):
    made = sandbox.interactions.user_menu(ann, support, olga, "Who is this")
    await until(lambda: made.acked)
    assert registered["asked about"] == olga
    await until(lambda: desk.contents() == [str(olga)])


async def test_a_form_is_shown_filled_in_and_sent(sandbox, desk, registered, support, ann):
    asked = sandbox.interactions.slash(ann, support, "form")
    await until(lambda: asked.modal)
    for wrong in ({"nothing": "x"}, {"network": ""}, {"network": "x" * 21}):
        with pytest.raises(ValueError, match="form"):
            sandbox.interactions.submit(asked.id, wrong)
    sent = sandbox.interactions.submit(asked.id, {"network": "Bitcoin"})
    await until(lambda: sent.acked)
    assert registered["form"].entered == ["Bitcoin", ""]
    assert sandbox.control.interaction(sent.id)["original"]["content"] == "thank you"
    with pytest.raises(ValueError, match="was not answered with a form"):
        sandbox.interactions.submit(sent.id, {})


async def test_c3_a_button_from_before_a_restart_works(sandbox, desk, support, ann):
    view = discord.ui.View(timeout=None)
    view.add_item(Vote("5"))
    sent = await desk.get_channel(support).send("how was it?", view=view)
    desk._connection._view_store._views.clear()
    desk.add_dynamic_items(Vote)
    sandbox.interactions.press(ann, support, sent.id, "vote:5")
    await until(lambda: Vote.pressed == ["5"])
    await until(lambda: sandbox.world.post(support, sent.id).content == "5 stars")
    assert sandbox.world.post(support, sent.id).components == []
    with pytest.raises(ValueError, match="has nothing with the id"):
        sandbox.interactions.press(ann, support, sent.id, "vote:5")


async def test_menus_are_chosen_from(sandbox, desk, support, ann):
    select = discord.ui.Select(custom_id="pick", options=[discord.SelectOption(label="a")])
    view = discord.ui.View()
    view.add_item(select)
    view.add_item(discord.ui.Button(label="off", custom_id="off", disabled=True))
    sent = await desk.get_channel(support).send("which?", view=view)

    async def deferred(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content="chosen")

    select.callback = deferred
    made = sandbox.interactions.choose(ann, support, sent.id, "pick", ["a"])
    await until(lambda: sandbox.world.post(support, sent.id).content == "chosen")
    assert (made.acked, made.data["values"]) == (6, ["a"])
    for act in (sandbox.interactions.press, lambda *it: sandbox.interactions.choose(*it, ["a"])):
        with pytest.raises(ValueError, match="is no"):
            act(ann, support, sent.id, "off")


async def test_c11_a_second_acknowledgement_and_a_late_one_are_refused(
    sandbox, desk, registered, support, ann
):
    codes = []

    async def twice(interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        interaction.response._response_type = None
        with pytest.raises(discord.HTTPException) as refused:
            await interaction.response.defer()
        codes.append(refused.value.code)

    async def late(interaction: discord.Interaction) -> None:
        sandbox.world.advance(4)
        with pytest.raises(discord.NotFound) as refused:
            await interaction.response.defer()
        codes.append(refused.value.code)

    sent = await desk.get_channel(support).send("press", view=_one_button())
    for act in (twice, late):
        desk.on_interaction_do = act
        sandbox.interactions.press(ann, support, sent.id, "go")
        expected = len(codes) + 1
        await until(lambda expected=expected: len(codes) == expected)
    assert codes == [40060, 10062]


def _one_button():
    view = discord.ui.View(timeout=None)
    view.add_item(discord.ui.Button(label="go", custom_id="go"))
    return view


async def test_c1_a_token_is_good_for_a_quarter_of_an_hour(sandbox, desk, support, ann):
    seen = []

    async def defer(interaction: discord.Interaction) -> None:
        await interaction.response.defer(thinking=True)
        seen.append(interaction)

    desk.on_interaction_do = defer
    sent = await desk.get_channel(support).send("press", view=_one_button())
    made = sandbox.interactions.press(ann, support, sent.id, "go")
    await until(lambda: seen)
    assert sandbox.control.interaction(made.id)["thinking"]
    assert (await seen[0].original_response()).flags.loading
    filled = await seen[0].followup.send("the first one fills the place", wait=True)
    assert filled.id == made.original
    fresh = await seen[0].followup.send("the second is new", wait=True)
    assert fresh.id != made.original
    assert (await seen[0].followup.fetch_message(fresh.id)).content == "the second is new"
    await seen[0].delete_original_response()
    sandbox.world.advance(901)
    with pytest.raises(discord.HTTPException) as refused:
        await seen[0].followup.send("too late")
    assert (refused.value.status, refused.value.code) == (401, 50027)


async def test_ephemeral_answers_are_for_one(sandbox, desk, support, ann, olga):
    async def answer(interaction: discord.Interaction) -> None:
        if interaction.user.id == ann:
            await interaction.response.send_message("psst", ephemeral=True, view=_one_button())

    desk.on_interaction_do = answer
    sent = await desk.get_channel(support).send("press", view=_one_button())
    made = sandbox.interactions.press(ann, support, sent.id, "go")
    await until(lambda: made.original)
    sandbox.interactions.press(ann, support, made.original, "go")
    with pytest.raises(ValueError, match="does not see"):
        sandbox.interactions.press(olga, support, made.original, "go")
    assert [each["content"] for each in sandbox.control.bot_messages()][:2] == ["press", "psst"]
    await asyncio.sleep(0.02)


async def test_commands_work_in_private(sandbox, desk, registered, ann):
    place = sandbox.world.dm_with(ann)[0].id
    made = sandbox.interactions.slash(ann, place, "support", {"topic": "fees", "urgent": True})
    await until(lambda: "followed" in registered)
    assert registered["support"] == ("fees", True)
    assert sandbox.control.interaction(made.id)["original"]["content"] == "about fees"


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ({"type": 99}, "400 50035"),
        ({"type": 7}, "400 50035"),
        ({"type": 6}, "400 50035"),
        ({"type": 8, "data": {"choices": []}}, "400 50035"),
        ({"type": 4, "data": {"content": ""}}, "400 50006"),
        ({"type": 9, "data": {"title": "t" * 46, "components": [{}]}}, "400 50035"),
        ({"type": 9, "data": {"title": "t", "components": []}}, "400 50035"),
    ],
    ids=["type", "update", "defer update", "choices", "empty", "title", "no fields"],
)
async def test_answers_that_do_not_fit(loose_sandbox, api, support, ann, body, answer):
    await api.ok("PUT", _commands(loose_sandbox), [{"name": "x", "description": "y"}])
    made = loose_sandbox.interactions.slash(ann, support, "x")
    path = f"/interactions/{made.id}/{made.token}/callback"
    assert await api.refused("POST", path, body) == answer
    assert made.acked == 0
    assert await api.refused("POST", f"/interactions/{made.id}/wrong/callback", body) == "404 10062"


async def test_tokens_that_open_nothing(loose_sandbox, api, support, ann):
    await api.ok("PUT", _commands(loose_sandbox), [{"name": "x", "description": "y"}])
    made = loose_sandbox.interactions.slash(ann, support, "x")
    hook = f"/webhooks/{loose_sandbox.application_id}"
    text = {"content": "x"}
    assert await api.refused("POST", f"{hook}/{made.token}", text) == "404 10015"
    assert await api.refused("POST", f"/webhooks/1/{made.token}", text) == "404 10015"
    callback = f"/interactions/{made.id}/{made.token}/callback"
    assert await api.call("POST", callback, {"type": 4, "data": text}) == (204, "")
    assert await api.refused("GET", f"{hook}/{made.token}/messages/1") == "404 10008"
    await api.ok("DELETE", f"{hook}/{made.token}/messages/@original")
    assert await api.refused("GET", f"{hook}/{made.token}/messages/@original") == "404 10008"


def _commands(sandbox):
    return f"/applications/{sandbox.application_id}/commands"
