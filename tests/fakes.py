"""Fakes that behave: an adapter made of lists, a triage made of a function."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.actions import Kind
from core.errors import MaybeSent
from core.ports import Capabilities
from core.types import Labels, Masked, Platform, Secret, Verdict

SECRET = "hunter2"
REPLAY = Platform("replay")
CAPABILITIES = Capabilities(max_length=4096, buttons=True, acts=frozenset({Kind.DELETE}))


@dataclass
class FakeAdapter:
    """Yields the batches it is given, raises what it is given, keeps what is sent."""

    batches: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    platform: Platform = REPLAY
    account: str = "nordex"
    capabilities: Capabilities = CAPABILITIES
    sent: list = field(default_factory=list)
    acknowledged: int = 0
    since: dict = field(default_factory=dict)
    found: list = field(default_factory=list)

    async def find(self, outgoing):
        answer = self.found.pop(0) if self.found else MaybeSent("cannot tell")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def gauges(self):
        return {"last_event_s": 0.5}

    async def arrivals(self, since):
        self.since = dict(since)
        while self.batches:
            batch = self.batches.pop(0)
            if isinstance(batch, Exception):
                raise batch
            yield batch
            self.acknowledged += len(batch)

    async def send(self, outgoing) -> str:
        self.sent.append(outgoing)
        answer = self.answers.pop(0) if self.answers else f"remote-{len(self.sent)}"
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class FakeTriage:
    """Masks one word; reads by a function of the text, or finds a dull question about fees."""

    read: object = None
    asked: list = field(default_factory=list)

    async def mask(self, texts):
        return [mask(text) for text in texts]

    async def assess(self, questions):
        self.asked += questions
        return [self._one(question) for question in questions]

    def _one(self, question):
        if self.read is None:
            return a_reading()
        try:
            return self.read(question.message)
        except Exception as error:
            return error


def mask(text: str) -> Masked:
    at = text.find(SECRET)
    if at < 0:
        return Masked(text=text)
    found = Secret(kind="password", start=at, end=at + len(SECRET))
    return Masked(text=text.replace(SECRET, "[password removed]"), secrets=(found,))


def a_reading(intent="fees", confidence=0.95, **changes) -> Verdict:
    labels = Labels(
        language="en",
        language_confidence=1.0,
        intent=intent,
        intent_confidence=confidence,
        intents=((intent, confidence),),
    )
    found = {"article": "fees-trading-tiers", "fit": 0.95} if intent == "fees" else {}
    return Verdict(**({"labels": labels} | found | changes))
