"""Whatever was written, by whom and about whom: after an erasure nothing that a store tells anybody
holds it, what belongs to others stays, and a second erasure changes nothing.
"""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.actions import BOT
from core.audit import Wish
from core.casework import ActKind
from core.composing import Draft
from core.corrections import Opinion
from core.feed import Filters
from core.finding import Search
from core.ports import Decision
from core.privacy.rights import Erasure, Identity, Stage, digest_of
from core.types import Author, DeadLetter, Place, Sentiment, Sighting, Urgency
from storage import MemoryStore, open_store
from tests.contract.store_kit import (
    REPLAY,
    VERDICT,
    a_case,
    a_result,
    a_say,
    after,
    judged,
    messages,
    send,
)

# Nobody's word and nobody's name is in another's.
PEOPLE = {
    "900001": ("quokka", "Annelise"),
    "900002": ("wombat", "Bertrand"),
    "900003": ("numbat", "Evangeline"),
}
GONE, OTHERS = "900001", ("900002", "900003")
AGENTS = ("mira", "tomasz")
GROUP = "replay:nordex:group:1"
KEY = b"a key of these tests"
EVER = after(-9_999)

WHO, AGENT = st.sampled_from([*PEOPLE]), st.sampled_from(AGENTS)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), WHO, st.booleans()),
        st.tuples(st.just("write"), WHO, st.booleans()),
        st.tuples(st.just("edit"), WHO),
        st.tuples(st.just("quote"), WHO, WHO),
        st.tuples(st.just("judge"), st.booleans()),
        st.tuples(st.just("judge"), st.booleans()),
        st.tuples(st.just("send"),),
        st.tuples(st.just("note"), WHO, AGENT, WHO),
        st.tuples(st.just("draft"), WHO, AGENT),
        st.tuples(st.just("correct"), WHO, AGENT),
        st.tuples(st.just("see"), WHO),
        st.tuples(st.just("letter"), WHO),
    ),
    max_size=18,
)  # fmt: skip


def place_of(who: str, *, private: bool) -> str:
    return f"replay:nordex:{who}" if private else f"{GROUP}:{who}"


class Life:
    """A store, and everything that was done to it."""

    def __init__(self, store) -> None:
        self.store, self.second, self.words = store, 0, 0
        self.written: dict[str, list] = {who: [] for who in PEOPLE}
        # What somebody himself wrote, and nobody who is erased was quoted in it.
        self.own: dict[str, set[str]] = {who: set() for who in PEOPLE}
        self.cases: dict[str, str] = {}
        # Whose name the store has heard.
        self.known: set[str] = set()

    async def play(self, steps) -> None:
        for name, *values in steps:
            self.second += 1
            await getattr(self, f"_{name}")(*values)

    def _word(self, who: str) -> str:
        self.words += 1
        return f"{PEOPLE[who][0]}{self.words}"

    def _author(self, who: str) -> Author:
        return Author(id=who, handle=PEOPLE[who][1].lower(), name=PEOPLE[who][1])

    async def _put(self, who, text, *, private, **changes):
        (message,) = messages(
            f"m{self.words}",
            conversation=place_of(who, private=private),
            at=self.second,
            author=self._author(who),
            address=who,
        )
        place = Place.DM if private else Place.GROUP
        message = replace(message, text=text, place=place, **changes)
        await self.store.put([message])
        self.written[who].append(message)
        self.known.add(who)

    async def _write(self, who, private):
        word = self._word(who)
        await self._put(who, f"my {word} is gone", private=private)
        self.own[who].add(word)

    async def _quote(self, who, whom):
        if not self.written[whom] or who == whom:
            return
        quoted = self.written[whom][-1]
        word = self._word(who)
        text = f"{word} and so did he"
        await self._put(who, text, private=False, reply_to=quoted.id, reply_text=quoted.text)
        self.own[who].add(word)

    async def _edit(self, who):
        if not self.written[who]:
            return
        before, word = self.written[who][-1], self._word(who)
        changed = replace(
            before,
            version=before.version + 1,
            text=f"I meant {word}",
            received_at=after(self.second),
        )
        await self.store.put([changed])
        self.written[who][-1] = changed
        self.own[who] = {each for each in self.own[who] if each not in before.text} | {word}

    async def _judge(self, quotes):
        for turn in await self.store.claim(after(self.second), limit=20, lease=30):
            who = turn.fresh[-1].author.id
            said = " ".join(each.text for each in turn.fresh)
            case = turn.case or a_case(
                turn.conversation,
                opened_at=after(self.second),
                author_id=who,
                author_name=PEOPLE[who][1],
                subject=said[:40],
            )
            self.cases[turn.conversation] = case.id
            reason = f"because of {said}" if quotes else "x"
            told = [
                Decision(
                    message_key=each.key, act="escalate", reason=reason, by=BOT,
                    at=after(self.second), evidence=said,
                )
                for each in turn.fresh
            ]  # fmt: skip
            thought = replace(VERDICT, facts={"coin": (said,)})
            answer = a_say(
                f"{turn.fresh[-1].key}:reply:0",
                conversation=turn.conversation,
                address=who,
                text=f"dear {PEOPLE[who][1]}, your {said}",
            )
            result = a_result(
                turn,
                case=case,
                judged=tuple(judged(each, verdict=thought) for each in turn.fresh),
                decisions=tuple(told),
                outgoing=(answer,),
            )
            assert not list(await self.store.record([result], after(self.second)))

    async def _send(self):
        await send(self.store, now=after(self.second))

    async def _note(self, who, agent, about):
        """Another's name is taken out; what an agent wrote of him in his own words cannot be."""
        if case := self._case(who):
            named = about if about in self.known else who
            text = f"asked {PEOPLE[named][1]} about {self._word(who)}"
            await self.store.note(case, agent, text, after(self.second))

    async def _draft(self, who, agent):
        if case := self._case(who):
            text = f"dear {PEOPLE[who][1]}, {self._word(who)}"
            draft = Draft(case_id=case, agent=agent, text=text, saved_at=after(self.second))
            await self.store.save_draft(draft)

    async def _correct(self, who, agent):
        case = self._case(who)
        file = await self.store.case_file(case) if case else None
        # What was replaced, or is not judged yet, cannot be corrected.
        newest = {each.key for written in self.written.values() for each in written}
        lines = file.lines if file else ()
        heard = [each for each in lines if each.key in newest and each.verdict]
        if heard:
            opinion = Opinion(
                message_key=heard[-1].key, intent="fees", urgency=Urgency.P2,
                sentiment=Sentiment.NEUTRAL, scam=False, by=agent, at=after(self.second),
            )  # fmt: skip
            await self.store.correct(case, opinion)

    async def _see(self, who):
        seen = Sighting(
            platform=REPLAY, account="nordex", address=who, author=self._author(who), why="seen",
            seen_at=after(self.second),
        )  # fmt: skip
        await self.store.put([seen])
        self.known.add(who)

    async def _letter(self, who):
        raw = f'{{"id": {who}, "name": "{PEOPLE[who][1]}", "text": "{self._word(who)}"}}'
        letter = DeadLetter(
            platform=REPLAY, account="nordex", id=f"l{self.words}", raw=raw, error="x",
            received_at=after(self.second),
        )  # fmt: skip
        await self.store.put([letter])

    def _case(self, who) -> str:
        return next((self.cases[place] for place in self._places(who) if place in self.cases), "")

    def _places(self, who):
        return [place_of(who, private=private) for private in (True, False)]

    async def erase(self, at: float) -> Erasure:
        """Whoever asked for it, to the end."""
        one = Identity(REPLAY, GONE)
        asked = await self.store.ask_erasure(
            Erasure(
                identities=(one,), digests=(digest_of(KEY, one),), by="amara", asked_at=after(at)
            )
        )
        for _ in range(200):
            step = await self.store.erase_some(asked.number, after(at + 100), limit=3)
            if step.stage is Stage.CLEANING:
                break
        await self.store.clean()
        return await self.store.finish_erasure(asked.number, after(at + 101))

    async def told(self) -> list[str]:
        """What the store tells whoever asks it, of everybody and everything: its reading ports."""
        found = [
            *await self._of_everybody(),
            *await self._of_cases(),
            *await self._of_agents(),
            *await self._of_people(),
        ]
        return [repr(each) for each in found if each]

    async def _of_everybody(self) -> list[object]:
        store, ids = self.store, sorted(self.cases.values())
        people = [Identity(REPLAY, who) for who in PEOPLE]
        return [
            await store.export_person(people),
            await store.cases_named(ids),
            await store.picked(ids),
            await store.queue(limit=50),
            await store.waiting([*Urgency]),
            await store.corrections(),
            await store.sightings(REPLAY),
            await store.stranded(REPLAY),
            await store.overheard(EVER, limit=50),
            await store.watched(REPLAY, EVER, limit=50),
            await store.everybody(),
            await store.scams("all"),
        ]

    async def _of_cases(self) -> list[object]:
        store, found = self.store, list[object]()
        for case in sorted(self.cases.values()):
            found += [
                await store.case_file(case),
                await store.drafts(case),
                await store.standing(case),
                await store.story(case, frozenset(ActKind)),
            ]
        return found

    async def _of_agents(self) -> list[object]:
        store, found = self.store, list[object]()
        for agent in AGENTS:
            found += [
                await store.feed(Filters(), agent, now=after(0)),
                await store.held_by(agent),
                await store.drafted(agent),
                await store.mentions(agent),
            ]
        return found

    async def _of_people(self) -> list[object]:
        store, found = self.store, list[object]()
        for who in PEOPLE:
            for place in self._places(who):
                found.append(await store.heard_in(place, EVER))  # one after another
            found.append(await store.person(REPLAY, who))
            found.append(await store.private_door(REPLAY, "nordex", who))
        for asked in ("gone", "meant", "dear", "because", PEOPLE[GONE][1]):
            page = await store.find(Search(words=asked, agent="mira", now=after(0)))
            found.append(page.rows)
        return found

    async def acts(self) -> list[str]:
        return [repr(each) for each in (await self.store.acts(Wish(limit=500))).acts]


async def holds(store, steps) -> None:
    """The promise, for one life."""
    life = Life(store)
    await life.play(steps)
    await life.store.claim(after(5_000), limit=50, lease=1)
    before = "\n".join(await life.told())
    for own in life.own[GONE]:
        assert own in before, own
    done = await life.erase(6_000)
    told = await life.told()
    left = "\n".join([*told, *(await life.acts())])
    word, name = PEOPLE[GONE]
    assert word not in left
    assert name.lower() not in left.lower()
    for who in OTHERS:
        for own in life.own[who]:
            assert own in before, own
            assert own in left, own
    again = await life.erase(9_000)
    assert await life.told() == told
    assert (again.number, again.texts) == (done.number + 1, 0)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_an_erasure_takes_all_of_one_and_nothing_of_others(steps):
    asyncio.run(holds(MemoryStore(), steps))


@pytest.fixture(scope="module")
def empty_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("privacy") / "empty.db"

    async def create():
        await (await open_store(f"sqlite:///{path}")).close()

    asyncio.run(create())
    return path


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_so_does_one_in_a_file(empty_file, steps):
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(empty_file, Path(folder) / "desk.db"))

        async def run():
            store = await open_store(f"sqlite:///{path}")
            try:
                await holds(store, steps)
            finally:
                await store.close()

        asyncio.run(run())
        kept = b"".join(each.read_bytes() for each in Path(folder).iterdir()).lower()
        assert [each for each in PEOPLE[GONE] if each.lower().encode() in kept] == []
