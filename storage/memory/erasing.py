"""The reference memory's erasures: what goes when a person goes, or a conversation gets too old."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from core.actions import BOT, Purpose
from core.audit_chain import emptied, erasing
from core.case import Case
from core.privacy.rights import NOBODY, Erasure, Identity, Stage
from core.protection import ScamStatus
from core.types import Author, Message, Platform
from storage import rules
from storage.api.memory import MemoryApi
from storage.audit.acts import NOWHERE
from storage.audit.memory import MemoryAudit
from storage.codec import speaker, stem
from storage.doors.memory import MemoryDoors
from storage.guard.dossier import MESSAGE, forgotten
from storage.links.memory import MemoryAccountLinks
from storage.memory.bulk import MemoryBulk
from storage.memory.composing import MemoryComposing
from storage.memory.guard import MemoryGuard
from storage.memory.incidents import MemoryIncidents
from storage.memory.state import Entry
from storage.privacy.naming import SHORTEST_ID, Whom


class MemoryErasing(
    MemoryBulk,
    MemoryComposing,
    MemoryDoors,
    MemoryApi,
    MemoryAudit,
    MemoryAccountLinks,
    MemoryIncidents,
    MemoryGuard,
):
    """What `Erasures` and `Retention` do alike."""

    async def _erase(self, known: Erasure, now: datetime, limit: int) -> Erasure:
        until, people = known.until or now, set(known.identities)
        own = self._own_places(people, until)
        if known.stage is Stage.ASKED:
            return replace(known, stage=Stage.ERASING, places=len(own), held="")
        left = [
            each
            for each in self._inbox.values()
            if writer(each.message) in people
            and each.message.received_at <= until
            and (each.message.text or speaker(each.message.author) != each.message.author.id)
        ]
        with self._transaction():
            for each in left[:limit]:
                self._blank(each)
        known = replace(known, texts=known.texts + len(left[:limit]), held="")
        if len(left) > limit or self._is_busy(own, now):
            return known
        names = self._all_names(people)
        for place in sorted(own):
            await self._empty(place, until, known.by)
        self._unname(Whom(known.identities, names))
        return replace(known, stage=Stage.CLEANING, identities=(), position=known.places, held="")

    def _heard_in(self, conversation: str) -> list[Entry]:
        return [e for e in self._inbox.values() if e.message.conversation == conversation]

    def _own_places(self, people: set[Identity], until: datetime) -> set[str]:
        heard = [each.message for each in self._inbox.values()]
        mine = {e.conversation for e in heard if writer(e) in people and e.received_at <= until}
        mine |= {
            each.conversation
            for each in self._cases.values()
            if Identity(each.platform, each.author_id) in people and each.opened_at <= until
        }
        return mine - {each.conversation for each in heard if writer(each) not in people}

    def _is_busy(self, places: set[str], now: datetime) -> bool:
        leased = [self._lanes[each].leased for each in places if each in self._lanes]
        sending = [e for e in self._outbox.values() if e.outgoing.conversation in places]
        return any(each and each > now for each in leased) or any(
            each.state == "sending" for each in sending
        )

    def _all_names(self, people: set[Identity]) -> set[str]:
        authors = [e.message.author for e in self._inbox.values() if writer(e.message) in people]
        authors += [
            e.author for e in self._sightings.values() if _of(e.platform, e.author.id, people)
        ]
        names = {name for each in authors for name in (each.handle, each.name)}
        for key, seen in self._names.items():
            names |= {seen.handle, seen.name} if _of(key[0], key[1], people) else set()
        for case in self._cases.values():
            names |= {case.author_name} if _of(case.platform, case.author_id, people) else set()
        return names - {""}

    def _blank(self, entry: Entry) -> None:
        """One message loses its words and its author's name, wherever they are quoted."""
        message = entry.message
        self._forget_entry(entry)
        bare = rules.erased(message)
        entry.message = replace(bare, author=Author(id=bare.author.id))
        for number, line in enumerate(self._scam_lines):
            if line.event.kind == MESSAGE and line.about == stem(message):
                self._scam_lines[number] = replace(line, event=forgotten(line.event))
        for other in self._inbox.values():
            quotes = other.message.reply_to == message.id
            if quotes and other.message.platform == message.platform:
                other.message = replace(other.message, reply_text="")

    async def _empty(self, conversation: str, until: datetime, by: str) -> None:
        """What we said in a conversation, wrote about it and told others of it."""
        await self._unsay_all(conversation, until)
        await self.erase_acts(conversation, by, until)

    async def _unsay_all(self, conversation: str, until: datetime) -> None:
        cases = [e for e in self._cases.values() if e.conversation == conversation]
        old = [each for each in cases if each.opened_at <= until]
        ids = {each.id for each in old}
        with self._transaction():
            for each in old:
                self._save(nameless(each))
        for send in self._outbox.values():
            if send.outgoing.conversation == conversation and send.state != "sending":
                send.state = "withdrawn" if send.state == "pending" else send.state
                send.outgoing, send.why = replace(send.outgoing, text="", buttons=()), ""
        for note in self._notes:
            note.text = "" if note.case_id in ids else note.text
        self._edits = [
            (number, "" if self._notes[number].case_id in ids else words)
            for number, words in self._edits
        ]
        self._drafts = {k: e for k, e in self._drafts.items() if e.case_id not in ids}
        self._forget_files(conversation)
        self._dialogues.pop(conversation, None)
        self._deliveries = {n: e for n, e in self._deliveries.items() if e.lane != conversation}
        self._askers = {k: e for k, e in self._askers.items() if e.conversation != conversation}

    def _unname(self, whom: Whom) -> None:
        """His names, wherever they stand, and copies of his cases."""
        people, pattern = set(whom.identities), whom.pattern()

        def bare(words: str) -> str:
            return pattern.sub(NOBODY, words) if pattern else words

        for note in self._notes:
            note.text = bare(note.text)
        self._edits = [(number, bare(words)) for number, words in self._edits]
        self._drafts = {k: replace(e, text=bare(e.text)) for k, e in self._drafts.items()}
        for send in self._outbox.values():
            if send.outgoing.purpose is not Purpose.ANSWER:
                send.outgoing = replace(send.outgoing, text=bare(send.outgoing.text))
        self._scam_lines = [
            replace(
                each,
                event=replace(
                    each.event,
                    text=bare(each.event.text),
                    reasons=tuple(map(bare, each.event.reasons)),
                ),
            )
            for each in self._scam_lines
        ]
        self._unread(whom, bare)
        self._drop_people(people)

    def _unread(self, whom: Whom, bare: Callable[[str], str]) -> None:
        ids = [e.author_id for e in whom.identities if len(e.author_id) >= SHORTEST_ID]
        for key, letter in self._letters.items():
            named = bare(letter.raw) != letter.raw or any(each in letter.raw for each in ids)
            self._letters[key] = replace(letter, raw="") if named else letter

    def _drop_people(self, people: set[Identity]) -> None:
        ids = {e.id for e in self._cases.values() if _of(e.platform, e.author_id, people)}
        self._bulks = {
            key: each
            for key, each in self._bulks.items()
            if not ids & {trail.before.id for trail in each[2]}
        }
        self._names = {k: e for k, e in self._names.items() if not _of(k[0], k[1], people)}
        self._sightings = {
            key: each
            for key, each in self._sightings.items()
            if not _of(each.platform, each.author.id, people)
        }
        self._links = {
            key: each
            for key, each in self._links.items()
            if not _of(key.platform, key.author_id, people)
        }
        for key, file in self._files.items():
            scam = file.scam
            mine = _of(scam.platform, scam.author_id, people)
            if mine and scam.status is not ScamStatus.CONFIRMED:
                bare = replace(scam, handle="", name="")
                self._files[key] = replace(file, scam=bare, names=())

    def _unlearn(self, message: Message) -> None:
        """Why the desk decided as it did quotes what it read."""
        super()._unlearn(message)
        told = [n for n, (_, each) in enumerate(self._decisions) if each.message_key == message.key]
        self._unsay(told, BOT, datetime.now(UTC))

    def _unsay(self, places: Sequence[int], by: str, at: datetime) -> None:
        """Acts, by their places in the list, lose person and words."""
        acts = self._all_acts()
        for place in places:
            self._decisions[place] = (NOWHERE, emptied(acts[place]).decision)
            if place + 1 in self._seals:
                self._seals[place + 1] = replace(self._seals[place + 1], salt="")
        if places:
            numbers = (each + 1 for each in places)
            self._decisions.append((NOWHERE, erasing(numbers, by, at)))


def writer(message: Message) -> Identity:
    """Who wrote it."""
    return Identity(message.platform, message.author.id)


def _of(platform: str, author_id: str, people: set[Identity]) -> bool:
    return Identity(Platform(platform), author_id) in people


def nameless(case: Case) -> Case:
    """A case that says nothing of anybody."""
    return replace(case, subject="", author_name="", reason="")
