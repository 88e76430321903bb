"""Listens to what is recorded, and once a minute looks whether it is more than usual."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from core.actions import BOT
from core.errors import Outdated, StorageUnavailable
from core.house import House
from core.incidents.aide import IncidentAide
from core.incidents.heard import Heard, Overheard, heard_in
from core.incidents.incident import Incident, Phase, Step, step
from core.incidents.match import concerns
from core.incidents.ports import Announcement, IncidentMemory, Mode, Word
from core.incidents.report import reports
from core.incidents.surge import Surge, surge
from core.incidents.suspect import QUIET, is_known, suspects
from core.incidents.telling import audience
from core.incidents.volatility import in_mode
from core.ports import Clock, Decision, TurnResult
from core.tables.incident import IncidentTable

log = logging.getLogger(__name__)

LEASE = "incidents"
# Questions that wait for the next look; more than any desk hears in a minute.
MOST_WAITING = 50_000
AT_ONCE = 250
# The latest questions that are read when there is a surge, or an incident to link them to.
MOST_READ = 2000
KEPT = timedelta(hours=48)
LONGEST_QUIET = max(QUIET.values())


@dataclass(slots=True, kw_only=True)
class IncidentWatch:
    """Counts, suspects, links and keeps the aide and the mode up to date.

    `house` reads the desk's, `enter` exchanges it; `questions` are the articles' own questions, by
    language: what people ask when nothing is the matter.
    """

    memory: IncidentMemory
    clock: Clock
    table: IncidentTable
    aide: IncidentAide
    house: Callable[[], House]
    enter: Callable[[House], None]
    questions: Callable[[], Mapping[str, Sequence[str]]] = dict
    mode: Mode = field(default_factory=Mode, init=False)
    _waiting: list[Heard] = field(default_factory=list[Heard], init=False)
    _owner: str = field(default_factory=lambda: uuid4().hex, init=False)
    # Of which version of an incident everybody who waits has heard.
    _served: dict[str, int] = field(default_factory=dict[str, int], init=False)
    _begun: int = field(default=0, init=False)
    _taken: int = field(default=0, init=False)

    def recorded(self, results: Sequence[TurnResult]) -> None:
        """The hook of `Desk`: remembers, and does nothing else."""
        room = MOST_WAITING - len(self._waiting)
        self._waiting += heard_in(results)[:room]

    async def watch_forever(self) -> None:
        """Look every `every_s`; what cannot be kept now is kept later."""
        while True:
            try:
                await self.look()
            except StorageUnavailable as error:
                log.error("storage: %s; incidents are looked for later", error)
            except Exception:
                log.exception("could not look for incidents")
            await self.clock.sleep(self.table.every_s)

    async def look(self) -> None:
        """Keep what was heard; where nobody else does, look at it; then take over what is new."""
        now = self.clock.now()
        await self._keep(now)
        seconds = max(3 * self.table.every_s, 1.0)
        if await self.memory.hold(LEASE, self._owner, now, seconds=seconds):
            await self._examine(now)
            await self.memory.forget_heard(now - KEPT)
        await self.refresh()

    async def _keep(self, now: datetime) -> None:
        """Piece by piece, so that nobody else's write waits long."""
        waiting, self._waiting = self._waiting, []
        while True:
            try:
                await self.memory.hear(waiting[:AT_ONCE], now)
            except StorageUnavailable:
                self._waiting = waiting + self._waiting
                raise
            waiting = waiting[AT_ONCE:]
            if not waiting:
                return

    async def refresh(self) -> None:
        """Take over the incidents and the switch as they are now; what was read before a later
        refresh began is outdated."""
        now = self.clock.now()
        self._begun += 1
        number = self._begun
        known = await self.memory.incidents(closed_since=now)
        mode = await self.memory.mode()
        if number < self._taken:
            return
        self._taken = number
        self.aide.open = [each for each in known if each.is_open]
        self.mode = mode
        volatile = self.mode.is_on(now, automatic=self.automatic)
        house = self.house()
        after = in_mode(house, self.table.strictness if volatile else 1.0)
        if after is not house:
            log.warning("volatility mode is %s", "on" if volatile else "off")
            self.enter(after)

    @property
    def automatic(self) -> bool:
        """Whether the desk by itself would be in volatility mode."""
        return self.table.volatility == "auto" and bool(self.aide.open)

    async def _examine(self, now: datetime) -> None:
        known = list(await self.memory.incidents(closed_since=now - LONGEST_QUIET))
        surges = await self._surges(now) if self.table.detect else []
        open_ones = [each for each in known if each.is_open]
        if not (surges or open_ones):
            return
        asked = await self.memory.overheard(now - KEPT, limit=MOST_READ)
        if surges:
            open_ones += await self._suspect(surges, asked, known)
        for incident in open_ones:
            await self._follow(incident, asked, surges)

    async def _surges(self, now: datetime) -> list[Surge]:
        table = self.table
        pulses = await self.memory.pulses(now, table.window_min * 60, least=table.least_people)
        found = (surge(pulse, self.table, now) for pulse in pulses)
        return [each for each in found if each is not None]

    async def _suspect(
        self, surges: Sequence[Surge], asked: Sequence[Overheard], known: list[Incident]
    ) -> list[Incident]:
        """The new incidents, kept and said aloud in the log."""
        now = self.clock.now()
        window = now - timedelta(minutes=self.table.window_min)
        fresh = [each for each in asked if each.heard.at > window]
        others = self._others(each for each in asked if each.heard.at <= window)
        found: list[Incident] = []
        for incident, group in suspects(surges, fresh, others, (self.table.least_people, now)):
            if is_known(incident, group, known, now):
                continue
            trace = decision(incident, "suspect", (incident.evidence, BOT), now)
            rows = reports(incident, self.house(), now)
            said = Announcement(incident=incident, trace=trace, rows=rows)
            kept = await self.memory.announce(said)
            log.warning("incident suspected: %s, %s", kept.title, kept.evidence)
            found.append(kept)
            known.append(kept)
        return found

    def _others(self, before: Iterable[Overheard]) -> Mapping[str, Sequence[str]]:
        """Texts of people who ask something else, by language."""
        texts = {language: list(lines) for language, lines in self.questions().items()}
        for each in before:
            texts.setdefault(each.heard.language, []).append(each.text)
        return texts

    async def _follow(
        self, incident: Incident, asked: Sequence[Overheard], surges: Sequence[Surge]
    ) -> None:
        """Link who asked, tell who waits, and let a suspicion lapse that nobody shares."""
        meant = [e.heard for e in asked if concerns(incident, e.heard) >= self.table.match]
        new = await self.memory.link(incident.id, meant)
        now = self.clock.now()
        try:
            if incident.speaks:
                if new or self._served.get(incident.id) != incident.version:
                    await self._tell_waiting(incident.id, now)
                    self._served[incident.id] = incident.version
            elif incident.phase is Phase.SUSPECTED and self._is_over(incident, meant, surges):
                trace = decision(incident, Step.LAPSE, ("it passed by itself", BOT), now)
                after = step(incident, Step.LAPSE, at=now)
                await self.memory.announce(Announcement(incident=after, trace=trace))
        except Outdated:
            log.info("incident %s was changed meanwhile", incident.id)

    async def _tell_waiting(self, incident_id: str, now: datetime) -> None:
        """Who asked before there was a text, and waits for a person, gets it now."""
        file = await self.memory.incident_file(incident_id)
        if file is None:
            return
        heard = audience(file, Word.NEWS, self.house(), now)
        if heard.people:
            said = (f"told {len(heard.people)} who waited", BOT)
            announcement = Announcement(
                incident=file.incident,
                trace=decision(file.incident, "tell", said, now),
                word=Word.NEWS,
                rows=heard.rows,
                people=heard.people,
                conversations=heard.conversations,
            )
            await self.memory.announce(announcement)

    def _is_over(self, incident: Incident, meant: Sequence[Heard], surges: Sequence[Surge]) -> bool:
        """Whether nobody has asked for so long that nothing seems to be the matter."""
        if any(each.series.topic in incident.topics for each in surges) or incident.external_id:
            return False
        last = max((each.at for each in meant), default=incident.opened_at)
        quiet = self.clock.now() - max(last, incident.opened_at)
        return quiet >= timedelta(hours=self.table.lapse_h)


def decision(incident: Incident, act: str, said: tuple[str, str], at: datetime) -> Decision:
    """The audit's line about an incident; `said` is why, and by whom."""
    reason, by = said
    return Decision(
        message_key="", act=f"incident:{incident.id}:{act}", reason=reason, by=by, at=at
    )
