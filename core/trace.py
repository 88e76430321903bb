"""The trace that every automatic act leaves: what was done, why, and on which evidence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from core.actions import BOT, Action, Ask, Escalate, Inform, Protect, Reply
from core.ports import Decision, Judged


def decisions(judged: Sequence[Judged], now: datetime) -> Iterator[Decision]:
    """One decision an action, in order."""
    for each in judged:
        for action in each.actions:
            yield Decision(
                message_key=each.message.key,
                act=_act(action),
                reason=action.reason,
                by=BOT,
                at=now,
                evidence="; ".join(finding.reason for finding in each.verdict.findings),
            )


def _act(action: Action) -> str:
    match action:
        case Reply(article=article):
            return f"reply:{article}"
        case Ask(facts=facts):
            return f"ask:{','.join(facts)}"
        case Escalate(priority=priority):
            return f"escalate:{priority}"
        case Protect(kinds=kinds):
            return f"protect:{','.join(kinds)}"
        case Inform(phrase=phrase):
            return f"inform:{phrase}"
        case _:
            return "ignore"
