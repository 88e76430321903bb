"""Slash commands, the message menu and everything else a user can touch, put into place."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import blake2b
from typing import Any, Final, cast

import discord
from discord import app_commands
from discord.app_commands import locale_str

from bots.discord.buttons import press_item
from bots.discord.client import DeskClient
from bots.discord.forms import ASK, answers, form, is_form
from bots.discord.interactions import (
    Hear,
    Memory,
    Told,
    language,
    private_message,
    tolerate,
)
from bots.discord.lookups import Lookups, said_in
from bots.discord.presses import Presses
from bots.discord.settings import Config
from bots.discord.taking import Taking, order
from bots.discord.words import ENGLISH, LOCALES, say
from core.commands import PRIVACY, VERIFY
from core.types import Message

log = logging.getLogger(__name__)

STATUS = "/status"
# Characters that Discord lets a user type into an option.
MAX_TEXT: Final = 1500
MAX_WHO: Final = 200
# A paying user's message is as long.
MAX_CHECKED: Final = 4000
NOT_SYNCED = "the commands could not be registered (%s); the old ones stay until the next start"
FAILED = "a command failed: %s"

# Whoever lacks this does not see the command; who may use it is looked at again then.
MODERATING = discord.Permissions(manage_messages=True)
IN_SERVERS = app_commands.AppCommandContext(guild=True)
ANYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True)


def words(key: str) -> locale_str:
    """An English text that the library will ask `_Words` to translate."""
    return locale_str(say(key, ENGLISH), key=key)


async def install(
    client: DeskClient, settings: Config, hear: Hear, memory: Memory, known: str = ""
) -> str:
    """Register commands, menus and buttons on a session's client, before it connects.

    The commands are sent to Discord only when they are others than `known`, what this returned
    the last time: a day has few such calls. Returns what to know the next time.
    """
    tree = _Tree(client)
    await tree.set_translator(_Words())
    taking = Taking(hear, memory)
    commands = Commands(hear, memory, taking)
    for each in commands.all():
        tree.add_command(each)
    presses = Presses(client, settings, taking)
    client.add_dynamic_items(press_item(presses.pressed))
    client.event(commands.on_interaction)
    return await sync(tree, known)


async def sync(tree: app_commands.CommandTree[DeskClient], known: str) -> str:
    """Send the commands if they changed; the print of what Discord has now."""
    print_now = await fingerprint(tree)
    if print_now == known:
        return known
    try:
        await tree.sync()
    except (discord.DiscordException, OSError) as error:
        log.warning(NOT_SYNCED, f"{type(error).__name__} {getattr(error, 'code', '')}".rstrip())
        return known
    return print_now


async def fingerprint(tree: app_commands.CommandTree[DeskClient]) -> str:
    """The same for the same commands of the same application, in all languages."""
    translator = tree.translator
    assert translator is not None  # noqa: S101
    payload = [await each.get_translated_payload(tree, translator) for each in tree.get_commands()]
    told = json.dumps([tree.client.application_id, payload], sort_keys=True)
    return blake2b(told.encode(), digest_size=12).hexdigest()


class Commands:
    """What each command does: say at once that we are on it, then hand it to the desk."""

    def __init__(self, hear: Hear, memory: Memory, taking: Taking) -> None:
        self._hear, self._memory, self._taking = hear, memory, taking
        self._lookups = Lookups(taking)

    def all(self) -> list[app_commands.Command[Any, ..., Any] | app_commands.ContextMenu]:
        """The commands with their names and descriptions, still to be translated."""
        whois = _described("whois", self._whois, IN_SERVERS)
        whois.default_permissions = MODERATING
        return [
            _described("support", self._support),
            _described("status", self._status),
            _described("privacy", self._privacy),
            _described("verify", self._verify),
            _described("scamcheck", self._scamcheck),
            whois,
            _menu("report", self._report),
            _menu("check", self._lookups.check),
        ]

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Forms come back here, also those that were opened before a restart."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        if not is_form(interaction.custom_id or ""):
            return
        told = answers(cast("Mapping[str, Any]", interaction.data or {}))
        if told:
            await self._take(interaction, told, "form")
        else:
            failed = say("failed", language(interaction))
            await tolerate(interaction.response.send_message(failed, ephemeral=True))

    @app_commands.rename(text=words("text_name"))
    @app_commands.describe(text=words("text_about"))
    async def _support(
        self,
        interaction: discord.Interaction[Any],
        text: app_commands.Range[str, 1, MAX_TEXT] | None = None,
    ) -> None:
        if text and text.strip():
            await self._take(interaction, text, "command")
        else:
            await tolerate(interaction.response.send_modal(form(ASK, language(interaction))))

    async def _status(self, interaction: discord.Interaction[Any]) -> None:
        await self._take(interaction, STATUS, "command")

    @app_commands.rename(erase=words("erase_name"))
    @app_commands.describe(erase=words("erase_about"))
    async def _privacy(
        self,
        interaction: discord.Interaction[Any],
        erase: bool = False,  # noqa: FBT001, FBT002 - an option of the command
    ) -> None:
        await self._take(interaction, f"{PRIVACY} erase" if erase else PRIVACY, "command")

    @app_commands.rename(who=words("who_name"))
    @app_commands.describe(who=words("who_about"))
    async def _verify(
        self, interaction: discord.Interaction[Any], who: app_commands.Range[str, 1, MAX_WHO]
    ) -> None:
        made = order(interaction, f"{VERIFY} {who}", kind="command")
        await self._taking.take(interaction, made)

    @app_commands.rename(text=words("check_text_name"))
    @app_commands.describe(text=words("check_text_about"))
    async def _scamcheck(
        self,
        interaction: discord.Interaction[Any],
        text: app_commands.Range[str, 1, MAX_CHECKED],
    ) -> None:
        await self._lookups.scamcheck(interaction, text)

    @app_commands.rename(member=words("member_name"))
    @app_commands.describe(member=words("member_about"))
    async def _whois(self, interaction: discord.Interaction[Any], member: discord.User) -> None:
        await self._lookups.whois(interaction, member)

    async def _report(
        self, interaction: discord.Interaction[Any], message: discord.Message
    ) -> None:
        self._memory.keep(interaction, answered=True)
        thanks = say("reported", language(interaction))
        await tolerate(interaction.response.send_message(thanks, ephemeral=True))
        await self._hear([report(interaction, message)])

    async def _take(self, interaction: Told, text: str, kind: str) -> None:
        await self._taking.take(interaction, private_message(interaction, text, kind=kind))


def report(interaction: Told, reported: discord.Message) -> Message:
    """Somebody points at another's message: what it says is quoted, not said by who reports."""
    who = f"@{reported.author.name} ({reported.author.id})"
    message = private_message(
        interaction, say("report_text", language(interaction), who=who), kind="command"
    )
    said = said_in(interaction, reported)
    return replace(message, reply_to=str(reported.id), reply_text=said)


def _described(
    name: str,
    callback: Callable[..., Any],
    where: app_commands.AppCommandContext = ANYWHERE,
) -> app_commands.Command[Any, ..., Any]:
    """A command whose name and description have their texts in words.toml."""
    return app_commands.Command(
        name=words(f"{name}_name"),
        description=words(f"{name}_about"),
        callback=callback,
        allowed_contexts=where,
    )


def _menu(name: str, callback: Callable[..., Any]) -> app_commands.ContextMenu:
    """An entry of a message's menu."""
    return app_commands.ContextMenu(
        name=words(f"{name}_name"), callback=callback, allowed_contexts=IN_SERVERS
    )


class _Words(app_commands.Translator):
    """Our own table, asked by the library for each text and language."""

    async def translate(self, string: locale_str, locale: discord.Locale, _: Any) -> str | None:
        language = LOCALES.get(locale.value)
        return say(str(string.extras["key"]), language) if language else None


class _Tree(app_commands.CommandTree[DeskClient]):
    """The library's commands; what goes wrong is said to the user, and logged without his words."""

    async def on_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError, /
    ) -> None:
        log.warning(FAILED, type(error.__cause__ or error).__name__)
        if not interaction.response.is_done():
            failed = say("failed", language(interaction))
            await tolerate(interaction.response.send_message(failed, ephemeral=True))
