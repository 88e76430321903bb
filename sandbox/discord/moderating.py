"""What moderators see and do: their own room, a card's buttons, time-outs and bans."""

from __future__ import annotations

from sandbox.discord import payloads
from sandbox.discord.checks import walk
from sandbox.discord.interactions import BUTTON
from sandbox.discord.model import Json
from sandbox.discord.permissions import Permission, timed_out
from sandbox.discord.report import Reports
from sandbox.discord.scene import NotPossibleError


class Moderating(Reports):
    """Verbs of the control interface."""

    def staff_channel(self, guild: int, role: int, name: str = "moderators") -> Json:
        """A channel that only the bot and those with the role see."""
        membership, world = self._backend.membership, self._backend.world
        made = membership.create_channel(guild, name)
        hidden = int(Permission.VIEW_CHANNEL)
        membership.overwrite(made.id, guild, deny=hidden)
        membership.overwrite(made.id, role, allow=hidden)
        membership.overwrite(made.id, world.bot.id, allow=hidden)
        return payloads.channel_json(world, made)

    def standing(self, user: int, guild: int) -> Json:
        """How somebody stands in a server: member or not, silenced, banned and why."""
        place, now = self._backend.world.guild(guild), self._backend.world.time()
        member = place.members.get(user)
        return {
            "member": payloads.member_json(self._backend.world, member) if member else None,
            "timed_out": bool(member and timed_out(member, now)),
            "banned": user in place.bans,
            "reason": place.bans.get(user),
        }

    def time_out(self, user: int, guild: int, seconds: float) -> Json:
        """A moderator silences somebody, or with 0 lets him speak again."""
        until = self._backend.world.time() + seconds
        told = payloads.iso(until) if seconds else None
        self._backend.membership.time_out(user, guild, told)
        return self.standing(user, guild)

    def ban(self, user: int, guild: int, reason: str = "") -> Json:
        """A moderator bans somebody."""
        self._backend.membership.ban(user, guild, reason or None)
        return self.standing(user, guild)

    def unban(self, user: int, guild: int) -> Json:
        """A moderator takes a ban back."""
        if user not in self._backend.world.guild(guild).bans:
            raise NotPossibleError(f"user {user} is not banned from guild {guild}")
        self._backend.membership.unban(user, guild)
        return self.standing(user, guild)

    def press_label(self, user: int, channel: int, message: int, label: str) -> Json:
        """Press the button that reads so."""
        post = self._backend.world.post(channel, message)
        for each in walk(post.components):
            if each.get("type") == BUTTON and each.get("label") == label:
                acting = self._backend.interactions
                return self._begun(acting.press(user, channel, message, each["custom_id"]))
        raise NotPossibleError(f"message {message} has no button {label!r}")
