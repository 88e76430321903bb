"""A desk with any number of cases, five messages each, written straight into its tables.

Rows are made by the desk's own codecs and indexed by its own statements; only the path of a message
is left out. Sentences are those of the corpus, every tenth one with a transaction or an account
number. Three cases in ten are unresolved, far more than any desk would leave.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from bench.messages import CORPUS
from core.case import Case, Holder, Status, case_id
from core.ports import Judged
from core.types import Author, Message, Place, Platform, Urgency, Verdict
from storage import SqlStore, rules
from storage import tables as t
from storage.case_codec import case_row
from storage.codec import judgement, message_row, us
from storage.engine.dialect import add, execute
from storage.engine.work import Work
from storage.search import keep as search_keep

MESSAGES, BATCH = 5, 1_000
PLATFORMS = ("twitter", "telegram", "discord")
AGENTS = tuple(f"agent{n}" for n in range(50))
OPEN_SHARE = 0.3
_PRIORITIES = tuple(zip(Urgency, (2, 13, 45, 40), strict=True))
_RISKS = (("none", 950), ("note", 30), ("review", 15), ("alert", 5))
_PLACES = (
    ((Status.WAITING_USER, Holder.BOT), 50),
    ((Status.NEW, Holder.QUEUE), 25),
    ((Status.OPEN, Holder.QUEUE), 5),
    ((Status.OPEN, Holder.AGENT), 12),
    ((Status.WAITING_USER, Holder.AGENT), 5),
    ((Status.SNOOZED, Holder.AGENT), 3),
)
_TAGS = tuple(f"tag-{n}" for n in range(20))
_COUNT = add(t.counter)
_STATEMENTS = {
    name: add(getattr(t, name))
    for name in ("message", "inbox", "verdict", "lane", "case", "case_tag", "tag")
}


@dataclass
class Crowd:
    """Endless people with something to say."""

    seed: int = 1
    start: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self.sentences = [
            json.loads(line)
            for path in sorted(CORPUS.glob("*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()
        ]
        self.totals: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()

    def batch(self, first: int, count: int) -> dict[str, list[dict[str, Any]]]:
        """The rows of some cases, by table."""
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _STATEMENTS}
        for number in range(first, first + count):
            self._case(number, rows)
        return rows

    def _case(self, number: int, rows: dict[str, list[dict[str, Any]]]) -> None:
        sentence = self.dice.choice(self.sentences)
        messages = list(self._messages(number, sentence))
        for message in messages:
            row = message_row(message)
            rows["message"].append(row)
            inbox = {"key": row["key"], "conversation": row["conversation"], "state": "done"}
            rows["inbox"].append(inbox | {"attempts": 0, "error": ""})
        last = messages[-1]
        lane = {"conversation": last.conversation, "ready_at": None, "lease_until": 0, "ver": 1}
        rows["lane"].append(lane | {"messages": len(messages), "last_key": last.key})
        verdict = {"message_key": last.key, "conversation": last.conversation}
        body = judgement(Judged(message=last, verdict=Verdict()))
        rows["verdict"].append(verdict | {"at": us(last.received_at), "body": body})
        case = self._state(messages[0], sentence)
        self.totals.update(rules.tallies(case))
        rows["case"].append(case_row(case))
        if self.dice.random() < 0.03:
            self._tag(case, rows)

    def _tag(self, case: Case, rows: dict[str, list[dict[str, Any]]]) -> None:
        tag = self.dice.choice(_TAGS)
        self.tags[tag] += 1
        row = {"case_id": case.id, "tag": tag, "conversation": case.conversation}
        rows["case_tag"].append(row | {"by": "agent0", "at": us(case.opened_at)})

    def _messages(self, number: int, sentence: dict[str, Any]) -> Iterator[Message]:
        platform = Platform(PLATFORMS[number % 3])
        name = f"{platform}:bench:{number}"
        begun = self.start - timedelta(seconds=self.dice.randrange(90 * 86_400))
        alike = [sentence, *self.dice.choices(self.sentences, k=MESSAGES - 1)]
        for n, each in enumerate(alike):
            at = begun + timedelta(seconds=60 * n)
            yield Message(
                platform=platform,
                account="bench",
                id=f"{number}-{n}",
                conversation=name,
                address=str(number),
                author=Author(id=f"u{number}", handle=f"user{number}", name=f"User {number}"),
                place=Place.DM,
                text=f"{each['text']}{self._proof()}",
                sent_at=at,
                received_at=at,
            )

    def _proof(self) -> str:
        chance = self.dice.random()
        if chance < 0.05:
            return f" TXID 0x{self.dice.getrandbits(256):064x}"
        return f" UID {self.dice.randrange(10**7, 10**8)}" if chance < 0.1 else ""

    def _state(self, first: Message, sentence: dict[str, Any]) -> Case:
        status, holder = self._pick(_PLACES)
        if self.dice.random() > OPEN_SHARE:
            status = Status.RESOLVED
        at = first.received_at
        due = self.start + timedelta(seconds=self.dice.randrange(-86_400, 3 * 86_400))
        snoozed = self.start + timedelta(days=1) if status is Status.SNOOZED else None
        return Case(
            id=case_id(first.conversation, at),
            platform=first.platform,
            account=first.account,
            conversation=first.conversation,
            address=first.address,
            subject=first.text[:120],
            author_id=first.author.id,
            author_name=first.author.name,
            priority=self._pick(_PRIORITIES),
            opened_at=at,
            updated_at=at,
            due_at=due,
            status=status,
            held_by=holder,
            agent=self.dice.choice(AGENTS) if holder is Holder.AGENT else None,
            intent=sentence["intent"],
            language=sentence["lang"],
            risk=self._pick(_RISKS),
            snoozed_until=snoozed,
        )

    def _pick(self, weighted: Any) -> Any:
        values, weights = zip(*weighted, strict=True)
        return self.dice.choices(values, weights)[0]


async def fill(store: SqlStore, cases: int, told: Any) -> None:
    """Write so many cases into an empty desk; `told` is given how many are there."""
    crowd = Crowd()
    for first in range(0, cases, BATCH):
        rows = crowd.batch(first, min(BATCH, cases - first))
        await store._database.write(_WRITE, rows)  # noqa: SLF001 - past the path, on purpose
        told(min(first + BATCH, cases))
    totals = [{"name": name, "value": n} for name, n in crowd.totals.items()]
    tags = [{"tag": tag, "cases": n} for tag, n in crowd.tags.items()]
    await store._database.write(_TOTALS, (totals, tags))  # noqa: SLF001


def _write(connection: Connection, rows: dict[str, list[dict[str, Any]]]) -> None:
    for name, statement in _STATEMENTS.items():
        execute(connection, statement, rows[name])
    said = {
        row["key"]: search_keep.Said(row["conversation"], row["text"], f"user{row['address']}")
        for row in rows["message"]
    }
    search_keep.follow(connection, said)


def _write_totals(connection: Connection, given: tuple[Any, Any]) -> None:
    execute(connection, _COUNT, given[0])
    execute(connection, _STATEMENTS["tag"], given[1])


def size_of(connection: Connection) -> int:
    """How many cases there are, as the totals say."""
    names = select(t.counter.c.name, t.counter.c.value)
    return sum(n for name, n in connection.execute(names) if name.startswith("case:"))


_WRITE, _TOTALS = Work(_write), Work(_write_totals)
