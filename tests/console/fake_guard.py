"""An in-memory guard that keeps the port's promises, and scam cases to put into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

from core.actions import Kind, Outgoing, Purpose
from core.errors import StorageUnavailable
from core.protection import ScamCase, ScamStatus, Surroundings, scam_id
from core.scams import Ruled, Ruling, ScamEvent, ScamFile, ScamPage, Verb, WarningTimes
from core.traces import Trace
from core.types import Author, Platform, RiskLevel
from tests.conftest import NOON

OPEN = {ScamStatus.OPEN, ScamStatus.TAKEN}
VIEWS = {
    "open": OPEN,
    "confirmed": {ScamStatus.CONFIRMED},
    "dismissed": {ScamStatus.DISMISSED},
    "all": set(ScamStatus),
}
STATUS = {
    Verb.TAKE: ScamStatus.TAKEN,
    Verb.SCAM: ScamStatus.CONFIRMED,
    Verb.NOT_SCAM: ScamStatus.DISMISSED,
}
VERDICTS = {Verb.SCAM, Verb.NOT_SCAM}
ACTS = {Verb.DELETE: Kind.DELETE, Verb.RESTRICT: Kind.RESTRICT, Verb.BAN: Kind.BAN}


def a_scam(number: int = 1, **changes) -> ScamCase:
    """The case of somebody who poses as support; any field can be changed."""
    author = changes.get("author_id", f"9{number:03}")
    values = {
        "id": scam_id("replay", author),
        "platform": Platform("replay"),
        "account": "nordex",
        "author_id": author,
        "handle": f"nordex_help{number}",
        "name": "Nordex Support Desk",
        "opened_at": NOON,
        "last_at": NOON + timedelta(minutes=number),
        "level": RiskLevel.ALERT,
        "score": 0.97,
        "kinds": ("impersonator", "secret_request"),
        "messages": 1,
        "warned": 1,
    }
    return ScamCase(**(values | changes))


def a_message(text: str = "Send your code to http://nordex-help.invalid/form", **changes):
    """One message of a scam case."""
    values = {
        "kind": "message",
        "at": NOON,
        "by": "Nordex Support Desk",
        "text": text,
        "key": "replay:nordex:501:0",
        "native_id": "501",
        "scene": "replay:group",
        "sent_at": NOON - timedelta(seconds=2),
        "sha256": sha256(text.encode("utf-8", "replace")).hexdigest(),
        "score": 0.97,
        "level": "alert",
        "reasons": ("asks for a code", "looks like Nordex Support under another id"),
    }
    return ScamEvent(**(values | changes))


def a_warning(**changes) -> ScamEvent:
    """One warning that left."""
    values = {
        "kind": "warning",
        "at": NOON + timedelta(seconds=3),
        "by": "bot",
        "text": "This account is not ours.",
        "key": "warn:replay:nordex:ann:1",
        "address": "ann",
        "state": "sent",
    }
    return ScamEvent(**(values | changes))


def a_file(number: int = 1, *events: ScamEvent, **changes) -> ScamFile:
    """A scam case with one message and one warning, unless events are given."""
    scam = a_scam(number, **changes)
    return ScamFile(
        scam=scam,
        events=events or (a_message(native_id=f"{500 + number}"), a_warning()),
        traces=(Trace(kind="host", digest="d1", shown="nordex-help.invalid"),),
        names=(Author(id=scam.author_id, handle=scam.handle, name=scam.name),),
    )


def acts_for(file: ScamFile, verb: Verb) -> tuple[Outgoing, ...]:
    """What would leave: every message deleted, or one act on the author."""
    if verb is Verb.DELETE:
        messages = [each for each in file.events if each.kind == "message"]
        return tuple(_act(file, Kind.DELETE, each.native_id) for each in messages)
    if verb in ACTS:
        return (_act(file, ACTS[verb], file.scam.author_id),)
    if verb in {Verb.LIFT, Verb.NOT_SCAM} and {"restrict", "ban"} & set(file.scam.acts):
        return (_act(file, Kind.LIFT, file.scam.author_id),)
    return ()


def _act(file: ScamFile, kind: Kind, target: str) -> Outgoing:
    return Outgoing(
        key=f"{file.scam.id}:{kind}:{target}:{file.scam.version}",
        platform=file.scam.platform,
        account=file.scam.account,
        conversation="replay:nordex:group",
        address="group",
        due_at=NOON,
        kind=kind,
        purpose=Purpose.ACT,
        target=target,
    )


class FakeGuard:
    """Scam cases in a dict; `broken` makes every method fail as a full disk would."""

    def __init__(self, changed=lambda scam_id: None) -> None:
        self.files: dict[str, ScamFile] = {}
        self.sent: list[Outgoing] = []
        self.times = WarningTimes(count=12, median_s=1.4, p95_s=3.2, worst_s=9.6)
        self.broken = False
        self._changed = changed
        self._said: dict[tuple[str, str], Ruling] = {}

    def add(self, file: ScamFile) -> ScamFile:
        self.files[file.scam.id] = file
        self._changed(file.scam.id)
        return file

    async def surroundings(self, looks):
        self._check()
        return [Surroundings() for _ in looks]

    async def scams(self, view: str, *, after: str = "", limit: int = 50) -> ScamPage:
        self._check()
        scams = [file.scam for file in self.files.values()]
        counts = {name: sum(each.status in kept for each in scams) for name, kept in VIEWS.items()}
        chosen = sorted((each for each in scams if each.status in VIEWS[view]), key=_place)
        rest = [each for each in chosen if _place(each) > after]
        more = _place(rest[limit - 1]) if len(rest) > limit else ""
        return ScamPage(rows=tuple(rest[:limit]), counts=counts, after=more)

    async def scam_file(self, scam_id: str) -> ScamFile | None:
        self._check()
        return self.files.get(scam_id)

    async def rule(self, ruling: Ruling) -> Ruled:
        self._check()
        file = self.files[ruling.scam_id]
        kind = "verdict" if ruling.verb in VERDICTS else ruling.verb.value
        first = self._said.get((ruling.scam_id, kind))
        overrules = kind == "verdict" and ruling.note and first and first.verb != ruling.verb
        if first and not overrules:
            return Ruled(won=False, scam=file.scam, by=first.by, at=first.at, verb=first.verb.value)
        self._said[ruling.scam_id, kind] = ruling
        if ruling.verb is Verb.LIFT:
            for act in ("restrict", "ban"):
                self._said.pop((ruling.scam_id, act), None)
        self.sent.extend(ruling.outgoing)
        scam = _ruled(file.scam, ruling)
        event = ScamEvent(
            kind="ruling", at=ruling.at, by=ruling.by, text=ruling.verb.value, state=ruling.note
        )
        acts = (
            ScamEvent(kind="act", at=ruling.at, by=ruling.by, text=out.kind, state="pending")
            for out in ruling.outgoing
        )
        self.add(replace(file, scam=scam, events=(*file.events, event, *acts)))
        return Ruled(won=True, scam=scam)

    async def watched(self, platform, since, *, limit):
        self._check()
        return []

    async def verdicts(self):
        self._check()
        return []

    async def forget_traces(self, before) -> int:
        self._check()
        return 0

    async def warning_times(self, since) -> WarningTimes:
        self._check()
        return self.times

    def _check(self) -> None:
        if self.broken:
            raise StorageUnavailable("disk full")


def _ruled(scam: ScamCase, ruling: Ruling) -> ScamCase:
    acts = [*scam.acts, *(each.kind.value for each in ruling.outgoing)]
    if ruling.verb is Verb.LIFT:
        acts = [each for each in acts if each not in {"restrict", "ban", "lift"}]
    return replace(
        scam,
        status=STATUS.get(ruling.verb, scam.status),
        agent=ruling.by,
        acts=tuple(dict.fromkeys(acts)),
        decided_at=ruling.at if ruling.verb in VERDICTS else scam.decided_at,
        version=scam.version + 1,
    )


def _place(scam: ScamCase) -> str:
    rank = 0 if scam.level is RiskLevel.ALERT else 1
    latest = 9e12 - scam.last_at.timestamp()
    return f"{rank}|{latest:020.3f}|{scam.id}"
