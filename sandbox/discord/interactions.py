"""People who run commands, press buttons, choose and fill in forms."""

from __future__ import annotations

import secrets
from typing import Any

from sandbox.discord import payloads
from sandbox.discord.checks import walk
from sandbox.discord.commands import command_data, find_command
from sandbox.discord.gateway import Hub
from sandbox.discord.model import Channel, Interaction, Json, Member, Post
from sandbox.discord.permissions import in_channel
from sandbox.discord.posts import message_json
from sandbox.discord.scene import NotPossibleError
from sandbox.discord.world import World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
BUTTON, SELECTS = 2, frozenset({3, 5, 6, 7, 8})
ROW, LABEL, TEXT_INPUT, TEXT_DISPLAY, CHECKBOX, RADIO = 1, 18, 4, 10, 23, 21
SLASH, USER_MENU, MESSAGE_MENU, USER = 1, 2, 3, 6
MOST_FILE_BYTES = 10 * 1024 * 1024
IN_GUILD, IN_PRIVATE = 0, 1


class Interactions:
    """Acts as a person would and tells the gateway."""

    def __init__(self, world: World, hub: Hub) -> None:
        self.world, self.hub = world, hub

    # Commands

    def slash(self, user: int, channel: int, name: str, options: Json | None = None) -> Interaction:
        """Run "/name", "/group name" too; options by name. It must be registered."""
        place = self._place(user, channel)
        command = find_command(self.world, place.guild, name.partition(" ")[0], SLASH)
        self._demand_allowed(user, place, command)
        data = command_data(command, name, options or {})
        data |= resolved(self.world, place, data)
        return self._start(COMMAND, user, place, data)

    def autocomplete(
        self, user: int, channel: int, name: str, option: str, typed: str
    ) -> Interaction:
        """Type into an option that offers choices."""
        place = self._place(user, channel)
        command = find_command(self.world, place.guild, name.partition(" ")[0], SLASH)
        data = command_data(command, name, {option: typed}, focused=option)
        return self._start(AUTOCOMPLETE, user, place, data)

    def message_menu(self, user: int, channel: int, message: int, name: str) -> Interaction:
        """Choose a command from a message's menu; the message comes along whole."""
        place = self._place(user, channel)
        post = self._visible(user, channel, message)
        data = self._menu(place, name, MESSAGE_MENU, message)
        data["resolved"] = {"messages": {str(message): message_json(self.world, post)}}
        return self._start(COMMAND, user, place, data)

    def user_menu(self, user: int, channel: int, target: int, name: str) -> Interaction:
        """Choose a command from an account's menu."""
        place = self._place(user, channel)
        data = self._menu(place, name, USER_MENU, target)
        data["resolved"] = people(self.world, place, [target])
        return self._start(COMMAND, user, place, data)

    def _menu(self, place: Channel, name: str, kind: int, target: int) -> Json:
        command = find_command(self.world, place.guild, name, kind)
        return command_data(command, name, {}) | {"target_id": str(target)}

    # Components

    def press(self, user: int, channel: int, message: int, custom_id: str) -> Interaction:
        """Press a button of a message."""
        component = self._component(user, channel, message, custom_id)
        if component["type"] != BUTTON or component.get("disabled"):
            raise NotPossibleError(f"{custom_id!r} is no button that can be pressed")
        data = {"custom_id": custom_id, "component_type": BUTTON, "id": component["id"]}
        return self._start(COMPONENT, user, self._place(user, channel), data, message)

    def choose(
        self, user: int, channel: int, message: int, custom_id: str, values: list[str]
    ) -> Interaction:
        """Choose in a menu of a message."""
        component = self._component(user, channel, message, custom_id)
        if component["type"] not in SELECTS:
            raise NotPossibleError(f"{custom_id!r} is no menu")
        data = {
            "custom_id": custom_id,
            "component_type": component["type"],
            "id": component["id"],
            "values": values,
        }
        return self._start(COMPONENT, user, self._place(user, channel), data, message)

    def _component(self, user: int, channel: int, message: int, custom_id: str) -> Json:
        post = self._visible(user, channel, message)
        for each in walk(post.components):
            if each.get("custom_id") == custom_id:
                return each
        raise NotPossibleError(f"message {message} has nothing with the id {custom_id!r}")

    # Forms

    def submit(self, interaction: int, values: dict[str, Any]) -> Interaction:
        """Send the form that an interaction was answered with; values by custom id."""
        opened = self.world.interaction(interaction)
        if opened.modal is None:
            raise NotPossibleError(f"interaction {interaction} was not answered with a form")
        missing = set(values) - {each.get("custom_id") for each in walk(opened.modal["components"])}
        if missing:
            raise NotPossibleError(f"the form has no field {', '.join(sorted(missing))}")
        data = {
            "custom_id": opened.modal["custom_id"],
            "components": [_filled(each, values) for each in opened.modal["components"]],
        }
        place = self.world.channel(opened.channel)
        opened.modal = None
        return self._start(MODAL, opened.user, place, data, opened.message)

    # Starting

    def _demand_allowed(self, user: int, place: Channel, command: Json) -> None:
        needed = int(command.get("default_member_permissions") or 0)
        if place.guild and needed & ~in_channel(self.world, place, user):
            raise NotPossibleError(f"user {user} does not see the command {command['name']!r}")

    def _place(self, user: int, channel: int) -> Channel:
        place = self.world.channel(channel)
        if not in_channel(self.world, place, user):
            raise NotPossibleError(f"user {user} is not in channel {channel}")
        return place

    def _visible(self, user: int, channel: int, message: int) -> Post:
        hidden = self.world.ephemeral.get(message)
        if hidden is not None and hidden.only_for != user:
            raise NotPossibleError(f"user {user} does not see message {message}")
        return hidden or self.world.post(channel, message)

    def _start(
        self, kind: int, user: int, place: Channel, data: Json, message: int = 0
    ) -> Interaction:
        made = Interaction(
            id=self.world.snowflake(),
            token=secrets.token_urlsafe(64),
            type=kind,
            user=user,
            channel=place.id,
            guild=place.guild,
            created_at=self.world.time(),
            data=data,
            message=message,
        )
        self.world.interactions[made.id] = made
        self.world.tokens[made.token] = made.id
        self.hub.dispatch("INTERACTION_CREATE", self._json(made, place))
        return made

    def _json(self, made: Interaction, place: Channel) -> Json:
        world = self.world
        body: Json = {
            "id": str(made.id),
            "application_id": str(world.bot.id),
            "type": made.type,
            "data": made.data,
            "token": made.token,
            "version": 1,
            "channel_id": str(place.id),
            "channel": payloads.channel_json(world, place),
            "app_permissions": str(in_channel(world, place, world.bot.id)),
            "locale": world.user(made.user).locale,
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(place.guild)},
            "context": IN_GUILD if place.guild else IN_PRIVATE,
            "attachment_size_limit": MOST_FILE_BYTES,
        }
        body |= self._who(made, place)
        if made.message:
            post = self._visible(made.user, place.id, made.message)
            body["message"] = message_json(world, post)
        return body

    def _who(self, made: Interaction, place: Channel) -> Json:
        world = self.world
        if not place.guild:
            return {"user": payloads.user_json(world.user(made.user))}
        guild = world.guild(place.guild)
        member = payloads.member_json(world, guild.members[made.user])
        allowed = str(in_channel(world, place, made.user))
        return {
            "guild_id": str(guild.id),
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
            "guild_locale": guild.locale,
            "member": member | {"permissions": allowed},
        }


def resolved(world: World, place: Channel, data: Json) -> Json:
    """Whom the options of a command name."""
    named = [int(each["value"]) for each in data.get("options", ()) if each["type"] == USER]
    return {"resolved": people(world, place, named)} if named else {}


def people(world: World, place: Channel, users: list[int]) -> Json:
    """Accounts by number, and what they are in the server, if they are."""
    members = world.guild(place.guild).members if place.guild else {}
    told: Json = {"users": {str(each): payloads.user_json(world.user(each)) for each in users}}
    here = [members[each] for each in users if each in members]
    if here:
        told["members"] = {str(each.user): _partial(world, place, each) for each in here}
    return told


def _partial(world: World, place: Channel, member: Member) -> Json:
    allowed = str(in_channel(world, place, member.user))
    return payloads.member_json(world, member, with_user=False) | {"permissions": allowed}


def _filled(component: Json, values: dict[str, Any]) -> Json:
    """A form's component as it comes back: with what was entered, without how it looked."""
    kind = component["type"]
    told: Json = {"type": kind, "id": component.get("id", 1)}
    if kind == ROW:
        return told | {"components": [_filled(each, values) for each in component["components"]]}
    if kind == LABEL:
        return told | {"component": _filled(component["component"], values)}
    if kind == TEXT_DISPLAY:
        return told
    value = values.get(component["custom_id"])
    told["custom_id"] = component["custom_id"]
    if kind == TEXT_INPUT:
        return told | {"value": _typed(component, value)}
    if kind in {CHECKBOX, RADIO}:
        return told | {"value": bool(value) if kind == CHECKBOX else value}
    return told | {"values": list(value or [])}


def _typed(component: Json, value: Any) -> str:
    text = str(value or component.get("value") or "")
    least = max(int(component.get("min_length") or 0), int(component.get("required", True)))
    if not least <= len(text) <= int(component.get("max_length") or 4000):
        raise NotPossibleError(f"the form refuses {text!r} for {component['custom_id']!r}")
    return text
