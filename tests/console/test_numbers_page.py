"""The dashboard: pictures with words beside them, the cases behind, files, and who may see what."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from console import charts, number_words
from console.words import texts
from core.access import Role
from core.numbers.board import NumberRoom
from core.numbers.figures import FEW, Figure, Unit
from core.numbers.happening import About, Happening
from core.numbers.measures import DAY, M, bucket_of
from core.numbers.pictures import Picture, Series
from storage import MemoryStore
from tests.conftest import NOON
from tests.console.fakes import a_case

pytestmark = pytest.mark.anyio
KINDS = ("line", "bars", "area", "heat", "ranks")
EN, ZH = texts("en"), texts("zh")


@pytest.fixture
def store(desk):
    """A memory in which the same happened every day of a week."""
    store = MemoryStore()
    room = NumberRoom(book=store, clock=desk.clock, zone=lambda: "Europe/Oslo")
    desk.app.state.services = replace(desk.app.state.services, numbers=room)
    for day in range(7):
        for measure, bucket in (
            *((M.MESSAGES, 0), (M.OPENED, 0), (M.KEPT, 0), (M.ANSWERED, 0), (M.BOT_ANSWERED, 0)),
            *((M.FIRST_PEOPLE, bucket_of(600)), (M.SCORE_BOT, 5), (M.SCAM_ALERT, 0)),
        ):
            about = About("replay", "withdrawal", "de" if day % 2 else "en")
            one = Happening(
                measure=measure,
                at=NOON - day * DAY,
                about=about,
                bucket=bucket,
                n=FEW,
                agent="tomasz",
            )
            store.numbers.count([one])
    return store


def as_role(desk, role):
    mira = desk.door.people["mira"]
    desk.door.people["mira"] = replace(mira, role=role)


async def test_the_page_shows_figures_pictures_and_tables(store, mira):
    page = (await mira.get("/numbers?zone=UTC")).text
    assert page.count('<svg class="chart') >= 7
    assert ">70</b>" in page, "seven days of ten messages"
    assert "600 s" not in page
    assert "9.2 min" in page or "10 min" in page
    assert "Nothing to count" in page
    assert "Withdrawal" in page
    assert "German" in page
    assert "Tomasz" in page
    assert "style=" not in page.split("<main")[1]
    assert "What is counted: Promises kept" in page


async def test_every_picture_is_well_formed_and_has_a_title_and_a_description(store, mira):
    page = (await mira.get("/numbers")).text
    pictures = re.findall(r"<svg class=\"chart.*?</svg>", page, re.DOTALL)
    for each in pictures:
        root = ElementTree.fromstring(each)  # noqa: S314 - our own
        assert root.attrib["role"] == "img"
        title, description, *_ = root
        assert (title.tag, description.tag) == ("title", "desc")
        assert title.text
        assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {description.attrib['id']}"
    assert len(set(re.findall(r'id="([^"]+)"', "".join(pictures)))) == 2 * len(pictures)


async def test_the_page_speaks_chinese_and_every_explanation_is_there(store, mira):
    page = (await mira.get("/numbers?range=30", headers={"accept-language": "zh"})).text
    assert "履行的承诺" in page
    assert "德语" in page
    assert 'aria-current="true">30 天' in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("zone=Mars/Olympus", "Not understood: Mars/Olympus"),
        ("range=own&from=x&to=2026-01-01", "Not understood: x – 2026-01-01"),
        ("range=own&from=2026-02-01&to=2026-01-01", "Not understood"),
        ("range=own&from=0001-01-01&to=9999-12-31", "Not understood"),
        ("zone=%3Cscript%3E", "Not understood: &lt;script&gt;"),
    ],
)
async def test_what_is_not_understood_is_said_and_a_week_shown(store, mira, query, said):
    answer = await mira.get(f"/numbers?{query}")
    assert answer.status_code == 200
    assert said in answer.text
    assert (await mira.get(f"/numbers/messages.csv?{query}")).status_code == 400


async def test_own_days_and_filters_stay_in_the_address(store, mira):
    day = NOON.date()
    query = f"range=own&from={day}&to={day}&topic=withdrawal&language=en&platform=replay&zone=UTC"
    page = (await mira.get(f"/numbers?{query}")).text
    assert ">10</b>" in page
    assert '<option value="withdrawal" selected>' in page
    assert f"topic=withdrawal&amp;language=en&amp;from={day}" in page
    empty = (await mira.get("/numbers?topic=nonsense")).text
    assert '<option value="nonsense" selected>' in empty


async def test_the_readers_zone_is_remembered(store, mira):
    await mira.get("/numbers?zone=Asia/Tokyo")
    assert "days of Asia/Tokyo" in (await mira.get("/numbers")).text
    await mira.get("/numbers?zone=Nowhere/Land")
    assert "days of Asia/Tokyo" in (await mira.get("/numbers")).text


async def test_the_cases_behind_a_figure(store, desk, mira):
    from core.numbers.facts import CaseFact

    case = a_case(1)
    store.numbers.facts[case.id] = CaseFact(
        case_id=case.id,
        conversation=case.conversation,
        about=About("replay", "kyc", "en"),
        since=NOON - DAY,
        people_since=NOON - DAY,
        people_at=NOON,
        answered_at=NOON,
        by_bot=True,
        touched=True,
    )
    page = (await mira.get("/numbers/cases/first_people?zone=UTC")).text
    assert f'href="/case/{case.id}"' in page
    assert "24 h" in page
    touched = (await mira.get("/numbers/cases/touched")).text
    assert case.id in touched
    assert "Nothing to count" in (await mira.get("/numbers/cases/missed")).text
    assert (await mira.get("/numbers/cases/else")).status_code == 404


async def test_files_have_the_same_values_and_only_some_may_take_them(store, desk, mira):
    answer = await mira.get("/numbers/messages.csv?zone=UTC")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["day", "messages"]
    assert [row[1] for row in rows[1:]] == ["10.0"] * 7
    assert "attachment" in answer.headers["content-disposition"]
    for name in ("figures", "people", "topics", "week"):
        assert (await mira.get(f"/numbers/{name}.csv")).status_code == 200
    assert (await mira.get("/numbers/else.csv")).status_code == 404
    whole = (await mira.get("/numbers.json?zone=UTC")).json()
    assert whole["figures"]["messages"]["value"] == 70
    assert whole["people"][0]["agent"] == "tomasz"


@pytest.mark.parametrize(
    ("role", "files", "people"),
    [
        (Role.VIEWER, 403, False),
        (Role.MODERATOR, 403, False),
        (Role.AGENT, 403, False),
        (Role.LEAD, 200, True),
        (Role.ADMIN, 200, True),
    ],
)
async def test_who_may_see_what(store, desk, mira, role, files, people):
    as_role(desk, role)
    page = (await mira.get("/numbers")).text
    assert ("Tomasz" in page) is people
    assert ("/numbers.json" in page) is (files == 200)
    for path in ("/numbers.json", "/numbers/messages.csv", "/numbers/people.csv"):
        assert (await mira.get(path)).status_code == files


async def test_without_the_port_there_is_no_page(desk, mira):
    for path in ("/numbers", "/numbers.json", "/numbers/messages.csv", "/numbers/cases/missed"):
        assert (await mira.get(path)).status_code == 404


def a_picture(kind, *values, unit=Unit.COUNT, codes="") -> Picture:
    labels = tuple("123456789"[: len(values[0])])
    names = ("bot", "people", "desk")
    if kind == "heat":
        names = ("0", "1", "2")
        codes = "weekday"
    rows = tuple(Series(name, row) for name, row in zip(names, values, strict=False))
    return Picture("messages", kind, unit, "", labels, rows, codes)


@pytest.mark.parametrize("language", [EN, ZH], ids=["en", "zh"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "values",
    [((1.0, 2.0, None),), ((0.0,),), ((1e9, 3.0), (2.0, None)), ((None, None),)],
    ids=["a gap", "nothing", "very unequal", "all gaps"],
)
@pytest.mark.parametrize("unit", list(Unit))
def test_every_kind_of_picture_is_drawn_whatever_the_values(kind, values, unit, language):
    drawn = charts.draw(a_picture(kind, *values, unit=unit), language)
    root = ElementTree.fromstring(str(drawn))  # noqa: S314 - our own
    numbers = re.findall(r"-?\d+\.\d+", "".join(str(e.attrib) for e in root.iter()))
    assert all(-60 <= float(each) <= 460 for each in numbers)
    assert "nan" not in drawn
    assert "style=" not in drawn


def test_what_people_called_something_is_no_markup():
    picture = Picture("topics", "area", Unit.COUNT, "", ("1",), (Series("<b>x", (1.0,)),), "intent")
    drawn = str(charts.draw(picture, EN))
    assert "<b>" not in drawn
    assert "&lt;b&gt;x" in drawn


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        (Unit.SECONDS, 4.23, "4.2 s"),
        (Unit.SECONDS, 60, "1 min"),
        (Unit.SECONDS, 3600, "1 h"),
        (Unit.SECONDS, 200_000, "2.3 d"),
        (Unit.SHARE, 0.5, "50\u202f%"),
        (Unit.SCORE, 4.25, "4.2"),
        (Unit.COUNT, 12345, "12,345"),
    ],
)
def test_values_are_written_as_people_do(unit, value, said):
    assert number_words.written(EN, unit, value) == said


def test_an_axis_is_short_where_numbers_are_long():
    assert number_words.short(EN, Unit.COUNT, 120_000) == "120K"
    assert number_words.short(EN, Unit.COUNT, 120) == "120"


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure("x", Unit.COUNT, 12, 12, 10), "20\u202f% more than before"),
        (Figure("x", Unit.COUNT, 5, 5, 10), "50\u202f% less than before"),
        (Figure("x", Unit.COUNT, 10, 10, 10), "as before"),
        (Figure("x", Unit.COUNT, 10, 10, 0), ""),
        (Figure("x", Unit.COUNT, None, 0, 10), ""),
        (Figure("x", Unit.SHARE, 0.6, 20, 0.5), "10\u202fpoints more than before"),
        (Figure("x", Unit.SHARE, 0.5, 20, 0.5), "as before"),
        (Figure("x", Unit.SCORE, 4.0, 20, 4.04), "as before"),
        (Figure("x", Unit.SCORE, 4.0, 20, 3.5), "0.5 more than before"),
    ],
)
def test_a_change_is_said_in_words(figure, said):
    assert number_words.change(EN, figure) == said
