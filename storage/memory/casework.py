"""The reference memory's casework: notes, tags, merging, splitting, handing over, mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, cast

from core import caseways
from core import deeds as c
from core.case import Case, Holder, Move, move, promised
from core.casework import Tagged
from core.deeds import Deed, Refusal, Refused
from core.errors import NotYours
from core.ports import Decision
from storage.casework import rules
from storage.memory.attachments import MemoryAttachments
from storage.memory.casefile import MemoryCaseFile
from storage.memory.mentions import MemoryMentions
from storage.memory.parts import Merged
from storage.memory.people import MemoryPeople
from storage.memory.state import Note
from storage.rules import GOES_ON, acted, answering, moved, speaks, stepped


class MemoryCasework(MemoryAttachments, MemoryMentions, MemoryPeople, MemoryCaseFile):
    """`Casework` and `Mentions`."""

    async def do(self, deed: Deed) -> Case:
        case = self._get(deed.case_id)
        if not isinstance(deed, c.Unmerge) and case.id in self._parted.merges:
            raise Refused(Refusal.MERGED)
        deed.must_be(case.version)
        with self._transaction():
            return self._WAYS[type(deed)](self, case, cast(Any, deed))

    def _get(self, case_id: str) -> Case:
        if case_id not in self._cases:
            raise NotYours(f"there is no case {case_id}")
        return self._cases[case_id]

    def _unmerged(self, case_id: str) -> Case:
        """The case, which nobody moves while it goes on in another one."""
        case = self._get(case_id)
        if case_id in self._parted.merges:
            raise NotYours(GOES_ON)
        return case

    def _do_go(self, before: Case, deed: c.Go) -> Case:
        after = moved(before, deed.how, deed.by, deed.at, reason=deed.reason)
        after = promised(before, after, self.promises, deed.at)
        self._save(after)
        trace = stepped(deed.how.value, deed.by, deed.at, deed.reason)
        self._decisions.append((after.conversation, trace))
        if deed.how is Move.CLAIM:
            self._silence(after, deed.at)
        if deed.how is Move.RESOLVE:
            self._outcomes[before.id] = deed.reason
        return after

    def _do_say(self, case: Case, deed: c.Say) -> Case:
        answering(case, deed.by)
        fresh = [
            replace(each, by=deed.by, case_id=case.id)
            for each in deed.outgoing
            if each.key not in self._outbox
        ]
        if not fresh:
            return case
        at = fresh[0].due_at
        after = move(case, Move.ANSWER, at=at) if speaks(fresh) else case
        self._bind_files(case.id, deed.by, fresh)
        self._silence(case, at)
        self._queue(fresh, (), at)
        self._decisions += [(case.conversation, acted(each)) for each in fresh]
        self._touch(case, "outbox")
        if after is not case:
            self._save(after)
        return after

    def _do_note(self, case: Case, deed: c.Note) -> Case:
        self._notes.append(Note(case.id, deed.by, deed.text, deed.at))
        self._call(deed, len(self._notes), deed.mentions)
        return self._trace(case, rules.traced("note", deed))

    def _do_edit(self, case: Case, deed: c.EditNote) -> Case:
        name = deed.key.removeprefix("note:")
        number = int(name) if name.isdecimal() else 0
        note = self._notes[number - 1] if 0 < number <= len(self._notes) else None
        if note is None or note.case_id != case.id or note.agent != deed.by:
            raise Refused(Refusal.NOT_YOURS)
        if not caseways.editable(note.agent, note.at, deed.by, deed.at):
            raise Refused(Refusal.TOO_LATE)
        if note.text == deed.text:
            return case
        was, note.text = note.text, deed.text
        self._edits.append((number, was))
        return self._trace(case, rules.traced("note_edit", deed, evidence=was))

    def _do_tag(self, case: Case, deed: c.Tag) -> Case:
        tags = self._tags.setdefault(case.id, {})
        if deed.tag in tags:
            return case
        if len(tags) >= c.MOST_TAGS:
            raise Refused(Refusal.TOO_MANY_TAGS)
        tags[deed.tag] = Tagged(tag=deed.tag, by=deed.by, at=deed.at)
        return self._trace(case, rules.traced("tag", deed, deed.tag))

    def _do_untag(self, case: Case, deed: c.Untag) -> Case:
        if self._tags.get(case.id, {}).pop(deed.tag, None) is None:
            return case
        return self._trace(case, rules.traced("untag", deed, deed.tag))

    def _do_merge(self, survivor: Case, deed: c.Merge) -> Case:
        other = self._get(deed.other)
        self._may_merge(survivor, other, deed)
        after, rest = caseways.merged(survivor, other, deed)
        after = caseways.due_by(after, promised(survivor, after, self.promises, deed.at))
        held = other.is_open and other.held_by is Holder.AGENT
        agent = (other.agent or "") if held else ""
        self._save(after)
        self._save(rest)
        if other.is_open:  # a case that goes on elsewhere did not end
            self._endings = [e for e in self._endings if (e.case_id, e.at) != (rest.id, deed.at)]
        self._parted.merges[other.id] = Merged(survivor.id, deed.by, deed.at, other.is_open, agent)
        if after.held_by is Holder.AGENT:
            self._silence(other, deed.at)
        self._trace(other, rules.traced("merge", deed, f"goes on in {survivor.id}"))
        self._trace(after, rules.traced("merge", deed, f"took in {other.id}"))
        return after

    def _may_merge(self, survivor: Case, other: Case, deed: c.Merge) -> None:
        if other.id == survivor.id:
            raise Refused(Refusal.SAME)
        if other.id in self._parted.merges:
            raise Refused(Refusal.MERGED)
        if not self._same_person(survivor, other):
            raise Refused(Refusal.STRANGERS)
        caseways.allow(survivor, deed)
        caseways.allow(other, deed)

    def _do_unmerge(self, case: Case, deed: c.Unmerge) -> Case:
        merge = self._parted.merges.get(case.id)
        if merge is None:
            raise Refused(Refusal.NOT_MERGED)
        survivor = self._leading(case.id) or case
        caseways.allow(survivor, deed)
        back = caseways.unmerged(case, merge.was_agent, deed.at) if merge.was_open else case
        back = promised(case, back, self.promises, deed.at)
        del self._parted.merges[case.id]
        self._save(back)
        self._trace(case, rules.traced("unmerge", deed, f"no longer in {merge.into}"))
        self._trace(survivor, rules.traced("unmerge", deed, f"gave back {case.id}"))
        return back

    def _do_split(self, case: Case, deed: c.Split) -> Case:
        caseways.allow(case, deed)
        members = {each.id: each for each in self._members(case)}
        home = self._stems(list(members.values()))
        stems = [each for each in dict.fromkeys(map(rules.tail, deed.lines)) if each in home]
        if not stems:
            raise Refused(Refusal.NO_LINES)
        if len(stems) == len(home):
            raise Refused(Refusal.ALL_LINES)
        origins = {members[home[each]].conversation: members[home[each]] for each in stems}
        if len(origins) > 1:
            raise Refused(Refusal.TWO_PLACES)
        (origin,) = origins.values()
        fresh = caseways.split_off((case, origin), self._chosen(stems), deed)
        fresh = promised(None, fresh, self.promises, deed.at)
        self._save(fresh)
        self._parted.splits[fresh.id] = origin.id
        self._parted.put.update(dict.fromkeys(stems, fresh.id))
        many = f"{len(stems)} of its messages"
        self._trace(case, rules.traced("split", deed, f"{many} went to {fresh.id}"))
        return fresh

    def _do_snooze(self, case: Case, deed: c.Snooze) -> Case:
        caseways.allow(case, deed)
        until = deed.until.isoformat(timespec="minutes")
        return self._move(case, caseways.snoozed(case, deed), rules.traced("snooze", deed, until))

    def _do_transfer(self, case: Case, deed: c.Transfer) -> Case:
        if not deed.over and not (case.held_by is Holder.AGENT and case.agent == deed.by):
            raise NotYours("only its holder hands a case over")
        after = caseways.transferred(case, deed)
        if deed.note:
            self._notes.append(Note(case.id, deed.by, deed.note, deed.at))
            self._call(deed, len(self._notes), (deed.to,))
        return self._move(case, after, rules.traced("transfer", deed, f"to {deed.to}"))

    def _do_resolve(self, case: Case, deed: c.Resolve) -> Case:
        caseways.allow(case, deed)
        reason = caseways.outcome(deed.reason, deed.words)
        after = caseways.resolved(case, deed)
        return self._move(case, after, rules.traced("resolve", deed, reason), ended=reason)

    def _do_again(self, case: Case, deed: c.Again) -> Case:
        send = self._outbox.get(deed.key)
        here = {each.conversation for each in self._members(case)}
        if send is None or send.outgoing.conversation not in here:
            raise Refused(Refusal.NOT_FAILED)
        caseways.allow(case, deed)
        fresh = caseways.sent_again(send.outgoing, send.state, deed)
        if fresh.key in self._outbox:
            return case
        after = move(caseways.taken(case, deed), Move.ANSWER, at=deed.at)
        self._queue([fresh], (), deed.at)
        return self._move(case, after, rules.traced("again", deed, evidence=fresh.key))

    def _move(self, before: Case, after: Case, trace: Decision, *, ended: str = "") -> Case:
        after = promised(before, after, self.promises, trace.at)
        self._save(after)
        if ended:
            self._outcomes[after.id] = ended
        if after.held_by is Holder.AGENT and before.held_by is not Holder.AGENT:
            self._silence(after, trace.at)
        return self._trace(after, trace)

    def _trace(self, case: Case, decision: Decision) -> Case:
        self._decisions.append((case.conversation, decision))
        self._touch(case, "case")
        return case

    async def tags_used(self, start: str, *, limit: int = 20) -> list[tuple[str, int]]:
        counts = Counter(tag for tags in self._tags.values() for tag in tags)
        found = [each for each in counts.items() if each[0].startswith(start)]
        return sorted(found, key=lambda each: (-each[1], each[0]))[:limit]

    _WAYS: ClassVar[Mapping[type[Deed], Callable[[Any, Case, Any], Case]]] = {
        c.Go: _do_go,
        c.Say: _do_say,
        c.Note: _do_note,
        c.EditNote: _do_edit,
        c.Tag: _do_tag,
        c.Untag: _do_untag,
        c.Merge: _do_merge,
        c.Unmerge: _do_unmerge,
        c.Split: _do_split,
        c.Snooze: _do_snooze,
        c.Transfer: _do_transfer,
        c.Resolve: _do_resolve,
        c.Again: _do_again,
    }
