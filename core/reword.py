"""A model's words in place of a template's, or as a draft for a person; never anything unchecked.

The template is composed first and stands; only what passes the lint and says nothing but what the
article says takes its place. Where a platform wants people to read such words first, or a person
has to answer anyway, they are kept as a draft.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.actions import BOT, Action, Article, Escalate, Ignore, Kind, Outgoing, Purpose, Reply
from core.house import House
from core.ports import Decision, Judged, TurnResult
from core.reply.compose import compose
from core.reply.grounding import ungrounded
from core.reply.lint import check
from core.reply.ports import Wish, Wording, WordingUnavailable
from core.reply.split import split
from core.reply.spoken import NO_CLOSING
from core.reply.wording import primary
from core.types import Leg, Message, Place, Urgency

# Characters of a whole answer, and of one where others read along.
MOST_PRIVATE, MOST_PUBLIC = 1200, 240
# A draft is worth its time only where the article probably answers.
LEAST_FIT = 0.5
DRAFT, REFUSED = "draft", "wording_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewriter:
    """Asks the port about the answers of one batch, all at once; `drafts` also for people."""

    wording: Wording
    drafts: bool = True

    async def improved(self, results: Sequence[TurnResult], house: House) -> list[TurnResult]:
        """The results in order, some worded anew; whatever fails leaves the template standing."""
        job = _Job(self.wording, house, self.drafts)
        return list(await asyncio.gather(*map(job.improved, results)))


@dataclass(frozen=True, slots=True)
class _Job:
    wording: Wording
    house: House
    drafts: bool

    async def improved(self, result: TurnResult) -> TurnResult:
        reply = _only_reply(result)
        if reply is not None and result.outgoing:
            return await self._reworded(result, reply)
        if self.drafts and (judged := _for_a_person(result)):
            return await self._drafted(result, judged)
        return result

    async def _reworded(self, result: TurnResult, reply: Reply) -> TurnResult:
        message = result.turn.fresh[-1]
        article = self._article(reply.article, reply.language)
        if article is None or not self._may_speak(message, article):
            return result
        words, problems = await self._words(message, article, message.leg)
        if problems:
            return _noted(result, message, REFUSED, "; ".join(problems), words)
        return self._with(result, reply, article, words) if words else result

    async def _drafted(self, result: TurnResult, judged: Judged) -> TurnResult:
        article = self._article(judged.verdict.article, judged.verdict.labels.language)
        if article is None:
            return result
        words, problems = await self._words(judged.message, article, Leg.PRIVATE)
        if not words or problems:
            return result
        why = f"worded by {self.wording.name}: read it before you send it"
        return _noted(result, judged.message, f"{DRAFT}:{article.id}", why, words)

    async def _words(
        self, message: Message, article: Article, leg: Leg
    ) -> tuple[str, tuple[str, ...]]:
        """The model's words and what is wrong with them; no words where it cannot be asked."""
        public = leg is Leg.PUBLIC
        most = MOST_PUBLIC if public else MOST_PRIVATE
        wish = Wish(question=message.text, article=article, most=most, public=public)
        try:
            words = (await self.wording.word(wish)).strip()
        except WordingUnavailable:
            return "", ()
        page = self.house.library.page(article)
        problems: list[str] = [*check(words, self.house.identities, leg=leg)]
        problems += [] if len(words) <= most else [f"is longer than {most} characters"]
        return words, (*problems, *ungrounded(words, article, page))

    def _article(self, identity: str, language: str) -> Article | None:
        """The article, where it is written in the very language that is to be spoken."""
        article = self.house.library.article(identity, language) if identity else None
        fits = article is not None and article.language == primary(language)
        return article if fits and identity not in NO_CLOSING else None

    def _may_speak(self, message: Message, article: Article) -> bool:
        said = message.leg is Leg.PRIVATE or bool(article.short)
        return said and self.house.capabilities[message.platform].model_text

    def _with(self, result: TurnResult, reply: Reply, article: Article, words: str) -> TurnResult:
        """The same rows with other words, marked as a model's; others' rows are left alone."""
        old = [each for each in result.outgoing if _answers(each)]
        message, limits = result.turn.fresh[-1], self.house.capabilities[old[0].platform]
        if old[0].leg is Leg.PRIVATE:
            message = replace(message, place=Place.DM)
        told = {article.id: words}
        text = compose((reply,), message, self.house.library, limits, worded=told)
        if words not in text or check(text, self.house.identities, leg=old[0].leg):
            return result
        parts = split(text, limits.on(old[0].leg))
        rows = [self._row(old, number, part, len(parts)) for number, part in enumerate(parts)]
        rest = [each for each in result.outgoing if not _answers(each)]
        return replace(result, outgoing=(*rows, *rest))

    def _row(self, old: Sequence[Outgoing], number: int, part: str, count: int) -> Outgoing:
        first = old[0]
        return replace(
            first,
            key=f"{first.key.rpartition(':')[0]}:{number}",
            text=part,
            reply_to=first.reply_to if number == 0 else None,
            buttons=old[-1].buttons if number == count - 1 else (),
            sequence=number,
            model=self.wording.name,
        )


def _answers(row: Outgoing) -> bool:
    return row.purpose is Purpose.ANSWER and row.kind is Kind.SAY and row.by == BOT


def _only_reply(result: TurnResult) -> Reply | None:
    """The one answer of a turn that says nothing else."""
    every = _actions(result)
    replies = {each.article: each for each in every if isinstance(each, Reply)}
    plain = all(isinstance(each, Reply | Ignore) for each in every)
    rows = any(_answers(each) for each in result.outgoing)
    return next(iter(replies.values())) if plain and rows and len(replies) == 1 else None


def _for_a_person(result: TurnResult) -> Judged | None:
    """The newest message that a person has to answer and that an article probably does; nothing
    that burns: nobody waits for a draft there."""
    for judged in reversed(result.judged):
        urgent = judged.verdict.urgency is Urgency.P0
        owed = any(isinstance(each, Escalate) for each in judged.actions)
        if owed and not urgent and judged.verdict.fit >= LEAST_FIT:
            return judged
    return None


def _actions(result: TurnResult) -> list[Action]:
    judged = (*result.turn.burst, *result.judged)
    latest = {each.message.id: each for each in judged}
    return [action for each in latest.values() for action in each.actions]


def _noted(result: TurnResult, message: Message, act: str, reason: str, words: str) -> TurnResult:
    decision = Decision(
        message_key=message.key,
        act=act,
        reason=reason,
        by=BOT,
        at=max((each.at for each in result.decisions), default=message.received_at),
        evidence=words,
    )
    return replace(result, decisions=(*result.decisions, decision))
