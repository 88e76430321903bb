"""Seals over acts: every one holds the digest of the one before. Pure.

A digest is SHA-256 over canonical JSON: the act, when it was sealed, the digest before, and two
salted digests for what an erasure may take away (whom it was about, and the words). Without the
salt nobody can try out which person or words they were made of.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from core.audit import Act, Broken, Link, Seal
from core.ports import Decision

# The digest before the first act.
GENESIS = "0" * 64
# By which erasing is known in the audit itself; its evidence lists the numbers it emptied.
ERASE = "audit:erase"
# Acts of several processes may be committed a little out of order, but never long after.
LATE = timedelta(minutes=2)
# So many acts are looked at for those that came a little late.
LOOK_BACK = 2_000

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def seal(act: Act, before: Seal | None, now: datetime, salt: str) -> Seal:
    """The next link over an act."""
    bare = Seal(
        number=before.number + 1 if before else 1,
        act=act.number,
        sealed_at=now,
        salt=salt,
        person=_salted(salt, act.conversation, act.decision.message_key),
        words=_salted(salt, act.decision.reason, act.decision.evidence),
        previous=before.digest if before else GENESIS,
        digest="",
    )
    return replace(bare, digest=digest(bare, act))


def digest(seal: Seal, act: Act) -> str:
    """What the seal over this act has to be."""
    decision = act.decision
    told = {
        "act": decision.act,
        "at": _micros(decision.at),
        "by": decision.by,
        "case": act.case_id,
        "id": act.number,
        "person": seal.person,
        "previous": seal.previous,
        "sealed_at": _micros(seal.sealed_at),
        "seq": seal.number,
        "words": seal.words,
    }
    return sha256(_canonical(told)).hexdigest()


def is_empty(act: Act) -> bool:
    """Whether nothing in it says whom it was about."""
    decision = act.decision
    return not (act.conversation or decision.message_key or decision.reason or decision.evidence)


def emptied(act: Act) -> Act:
    """The act without what an erasure takes."""
    decision = replace(act.decision, message_key="", reason="", evidence="")
    return replace(act, conversation="", decision=decision)


def erasing(numbers: Iterable[int], by: str, at: datetime) -> Decision:
    """The act that says what was erased."""
    listed = ",".join(map(str, sorted(numbers)))
    return Decision(message_key="", act=ERASE, reason="", by=by, at=at, evidence=listed)


class Verifier:
    """Looks at a chain from its first link on; `take` each link, then `end`."""

    def __init__(self, anchor: str = "") -> None:
        self.count, self.head = 0, GENESIS
        self._missing_anchor = anchor.strip().lower()
        self._erased: dict[int, int] = {}
        self._said: set[int] = set()
        # Acts whose words cannot be read, and the keys that this would take.
        self.unread: list[int] = []
        self.keys: set[str] = set()
        self._newest, self._passed = 0, deque[tuple[int, datetime]](maxlen=2 * LOOK_BACK)

    @property
    def erased(self) -> int:
        """How many acts were emptied."""
        return len(self._erased)

    def take(self, link: Link) -> Broken | None:
        """Look at the next link; what is wrong with it, if anything."""
        why = self._wrong(link)
        if why:
            return Broken(why=why, seal=self.count + 1, act=link.seal.act)
        self._remember(link)
        return None

    def end(self, unsealed: Sequence[int] = ()) -> Broken | None:
        """What is wrong with the chain as a whole; `unsealed` are acts that have no seal."""
        if unsealed:
            return Broken(why="inserted", act=min(unsealed))
        unsaid = self._erased.keys() - self._said
        if unsaid:
            return Broken(why="erased", seal=self._erased[min(unsaid)], act=min(unsaid))
        return Broken(why="anchor") if self._missing_anchor else None

    def _wrong(self, link: Link) -> str:
        seal, act = link.seal, link.act
        if seal.number != self.count + 1 or seal.previous != self.head:
            return "order"
        if act is None:
            return "removed"
        if seal.digest != digest(seal, act):
            return "changed"
        if seal.salt and not fits(seal, act, words=not link.unread):
            return "changed"
        if not seal.salt and not is_empty(act):
            return "erased"
        return "inserted" if self._came_late(seal) else ""

    def _came_late(self, seal: Seal) -> bool:
        """Whether its number was passed long before it was sealed."""
        if seal.act > self._newest:
            return False
        passed = [at for number, at in self._passed if number > seal.act]
        return seal.sealed_at - min(passed, default=_EPOCH) > LATE

    def _remember(self, link: Link) -> None:
        seal, act = link.seal, link.act
        self.count, self.head = seal.number, seal.digest
        self._newest = max(self._newest, seal.act)
        self._passed.append((seal.act, seal.sealed_at))
        if seal.digest == self._missing_anchor:
            self._missing_anchor = ""
        if not seal.salt:
            self._erased[seal.act] = seal.number
        if link.unread:
            self.unread.append(seal.act)
            self.keys.update(link.unread)
        if act and act.decision.act == ERASE:
            numbers = act.decision.evidence.split(",")
            self._said.update(int(each) for each in numbers if each.isdecimal())


def fits(seal: Seal, act: Act, *, words: bool = True) -> bool:
    """Whether the person and words of this act are those that the seal was made of.

    Without `words`, which nobody can compare that cannot read them, the person alone.
    """
    decision = act.decision
    person = _salted(seal.salt, act.conversation, decision.message_key)
    said = _salted(seal.salt, decision.reason, decision.evidence) if words else seal.words
    return (person, said) == (seal.person, seal.words)


def _salted(salt: str, *words: str) -> str:
    return sha256(_canonical([salt, *words])).hexdigest()


def _canonical(value: object) -> bytes:
    """Keys in order, no spaces, everything beyond ASCII escaped: one way to write each value."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND
