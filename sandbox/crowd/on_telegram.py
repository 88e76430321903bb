"""The crowd on Telegram: private chats with the bot, and one group."""

from __future__ import annotations

import asyncio

from sandbox.crowd.cast import OWNER, PRIVATE, SCAMMER, TELEGRAM, Cast, Person
from sandbox.crowd.stage import Ear, Heard, Said, Turn
from sandbox.telegram.model import SUPERGROUP, Chat, Entry, Json, Member
from sandbox.telegram.scene import How, NotPossibleError
from sandbox.telegram.server import TelegramSandbox
from sandbox.telegram.world import MissingError

STATUSES = {OWNER: "creator", "moderator": "administrator"}
# The moderators' own room: nobody finds it by a name.
STAFF_ROOM = "Nordex Moderators"


class TelegramStage:
    """Everybody but the scammers is in the group from the start."""

    name = TELEGRAM
    refusals: tuple[type[Exception], ...] = (NotPossibleError, MissingError)

    def __init__(self, sandbox: TelegramSandbox) -> None:
        self.sandbox, self.world, self.scene = sandbox, sandbox.world, sandbox.scene
        self.group = self.staff_room = 0
        self._keys: dict[int, str] = {}

    def settle(self, cast: Cast) -> None:
        for each in cast.people.values():
            self._keys[each.id] = each.key
            if each.id not in self.world.users:
                self.world.add_user(
                    each.first_name,
                    id=each.id,
                    last_name=each.last_name,
                    username=each.username,
                    language_code=each.language,
                )
        try:
            self.group = self.world.named_chat(cast.group_username).id
        except MissingError:
            self.group = self._found(cast).id
        rooms = (each.id for each in self.world.chats.values() if each.title == STAFF_ROOM)
        self.staff_room = next(rooms, 0) or self._found_room(cast).id

    def _found_room(self, cast: Cast) -> Chat:
        room = self.world.add_chat(SUPERGROUP, STAFF_ROOM)
        for each in cast.staff:
            room.members[each.id] = Member(each.id, STATUSES[each.role])
        room.members[self.world.bot.id] = Member(self.world.bot.id, "administrator")
        return room

    def _found(self, cast: Cast) -> Chat:
        group = self.world.add_chat(SUPERGROUP, cast.group, username=cast.group_username)
        for each in cast.people.values():
            if each.role != SCAMMER:
                status = STATUSES.get(each.role, "member")
                group.members[each.id] = Member(each.id, status, anonymous=each.role == OWNER)
        group.members[self.world.bot.id] = Member(self.world.bot.id, "administrator")
        return group

    def lets_in(self, who: Person) -> bool:
        group = self.world.chat(self.group)
        member = self.world.standing(group, who.id)
        if member and member.status in {"kicked", "restricted"}:
            return False
        if not group.has(who.id):
            self.sandbox.membership.join(who.id, group.id)
        return True

    def perform(self, turn: Turn) -> Said | None:
        step = turn.step
        if step.edit:
            return self._edit(turn)
        how = How(anonymous=step.anonymous)
        if step.photo or step.sticker:
            how["media"] = ["photo" if step.photo else "sticker"]
        if turn.answers:
            how["reply_to"] = turn.answers.id
        chat = turn.who.id if turn.where == PRIVATE else self.group
        post = self.scene.say(turn.who.id, chat, step.say, **how)
        return Said(post.chat, post.id)

    def _edit(self, turn: Turn) -> Said | None:
        if turn.last:
            self.scene.edit(turn.last.place, turn.last.id, turn.step.edit)
        return turn.last

    def answer(self, who: Person, heard: Heard, text: str) -> None:
        private = heard.said.place > 0
        how = How() if private else How(reply_to=heard.said.id)
        self.scene.say(who.id, heard.said.place, text, **how)

    def press(self, who: Person, heard: Heard, data: str) -> None:
        self.scene.press(who.id, heard.said.place, heard.said.id, data)

    async def listen(self, ear: Ear) -> None:
        def note(entry: Entry) -> None:
            user = self._addressee(entry)
            if entry.direction == "out" and entry.kind == "message" and user in self._keys:
                ear(self._heard(entry, self._keys[user]))

        self.world.listeners.append(note)
        try:
            await asyncio.Event().wait()
        finally:
            self.world.listeners.remove(note)

    def _addressee(self, entry: Entry) -> int:
        if entry.chat > 0:
            return entry.chat
        try:
            return self.world.post(entry.chat, entry.reply_to).sender
        except MissingError:
            return 0

    def _heard(self, entry: Entry, to: str) -> Heard:
        said = Said(entry.chat, entry.message)
        markup = self.world.post(entry.chat, entry.message).markup
        return Heard(to=to, said=said, text=entry.text, buttons=_buttons(markup))


def _buttons(markup: Json | None) -> tuple[tuple[str, str], ...]:
    rows = (markup or {}).get("inline_keyboard", [])
    offered = (each for row in rows for each in row)
    return tuple(
        (str(each.get("text", "")), str(each["callback_data"]))
        for each in offered
        if each.get("callback_data")
    )
