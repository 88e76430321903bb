"""Reading a message to the end: the verdict, and the article that would answer it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.decide import LEAST_ANSWERABLE
from core.errors import EncoderUnavailable
from core.identities import Question
from core.reply.library import Candidate, Library
from core.surround import suspect
from core.triage.assess import Brain
from core.triage.hosts import plain_judge
from core.triage.reading import read
from core.triage.second import ENCODER
from core.triage.text import for_encoder
from core.triage.traces import traces
from core.types import Labels, Message, RiskLevel, Stance, Verdict

Vector = NDArray[np.float32]

# What is never answered from an article that was searched for.
UNANSWERED = frozenset({"spam", "praise", "crisis"})
# Below this the intent is too uncertain to leave the search out.
SURE = 0.6


@dataclass(frozen=True, slots=True)
class Reader:
    """Triage and retrieval together, so that both run where no event loop waits for them."""

    brain: Brain
    library: Library

    def read(self, questions: Sequence[Question]) -> list[Verdict]:
        """One verdict each, in order, with the best article and how well it fits, 0..1."""
        verdicts = self.brain.assess_many(questions)
        asking = [place for place, each in enumerate(verdicts) if self._searches(each)]
        texts = [questions[place].message.text for place in asking]
        vectors = self._vectors(texts)
        for place, text, vector in zip(asking, texts, vectors, strict=True):
            found = self.library.find(text, verdicts[place].labels, vector)
            if found is not None:
                verdicts[place] = replace(
                    verdicts[place], article=found.article, fit=found.confidence
                )
        return [
            self._traced(each.message, verdict)
            for each, verdict in zip(questions, verdicts, strict=True)
        ]

    def find(self, text: str, labels: Labels) -> Candidate | None:
        """The articles that come into question for one text, whether or not it asks."""
        return self.library.find(text, labels, self._vectors([text])[0])

    def _traced(self, message: Message, verdict: Verdict) -> Verdict:
        """What a possible attacker left is seen here: where all it takes was read already."""
        if not suspect(message, verdict):
            return verdict
        brain = self.brain
        hosts = brain.hosts or plain_judge(brain.identities)
        found = traces(message, verdict, brain.identities, hosts.judge)
        return replace(verdict, traces=found)

    def _searches(self, verdict: Verdict) -> bool:
        labels = verdict.labels
        if verdict.stage != ENCODER and _idle(labels):
            return False
        surely_none = labels.intent_confidence >= SURE and not self.library.covers(labels.intent)
        return not (surely_none or labels.intent in UNANSWERED or _attacks(verdict))

    def _vectors(self, texts: Sequence[str]) -> Sequence[Vector | None]:
        """Their meanings, as far as the library reads them and the encoder can be asked."""
        second = self.brain.second
        if not texts or second is None or self.library.encoder != second.encoder.name:
            return [None] * len(texts)
        try:
            return list(second.encoder.encode([for_encoder(read(each).raw) for each in texts]))
        except EncoderUnavailable:
            return [None] * len(texts)


def _idle(labels: Labels) -> bool:
    """Whether the cheap stage alone is sure that no page settles this."""
    sure = labels.intent == "chatter" and labels.intent_confidence >= SURE
    return sure or (labels.answerable is not None and labels.answerable < LEAST_ANSWERABLE)


def _attacks(verdict: Verdict) -> bool:
    surely = verdict.risk.level in (RiskLevel.REVIEW, RiskLevel.ALERT)
    return surely and verdict.risk.stance is Stance.ATTEMPT
