"""The reference memory's incidents: questions, incidents, who was told, the switch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.case import Holder
from core.incidents.heard import Heard, Overheard, Series
from core.incidents.incident import Incident
from core.incidents.ports import Announcement, Asked, IncidentFile, Mode, Tally, Told
from core.incidents.surge import Pulse
from core.ports import Decision
from core.types import Leg
from storage.audit.acts import MOST
from storage.codec import stem
from storage.incidents import rules
from storage.incidents.rules import Asker, hour_of
from storage.memory.guard import MemoryGuard


class MemoryIncidents(MemoryGuard):
    """`IncidentMemory`."""

    def __init__(self) -> None:
        super().__init__()
        self._questions: dict[str, Heard] = {}
        self._heard_by: dict[tuple[Series, datetime, str], datetime] = {}
        self._hours: dict[tuple[Series, datetime], int] = {}
        self._listened: set[datetime] = set()
        self._incidents: dict[str, Incident] = {}
        self._asking: dict[tuple[str, str], Asker] = {}
        self._mode = Mode()

    async def hear(self, heard: Sequence[Heard], now: datetime) -> None:
        self._listened.add(hour_of(now))
        for each in sorted(heard, key=lambda each: each.at):
            self._questions.setdefault(each.stem, each)
            hour = hour_of(each.at)
            for series in each.series:
                key = (series, hour, each.person)
                if key not in self._heard_by:
                    self._hours[series, hour] = self._hours.get((series, hour), 0) + 1
                self._heard_by[key] = max(self._heard_by.get(key, each.at), each.at)

    async def pulses(self, now: datetime, window_s: float, *, least: int) -> Sequence[Pulse]:
        start, earliest = now - timedelta(seconds=window_s), now - rules.KEPT_HOURS
        people: dict[Series, set[str]] = {}
        for (series, _, person), at in self._heard_by.items():
            if start < at <= now:
                people.setdefault(series, set()).add(person)
        since = min((at for at in self._listened if at >= earliest), default=hour_of(now))
        return [
            Pulse(
                series=series,
                people=len(who),
                since=since,
                hours={
                    at: n for (s, at), n in self._hours.items() if s == series and at >= earliest
                },
            )
            for series, who in sorted(people.items())
            if len(who) >= least
        ]

    async def overheard(self, since: datetime, *, limit: int) -> Sequence[Overheard]:
        late = [each for each in self._questions.values() if each.at >= since]
        late.sort(key=lambda each: (each.at, each.stem))
        return [Overheard(heard=each, text=self._words(each.stem)) for each in late[-limit:]]

    def _words(self, of: str) -> str:
        """The newest version's words."""
        here = [e.message for e in self._inbox.values() if stem(e.message) == of]
        return max(here, key=lambda each: each.version).text if here else ""

    async def forget_heard(self, before: datetime) -> int:
        old = [key for key, each in self._questions.items() if each.at < before]
        for key in old:
            del self._questions[key]
        self._heard_by = {k: at for k, at in self._heard_by.items() if at >= before}
        earliest = before - rules.KEPT_HOURS
        self._hours = {key: n for key, n in self._hours.items() if key[1] >= earliest}
        self._listened = {at for at in self._listened if at >= earliest}
        return len(old)

    async def incidents(self, *, closed_since: datetime | None = None) -> Sequence[Incident]:
        wanted = [
            each
            for each in self._incidents.values()
            if each.is_open or closed_since is None or each.updated_at >= closed_since
        ]
        wanted.sort(key=lambda each: each.id)
        return sorted(wanted, key=lambda each: each.opened_at, reverse=True)

    async def tallies(self, incident_ids: Sequence[str]) -> Mapping[str, Tally]:
        return {each: rules.tally(self._asking_of(each)) for each in incident_ids}

    def _asking_of(self, incident_id: str) -> list[Asker]:
        here = [each for each in self._asking.values() if each.incident_id == incident_id]
        return sorted(here, key=lambda each: (each.heard.at, each.heard.person))

    async def incident_file(self, incident_id: str) -> IncidentFile | None:
        found = self._incidents.get(incident_id)
        if found is None:
            return None
        askers = self._asking_of(incident_id)
        return IncidentFile(
            incident=found,
            tally=rules.tally(askers),
            asked=tuple(map(self._asked, askers)),
            trail=tuple(self._acts(f"incident:{incident_id}:")),
        )

    def _acts(self, prefix: str) -> list[Decision]:
        own = [d for name, d in self._decisions if not name and d.act.startswith(prefix)]
        return own[: -MOST - 1 : -1]

    def _asked(self, asker: Asker) -> Asked:
        heard = asker.heard
        news = self._reach.get((heard.platform, heard.account, heard.address))
        shut = news is not None and not news.open and news.moved_to is None
        door = ""
        if heard.leg is Leg.PUBLIC or shut:
            door = self._door(heard.platform, heard.account, heard.author_id)
        case = self._case_of(heard.conversation)
        held = case is not None and case.held_by is Holder.AGENT
        return Asked(
            heard=heard,
            times=asker.times,
            told_at=asker.told_at,
            cleared_at=asker.cleared_at,
            private_address=door,
            closed=(news.why or "closed") if news and shut else "",
            agent=(case.agent or "") if case and held else "",
        )

    async def announce(self, announcement: Announcement) -> Incident:
        said = announcement
        for each in filter(None, (said.incident, said.into)):
            rules.must_follow(self._incidents.get(each.id), each)
        with self._transaction():
            self._incidents[said.incident.id] = said.incident
            if said.into:
                self._incidents[said.into.id] = said.into
                self._merge(said.incident.id, said.into.id)
            self._queue(said.rows, (), said.trace.at)
            self._hear_word(said)
            self._decisions.append(("", said.trace))
            return said.incident

    def _merge(self, from_id: str, into: str) -> None:
        for each in self._asking_of(from_id):
            own = self._asking.get((into, each.heard.person))
            self._asking[into, each.heard.person] = rules.moved_into(each, own, into)
            del self._asking[from_id, each.heard.person]

    def _hear_word(self, said: Announcement) -> None:
        if said.word is None:
            return
        for person in said.people:
            key = (said.incident.id, person)
            if key in self._asking:
                self._asking[key] = rules.heard_word(self._asking[key], said.word, said.trace.at)
        for conversation in dict.fromkeys(said.conversations):
            case = self._case_of(conversation)
            changed = rules.case_with(case, said)
            if changed:
                self._save(changed[0])
                self._decisions.append((conversation, changed[1]))
            else:
                self._touch(case, "outbox")

    async def link(self, incident_id: str, asked: Sequence[Heard]) -> int:
        incident = self._incidents.get(incident_id)
        if incident is None or not incident.is_open:
            return 0
        fresh = [each for each in asked if (incident_id, each.person) not in self._asking]
        for person, each in rules.latest_of_each(fresh).items():
            self._asking[incident_id, person] = Asker(incident_id=incident_id, heard=each)
        return len({each.person for each in fresh})

    async def tell(self, incident_id: str, heard: Heard) -> Told | None:
        incident = self._incidents.get(incident_id)
        if incident is None or not incident.speaks:
            return None
        key = (incident_id, heard.person)
        self._asking[key], told = rules.told(self._asking.get(key), incident_id, heard)
        return told

    async def mode(self) -> Mode:
        return self._mode

    async def set_mode(self, mode: Mode) -> None:
        self._mode = replace(mode)
