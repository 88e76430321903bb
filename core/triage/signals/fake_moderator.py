"""Claims to be staff, support or a moderator without being it."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
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
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:  # noqa: ARG002
        reading = read(message.text)
        if "i_am_staff" not in reading.concepts:
            return None
        claim = reading.of("i_am_staff")[0]
        about = stance(reading, claim)
        if about is Stance.WARNING and not reading.concepts & {"warn"}:
            about = Stance.ATTEMPT
        return self._found(reading, claim, about)

    def _found(self, reading: Reading, claim: Hit, about: Stance) -> Finding:
        words = reading.words(claim)
        attempt = about is Stance.ATTEMPT
        reason = f"claims a role it does not have: “{words}”" if attempt else f"tells of “{words}”"
        score = self.score if attempt else self.talk
        return Finding(signal=_CODE, kind=_CODE, score=score, reason=reason, stance=about)
