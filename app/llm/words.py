"""The model that may word answers: built from `[wording]`, watched, told about in one line."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import date

from app.llm.endpoint import EndpointWording
from app.llm.guard import GuardedWording, WordingState, state_of
from app.llm.local import LocalWording
from console.services import Part, Services
from core.actions import Article
from core.desk import Desk
from core.reply.ports import Wish, WordingUnavailable
from core.reword import Rewriter
from core.settings import Loaded
from core.tables.wording import KEY

# What the doctor lets a model word: it has to answer, not to answer well.
SPECIMEN = Article(
    id="specimen",
    language="en",
    intent="fees",
    title="What a deposit costs",
    body="Deposits of coins are free.",
    short="Deposits of coins are free.",
    reviewed_at=date(2026, 1, 15),
)


def build_wording(loaded: Loaded) -> GuardedWording | None:
    """The model behind its guard; None when `[wording]` is off, as it ships."""
    table = loaded.settings.wording
    if table.use == "off":
        return None
    if table.use == "local":
        return GuardedWording(LocalWording(table), table)
    return GuardedWording(EndpointWording(table, loaded.secrets.get(KEY, "")), table)


def add_wording(desk: Desk, loaded: Loaded, stack: AsyncExitStack, seen: Services) -> Services:
    """Let the desk word answers; the console's services, with how that is doing among the parts.

    `stack` ends what was begun.
    """
    wording = build_wording(loaded)
    if wording is None:
        return seen
    stack.push_async_callback(wording.close)
    desk.rewriter = Rewriter(wording=wording, drafts=loaded.settings.wording.drafts)
    before = seen.parts
    return replace(seen, parts=lambda: [*before(), wording_part(wording)])


def wording_part(wording: GuardedWording) -> Part:
    """How the model is doing, as the console shows it."""
    state = wording.state
    return Part(
        name="wording",
        state=f"wording_{state.state}",
        since=state.since,
        detail=state.why,
        counts={"ms_per_answer": state.ms} if state.ms else {},
    )


async def look(loaded: Loaded) -> WordingState:
    """How the model does with one answer, for the doctor."""
    wording = build_wording(loaded)
    if wording is None:
        return state_of("off")
    try:
        await wording.word(Wish(question="fees?", article=SPECIMEN, most=200, public=True))
    except WordingUnavailable as error:
        return state_of("broken", str(error), wording.name)
    finally:
        await wording.close()
    return wording.state
