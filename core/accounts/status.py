"""Where is my withdrawal, deposit, verification: what the account says to a linked user."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.accounts.desk import AccountsUnavailable, LinkGone, Progress, Topic
from core.accounts.explaining import explained
from core.accounts.links import AccountLink
from core.accounts.telling import nothing, told, which
from core.accounts.visit import PERSON, Tools, Visit
from core.actions import Action, Ask, Escalate
from core.needs import missing_facts
from core.types import Urgency

_NUMBER = re.compile(r"[1-9]\d?")
_CHOICE = re.compile(rf"/({'|'.join(Topic)}) \d")


@dataclass(frozen=True, slots=True)
class Status:
    """Looks into the account and says what is there."""

    tools: Tools

    async def tell(self, visit: Visit, link: AccountLink, topic: Topic) -> tuple[Action, ...]:
        """The state, or the question which one is meant; a person where the account needs one."""
        try:
            found = await self.tools.desk.progress(link.reference, topic)
        except AccountsUnavailable as error:
            return unavailable(visit, str(error))
        except LinkGone:
            await self.tools.links.drop_link(link.handle)
            gone = visit.inform("account_link_gone", "the exchange ended the link")
            return explained(visit, topic, gone)
        meant = _meant(found, visit)
        if not meant:
            return _nothing_there(visit, topic)
        if len(meant) > 1:
            return (which(meant, topic, visit.language),)
        return _one(meant[0], visit)


def chosen(visit: Visit) -> Topic | None:
    """The kind of thing that a bare number answers about: our last words asked which one."""
    ours = [each for each in visit.turn.history if each.ours]
    if not (ours and is_number(visit.message.text)):
        return None
    found = _CHOICE.search(ours[-1].text)
    return Topic(found[1]) if found else None


def is_number(text: str) -> bool:
    """Whether a text is the number of something in a list, and nothing else."""
    return _NUMBER.fullmatch(text.strip()) is not None


def unavailable(visit: Visit, why: str) -> tuple[Action, ...]:
    """Nobody can look: a person goes on, with what he will need."""
    said = visit.inform("account_unavailable", f"accounts cannot be looked into: {why}")
    return (said, *_asked(visit), _to_a_person(visit, said.reason))


def _one(progress: Progress, visit: Visit) -> tuple[Action, ...]:
    """What the account says is enough unless something is stuck there, or money burns."""
    said = told(progress, visit.language)
    if progress.is_stuck or visit.verdict.urgency is Urgency.P0:
        return (*said, _to_a_person(visit, said[0].reason))
    return (replace(said[0], presses=(PERSON,)), *said[1:])


def _nothing_there(visit: Visit, topic: Topic) -> tuple[Action, ...]:
    """Who misses something that the account does not know needs a person, and facts."""
    said = nothing(topic, visit.language)
    if visit.order:
        return (said,)
    return (said, *_asked(visit), _to_a_person(visit, said.reason))


def _asked(visit: Visit) -> tuple[Action, ...]:
    labels = visit.verdict.labels
    missing = missing_facts(labels.intent, visit.verdict.facts)
    if not missing:
        return ()
    return (Ask(facts=missing, language=visit.language, reason=f"missing: {', '.join(missing)}"),)


def _to_a_person(visit: Visit, reason: str) -> Escalate:
    return Escalate(priority=min(visit.verdict.urgency, Urgency.P2), reason=reason)


def _meant(found: Sequence[Progress], visit: Visit) -> Sequence[Progress]:
    """What was chosen; else what fits the facts given; else what still goes on, or the latest."""
    open_ones = [each for each in found if not each.is_over] or list(found[:1])
    choice = visit.argument if visit.order else visit.message.text.strip()
    if is_number(choice):
        return open_ones[int(choice) - 1 :][:1] or open_ones
    if named := [each for each in found if visit.order and each.id == choice]:
        return named
    fitting = [each for each in found if _fits(each, visit)]
    return [each for each in fitting if not each.is_over] or fitting[:1] or open_ones


def _fits(progress: Progress, visit: Visit) -> bool:
    """Whether every fact in the message is true of it, and there is one."""
    facts = visit.verdict.facts
    true = [
        value in {given.upper() for given in facts[kind]}
        for kind, value in (("coin", progress.coin.upper()), ("txid", progress.txid.upper()))
        if facts.get(kind)
    ]
    return bool(true) and all(true)
