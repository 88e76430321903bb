"""What the store's contract tests are written with: values made of defaults, and short cuts."""

from __future__ import annotations

from datetime import timedelta

from core.actions import Ignore, Outgoing
from core.case import Case, Holder, Move, Status, case_id, due_at, move
from core.casebook import Agent
from core.ports import Decision, Judged, Sent, Settlement, TurnResult
from core.types import Labels, Platform, Urgency, Verdict
from tests.conftest import NOON, a_message

REPLAY = Platform("replay")
ANN, BOB = "replay:nordex:ann", "replay:nordex:bob"
VERDICT = Verdict(labels=Labels(language="en", intent="fees"), reasons=("asked",), ms=1.5)


def after(seconds: float):
    return NOON + timedelta(seconds=seconds)


def messages(*ids: str, conversation: str = ANN, at: float = 0, **changes):
    """Messages of one conversation, received one after the other."""
    return [
        a_message(
            f"text {each}",
            id=each,
            conversation=conversation,
            **({"received_at": after(at)} | changes),
        )
        for each in ids
    ]


def a_say(key: str = "a1", **changes) -> Outgoing:
    """The bot's words to Ann."""
    values = {
        "key": key,
        "platform": REPLAY,
        "account": "nordex",
        "conversation": ANN,
        "address": "ann",
        "due_at": NOON,
        "text": f"say {key}",
    }
    return Outgoing(**(values | changes))


def a_case(conversation: str = ANN, **changes) -> Case:
    """A case that waits in the queue."""
    priority = changes.get("priority", Urgency.P1)
    values = {
        "id": case_id(conversation, changes.get("opened_at", NOON)),
        "platform": REPLAY,
        "account": "nordex",
        "conversation": conversation,
        "address": conversation.rpartition(":")[2],
        "subject": "withdrawal pending",
        "author_id": "u1",
        "author_name": "Ann",
        "priority": priority,
        "opened_at": NOON,
        "updated_at": NOON,
        "due_at": due_at(priority, NOON),
        "held_by": Holder.QUEUE,
    }
    return Case(**(values | changes))


def bots_case(conversation: str = ANN, **changes) -> Case:
    """A case in which the bot waits for the user."""
    return a_case(conversation, status=Status.WAITING_USER, held_by=Holder.BOT, **changes)


def judged(message, **changes) -> Judged:
    return Judged(
        **({"message": message, "verdict": VERDICT, "actions": (Ignore(reason="x"),)} | changes)
    )


def a_result(turn, **changes) -> TurnResult:
    """The turn judged completely."""
    values = {
        "turn": turn,
        "judged": tuple(judged(each) for each in turn.fresh),
        "decisions": tuple(
            Decision(message_key=each.key, act="ignore", reason="x", by="bot", at=NOON)
            for each in turn.fresh
        ),
    }
    return TurnResult(**(values | changes))


async def claim_one(store, now=NOON, lease=30.0):
    (turn,) = await store.claim(now, limit=10, lease=lease)
    return turn


async def work(store, *ids: str, conversation: str = ANN, at: float = 0, **changes):
    """Put messages and judge them in one go; the turn they were judged in."""
    await store.put(messages(*ids, conversation=conversation, at=at))
    turn = await claim_one(store, after(at))
    refused = await store.record([a_result(turn, **changes)], after(at))
    assert refused in ((), [])
    return turn


async def open_case(store, case: Case | None = None, *, message: str = "first", **changes) -> Case:
    """A case with one judged message."""
    case = case or a_case()
    at = (case.opened_at - NOON).total_seconds()
    await work(store, message, conversation=case.conversation, at=at, case=case, **changes)
    return case


async def claimed(store, case: Case | None = None, agent: str = "mira", **changes) -> Case:
    """A case that an agent holds."""
    case = await open_case(store, case, **changes)
    return await store.move_case(case.id, Move.CLAIM, agent, after(1))


async def send(store, result: Sent = Sent.SENT, now=None, **changes):
    """Take what is due and settle it all alike; the keys."""
    rows = await store.due([REPLAY], now or after(60), limit=10)
    await store.settle([settle(row.key, result, **changes) for row in rows])
    return [row.key for row in rows]


def settle(key: str, result: Sent = Sent.SENT, **changes) -> Settlement:
    return Settlement(**({"key": key, "result": result, "at": after(60)} | changes))


async def states(store, case_id: str) -> dict[str, str]:
    """The state of each of our sends in a case's file."""
    file = await store.case_file(case_id)
    return {line.key: line.state for line in file.lines if line.kind not in {"message", "note"}}


async def case_now(store, case_id: str) -> Case:
    return (await store.case_file(case_id)).case


def moved(case: Case, how: Move, at=None) -> Case:
    return move(case, how, at=at or after(5))


MIRA = Agent(id="mira", name="Mira Solberg", created_at=NOON)
TOMASZ = Agent(id="tomasz", name="Tomasz Wilk", created_at=after(1))

__all__ = [name for name in globals() if not name.startswith("_") and name != "annotations"]
