"""What people do to incidents: open, approve, watch, end, dismiss, merge, switch the mode."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.errors import Outdated, UnsafeText
from core.house import House
from core.incidents.heard import TOPICS
from core.incidents.incident import Incident, Source, Step, incident_id, step
from core.incidents.ports import (
    Announcement,
    Audience,
    IncidentFile,
    IncidentMemory,
    Mode,
    Tally,
    Word,
)
from core.incidents.telling import audience
from core.incidents.texts import clean, problems
from core.incidents.watch import decision
from core.ports import Clock
from core.reply.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a person says about an incident; `topics` are intents, no `coins` means all."""

    title: str
    topics: tuple[str, ...]
    coins: tuple[str, ...] = ()

    @property
    def problem(self) -> str:
        """A code of the console's texts; empty when it can be kept."""
        if not self.title.strip():
            return "no_title"
        return "" if self.topics and set(self.topics) <= TOPICS else "no_topic"


@dataclass(frozen=True, slots=True)
class Hand:
    """Who does something to which version of an incident."""

    by: str
    seen: int


@dataclass(slots=True, kw_only=True)
class IncidentRoom:
    """The console's half. Raises KeyError where there is no such incident, Outdated where it was
    changed meanwhile, UnsafeText where the lint stops a text, IllegalTransition."""

    memory: IncidentMemory
    clock: Clock
    house: Callable[[], House]
    changed: Callable[[], Awaitable[None]]

    async def incidents(self, closed_since: datetime) -> Sequence[Incident]:
        """The open ones and those closed since then, the latest first."""
        return await self.memory.incidents(closed_since=closed_since)

    async def file(self, incident_id: str) -> IncidentFile:
        """One with everybody who asked."""
        file = await self.memory.incident_file(incident_id)
        if file is None:
            raise KeyError(incident_id)
        return file

    def hears(self, file: IncidentFile, word: Word) -> Audience:
        """Who would hear it if it were said now."""
        return audience(file, word, self.house(), self.clock.now())

    def problems(self, texts: Mapping[str, str]) -> Sequence[tuple[str, Problem]]:
        """Why texts cannot be approved, by language; empty when they can."""
        return problems(clean(texts), self.house())

    @property
    def volatile(self) -> bool:
        """Whether the desk is in volatility mode now."""
        return self.house().strictness < 1

    async def tallies(self, incident_ids: Sequence[str]) -> Mapping[str, Tally]:
        """How many asked, were told, heard that it is over."""
        return await self.memory.tallies(incident_ids)

    async def open(self, draft: Draft, by: str) -> Incident:
        """An incident that a person knows of before people ask; who asked in the last hours does
        not belong to it until he asks again."""
        now = self.clock.now()
        incident = Incident(
            id=incident_id(f"{by}:{draft.title}", now),
            title=draft.title.strip(),
            source=Source.PERSON,
            topics=draft.topics,
            coins=draft.coins,
            opened_at=now,
            updated_at=now,
            since=now,
            evidence=f"opened by {by}",
        )
        return await self._keep(incident, "open", by)

    async def edit(self, incident_id: str, draft: Draft, hand: Hand) -> Incident:
        """Another title or scope; new topics or coins make what was learnt void."""
        incident = (await self._current(incident_id, hand)).incident
        same = (draft.topics, draft.coins) == (incident.topics, incident.coins)
        after = replace(
            incident,
            title=draft.title.strip(),
            topics=draft.topics,
            coins=draft.coins,
            articles=incident.articles if same else (),
            updated_at=self.clock.now(),
            version=incident.version + 1,
        )
        return await self._keep(after, "edit", hand.by)

    async def confirm(self, incident_id: str, texts: Mapping[str, str], hand: Hand) -> Incident:
        """It is real, and this answers it: now for whoever waits, later for whoever asks."""
        file = await self._current(incident_id, hand)
        said = self._approved(texts)
        now = self.clock.now()
        after = step(file.incident, Step.CONFIRM, at=now)
        after = replace(after, texts=said, approved_by=hand.by)
        return await self._announce(replace(file, incident=after), Word.NEWS, Step.CONFIRM, hand)

    async def resolve(self, incident_id: str, texts: Mapping[str, str], hand: Hand) -> Incident:
        """It is over: everybody who was told hears that, once."""
        file = await self._current(incident_id, hand)
        said = self._approved(texts)
        now = self.clock.now()
        after = replace(step(file.incident, Step.RESOLVE, at=now), clear_texts=said)
        return await self._announce(replace(file, incident=after), Word.CLEAR, Step.RESOLVE, hand)

    async def move(self, incident_id: str, how: Step, hand: Hand) -> Incident:
        """Watch or dismiss: nothing is said."""
        incident = (await self._current(incident_id, hand)).incident
        return await self._keep(step(incident, how, at=self.clock.now()), how, hand.by)

    async def merge(self, incident_id: str, into: str, hand: Hand) -> Incident:
        """Two names for one thing: who asked about the one belongs to the other."""
        file, other = await self._current(incident_id, hand), await self.file(into)
        now, target = self.clock.now(), other.incident
        if not target.is_open or target.id == file.incident.id:
            raise Outdated("it cannot be merged into one that is closed")
        merged = replace(step(file.incident, Step.MERGE, at=now), merged_into=target.id)
        wider = _wider(target, file.incident, now)
        trace = decision(merged, Step.MERGE, (f"into {target.title}", hand.by), now)
        await self.memory.announce(Announcement(incident=merged, trace=trace, into=wider))
        await self.changed()
        return wider

    async def mode(self) -> Mode:
        """How the volatility switch stands."""
        return await self.memory.mode()

    async def switch(self, mode: Mode) -> None:
        """Move the volatility switch; it is in force at once."""
        await self.memory.set_mode(mode)
        await self.changed()

    def _approved(self, texts: Mapping[str, str]) -> Mapping[str, str]:
        said = clean(texts)
        if found := self.problems(said):
            raise UnsafeText(tuple(dict.fromkeys(what for _, what in found)))
        return said

    async def _current(self, incident_id: str, hand: Hand) -> IncidentFile:
        file = await self.file(incident_id)
        if file.incident.version != hand.seen:
            raise Outdated("it was changed meanwhile")
        return file

    async def _announce(self, file: IncidentFile, word: Word, how: Step, hand: Hand) -> Incident:
        heard = self.hears(file, word)
        why = f"told {len(heard.people)}, {len(heard.unreached)} cannot be told"
        announcement = Announcement(
            incident=file.incident,
            trace=decision(file.incident, how, (why, hand.by), self.clock.now()),
            word=word,
            rows=heard.rows,
            people=heard.people,
            conversations=heard.conversations,
        )
        kept = await self.memory.announce(announcement)
        await self.changed()
        return kept

    async def _keep(self, incident: Incident, act: str, by: str) -> Incident:
        trace = decision(incident, act, (incident.title, by), self.clock.now())
        kept = await self.memory.announce(Announcement(incident=incident, trace=trace))
        await self.changed()
        return kept


def _wider(target: Incident, other: Incident, now: datetime) -> Incident:
    """The incident with the other's scope as well."""
    coins = tuple(dict.fromkeys((*target.coins, *other.coins)))
    both = target.coins and other.coins
    known = target.articles and other.articles
    articles = (*target.articles, *other.articles) if known else ()
    return replace(
        target,
        topics=tuple(dict.fromkeys((*target.topics, *other.topics))),
        coins=coins if both else (),
        articles=tuple(dict.fromkeys(articles)),
        since=min(target.since, other.since),
        updated_at=now,
        version=target.version + 1,
    )
