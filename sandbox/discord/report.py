"""What the sandbox tells about itself."""

from __future__ import annotations

from dataclasses import asdict

from sandbox.discord.backend import Backend
from sandbox.discord.model import Interaction, Json, MessageFlag, Post
from sandbox.discord.posts import message_json


def interaction_report(backend: Backend, made: Interaction) -> Json:
    """An interaction and what its author has seen of an answer."""
    body = asdict(made)
    original = _post(backend, made.channel, made.original)
    followups = [_post(backend, made.channel, each) for each in made.followups]
    return body | {
        "id": str(made.id),
        "deferred_for": round(made.acked_at - made.created_at, 3) if made.acked else None,
        "thinking": bool(original and original.flags & MessageFlag.LOADING),
        "original": message_json(backend.world, original) if original else None,
        "followups": [message_json(backend.world, each) for each in followups if each],
    }


def _post(backend: Backend, channel: int, number: int) -> Post | None:
    hidden = backend.world.ephemeral.get(number)
    return hidden or backend.world.channel(channel).posts.get(number)


def state_report(backend: Backend) -> Json:
    """Counts, and what is in force."""
    hub = backend.hub
    return {
        "calls": dict(backend.calls.by_route),
        "statuses": {str(key): count for key, count in backend.calls.by_status.items()},
        "events": dict(hub.dispatched),
        "connections": len(hub.open),
        "sessions": len(hub.sessions),
        "identifies": len(hub.identifies),
        "violations": list(backend.buckets.violations),
        "faults": backend.faults.describe(),
        "commands": {
            str(guild): [each["name"] for each in known.values()]
            for guild, known in backend.world.commands.items()
        },
        "typing": [str(each) for each in backend.typing],
    }


class Reports:
    """What a tester can ask; the control interface adds what one can do."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def calls(self, after: int = 0, route: str = "") -> list[Json]:
        return self._backend.calls.since(after, route)

    def connections(self) -> list[Json]:
        """Every gateway connection with its heartbeats."""
        return [each.json() for each in self._backend.hub.connections]

    def messages(self, channel: int) -> list[Json]:
        """What was said in a channel, oldest first."""
        return [self._told(each) for each in self._backend.world.channel(channel).posts.values()]

    def bot_messages(self) -> list[Json]:
        """Everything the bot said, hidden answers too, oldest first."""
        world = self._backend.world
        posts = [each for channel in world.channels.values() for each in channel.posts.values()]
        mine = [each for each in posts if each.author == world.bot.id]
        return [self._told(each) for each in sorted(mine + list(world.ephemeral.values()), key=_id)]

    def interaction(self, interaction: int) -> Json:
        """How an interaction was answered."""
        return self._begun(self._backend.world.interaction(interaction))

    def stats(self) -> Json:
        return state_report(self._backend)

    def _told(self, post: Post) -> Json:
        return message_json(self._backend.world, post)

    def _begun(self, made: Interaction) -> Json:
        return interaction_report(self._backend, made)


def _id(post: Post) -> int:
    return post.id
