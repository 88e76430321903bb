"""The trace that every automatic act leaves: what was done, why, and on which evidence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from core.actions import BOT, Action, Ask, Escalate, Inform, Protect, Reply
from core.ports import Decision, Judged
from core.reply.compose import attribution
from core.reply.library import Library


def decisions(
    judged: Sequence[Judged], now: datetime, library: Library | None = None
) -> Iterator[Decision]:
    """One decision an action, in order; of an answer also the page it was made of."""
    for each in judged:
        for action in each.actions:
            yield Decision(
                message_key=each.message.key,
                act=_act(action),
                reason=action.reason,
                by=BOT,
                at=now,
                evidence="; ".join((*_pages(action, library), *_findings(each))),
            )


def _findings(judged: Judged) -> Iterator[str]:
    return (finding.reason for finding in judged.verdict.findings)


def _pages(action: Action, library: Library | None) -> Iterator[str]:
    if library is not None and isinstance(action, Reply) and (page := attribution(action, library)):
        yield page


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
