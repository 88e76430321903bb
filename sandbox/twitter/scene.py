"""What people do on the simulated X: post, reply, quote, edit, delete, write to us, shut us out."""

from __future__ import annotations

from typing import Unpack

from sandbox.twitter import compose
from sandbox.twitter.model import DM_DOORS, REPLY_SETTINGS, DirectMessage, Post
from sandbox.twitter.world import World

MOST_EDITS, EDIT_SECONDS = 5, 3_600


class NotPossibleError(ValueError):
    """X would not let this person do that."""


class Scene:
    """People's acts, turned into state and events."""

    def __init__(self, world: World) -> None:
        self.world = world

    def post(self, user: int, text: str, **details: Unpack[compose.Details]) -> Post:
        """A post, reply or quote by `user`; see compose.Details."""
        person = self.world.user(user)
        if person.suspended:
            raise NotPossibleError(f"user {user} is suspended")
        if details.get("reply_settings", "everyone") not in REPLY_SETTINGS:
            raise NotPossibleError(f"reply_settings is one of {', '.join(REPLY_SETTINGS)}")
        return self.world.add_post(compose.new_post(self.world, user, text, **details))

    def repost(self, user: int, post: int) -> Post:
        """Show a post to one's own followers."""
        self.world.user(user)
        return self.world.add_post(compose.repost(self.world, user, self.world.post(post)))

    def edit(self, post: int, text: str) -> Post:
        """The author changes the words: a new id, the same history."""
        old = self.world.post(post)
        first = self.world.post(old.history[0])
        if old.superseded or len(old.history) > MOST_EDITS:
            raise NotPossibleError(f"post {post} cannot be edited")
        if self.world.time() - first.created_at > EDIT_SECONDS:
            raise NotPossibleError(f"post {post} is too old to be edited")
        return self.world.add_post(compose.new_version(self.world, old, text))

    def delete(self, post: int) -> None:
        """The author removes a post with all its versions."""
        self.world.delete_post(post)

    def reply_settings(self, post: int, who: str) -> None:
        """The author changes who may answer."""
        if who not in REPLY_SETTINGS:
            raise NotPossibleError(f"reply_settings is one of {', '.join(REPLY_SETTINGS)}")
        self.world.post(post).reply_settings = who

    def write(self, user: int, text: str, age: float = 0) -> DirectMessage:
        """A direct message to us."""
        person, us = self.world.user(user), self.world.us
        if person.suspended or person.blocks_us or user in self.world.blocked or us.dms != "open":
            raise NotPossibleError(f"user {user} cannot write to us")
        message = compose.new_message(self.world, user, us.id, text, age)
        return self.world.add_message(message)

    def block_us(self, user: int, *, blocks: bool = True) -> None:
        """The person blocks our account, or stops doing so."""
        self.world.user(user).blocks_us = blocks

    def dms(self, user: int, door: str) -> None:
        """Who may write to the person directly: open | closed | verified."""
        if door not in DM_DOORS:
            raise NotPossibleError(f"dms is one of {', '.join(DM_DOORS)}")
        self.world.user(user).dms = door

    def suspend(self, user: int) -> None:
        """The account and everything it said disappear from sight."""
        self.world.user(user).suspended = True
