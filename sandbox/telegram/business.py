"""Business accounts that let the bot answer for them, and their customers."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.telegram import payloads
from sandbox.telegram.entities import detect
from sandbox.telegram.errors import bad_request
from sandbox.telegram.model import PRIVATE, Chat, Json, Post
from sandbox.telegram.scene import NotPossibleError, Scene
from sandbox.telegram.updates import DAY
from sandbox.telegram.world import World


@dataclass(slots=True)
class Link:
    """One business account's permission; `chats` are its customers' by their user id."""

    id: str
    owner: int
    can_reply: bool
    enabled: bool = True
    chats: dict[int, Chat] = field(default_factory=dict[int, Chat])
    heard_at: dict[int, float] = field(default_factory=dict[int, float])


class Business:
    """All links, with the updates their changes and their customers cause."""

    def __init__(self, world: World, scene: Scene) -> None:
        self.world, self.scene = world, scene
        self.links: dict[str, Link] = {}

    def connect(self, owner: int, *, can_reply: bool = True, enabled: bool = True) -> Link:
        """An account lets the bot in, changes what it may do, or puts it out."""
        found = [each for each in self.links.values() if each.owner == owner]
        link = found[0] if found else Link(f"bc{len(self.links) + 1:06}", owner, can_reply)
        link.can_reply, link.enabled = can_reply, enabled
        self.links[link.id] = link
        self.scene.updates.put("business_connection", self.link_json(link), lane=owner)
        return link

    def link_json(self, link: Link) -> Json:
        """A BusinessConnection."""
        return {
            "id": link.id,
            "user": payloads.user_json(self.world.user(link.owner)),
            "user_chat_id": link.owner,
            "date": self.world.now(),
            "rights": {"can_reply": True} if link.can_reply else {},
            "is_enabled": link.enabled,
        }

    def say(self, link_id: str, customer: int, text: str, *, by_owner: bool = False) -> Post:
        """The customer writes to the account, or its owner to the customer."""
        link = self._enabled(link_id)
        chat = link.chats.setdefault(customer, Chat(customer, PRIVATE))
        if not by_owner:
            link.heard_at[customer] = self.world.time()
        post = self.world.add_post(
            chat,
            sender=link.owner if by_owner else customer,
            text=text,
            entities=detect(text),
            extra={"business_connection_id": link.id},
        )
        self._tell("business_message", post, customer)
        return post

    def edit(self, link_id: str, customer: int, message: int, text: str) -> Post:
        """The author changes a message's words."""
        post = self._enabled(link_id).chats[customer].posts[message]
        post.text, post.entities, post.edited = text, detect(text), self.world.now()
        self._tell("edited_business_message", post, customer)
        return post

    def delete(self, link_id: str, customer: int, messages: list[int]) -> None:
        """Messages are deleted; here bots are told."""
        chat = self._enabled(link_id).chats[customer]
        for number in messages:
            del chat.posts[number]
        body = {
            "business_connection_id": link_id,
            "chat": payloads.chat_json(self.world, self.world.chat(customer)),
            "message_ids": messages,
        }
        self.scene.updates.put("deleted_business_messages", body, lane=customer)

    def writable(self, link_id: str, customer: int | str) -> Chat:
        """A customer's chat that the bot may write in for the account."""
        link = self.links.get(link_id)
        if link is None or not link.enabled:
            raise bad_request("BUSINESS_CONNECTION_INVALID")
        if not link.can_reply:
            raise bad_request("not enough rights to send messages on behalf of the account")
        heard = link.heard_at.get(int(customer), 0.0)
        if self.world.time() - heard > DAY:
            raise bad_request("BUSINESS_PEER_USAGE_MISSING")
        return link.chats[int(customer)]

    def signature(self, link_id: str) -> Json:
        """What a message shows that the bot wrote for the account."""
        return {
            "business_connection_id": link_id,
            "sender_business_bot": payloads.user_json(self.world.bot),
        }

    def answers(self, link_id: str, customer: int) -> list[Post]:
        """What the bot wrote to a customer, oldest first."""
        posts = self.links[link_id].chats[customer].posts.values()
        return [each for each in posts if "sender_business_bot" in each.extra]

    def clear(self) -> None:
        """Forget all links."""
        self.links.clear()

    def _enabled(self, link_id: str) -> Link:
        link = self.links.get(link_id)
        if link is None or not link.enabled:
            raise NotPossibleError(f"no business connection {link_id}")
        return link

    def _tell(self, kind: str, post: Post, customer: int) -> None:
        body = payloads.message_json(self.world, post)
        self.scene.updates.put(kind, body, lane=customer)
