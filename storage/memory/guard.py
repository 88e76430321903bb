"""The reference memory's guard: surroundings, scam cases, rulings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from core.numbers.events import ruled
from core.protection import Asker, Echo, Look, ScamCase, ScamStatus, Surroundings, scam_id
from core.scams import (
    MOST_NAMES,
    KnownAs,
    Ruled,
    Ruling,
    ScamFile,
    ScamPage,
    Verb,
    Verdicted,
    WarningTimes,
    Watched,
    folded,
)
from core.traces import Trace
from core.types import Place, Platform
from storage.codec import us
from storage.feed import showing
from storage.guard import dossier, rulings
from storage.guard.dossier import ACT, MESSAGE, RULING, WARNING
from storage.memory.outbox import MemoryOutbox
from storage.memory.scams import Trail


class MemoryGuard(MemoryOutbox):
    """`Guard`."""

    async def surroundings(self, looks: Sequence[Look]) -> Sequence[Surroundings]:
        return [self._around(each) for each in looks]

    def _around(self, look: Look) -> Surroundings:
        file = self._files.get(scam_id(look.platform, look.author_id))
        echoes = [self._echo(look, each) for each in look.traces]
        return Surroundings(
            askers=tuple(self._near(look)),
            echoes=tuple(each for each in echoes if each.authors or each.scams),
            scam=file.scam if file else None,
            private_address=self._door(look.platform, "", look.author_id),
        )

    def _near(self, look: Look) -> list[Asker]:
        near = [
            replace(each, private_address=self._door(each.platform, each.account, each.author_id))
            for each in self._askers.values()
            if (each.platform, each.scene) == (look.platform, look.scene)
            and each.asked_at >= look.asked_since
            and each.author_id != look.author_id
        ]
        near.sort(key=lambda each: each.conversation)
        return sorted(near, key=lambda each: each.asked_at, reverse=True)[: dossier.ASKERS]

    def _echo(self, look: Look, trace: Trace) -> Echo:
        others = [
            each
            for each in self._trails.values()
            if each.name == (trace.kind, trace.digest)
            and each.author != (look.platform, look.author_id)
        ]
        late = [each for each in others if each.seen.at >= look.seen_since]
        late = sorted(late, key=lambda each: each.seen.at)[-dossier.ECHOES :]
        return Echo(
            kind=trace.kind,
            shown=trace.shown,
            authors=len({each.author for each in late}),
            scenes=len({(e.seen.platform, e.seen.scene) for e in late if e.seen.scene}),
            platforms=len({each.seen.platform for each in late}),
            scams=len({each.author for each in others if each.scam}),
        )

    def _door(self, platform: str, account: str, author_id: str) -> str:
        """Where somebody who wrote to us in private last did so, unless that place closed."""
        heard = [entry.message for entry in self._inbox.values()]
        for each in sorted(heard, key=lambda each: each.received_at, reverse=True):
            theirs = (each.platform, each.author.id) == (platform, author_id)
            if theirs and each.place is Place.DM and account in {"", each.account}:
                news = self._reach.get((each.platform, each.account, each.address))
                if news is None or news.open or news.moved_to:
                    return (news and news.moved_to) or each.address
        return ""

    async def scams(self, view: str, *, after: str = "", limit: int = 50) -> ScamPage:
        before, statuses = dossier.page_place(after), dossier.VIEWS[view]
        wanted = min(max(limit, 1), showing.MOST_ROWS)
        here = [each.scam for each in self._files.values() if each.scam.status in statuses]
        rest = sorted((e for e in here if dossier.place(e) < before), key=dossier.place)[::-1]
        more = dossier.page_key(rest[wanted - 1]) if len(rest) > wanted else ""
        counts = dossier.counts(self._scam_totals())
        return ScamPage(rows=tuple(rest[:wanted]), counts=counts, after=more)

    def _scam_totals(self) -> Counter[str]:
        return Counter(dossier.tally(each.scam) for each in self._files.values())

    async def scam_file(self, scam_id: str) -> ScamFile | None:
        file = self._files.get(scam_id)
        if file is None:
            return None
        traces = {each.name: each.trace for each in self._flagged(file.scam)}
        return ScamFile(
            scam=file.scam,
            events=dossier.in_order(each.event for each in self._lines_of(scam_id)),
            traces=tuple(traces.values()),
            names=file.names,
            alike=self._alike(file.scam, traces.keys()),
        )

    def _flagged(self, scam: ScamCase) -> list[Trail]:
        """The traces of a scammer, the first first."""
        theirs = (scam.platform, scam.author_id)
        own = [each for each in self._trails.values() if each.scam and each.author == theirs]
        return sorted(own, key=lambda each: (each.seen.at, *each.name))

    def _alike(self, scam: ScamCase, names: Collection[tuple[str, str]]) -> tuple[ScamCase, ...]:
        alike = [each for each in self._trails.values() if each.scam and each.name in names]
        ids = {scam_id(*each.author) for each in alike} - {scam.id}
        return dossier.nearest(self._files[each].scam for each in ids & self._files.keys())

    async def rule(self, ruling: Ruling) -> Ruled:
        with self._transaction():
            file, lines = self._files[ruling.scam_id], self._lines_of(ruling.scam_id)
            past = [each.event for each in lines if each.event.kind in {RULING, ACT}]
            judgment = rulings.judge(file, ruling, past)
            if judgment.ruled.won:
                self._apply(ruling, judgment)
            return judgment.ruled

    def _apply(self, ruling: Ruling, judgment: rulings.Judgment) -> None:
        outgoing = rulings.signed(ruling)
        self._queue(outgoing, (), ruling.at)
        for each in outgoing:
            self._touch(self._case_of(each.conversation), "outbox")
        self._flag(ruling.verb, judgment.ruled.scam)
        self._keep_file(judgment.dossier, judgment.entries)
        self._decisions.append((judgment.dossier.conversation, rulings.traced(ruling)))
        self.numbers.count(ruled(judgment.ruled.scam.platform, ruling))

    def _flag(self, verb: Verb, scam: ScamCase) -> None:
        """A verdict decides whether the traces of these messages are a scammer's."""
        written = {e.message_key for e in self._lines_of(scam.id) if e.event.kind == MESSAGE}
        for trail in self._trails.values():
            if verb is Verb.SCAM and trail.seen.message_key in written:
                trail.scam = True
            elif verb is Verb.NOT_SCAM and trail.author == (scam.platform, scam.author_id):
                trail.scam = False

    async def watched(
        self, platform: Platform, since: datetime, *, limit: int
    ) -> Sequence[Watched]:
        scenes: dict[str, list[Asker]] = {}
        for each in self._askers.values():
            if each.platform == platform and each.asked_at >= since:
                scenes.setdefault(each.scene, []).append(each)
        found = [
            Watched(
                scene=scene,
                asked_at=max(each.asked_at for each in askers),
                askers=len({each.author_id for each in askers}),
            )
            for scene, askers in sorted(scenes.items())
        ]
        return sorted(found, key=lambda each: each.asked_at, reverse=True)[:limit]

    async def warning_times(self, since: datetime) -> WarningTimes:
        warned = [
            each
            for each in self._scam_lines
            if each.event.kind == WARNING and each.heard_at and each.heard_at >= since
        ]
        return dossier.times(dossier.first_waits(warned))

    async def verdicts(self) -> Sequence[Verdicted]:
        cases = {each.scam.id: each.scam for each in self._files.values()}
        return [
            Verdicted(
                scam_id=each.scam_id,
                message_key=each.event.key,
                at=each.event.at,
                score=each.event.score,
                scam=cases[each.scam_id].status is ScamStatus.CONFIRMED,
            )
            for each in self._scam_lines
            if each.event.kind == MESSAGE and cases[each.scam_id].status in rulings.DECIDED
        ]

    async def known_as(self, platform: Platform, query: str) -> KnownAs | None:
        asked = query.strip()
        if found := self._known(platform, asked):
            return found
        bearers = [
            (-us(each.last_at), author)
            for (at, author, *_), each in self._names.items()
            if at == platform and folded(asked) and folded(each.handle) == folded(asked)
        ]
        return self._known(platform, min(bearers)[1]) if bearers else None

    def _known(self, platform: Platform, author_id: str) -> KnownAs | None:
        own = [e for k, e in self._names.items() if k[:2] == (platform, author_id)]
        own.sort(key=lambda each: (-us(each.last_at), -us(each.first_at), each.handle, each.name))
        file = self._files.get(scam_id(platform, author_id))
        if not (own or file):
            return None
        scam, names = file.scam if file else None, tuple(own[:MOST_NAMES])
        return KnownAs(platform=platform, author_id=author_id, names=names, scam=scam)

    async def forget_traces(self, before: datetime) -> int:
        old = [k for k, each in self._trails.items() if not each.scam and each.seen.at < before]
        for name in old:
            del self._trails[name]
        self._askers = {k: v for k, v in self._askers.items() if v.asked_at >= before}
        return len(old)
