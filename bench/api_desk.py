"""A desk for the API's benches: the real application over SQLite, with something in it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI

from app.clock import SystemClock
from bots.replay.limits import CAPABILITIES
from console import create_app
from console.services import Services
from core.access import Role
from core.actions import Kind, Outgoing
from core.api import ApiRoom, Posed
from core.case import Case, Holder, Move, case_id, due_at
from core.casebook import Agent, Line
from core.errors import IllegalTransition
from core.numbers.board import NumberRoom
from core.ports import Judged, TurnResult
from core.tables.api import ApiTable
from core.tokens import Order, Scope, make, traced
from core.triage.secrets import mask
from core.types import Author, Labels, Masked, Message, Place, Platform, Urgency, Verdict
from core.webhooks.kinds import Event, Webhook, new_secret
from storage import SqlStore, open_store

REPLAY = Platform("replay")
CASES = 12
ADMIN = "amara"
VERDICT = Verdict(labels=Labels(language="en", intent="fees"), reasons=("asked",))


@dataclass(frozen=True, slots=True)
class ApiDesk:
    """The application, a token that may do everything, and ids that are there by parameter."""

    app: FastAPI
    token: str
    known: dict[str, Sequence[str | int]]


@asynccontextmanager
async def api_desk(folder: Path) -> AsyncIterator[ApiDesk]:
    """A desk with cases, a webhook and a token, in a file there."""
    store, clock = await open_store(f"sqlite:///{folder / 'desk.db'}"), SystemClock()
    try:
        agent = Agent(id=ADMIN, name="Amara Obi", created_at=clock.now(), role=Role.ADMIN)
        await store.add_agent(agent)
        cases = [await _case(store, number, clock.now()) for number in range(CASES)]
        order = Order(name="fuzz", agent=ADMIN, scopes=frozenset(Scope), by=ADMIN)
        shown, token = make(order, clock.now())
        await store.put_token(token, traced(token, "add", ADMIN, clock.now()))
        hook = await _webhook(store, clock.now())
        known: dict[str, Sequence[str | int]] = {
            "case_id": cases,
            "webhook_id": [hook],
            "act": ["claim", "release", "wake", "reopen"],
            "number": [1, 2],
            "word": ["vip"],
        }
        yield ApiDesk(create_app(services(store)), shown, known)
    finally:
        await store.close()


def services(store: SqlStore) -> Services:
    """What the application needs of a desk, without platforms and models."""
    table = ApiTable(burst=10_000, per_minute=100_000)
    return Services(
        book=store,
        corrections=store,
        door=store,
        clock=SystemClock(),
        compose=_compose,
        act=_act,
        health=tuple,
        suggestion=lambda _: "",
        public_url="",
        capabilities={REPLAY: CAPABILITIES},
        numbers=NumberRoom(book=store, clock=SystemClock(), zone=lambda: "UTC"),
        api=ApiRoom(books=store, think=_think, table=table),
    )


async def _think(posed: Posed) -> tuple[Masked, Verdict]:
    return mask(posed.text), VERDICT


def _compose(case: Case, text: str, agent: str, now: datetime) -> tuple[Outgoing, ...]:
    return (
        Outgoing(
            key=f"agent:{case.id}:{case.version}",
            platform=case.platform,
            account=case.account,
            conversation=case.conversation,
            address=case.address,
            due_at=now,
            by=agent,
            text=text,
        ),
    )


def _act(case: Case, _line: Line, kind: Kind, _agent: str, _now: datetime) -> Outgoing:
    raise IllegalTransition(f"{case.platform} has no way to {kind} here")


async def _case(store: SqlStore, number: int, now: datetime) -> str:
    conversation = f"replay:nordex:user{number}"
    message = Message(
        platform=REPLAY,
        account="nordex",
        id=str(number),
        conversation=conversation,
        address=f"user{number}",
        author=Author(id=f"u{number}", handle=f"user{number}", name=f"User {number}"),
        place=Place.DM,
        text="Where is my withdrawal? Call +47 912 34 567 or write ann@mail.example",
        sent_at=now,
        received_at=now,
    )
    await store.put([message])
    (turn,) = await store.claim(datetime.now(UTC), limit=1, lease=30)
    case = Case(
        id=case_id(conversation, now),
        platform=REPLAY,
        account="nordex",
        conversation=conversation,
        address=message.address,
        subject="withdrawal",
        author_id=message.author.id,
        author_name=message.author.name,
        priority=Urgency.P1,
        opened_at=now,
        updated_at=now,
        due_at=due_at(Urgency.P1, now),
        held_by=Holder.QUEUE,
        leg=message.leg,
    )
    judged = (Judged(message=message, verdict=replace(VERDICT)),)
    await store.record([TurnResult(turn=turn, judged=judged, case=case)], now)
    await store.move_case(case.id, Move.CLAIM, ADMIN, now)
    return case.id


async def _webhook(store: SqlStore, now: datetime) -> str:
    hook = Webhook(
        id="wh_fuzz",
        url="https://hooks.nordex.example/in",
        events=frozenset(Event),
        secret=new_secret(),
        made_at=now,
        made_by=ADMIN,
    )
    order = Order(name="", agent=ADMIN, scopes=frozenset(), by=ADMIN)
    _, token = make(order, now)
    await store.put_webhook(hook, traced(token, "add", ADMIN, now))
    return hook.id
