"""One outbox row as calls to X, at most once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bots.twitter.client import XClient
from bots.twitter.errors import Duplicate, TargetGone
from bots.twitter.find import Finder
from bots.twitter.limiter import Limiter
from bots.twitter.limits import CAPABILITIES, MESSAGE_CREATE, POST_CREATE, REPLY_HIDE
from bots.twitter.policy import Situation, objection, wording
from bots.twitter.recall import Recall, remember
from bots.twitter.settings import Config
from bots.twitter.weigh import weighted_length
from core.actions import BOT, Kind, Outgoing
from core.errors import AdapterError, MaybeSent, Rejected
from core.ports import Clock
from core.types import Leg

PUBLIC, PRIVATE = "post", "dm"
NO_ADDRESS = "{address!r} is not an address on X"
NO_ACT = "an app cannot {kind} anybody on X"
NO_FILES = "X takes no files from agents"
NO_TARGET = "{target!r} is not the id of a post"
DELETED = "the post to answer was deleted, or is hidden from us"
NOBODY = "this account is gone, or hidden from us"
SAID_BEFORE = "X takes the same words only once: vary them"
NO_ID = "the answer named no post"


@dataclass(slots=True, kw_only=True)
class Speaker:
    """Says and does what the outbox asks for; `recall` is told by the listening half."""

    client: XClient
    config: Config
    clock: Clock
    recall: Recall = field(default_factory=Recall)
    tick: Callable[[], float] | None = None
    _limiter: Limiter = field(init=False, repr=False)
    _finder: Finder = field(init=False, repr=False)
    _started: float = field(init=False)

    def __post_init__(self) -> None:
        self._limiter = limiter(self.config, self._now, self.clock)
        self._finder = Finder(client=self.client, recall=self.recall)
        self._started = self._now()

    async def send(self, outgoing: Outgoing) -> str:
        """X's id of what was said or hidden; AdapterError otherwise."""
        async with self.client.open():
            if outgoing.kind in (Kind.DELETE, Kind.SHOW):
                return await self._hide(outgoing)
            if outgoing.kind is Kind.FILE:
                raise Rejected(NO_FILES)
            if outgoing.kind is not Kind.SAY:
                raise Rejected(NO_ACT.format(kind=outgoing.kind))
            text = wording(outgoing)
            person = _person(outgoing)
            if why := objection(outgoing, text, await self._situation(outgoing, person)):
                raise Rejected(why)
            return await self._say(outgoing, person, text)

    async def find(self, outgoing: Outgoing) -> str | None:
        """What became of a row that nobody knows about: its id, or None when it is not there.

        What was tried a moment ago may not show yet: that is looked for twice.
        """
        if outgoing.kind is not Kind.SAY:
            return None  # hiding twice comes to the same
        async with self.client.open():
            found = await self._finder.find(outgoing)
            tried = self.recall.tried.get(outgoing.key, self._started)
            wait = tried + self.config.look_again_after_s - self._now()
            if found is None and wait > 0:
                await self.clock.sleep(wait)
                found = await self._finder.find(outgoing)
        return self._sent(outgoing, found) if found else None

    async def _say(self, outgoing: Outgoing, person: str, text: str) -> str:
        """X takes the same words only once; to the next person they begin with his name."""
        to_another = self.recall.words.get(text, outgoing.key) != outgoing.key
        try:
            words = await self._by_name(outgoing, person, text) if to_another else text
            remote = await self._once(outgoing, person, words)
        except Duplicate as error:
            remote = await self._said_before(outgoing, error) or await self._once_more(
                outgoing, person, text
            )
        return self._sent(outgoing, remote)

    async def _once(self, outgoing: Outgoing, person: str, text: str) -> str:
        public, urgent = outgoing.leg is Leg.PUBLIC, outgoing.by != BOT
        async with self._limiter.turn(POST_CREATE if public else MESSAGE_CREATE, urgent=urgent):
            remember(self.recall.tried, outgoing.key, self._now())
            remember(self.recall.words, text, outgoing.key)
            try:
                answer = await self._utter(outgoing, person, text)
            except TargetGone:
                raise Rejected(DELETED if public else NOBODY, permanent=not public) from None
        return _id(answer, "id" if public else "dm_event_id")

    async def _once_more(self, outgoing: Outgoing, person: str, text: str) -> str:
        named = await self._by_name(outgoing, person, text)
        if named == text:
            raise Rejected(SAID_BEFORE)
        try:
            return await self._once(outgoing, person, named)
        except Duplicate:
            raise Rejected(SAID_BEFORE) from None

    async def _by_name(self, outgoing: Outgoing, person: str, text: str) -> str:
        """The text with the author's handle in front, where it still fits."""
        if outgoing.leg is not Leg.PUBLIC:
            return text
        if person not in self.recall.handles:
            answer = await self.client.get_user(id=person, user_auth=True)
            handle = str((answer.get("data") or {}).get("username", ""))
            remember(self.recall.handles, person, handle)
        named = f"@{self.recall.handles[person]} {text}"
        fits = self.recall.handles[person] and weighted_length(named) <= CAPABILITIES.max_length
        return named if fits else text

    async def _utter(self, outgoing: Outgoing, person: str, text: str) -> Mapping[str, Any]:
        answer: Mapping[str, Any]
        if outgoing.leg is Leg.PUBLIC:
            answer = await self.client.create_tweet(
                text=text, in_reply_to_tweet_id=outgoing.reply_to, user_auth=True
            )
        else:
            answer = await self.client.create_direct_message(
                participant_id=person, text=text, user_auth=True
            )
        return answer

    async def _said_before(self, outgoing: Outgoing, refusal: Duplicate) -> str | None:
        """After a send nobody knew about, this refusal says that it had arrived."""
        try:
            return await self.find(outgoing)
        except AdapterError as error:
            raise MaybeSent(f"{refusal}; {error}") from None

    async def _hide(self, outgoing: Outgoing) -> str:
        """Hide an answer to a post of ours, or show it again; done twice it comes to the same."""
        target, act = outgoing.target or "", self.client.hide_reply
        if outgoing.kind is Kind.SHOW:
            act = self.client.unhide_reply
        if not target.isdecimal():
            raise Rejected(NO_TARGET.format(target=target))
        async with self._limiter.turn(REPLY_HIDE, urgent=True):
            try:
                await act(target, user_auth=True)
            except TargetGone:
                return target
            except Rejected as error:
                # That we cannot hide it says nothing about whether we can speak.
                raise Rejected(str(error)) from None
        return target

    async def _situation(self, outgoing: Outgoing, person: str) -> Situation:
        """What the checks need; whether we were called is asked of X where we do not know."""
        if outgoing.by != BOT:
            return Situation()
        post = outgoing.reply_to or ""
        silenced = person in self.recall.silenced
        summoned = outgoing.leg is Leg.PUBLIC and not silenced and await self._summoned(post)
        return Situation(
            summoned=summoned,
            replies=self.recall.replies(post, outgoing.key) if post else 0,
            silenced=silenced,
            approval=self.config.approval_reference,
        )

    async def _summoned(self, post: str) -> bool:
        if not post.isdecimal():
            return False
        if post not in self.recall.summons:
            answer = await self.client.get_tweets(
                [post], tweet_fields=["author_id", "entities"], user_auth=True
            )
            if not answer.get("data"):
                raise Rejected(DELETED)
            me = await self.client.me()
            self.recall.heard(post, summoned=mentions(answer["data"][0], me))
        return self.recall.summons[post]

    def _sent(self, outgoing: Outgoing, remote: str) -> str:
        self.recall.tried.pop(outgoing.key, None)
        remember(self.recall.sent, remote, outgoing.key)
        if outgoing.leg is Leg.PUBLIC and outgoing.by == BOT and outgoing.reply_to:
            remember(self.recall.answered, outgoing.reply_to, outgoing.key)
        return remote

    def _now(self) -> float:
        return self.tick() if self.tick else self.clock.now().timestamp()


def limiter(config: Config, tick: Callable[[], float], clock: Clock) -> Limiter:
    """The limiter for a table of settings."""
    rates = {
        POST_CREATE: config.posting_rates,
        MESSAGE_CREATE: config.limits.messages,
        REPLY_HIDE: config.limits.acts,
    }
    return Limiter(rates, tick=tick, sleep=clock.sleep)


def mentions(post: Mapping[str, Any], me: Mapping[str, Any]) -> bool:
    """Whether a post mentions us itself; the id decides where there is one."""
    named = (post.get("entities") or {}).get("mentions") or ()
    handle = str(me.get("username", "")).casefold()
    return any(
        each["id"] == me["id"] if each.get("id") else str(each.get("username")).casefold() == handle
        for each in named
    )


def _person(outgoing: Outgoing) -> str:
    """Whom an address names; `post/<author>` in public, `dm/<user>` in private."""
    place, _, person = outgoing.address.partition("/")
    if place != (PUBLIC if outgoing.leg is Leg.PUBLIC else PRIVATE) or not person.isdecimal():
        raise Rejected(NO_ADDRESS.format(address=outgoing.address), permanent=True)
    return person


def _id(answer: Mapping[str, Any], name: str) -> str:
    data = answer.get("data")
    remote = data.get(name) if isinstance(data, Mapping) else None
    if not remote:
        raise MaybeSent(NO_ID)
    return str(remote)
