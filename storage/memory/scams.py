"""What turns, sends and removals mean for the reference memory's scam cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.actions import BOT
from core.numbers.events import warned
from core.ports import Settlement, TurnResult
from core.protection import Alarm, Asker, Attack, Seen
from core.traces import Trace
from core.types import Message, Removal
from storage.codec import stem
from storage.guard import alarms
from storage.guard.accusing import Beside, accused, acts_of, is_flagged, opened, seen_of, shortened
from storage.guard.dossier import (
    ACT,
    MESSAGE,
    WARNING,
    Dossier,
    Entry,
    Fate,
    forgotten,
    is_ours,
    settled,
)
from storage.memory.state import Note, Send, State, is_gone


@dataclass
class Trail:
    """One trace of one message."""

    trace: Trace
    seen: Seen
    scam: bool

    @property
    def name(self) -> tuple[str, str]:
        return (self.trace.kind, self.trace.digest)

    @property
    def author(self) -> tuple[str, str]:
        return (self.seen.platform, self.seen.author_id)


class MemoryScams(State):
    """Keeps files as `storage.guard.scams` and `storage.guard.guarding` do."""

    def __init__(self) -> None:
        super().__init__()
        self._askers: dict[tuple[str, str, str], Asker] = {}
        self._trails: dict[tuple[str, str, str], Trail] = {}
        self._files: dict[str, Dossier] = {}
        self._scam_lines: list[Entry] = []
        self._raised: set[str] = set()

    def _protect(self, result: TurnResult, now: datetime) -> None:
        guarding = result.guarding
        for asker in guarding.askers:
            self._ask(asker)
        for attack in guarding.attacks:
            self._accuse(attack, result, now)
        for seen in (*guarding.seen, *map(seen_of, guarding.attacks)):
            self._see(seen)
        for alarm in guarding.alarms:
            self._raise(alarm, now)

    def _ask(self, asker: Asker) -> None:
        place = (asker.platform, asker.scene, asker.conversation)
        known = self._askers.get(place)
        if asker.scene and (known is None or asker.asked_at >= known.asked_at):
            self._askers[place] = replace(asker, private_address="")

    def _accuse(self, attack: Attack, result: TurnResult, now: datetime) -> None:
        message = attack.message
        self._meet(message.platform, message.author, message.received_at)
        known = {mark for each in self._scam_lines for mark in (each.mark, each.theme)}
        fates = {key: _fate(send) for key, send in self._outbox.items()}
        beside = Beside(known, fates, acts_of(result), now)
        file = self._files.get(attack.scam_id) or opened(attack)
        after, entries = accused(file, attack, beside)
        if entries:
            self._keep_file(after, entries)

    def _keep_file(self, file: Dossier, entries: Sequence[Entry] = ()) -> None:
        self._files[file.scam.id] = file
        self._scam_lines += entries
        self._touched[file.scam.id] = "scam"

    def _see(self, seen: Seen) -> None:
        cleared = {each.scam.id for each in self._files.values() if each.scam.status == "dismissed"}
        for each in seen.traces:
            name = (seen.message_key, each.kind, each.digest)
            trail = self._trails.setdefault(name, Trail(shortened(each), seen, scam=False))
            trail.scam = trail.scam or is_flagged(seen, cleared)

    def _raise(self, alarm: Alarm, now: datetime) -> None:
        case = self._case_of(alarm.conversation)
        if case is None or not case.is_open or alarm.key in self._raised:
            return
        self._raised.add(alarm.key)
        after = alarms.alarmed(case, alarm, (self.promises, now))
        self._touch(case, "case")
        if after is not case:
            self._save(after)
        self._notes.append(Note(case.id, BOT, alarm.draft, now))
        self._decisions.append((case.conversation, alarms.raised(alarm, now)))

    def _settle_scams(self, word: Settlement) -> None:
        """A warning or act ended, in the files that speak of it."""
        for number, entry in enumerate(self._scam_lines):
            if entry.about == word.key and entry.event.kind in {WARNING, ACT}:
                file, self._scam_lines[number] = settled(self._files[entry.scam_id], entry, word)
                self._keep_file(file)
                event = self._scam_lines[number].event
                self.numbers.count(warned(file.scam.platform, entry.heard_at, event))

    def _forget(self, gone: Removal) -> None:
        super()._forget(gone)
        for message in [each.message for each in self._inbox.values()]:
            if is_gone(message, gone):
                self._forget_scam(message)

    def _forget_scam(self, message: Message) -> None:
        about = {
            number: each
            for number, each in enumerate(self._scam_lines)
            if each.event.kind == MESSAGE and each.about == stem(message)
        }
        for number, entry in about.items():
            acts = [e.event for e in self._lines_of(entry.scam_id) if e.event.kind == ACT]
            if is_ours(acts, message.id):
                return
            self._scam_lines[number] = replace(entry, event=forgotten(entry.event))
            self._touched[entry.scam_id] = "scam"
        for trail in self._trails.values():
            if trail.seen.message_key == message.key:
                trail.trace = replace(trail.trace, shown="")

    def _lines_of(self, scam: str) -> list[Entry]:
        return [each for each in self._scam_lines if each.scam_id == scam]


def _fate(send: Send) -> Fate:
    at = send.at if send.state == "sent" else None
    return Fate(send.outgoing, send.state, at, send.remote_id)
