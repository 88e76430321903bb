"""The incidents page: what is wrong for many, said once, and that it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console import create_app
from console.pages.incidents import DONE
from console.words import LANGUAGES, texts
from core.incidents.incident import Phase, Source, Step, step
from core.incidents.ports import Mode, Tally
from core.incidents.room import IncidentRoom
from core.incidents.telling import CLOSED, ONE_REPLY
from core.incidents.volatility import in_mode
from core.types import Leg
from storage import MemoryStore
from tests.conftest import NOON
from tests.console.conftest import Desk
from tests.contract.store_kit import send
from tests.contract.test_store_incidents import said
from tests.core.incidents.kit import OVER, SHORT, TEXTS, a_heard, a_house, an_incident

pytestmark = pytest.mark.anyio
HOUSE = a_house()
HOSTILE = '<script>alert("x")</script>'


class WithIncidents(Desk):
    """The console of a desk that knows incidents."""

    def __init__(self, clock) -> None:
        self.store, self.house, self.changes = MemoryStore(), HOUSE, 0
        self.room = IncidentRoom(
            memory=self.store, clock=clock, house=lambda: self.house, changed=self.refresh
        )
        super().__init__(clock)

    def services(self):
        return replace(super().services(), incidents=self.room)

    async def refresh(self) -> None:
        mode = await self.store.mode()
        self.house = in_mode(HOUSE, 0.5 if mode.value == "on" else 1.0)

    async def keep(self, **changes):
        return await self.store.announce(said(an_incident(**changes), "suspect"))

    async def confirmed(self, **changes):
        incident = await self.keep(**changes)
        after = replace(step(incident, Step.CONFIRM, at=NOON), texts=TEXTS, approved_by="mira")
        return await self.store.announce(said(after))

    async def now(self, incident):
        return (await self.room.file(incident.id)).incident


@pytest.fixture
def desk(clock):
    return WithIncidents(clock)


async def test_the_list_tells_what_is_open_and_how_many_asked(desk, mira):
    incident = await desk.keep(title=f"withdrawal {HOSTILE}", evidence="45 people")
    await desk.keep(id="old", title="login", phase=Phase.RESOLVED, source=Source.PERSON)
    await desk.store.link(incident.id, [a_heard("ann")])
    page = (await mira.get("/incidents")).text
    for words in ("45 people", "Suspected", "many asked at once", "login", "Over", "It is off."):
        assert words in page
    assert "<b>1</b> asked" in page
    assert HOSTILE not in page
    assert 'href="/incidents" data-go="n" aria-current="page"' in page


async def test_an_empty_list_says_so(mira):
    page = (await mira.get("/incidents")).text
    assert "Nothing seems to be wrong." in page


async def test_the_page_speaks_chinese(desk, mira):
    await desk.keep()
    page = (await mira.get("/incidents", headers={"Accept-Language": "zh"})).text
    assert "高峰模式" in page
    assert "疑似" in page


async def test_a_person_opens_one(desk, mira):
    await mira.get("/incidents")
    form = {
        "title": "SOL is slow",
        "topic": ["withdrawal", "deposit", "x"],
        "coins": "sol, btc sol",
    }
    answer = await mira.send("/incidents", **form)
    (incident,) = await desk.store.incidents()
    assert answer.headers["location"] == f"/incidents/{incident.id}?done=open"
    assert (incident.title, incident.topics, incident.coins) == (
        "SOL is slow", ("withdrawal", "deposit"), ("SOL", "BTC"),
    )  # fmt: skip
    assert "Opened." in (await mira.get(answer.headers["location"])).text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"title": " ", "topic": "login"}, "Say in a few words what is wrong."),
        ({"title": "x"}, "Choose at least one kind of question"),
    ],
)
async def test_what_is_missing_is_said_and_the_words_stay(desk, mira, form, words):
    await mira.get("/incidents")
    answer = await mira.send("/incidents", **form)
    assert answer.status_code == 422
    assert words in answer.text
    assert list(await desk.store.incidents()) == []


async def test_the_detail_offers_what_its_phase_allows(desk, mira):
    incident = await desk.keep(coins=("SOL",), articles=("withdrawal-pending",))
    page = (await mira.get(f"/incidents/{incident.id}")).text
    for words in (
        "Confirm it with a text",
        "It is none",
        "SOL",
        "withdrawal-pending",
        "Suspected: because",
    ):
        assert words in page
    assert "Say that it is over" not in page
    confirmed = await desk.confirmed(id="two")
    page = (await mira.get(f"/incidents/{confirmed.id}")).text
    for words in (
        "Say that it is over",
        "It is mended: watch it",
        TEXTS["en"],
        "Merge into another",
    ):
        assert words in page
    assert "It is none" not in page


async def test_languages_in_which_people_asked_stand_open(desk, mira):
    incident = await desk.keep()
    await desk.store.link(incident.id, [a_heard("tess", language="tr")])
    page = (await mira.get(f"/incidents/{incident.id}")).text
    shown, _, folded = page.partition("More languages")
    assert "Türkçe" in shown
    assert "Deutsch" in folded


async def test_the_text_is_shown_with_who_hears_it_before_it_is_said(desk, mira):
    incident = await desk.keep()
    once = a_heard("short", platform=SHORT, leg=Leg.PUBLIC, conversation="c2")
    await desk.store.link(incident.id, [a_heard("ann"), a_heard("bob"), once])
    await mira.get(f"/incidents/{incident.id}")
    form = {"text_en": " SOL is late. ", "text_zh": "晚了", "text_xx": "no"}
    page = await mira.send(f"/incidents/{incident.id}/preview/confirm", **form)
    assert page.status_code == 200
    for words in ("Hearing this now: 2.", "replay, Private", "Cannot be told: 1.",
                  "once only", "SOL is late.", "中文"):  # fmt: skip
        assert words in page.text
    assert await send(desk.store) == []
    answer = await mira.send(f"/incidents/{incident.id}/say/confirm", **form)
    assert answer.headers["location"].endswith("?done=confirm")
    after = await desk.now(incident)
    assert (after.phase, after.approved_by) == (Phase.CONFIRMED, "mira")
    assert after.texts == {"en": "SOL is late.", "zh": "晚了"}
    assert len(await send(desk.store)) == 2
    page = (await mira.get(f"/incidents/{incident.id}")).text
    assert "told 2, 1 cannot be told" in page


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({}, "There is nothing in it."),
        ({"text_zh": "x", "text_en": "Send us your password."}, "English: It asks for a password."),
    ],
)
async def test_what_the_lint_stops_is_said_above_the_words(desk, mira, form, words):
    incident = await desk.keep()
    await mira.get(f"/incidents/{incident.id}")
    for path in ("preview", "say"):
        answer = await mira.send(f"/incidents/{incident.id}/{path}/confirm", **form)
        assert answer.status_code == 422
        assert words.rpartition(": ")[2] in answer.text
    assert (await desk.now(incident)).phase is Phase.SUSPECTED
    answer = await mira.send(f"/incidents/{incident.id}/preview/confirm", **form)
    assert words in answer.text
    assert form.get("text_en", "") in answer.text


async def test_that_it_is_over_is_said_to_everybody_who_was_told(desk, mira):
    incident = await desk.confirmed()
    await desk.store.tell(incident.id, a_heard("ann"))
    await mira.get(f"/incidents/{incident.id}")
    form = {"text_en": OVER["en"]}
    page = await mira.send(f"/incidents/{incident.id}/preview/resolve", **form)
    assert "Hearing this now: 1." in page.text
    await mira.send(f"/incidents/{incident.id}/say/resolve", **form)
    after = await desk.now(incident)
    assert (after.phase, after.clear_texts) == (Phase.RESOLVED, OVER)
    assert len(await send(desk.store)) == 1
    page = (await mira.get(f"/incidents/{incident.id}")).text
    assert "What was said at the end" in page
    assert "Change name or scope" not in page


@pytest.mark.parametrize(("how", "phase"), [("watch", Phase.MONITORING)])
async def test_it_is_watched(desk, mira, how, phase):
    incident = await desk.confirmed()
    await mira.get(f"/incidents/{incident.id}")
    await mira.send(f"/incidents/{incident.id}/move/{how}")
    assert (await desk.now(incident)).phase is phase


async def test_it_is_none(desk, mira):
    incident = await desk.keep()
    await mira.get(f"/incidents/{incident.id}")
    await mira.send(f"/incidents/{incident.id}/move/dismiss")
    assert (await desk.now(incident)).phase is Phase.DISMISSED


async def test_its_scope_is_changed(desk, mira):
    incident = await desk.keep()
    await mira.get(f"/incidents/{incident.id}")
    await mira.send(f"/incidents/{incident.id}/edit", title="n", topic="login", coins="")
    after = await desk.now(incident)
    assert (after.title, after.topics) == ("n", ("login",))
    answer = await mira.send(f"/incidents/{incident.id}/edit", title="n", seen="1")
    assert (answer.status_code, "Choose at least one" in answer.text) == (422, True)


async def test_two_are_merged(desk, mira):
    one, two = await desk.confirmed(id="one"), await desk.confirmed(id="two", title="two")
    await desk.store.link(one.id, [a_heard("ann")])
    await mira.get(f"/incidents/{one.id}")
    answer = await mira.send(f"/incidents/{one.id}/merge", into=two.id)
    assert answer.headers["location"] == f"/incidents/{two.id}?done=merge"
    assert (await desk.now(one)).merged_into == two.id
    assert (await desk.room.file(two.id)).tally == Tally(asked=1)
    assert f'href="/incidents/{two.id}"' in (await mira.get(f"/incidents/{one.id}")).text


async def test_who_was_slower_is_told_and_nothing_happens(desk, mira):
    incident = await desk.confirmed()
    await mira.get(f"/incidents/{incident.id}")
    mira.seen = "0"
    for path, form in (
        ("move/watch", {}),
        ("say/resolve", {"text_en": "Over."}),
        ("edit", {"title": "n", "topic": "login"}),
    ):
        answer = await mira.send(f"/incidents/{incident.id}/{path}", **form)
        assert answer.status_code == 409
        assert "Somebody changed it meanwhile" in answer.text
    assert await desk.now(incident) == incident


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("{id}/preview/watch", 409),
        ("{id}/preview/resolve", 409),
        ("{id}/say/watch", 400),
        ("{id}/move/resolve", 400),
        ("{id}/preview/nonsense", 400),
        ("none/preview/confirm", 404),
        ("none/move/dismiss", 404),
    ],
)
async def test_what_cannot_be_done_is_refused(desk, mira, path, status):
    incident = await desk.keep()
    await mira.get(f"/incidents/{incident.id}")
    answer = await mira.send(f"/incidents/{path.format(id=incident.id)}", text_en="x")
    assert answer.status_code == status


async def test_what_is_not_there_is_not_found(desk, mira):
    assert (await mira.get("/incidents/none")).status_code == 404
    one = await desk.keep()
    await mira.get(f"/incidents/{one.id}")
    assert (await mira.send(f"/incidents/{one.id}/merge", into="none")).status_code == 404


async def test_only_forms_of_the_page_are_taken(desk, mira):
    incident = await desk.keep()
    mira.csrf = "0" * 64
    answer = await mira.send(f"/incidents/{incident.id}/move/dismiss")
    assert answer.status_code == 403


async def test_the_switch_is_moved_for_some_hours(desk, mira):
    await mira.get("/incidents")
    answer = await mira.send("/incidents/mode", value="on", hours="4")
    assert answer.headers["location"] == "/incidents?done=mode"
    until = NOON + timedelta(hours=4)
    assert await desk.store.mode() == Mode(value="on", by="mira", at=NOON, until=until)
    page = (await mira.get("/incidents?done=mode")).text
    for words in ("It is on.", "on by hand", "The switch was moved.", "until"):
        assert words in page
    await mira.send("/incidents/mode", value="auto", hours="4")
    assert await desk.store.mode() == Mode(value="auto", by="mira", at=NOON)
    for form in ({"value": "maybe"}, {"value": "on", "hours": "3"}):
        assert (await mira.send("/incidents/mode", **form)).status_code == 400


async def test_a_desk_without_incidents_has_no_such_page(clock):
    desk = Desk(clock)
    desk.app = create_app(desk.services())
    async with desk.agent("mira") as mira:
        assert (await mira.get("/incidents")).status_code == 404
        assert 'href="/incidents"' not in (await mira.get("/")).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("phase", Phase),
        ("incident_source", Source),
        ("incident_act", [*Step, "suspect", "open", "edit", "tell", "status"]),
        ("switch", ("auto", "on", "off")),
        ("incidents", [f"done_{each}" for each in DONE]),
        ("incidents", [f"why_{each}" for each in (CLOSED, ONE_REPLY)]),
        ("health", ("page_read", "page_away")),
    ],
)
def test_everything_has_a_name(language, table, codes):
    assert set(codes) <= texts(language).tree[table].keys()
