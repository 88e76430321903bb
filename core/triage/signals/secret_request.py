"""Asks for a seed phrase, a private key, a password, a code or remote access."""

from __future__ import annotations

from dataclasses import dataclass

from core.identities import Context
from core.triage.lexicon import Hit
from core.triage.polarity import own, stance
from core.triage.reading import Reading, read
from core.types import Finding, Message, Stance

_CODE = "secret_request"
_GRAVE = ("seed", "key", "remote")
_COMMON = ("code", "password")
_TALK = frozenset({"is_it_real", "told", "never", "warn", "pay_now"})
# Who posts a secret of his own asks nobody for one.
_POSTED = {
    "seed": "seed_phrase",
    "key": "private_key",
    "code": "one_time_code",
    "password": "password",
}
# A user whose code does not come writes the same words.
_HELPLESS = frozenset({"missing", "hypothetical", "plea"})


@dataclass(frozen=True, slots=True)
class Signal:
    """Fires where handing over and a secret stand together in one sentence."""

    score: float = 0.9
    code_score: float = 0.75
    talk_score: float = 0.5

    def __call__(self, message: Message, context: Context) -> Finding | None:  # noqa: ARG002
        reading = read(message.text)
        posted = {secret.kind for secret in message.secrets}
        for asset in (*_GRAVE, *_COMMON):
            if asset not in reading.concepts or _POSTED.get(asset) in posted:
                continue
            if found := self._about(reading, asset):
                return found
        return None

    def _about(self, reading: Reading, asset: str) -> Finding | None:
        pair = reading.pair("give", asset)
        if pair is None:
            return self._talk(reading, asset)
        give, thing = pair
        about = stance(reading, give, thing)
        if about is Stance.ATTEMPT:
            return self._attempt(reading, asset, thing)
        if asset in _COMMON and not reading.concepts & {"is_it_real", "told", "warn", "never"}:
            return None
        return _finding(self.score, reading, thing, about)

    def _attempt(self, reading: Reading, asset: str, thing: Hit) -> Finding | None:
        if own(reading, thing):
            return None
        if asset in _GRAVE:
            return _finding(self.score, reading, thing, Stance.ATTEMPT)
        if not reading.pair("your", asset, 5) or reading.concepts & _HELPLESS:
            return None
        return _finding(self.code_score, reading, thing, Stance.ATTEMPT)

    def _talk(self, reading: Reading, asset: str) -> Finding | None:
        """No request in the words, but somebody else's is told of."""
        if asset == "password" or not reading.concepts & _TALK:
            return None
        thing = reading.of(asset)[0]
        about = stance(reading, thing)
        if about is Stance.ATTEMPT:
            return None
        return _finding(self.talk_score, reading, thing, about)


def _finding(score: float, reading: Reading, thing: Hit, about: Stance) -> Finding:
    what = reading.words(thing)
    reasons = {
        Stance.ATTEMPT: f"asks for “{what}”",
        Stance.WARNING: f"warns not to give away “{what}”",
        Stance.REPORT: f"tells that somebody wants “{what}”",
        Stance.QUESTION: f"asks whether a request for “{what}” is real",
    }
    return Finding(signal=_CODE, kind=_CODE, score=score, reason=reasons[about], stance=about)
