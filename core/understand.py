"""Reading a message to the end: the verdict, and the article that would answer it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.identities import Question
from core.reply.library import Library
from core.triage.assess import Brain
from core.types import RiskLevel, Stance, Verdict

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
        return [
            self._with_article(question.message.text, verdict)
            for question, verdict in zip(questions, verdicts, strict=True)
        ]

    def _with_article(self, text: str, verdict: Verdict) -> Verdict:
        labels = verdict.labels
        surely_none = labels.intent_confidence >= SURE and not self.library.covers(labels.intent)
        if surely_none or labels.intent in UNANSWERED or _attacks(verdict):
            return verdict
        found = self.library.find(text, verdict.labels)
        if found is None:
            return verdict
        return replace(verdict, article=found.article, fit=found.confidence)


def _attacks(verdict: Verdict) -> bool:
    surely = verdict.risk.level in (RiskLevel.REVIEW, RiskLevel.ALERT)
    return surely and verdict.risk.stance is Stance.ATTEMPT
