"""Application commands: what may be registered, and how a use of one looks."""

from __future__ import annotations

import re
from typing import Any

from sandbox.discord.errors import ApiError, invalid
from sandbox.discord.model import Json
from sandbox.discord.scene import NotPossibleError
from sandbox.discord.world import World

SLASH, USER_MENU, MESSAGE_MENU = 1, 2, 3
MOST = {SLASH: 100, USER_MENU: 15, MESSAGE_MENU: 15}
# Letters, and whatever belongs to the Devanagari and Thai scripts. Source: documentation.
NAME = re.compile(r"[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")
LOCALES = frozenset(
    {
        "id",
        "da",
        "de",
        "en-GB",
        "en-US",
        "es-ES",
        "es-419",
        "fr",
        "hr",
        "it",
        "lt",
        "hu",
        "nl",
        "no",
        "pl",
        "pt-BR",
        "ro",
        "fi",
        "sv-SE",
        "vi",
        "tr",
        "cs",
        "el",
        "bg",
        "ru",
        "uk",
        "hi",
        "th",
        "zh-CN",
        "ja",
        "zh-TW",
        "ko",
        "ar",
        "he",
    }
)
SUBCOMMANDS = frozenset({1, 2})
FILLED_IN: Json = {
    "name_localizations": None,
    "description_localizations": None,
    "default_member_permissions": None,
    "description": "",
    "dm_permission": True,
    "contexts": None,
    "integration_types": [0],
    "nsfw": False,
}


def registered(world: World, guild: int, wanted: Json) -> Json:
    """A checked command as it is kept; the number of an equal one stays."""
    kind = int(wanted.get("type") or SLASH)
    _check(wanted, kind)
    known = world.commands.setdefault(guild, {})
    same = [
        key for key, each in known.items() if (each["name"], each["type"]) == (wanted["name"], kind)
    ]
    number = same[0] if same else world.snowflake()
    kept = {key: value for key, value in wanted.items() if value is not None}
    body = (
        FILLED_IN
        | kept
        | {
            "id": str(number),
            "application_id": str(world.bot.id),
            "version": str(world.snowflake()),
            "type": kind,
        }
    )
    return body | ({"guild_id": str(guild)} if guild else {})


def _check(wanted: Json, kind: int) -> None:
    _check_name(wanted, kind, "name")
    for locale, name in (wanted.get("name_localizations") or {}).items():
        _check_locale(locale)
        _check_name({"name": name}, kind, f"name_localizations.{locale}")
    for locale, text in (wanted.get("description_localizations") or {}).items():
        _check_locale(locale)
        _check_description(text, f"description_localizations.{locale}")
    if kind != SLASH and wanted.get("description"):
        text = "Context menu commands cannot have description"
        raise invalid("description", "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", text)
    if kind == SLASH:
        _check_description(wanted.get("description"), "description")
    for each in wanted.get("options") or []:
        _check({"type": None} | {key: it for key, it in each.items() if key != "type"}, SLASH)


def _check_name(wanted: Json, kind: int, path: str) -> None:
    name = str(wanted.get("name") or "")
    plain = NAME.fullmatch(name) and name == name.lower()
    if not 1 <= len(name) <= 32 or (kind == SLASH and not plain):
        text = "Command name is invalid"
        raise invalid(path, "APPLICATION_COMMAND_INVALID_NAME", text)


def _check_description(text: Any, path: str) -> None:
    if not 1 <= len(str(text or "")) <= 100:
        raise invalid(path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")


def _check_locale(locale: str) -> None:
    if locale not in LOCALES:
        raise invalid("name_localizations", "BASE_TYPE_CHOICES", f"{locale} is no known locale.")


def overwrite(world: World, guild: int, wanted: list[Json]) -> list[Json]:
    """Replace all commands of a server, or the global ones for guild 0."""
    made = [registered(world, guild, each) for each in wanted]
    for kind, most in MOST.items():
        if sum(each["type"] == kind for each in made) > most:
            raise ApiError(30032)
    names = [(each["name"], each["type"]) for each in made]
    if len(set(names)) < len(names):
        text = "Application command names must be unique"
        raise invalid("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", text)
    world.commands[guild] = {int(each["id"]): each for each in made}
    return made


def told(command: Json, *, localised: bool) -> Json:
    """A command as an answer; its translations only when they are asked for."""
    hidden = {"name_localizations", "description_localizations"}
    return command if localised else {k: v for k, v in command.items() if k not in hidden}


def find_command(world: World, guild: int, name: str, kind: int) -> Json:
    """What "/name" means here: the server's own command, else the global one."""
    for home in (guild, 0):
        for each in world.commands.get(home, {}).values():
            if each["name"] == name and each["type"] == kind:
                return each
    raise NotPossibleError(f"no command {name!r} of type {kind} is registered")


def command_data(command: Json, name: str, options: Json, focused: str = "") -> Json:
    """What an interaction says about the command and what was entered."""
    data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    level, path = command.get("options") or [], name.split()[1:]
    if command["type"] != SLASH:
        return data
    names = [_named(level, path[:depth], each) for depth, each in enumerate(path)]
    for each in names:
        level = each.get("options") or []
    entered = _entered(level, options, focused)
    for each in reversed(names):
        entered = [{"name": each["name"], "type": each["type"], "options": entered}]
    return data | {"options": entered}


def _named(level: list[Json], path: list[str], name: str) -> Json:
    for each in path:
        level = next(it for it in level if it["name"] == each).get("options") or []
    for option in level:
        if option["name"] == name and option["type"] in SUBCOMMANDS:
            return option
    raise NotPossibleError(f"no subcommand {name!r}")


def _entered(level: list[Json], options: Json, focused: str) -> list[Json]:
    known = {each["name"]: each for each in level}
    strange = options.keys() - known.keys()
    absent = [key for key, it in known.items() if it.get("required") and key not in options]
    if strange or (absent and not focused):
        raise NotPossibleError(f"options do not fit: {sorted(strange) or sorted(absent)}")
    found: list[Json] = []
    for name, value in options.items():
        told: Json = {"name": name, "type": known[name]["type"], "value": value}
        found.append(told | ({"focused": True} if name == focused else {}))
    return found
