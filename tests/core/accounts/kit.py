"""What account tests are made with: an exchange of dicts, and visits made of defaults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

from core.accounts.aide import AccountAide
from core.accounts.codes import seal_with
from core.accounts.desk import (
    AccountsUnavailable,
    CodeRefused,
    Handle,
    LinkGone,
    Progress,
    State,
    Topic,
)
from core.accounts.links import AccountLink
from core.accounts.visit import Tools
from core.ports import Turn
from core.tables.account import AccountsTable
from core.types import Labels, Urgency, Utterance, Verdict
from storage import MemoryStore
from tests.conftest import NOON, a_message

TOKEN = "made-up-for-tests-0123456789"
CODE = "LINK-7K3F-9QWX-M2TD"
PROOF = seal_with(TOKEN)(CODE)
REFERENCE = "ref_0123456789"
ANN = Handle(platform=a_message().platform, account="nordex", author_id="u1", name="ann")


@dataclass
class FakeExchange:
    """Answers from its dicts, or with the `error` it is given; keeps what it was asked."""

    items: dict[Topic, Sequence[Progress]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=lambda: {PROOF: REFERENCE})
    error: Exception | None = None
    asked: list[tuple] = field(default_factory=list)

    def _ask(self, *question):
        self.asked.append(question)
        if self.error:
            raise self.error

    async def link(self, proof, handle):
        self._ask("link", proof, handle)
        if proof not in self.codes:
            raise CodeRefused("code_unknown")
        return self.codes[proof]

    async def unlink(self, reference):
        self._ask("unlink", reference)

    async def progress(self, reference, topic):
        self._ask("progress", reference, topic)
        if reference != REFERENCE:
            raise LinkGone("link_unknown")
        return self.items.get(topic, ())

    async def freeze(self, reference, request):
        self._ask("freeze", reference, request)

    async def check(self):
        self._ask("check")


def down(why="does not answer within 4 s"):
    return AccountsUnavailable(why)


def a_withdrawal(number=1, **changes) -> Progress:
    values = {
        "topic": Topic.WITHDRAWAL,
        "id": f"w{number}",
        "state": State.PROCESSING,
        "at": NOON - timedelta(hours=number),
        "amount": Decimal("0.50000000"),
        "coin": "BTC",
    }
    return Progress(**(values | changes))


def a_verdict(intent="withdrawal", urgency=Urgency.P1, language="en", **changes) -> Verdict:
    labels = Labels(language=language, intent=intent, intent_confidence=0.95)
    return Verdict(**({"labels": labels, "urgency": urgency} | changes))


ORDER = a_verdict("chatter", Urgency.P3, "und")


def a_turn(*said, case=None) -> Turn:
    """A conversation with a past: texts of the user's, and ours as (text,)."""
    history = tuple(
        Utterance(ours=isinstance(each, tuple), author="x", text="".join(each), at=NOON)
        for each in said
    )
    return Turn(conversation="c", version=1, fresh=(), history=history, case=case)


@dataclass
class Office:
    """An aide with its exchange and its memory."""

    exchange: FakeExchange = field(default_factory=FakeExchange)
    links: MemoryStore = field(default_factory=MemoryStore)
    table: AccountsTable = field(default_factory=AccountsTable)

    @property
    def aide(self) -> AccountAide:
        return AccountAide(Tools(desk=self.exchange, links=self.links, table=self.table))

    async def linked(self, **changes):
        link = AccountLink(handle=ANN, reference=REFERENCE, since=NOON)
        await self.links.keep_link(replace(link, **changes))
        return self

    async def link(self):
        return await self.links.account_link(ANN)

    async def hears(self, text, verdict=ORDER, *, turn=None, now=NOON, **message):
        """What the aide brings for a message that it wants."""
        heard = a_message(text, **message)
        if not self.aide.wants(heard, verdict):
            return ()
        return await self.aide.consider(turn or a_turn(), heard, verdict, now)


def phrases(actions) -> list[str]:
    """The actions by their names: phrases for words, else the kind."""
    return [getattr(each, "phrase", type(each).__name__) for each in actions]
