"""The crowd on X: posts that mention the account, threads below them, direct messages."""

from __future__ import annotations

import asyncio
import html
from typing import Any

from sandbox.crowd.cast import MEMBER, PRIVATE, SCAMMER, Cast, Person, X
from sandbox.crowd.stage import Ear, Heard, Said, Turn
from sandbox.twitter.model import DirectMessage, Post
from sandbox.twitter.scene import NotPossibleError
from sandbox.twitter.server import TwitterSandbox
from sandbox.twitter.world import MissingError

# The exchange's other account: people mention it too.
HEADQUARTERS = {"id": 1002, "name": "Nordex", "username": "NordexHQ"}
# How many days an account exists, by the person's role.
AGES = {MEMBER: 900, SCAMMER: 2}
IN_PUBLIC = 0


class XStage:
    """Staff speaks on X through the desk alone, so only members and scammers are there."""

    name = X
    refusals: tuple[type[Exception], ...] = (NotPossibleError, MissingError)

    def __init__(self, sandbox: TwitterSandbox) -> None:
        self.sandbox, self.world, self.scene = sandbox, sandbox.world, sandbox.scene
        self._keys: dict[int, str] = {}

    def settle(self, cast: Cast) -> None:
        accounts: list[dict[str, Any]] = [HEADQUARTERS]
        for each in cast.people.values():
            if each.role in AGES:
                self._keys[each.id] = each.key
                accounts.append(
                    {
                        "id": each.id,
                        "name": each.name,
                        "username": each.account,
                        "age_days": AGES[each.role],
                    }
                )
        for account in accounts:
            if account["id"] not in self.world.users:
                self.world.add_user(**account)

    def lets_in(self, who: Person) -> bool:
        return who.id not in self.world.blocked and not self.world.user(who.id).suspended

    def perform(self, turn: Turn) -> Said | None:
        who, step = turn.who.id, turn.step
        if step.edit:
            return self._edit(turn)
        if turn.where == PRIVATE:
            return Said(who, self.scene.write(who, step.say).id)
        answers = turn.answers.id if turn.answers else 0
        return Said(IN_PUBLIC, self.scene.post(who, step.say, reply_to=answers).id)

    def _edit(self, turn: Turn) -> Said | None:
        if turn.last is None:
            return None
        return Said(IN_PUBLIC, self.scene.edit(turn.last.id, turn.step.edit).id)

    def answer(self, who: Person, heard: Heard, text: str) -> None:
        if heard.said.place == IN_PUBLIC:
            self.scene.post(who.id, text, reply_to=heard.said.id)
        else:
            self.scene.write(who.id, text)

    def press(self, who: Person, heard: Heard, data: str) -> None:
        raise NotPossibleError(f"{who.key} sees no button {data!r} under {heard.said.id}")

    async def listen(self, ear: Ear) -> None:
        def note(_: str, thing: Any) -> None:
            heard = self._heard(thing)
            if heard:
                ear(heard)

        self.world.listeners.append(note)
        try:
            await asyncio.Event().wait()
        finally:
            self.world.listeners.remove(note)

    def _heard(self, thing: Post | DirectMessage) -> Heard | None:
        us = self.world.us.id
        if isinstance(thing, DirectMessage):
            speaker, person, said = thing.sender, thing.recipient, Said(thing.recipient, thing.id)
        else:
            speaker, person, said = thing.author, thing.in_reply_to_user, Said(IN_PUBLIC, thing.id)
        if speaker != us or person not in self._keys:
            return None
        return Heard(to=self._keys[person], said=said, text=html.unescape(thing.text))
