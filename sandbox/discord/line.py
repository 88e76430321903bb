"""What can be done to the gateway's line, and the events no client expects."""

from __future__ import annotations

from sandbox.discord.connection import INVALID_SESSION, RECONNECT, Connection
from sandbox.discord.gateway import TAMPERS, Hub
from sandbox.discord.model import Json, Post
from sandbox.discord.posts import message_json
from sandbox.discord.scene import NotPossibleError
from sandbox.discord.world import World

LEFT_OUT = {
    "no_author": "author",
    "no_id": "id",
    "no_channel": "channel_id",
    "no_content": "content",
}
TEXTS = {
    "huge_text": "a" * 1_000_000,
    "nul_text": "my\x00 withdrawal \x00is pending",
    "surrogate_text": "my withdrawal \ud83d is pending \udc00",
    "right_to_left_text": "\u202eknalb\u202c \u200b\u200d withdrawal",
}
ODD = (
    *LEFT_OUT,
    *TEXTS,
    "wrong_type",
    "unknown_field",
    "unknown_event",
    "unknown_kind",
    "unknown_op",
)


class Line:
    """Acts on every open connection."""

    def __init__(self, world: World, hub: Hub) -> None:
        self.world, self.hub = world, hub

    def reconnect(self) -> None:
        """Ask the client to come back (op 7)."""
        self._all("send_op", RECONNECT)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Declare the session invalid (op 9)."""
        if not resumable:
            self.hub.forget_sessions()
        for each in self.hub.open:
            each.send_op(INVALID_SESSION, data=resumable)

    def close(self, code: int = 4000) -> None:
        """Close in the protocol's way."""
        self._all("close", code)

    def cut(self, *, forget: bool = False) -> None:
        """Break the line; with `forget` the session cannot be resumed."""
        if forget:
            self.hub.forget_sessions()
        self._all("cut")

    def freeze(self, *, answers_close: bool = True) -> None:
        """Half-open sockets: they stand and nothing passes."""
        for each in self.hub.open:
            each.freeze(answers_close=answers_close)

    def thaw(self) -> None:
        self._all("thaw")

    def mute_acks(self, *, muted: bool = True) -> None:
        """Leave heartbeats unanswered, or answer again."""
        for each in self.hub.open:
            each.acks = not muted

    def refuse(self, code: int, count: int = 1) -> None:
        """Close the next IDENTIFYs with a code."""
        self.hub.refusals.extend([code] * count)

    def tamper(self, how: str, count: int = 1) -> None:
        """Spoil the next events: drop | duplicate | reorder (with the next) | broken_json."""
        if how not in TAMPERS:
            raise NotPossibleError(f"no tampering {how!r}: one of {', '.join(sorted(TAMPERS))}")
        self.hub.tampers.extend([how] * count)

    def odd(self, kind: str, post: Post) -> None:
        """An event about `post` as no client expects it; see ODD."""
        if kind not in ODD:
            raise NotPossibleError(f"no oddity {kind!r}: one of {', '.join(ODD)}")
        body = message_json(self.world, post)
        channel = self.world.channel(post.channel)
        if channel.guild:
            body["guild_id"] = str(channel.guild)
        if kind == "unknown_op":
            return self.hub.send_raw('{"op": 99, "d": {"aura": "blue"}}')
        name = "TELEPATHY_CREATE" if kind == "unknown_event" else "MESSAGE_CREATE"
        return self.hub.dispatch(name, _spoil(body, kind), private=channel.is_dm)

    def _all(self, what: str, *given: int) -> None:
        for each in self.hub.open:
            getattr(each, what)(*given)

    def connections(self) -> list[Connection]:
        """All there were, oldest first."""
        return list(self.hub.connections)


def _spoil(body: Json, kind: str) -> Json:
    if kind in TEXTS:
        return body | {"content": TEXTS[kind]}
    if kind == "wrong_type":
        return body | {"author": "somebody", "mentions": {"not": "a list"}}
    if kind == "unknown_kind":
        return body | {"type": 9_999}
    if kind == "unknown_field":
        return body | {"aura": {"colour": "blue"}}
    return {key: value for key, value in body.items() if key != LEFT_OUT.get(kind)}
