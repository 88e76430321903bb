"""Claims to be staff, support or a moderator without being it."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.claims import says_staff
from core.triage.lexicon import Hit
from core.triage.polarity import stance
from core.triage.reading import Reading, read
from core.types import Finding, Message, Stance

_CODE = "fake_moderator"
_TALK = frozenset({"told", "is_it_real", "warn"})


@dataclass(frozen=True, slots=True)
class Signal:
    """Real staff is known by id before any signal is asked, so a claim here is a false one."""

    score: float = 0.82
    described: float = 0.6
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        author = message.author
        if author.is_moderator or context.identities.is_real(message.platform, author):
            return None
        reading = read(message.text)
        if "i_am_staff" not in reading.concepts:
            return self._by_description(author.bio)
        claim = reading.of("i_am_staff")[0]
        about = stance(reading, claim)
        if about is Stance.WARNING and not reading.concepts & {"warn"}:
            about = Stance.ATTEMPT
        return self._found(reading, claim, about)

    def _by_description(self, bio: str) -> Finding | None:
        if not (words := says_staff(bio)):
            return None
        reason = f"describes himself with a role he does not have: “{words}”"
        return Finding(signal=_CODE, kind=_CODE, score=self.described, reason=reason)

    def _found(self, reading: Reading, claim: Hit, about: Stance) -> Finding:
        words = reading.words(claim)
        attempt = about is Stance.ATTEMPT
        reason = f"claims a role it does not have: “{words}”" if attempt else f"tells of “{words}”"
        score = self.score if attempt else self.talk
        return Finding(signal=_CODE, kind=_CODE, score=score, reason=reason, stance=about)
