"""Who is where: joining, leaving, promotion, blocking, migration, topics."""

from __future__ import annotations

from dataclasses import replace

from sandbox.telegram import payloads
from sandbox.telegram.model import GROUP, PRIVATE, SUPERGROUP, Chat, Member, Topic
from sandbox.telegram.scene import NotPossibleError, Scene
from sandbox.telegram.world import World


class Membership:
    """Changes of standing, with the service messages and updates they cause."""

    def __init__(self, world: World, scene: Scene) -> None:
        self.world, self.scene = world, scene

    def join(self, user: int, chat: int, *, by: int = 0) -> Chat:
        """Somebody comes in, or is added by `by`."""
        place = self.world.chat(chat)
        self.world.standing(place, user)
        if place.status(user) == "kicked" and not by:
            raise NotPossibleError(f"user {user} is banned in chat {chat}")
        self.change(place, user, "member", by=by or user)
        news = {"new_chat_members": [payloads.user_json(self.world.user(user))]}
        if place.kind in {GROUP, SUPERGROUP}:
            self.scene.announce(place, by or user, news)
        return place

    def ask_to_join(self, user: int, chat: int, bio: str = "") -> None:
        """Somebody knocks at a chat where administrators let people in."""
        place = self.world.chat(chat)
        if place.has(user):
            raise NotPossibleError(f"user {user} is in chat {chat} already")
        if place.status(self.world.bot.id) == "administrator":
            body = payloads.join_request_json(self.world, place, user, bio)
            self.scene.updates.put("chat_join_request", body, lane=chat)

    def rename(self, user: int, **names: str) -> None:
        """Somebody takes another first_name, last_name or username; nobody is told."""
        person = self.world.user(user)
        for name in names.keys() - {"first_name", "last_name", "username"}:
            raise NotPossibleError(f"nobody has a {name}")
        for name, value in names.items():
            setattr(person, name, value)

    def leave(self, user: int, chat: int) -> Chat:
        """Somebody goes."""
        return self.remove(chat, user, by=user, status="left")

    def remove(
        self, chat: int, user: int, *, by: int, status: str = "kicked", until: int = 0
    ) -> Chat:
        """Somebody is put out, for good unless `until`."""
        place = self.world.chat(chat)
        was_here = place.has(user)
        self.change(place, user, status, by=by, until=until)
        if was_here and user != self.world.bot.id and place.kind in {GROUP, SUPERGROUP}:
            gone = {"left_chat_member": payloads.user_json(self.world.user(user))}
            self.scene.announce(place, by, gone)
        return place

    def promote(
        self, user: int, chat: int, *, title: str = "", anonymous: bool = False, **rights: bool
    ) -> Member:
        """Make somebody an administrator, the bot included; `rights` are those that differ."""
        for right in rights.keys() - payloads.ADMIN_RIGHTS.keys():
            raise NotPossibleError(f"there is no right {right}")
        place = self.world.chat(chat)
        owner = next((each.user for each in place.members.values() if each.status == "creator"), 0)
        return self.change(
            place,
            user,
            "administrator",
            by=owner or user,
            title=title,
            anonymous=anonymous,
            permissions=rights,
        )

    def change(self, chat: Chat, user: int, status: str, *, by: int, **details: object) -> Member:
        """Set a standing and tell the bot about its own or, if it asked, anybody's."""
        before = self.world.member(chat, user)
        after = Member(user, status)
        for name, value in details.items():
            setattr(after, name, value)
        chat.members[user] = after
        mine = user == self.world.bot.id
        if mine or chat.status(self.world.bot.id) == "administrator":
            kind = "my_chat_member" if mine else "chat_member"
            self._tell(kind, chat, by, before, after)
        return after

    def block(self, user: int) -> None:
        """The user blocks the bot."""
        self._switch(user, blocked=True)

    def unblock(self, user: int) -> None:
        """The user lets the bot in again."""
        self._switch(user, blocked=False)

    def _switch(self, user: int, *, blocked: bool) -> None:
        person, chat, bot = self.world.user(user), self.world.chat(user), self.world.bot.id
        person.blocked, person.reachable = blocked, True
        before, after = Member(bot, "member"), Member(bot, "kicked")
        if not blocked:
            before, after = after, before
        self._tell("my_chat_member", chat, user, before, after)

    def _tell(self, kind: str, chat: Chat, by: int, before: Member, after: Member) -> None:
        body = payloads.member_change_json(self.world, chat, by, before, after)
        self.scene.updates.put(kind, body, lane=chat.id)

    def migrate(self, chat: int) -> Chat:
        """Upgrade a basic group to a supergroup under a new id."""
        old = self.world.chat(chat)
        if old.kind != GROUP or old.migrated_to:
            raise NotPossibleError(f"chat {chat} cannot be upgraded")
        new = self.world.add_chat(SUPERGROUP, old.title)
        new.members = {user: replace(member) for user, member in old.members.items()}
        owner = next((user for user, each in old.members.items() if each.status == "creator"), 0)
        self.scene.announce(old, owner, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        self.scene.announce(new, owner, {"migrate_from_chat_id": old.id})
        return new

    def open_topic(self, chat: int, by: int, name: str) -> Topic:
        """Start a forum topic; its id is its first message's."""
        place = self.world.chat(chat)
        if not place.forum:
            raise NotPossibleError(f"chat {chat} is not a forum")
        news = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
        post = self.world.add_post(place, sender=by, extra=news, in_topic=True)
        post.thread = post.id
        place.topics[post.id] = Topic(post.id, name)
        self.scene.emit(place, post)
        return place.topics[post.id]

    def close_topic(self, chat: int, by: int, topic: int) -> None:
        """Close a forum topic to everybody but administrators."""
        place = self.world.chat(chat)
        if topic not in place.topics:
            raise NotPossibleError(f"no topic {topic} in chat {chat}")
        place.topics[topic].closed = True
        self.scene.announce(place, by, {"forum_topic_closed": {}}, thread=topic, in_topic=True)

    def delete_topic(self, chat: int, topic: int) -> None:
        """A forum topic goes with all that was said in it; bots are not told."""
        place = self.world.chat(chat)
        if place.topics.pop(topic, None) is None:
            raise NotPossibleError(f"no topic {topic} in chat {chat}")
        for number in [each.id for each in place.posts.values() if each.thread == topic]:
            del place.posts[number]

    def found(self, owner: int, kind: str, title: str, **details: object) -> Chat:
        """A new group, supergroup or channel with its creator; the bot is not in it yet."""
        if kind == PRIVATE:
            raise NotPossibleError("private chats are not founded")
        chat = self.world.add_chat(kind, title, **details)
        chat.members[owner] = Member(owner, "creator")
        return chat
