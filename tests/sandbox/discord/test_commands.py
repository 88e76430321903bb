"""Registering application commands."""

from __future__ import annotations

import discord
import pytest

pytestmark = pytest.mark.anyio

HELP = {"name": "help", "description": "Ask for help"}


@pytest.fixture
def url(loose_sandbox):
    return f"/applications/{loose_sandbox.application_id}/commands"


class Polish(discord.app_commands.Translator):
    async def translate(self, string, locale, context):
        return f"{string.message}-pl" if locale is discord.Locale.polish else None


async def test_the_librarys_tree_is_registered_with_translations(sandbox, desk, guild):
    await desk.tree.set_translator(Polish())
    home = discord.Object(guild)

    @desk.tree.command(name="status", description="status", guild=home)
    async def status(interaction: discord.Interaction, number: int) -> None:
        await interaction.response.send_message("fine")

    first = await desk.tree.sync(guild=home)
    again = await desk.tree.sync(guild=home)
    assert [each.id for each in first] == [each.id for each in again]
    found = (await desk.tree.fetch_commands(guild=home))[0]
    assert first[0].name_localizations == {discord.Locale.polish: "status-pl"}
    assert (found.name, found.options[0].name) == ("status", "number")
    edited = await found.edit(description="How are things")
    assert edited.description == "How are things"
    assert (await desk.tree.fetch_command(found.id, guild=home)).description == "How are things"
    await found.delete()
    with pytest.raises(discord.NotFound):
        await desk.tree.fetch_command(found.id, guild=home)
    assert await desk.tree.fetch_commands() == []


@pytest.mark.parametrize(
    "command",
    [
        {"name": "Upper", "description": "x"},
        {"name": "two words", "description": "x"},
        {"name": "", "description": "x"},
        {"name": "x" * 33, "description": "x"},
        {"name": "x", "description": ""},
        {"name": "x", "description": "d" * 101},
        {"name": "Menu", "type": 3, "description": "x"},
        HELP | {"name_localizations": {"xx": "pomoc"}},
        HELP | {"name_localizations": {"pl": "Dwa Słowa"}},
        HELP | {"description_localizations": {"pl": ""}},
        HELP | {"options": [{"type": 3, "name": "Bad Name", "description": "x"}]},
    ],
    ids=lambda value: str(value)[:50],
)
async def test_what_may_not_be_registered(api, url, command):
    assert await api.refused("PUT", url, [command]) == "400 50035"


async def test_single_commands_come_and_are_replaced(loose_sandbox, api, url):
    first = await api.ok("POST", url, HELP)
    second = await api.ok("POST", url, HELP | {"description": "Anew", "type": 1})
    assert first["id"] == second["id"]
    assert [each["description"] for each in await api.ok("GET", url)] == ["Anew"]
    assert "name_localizations" not in (await api.ok("GET", url))[0]
    assert "name_localizations" in (await api.ok("GET", f"{url}?with_localizations=true"))[0]
    assert await api.refused("GET", f"{url}/1") == "404 10063"


async def test_how_many_and_how_often(loose_sandbox, api, url, guild):
    slash = [{"name": f"c{each}", "description": "x"} for each in range(101)]
    menus = [{"name": f"M {each}", "type": 3} for each in range(16)]
    assert await api.refused("PUT", url, slash) == "400 30032"
    assert await api.refused("PUT", url, menus) == "400 30032"
    assert await api.refused("PUT", url, [HELP, HELP]) == "400 50035"
    loose_sandbox.backend.created_commands.clear()
    await api.ok("PUT", url, slash[:100])
    await api.ok("PUT", url, slash[:100])
    await api.ok("PUT", url, [{"name": f"d{each}", "description": "x"} for each in range(100)])
    assert await api.refused("POST", url, HELP) == "400 30034"
    assert await api.refused("PUT", url, [HELP]) == "400 30034"


async def test_commands_belong_to_the_application_and_its_servers(loose_sandbox, api, url, guild):
    assert await api.refused("PUT", "/applications/1/commands", [HELP]) == "403 50001"
    place = f"/applications/{loose_sandbox.application_id}/guilds/{guild}/commands"
    assert (await api.ok("PUT", place, [HELP]))[0]["guild_id"] == str(guild)
    loose_sandbox.scene.remove_bot(guild)
    assert await api.refused("GET", place) == "403 50001"
