"""A console in which agents write: over the reference memory, with everything that helps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.composing import careful
from console import create_app
from core.actions import Outgoing
from core.case import Holder, Move
from core.composing import ComposeRoom, Suggested, TranslatorUnavailable
from core.deeds import Note, Refusal, Refused, Resolve, Tag
from core.errors import UnsafeText
from core.ports import Capabilities, Judged, Sent, Settlement, TurnResult
from core.reply.problem import Problem
from core.reply.split import split
from core.types import Labels, Leg, Place, Platform, Urgency, Verdict
from storage import MemoryStore
from tests.conftest import NOON, a_message
from tests.console.conftest import Desk
from tests.console.fakes import LIMITS, a_case

REPLAY = Platform("replay")
FEES = Suggested(article="fees", language="en", title="What it costs", text="It is free.",
                 confidence=0.9)  # fmt: skip
FACTS = {"help": "https://help.nordex.example", "site": "nordex.example"}


class FakeArticles:
    """One article, in English."""

    def suggested(self, file):
        return FEES

    def article(self, identity, language):
        return FEES if identity == FEES.article else None

    def search(self, query, language):
        return [replace(FEES, language=language)] if query in FEES.title.lower() else []


class FakeTranslator:
    """Says what it was given, in brackets; `broken` makes it unavailable."""

    name = "tiny"

    def __init__(self):
        self.asked, self.broken = [], False

    async def translate(self, text, language):
        if self.broken:
            raise TranslatorUnavailable("it sleeps")
        self.asked.append((text, language))
        return f"[{language}] {text}"


def lint(text, leg):
    """Nobody asks for a password, nor names an account in public."""
    found = [Problem("secret_password")] if "password" in text else []
    return (*found, *([Problem("account_state")] if leg is Leg.PUBLIC and "your" in text else []))


def compose(case, text, agent, now):
    """Parts of the platform's length."""
    if problems := lint(text, case.leg):
        raise UnsafeText(problems)
    parts = split(text, LIMITS[REPLAY])
    return tuple(
        Outgoing(
            key=f"{case.id}:{case.version}:{number}",
            platform=case.platform,
            account=case.account,
            conversation=case.conversation,
            address=case.address,
            due_at=now,
            text=part,
            leg=case.leg,
            sequence=number,
            case_id=case.id,
            by=agent,
        )
        for number, part in enumerate(parts)
    )


class WritingDesk(Desk):
    """`book` is the reference memory; `deeds` are what macros did; `undo_s` as settings say."""

    def __init__(self, clock, url="http://desk.example", *, undo_s=10.0):
        super().__init__(clock, url)
        self.store, self.deeds, self.undo_s = MemoryStore(), [], undo_s
        self.store.patience = 0.2
        self.translator = None
        self.limits = LIMITS
        self.book = self.store
        self.app = create_app(self.services())

    def services(self):
        seen = super().services()
        if not hasattr(self, "store"):
            return seen
        room = ComposeRoom(
            drafts=self.store,
            recalls=self.store,
            canned=self.store,
            articles=FakeArticles(),
            lint=lint,
            do=self.do,
            facts=lambda: FACTS,
            translator=self.translator,
            undo_s=self.undo_s,
            files=self.store,
        )
        hold = timedelta(seconds=self.undo_s)
        compose_ = careful(compose, hold)
        return replace(
            seen, corrections=self.store, composing=room, compose=compose_, capabilities=self.limits
        )

    def rebuild(self, **changes):
        """The same desk with something else in it."""
        for name, value in changes.items():
            setattr(self, name, value)
        self.app.state.services = self.services()

    async def do(self, deed):
        self.deeds.append(deed)
        if isinstance(deed, Tag) and deed.tag == "full":
            raise Refused(Refusal.TOO_MANY_TAGS)
        if isinstance(deed, Note):
            await self.store.note(deed.case_id, deed.by, deed.text, deed.at)
        if isinstance(deed, Resolve):
            await self.store.move_case(deed.case_id, Move.RESOLVE, deed.by, deed.at)

    async def case(self, words="where is my deposit?", number=1, *, agent="mira", **changes):
        """A case that an agent holds; with `place`, in public."""
        here = {"conversation": f"replay:nordex:{number}", "id": f"m{number}"}
        message = a_message(words, **{**here, "received_at": self.clock.now(), **changes})
        await self.store.put([message])
        (turn,) = await self.store.claim(self.clock.now(), limit=1, lease=30)
        verdict = Verdict(
            labels=Labels(language="en"), urgency=Urgency.P1, facts={"coin": ("USDT",)}
        )
        leg = Leg.PRIVATE if message.place is Place.DM else Leg.PUBLIC
        case = a_case(
            number, conversation=message.conversation, leg=leg, held_by=Holder.QUEUE,
            author_id=message.author.id, opened_at=self.clock.now(),
        )  # fmt: skip
        judged = (Judged(message=message, verdict=verdict),)
        result = TurnResult(turn=turn, judged=judged, case=case)
        assert await self.store.record([result], self.clock.now()) == []
        if agent:
            await self.store.move_case(case.id, Move.CLAIM, agent, self.clock.now())
        return case

    async def draft(self, case, agent="mira"):
        """What the desk has of an agent's words."""
        every = await self.store.drafts(case.id)
        own = [each for each in every if each.agent == agent and each.box == "reply"]
        return own[0] if own else None

    async def sent(self, case):
        """Our sends by state."""
        file = await self.store.case_file(case.id)
        return [(e.text, e.state) for e in file.lines if e.kind not in {"message", "note"}]

    async def settle(self, rows):
        """All of them arrived."""
        now = self.clock.now()
        await self.store.settle([Settlement(key=e.key, result=Sent.SENT, at=now) for e in rows])

    def due(self, seconds=30):
        return self.store.due([REPLAY], self.clock.advance(seconds), limit=9)


def limits(**changes) -> dict[Platform, Capabilities]:
    """What the place can take."""
    return {REPLAY: replace(LIMITS[REPLAY], **changes)}


__all__ = ["NOON", "FakeTranslator", "WritingDesk", "compose", "limits", "lint"]
