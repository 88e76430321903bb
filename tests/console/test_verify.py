"""The public check: three answers, no script needed, nothing echoed alive, not for flooding."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console import create_app
from console.allowance import Allowance, client_of
from tests.conftest import NOON
from tests.console.fake_registry import Verified
from tests.console.test_case_page import HOSTILE, shape

pytestmark = pytest.mark.anyio
SECRET = "0x" + "5c" * 32


@pytest.fixture
async def anyone(desk):
    async with desk.client() as client:
        yield client


@pytest.mark.parametrize("way", ["get", "post"])
@pytest.mark.parametrize(
    ("query", "answer", "title", "how"),
    [
        ("@NordexSupport", "official", "Official", "It can still be forged"),
        ("http://nordex-help.invalid", "not_official", "Not official", "Do not open it"),
        ("@somebody", "unknown", "Unknown", "Unknown is not safe"),
    ],
    ids=["official", "not official", "unknown"],
)
async def test_three_answers(anyone, way, query, answer, title, how):
    if way == "get":
        page = await anyone.get("/verify", params={"q": query})
    else:
        page = await anyone.post("/verify", data={"q": query})
    assert page.status_code == 200
    assert f'class="answer {answer}"' in page.text
    assert f"<h2>{title}</h2>" in page.text
    assert how in page.text
    assert "<script" not in page.text


async def test_the_box_alone_answers_nothing(anyone):
    for page in (await anyone.get("/verify"), await anyone.post("/verify", data={"q": "  "})):
        assert page.status_code == 200
        assert 'class="answer' not in page.text
        assert "We never ask for a password" in page.text


async def test_the_question_is_shown_dead(anyone):
    page = await anyone.get("/verify", params={"q": "http://nordex-help.invalid/x"})
    assert "hxxp://nordex-help[.]invalid/x" in page.text
    assert "http://nordex-help.invalid" not in page.text


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
async def test_hostile_questions_stay_text(anyone, words):
    words = words.replace("\ud800", "").strip()
    harmless = shape((await anyone.get("/verify", params={"q": "harmless"})).text)
    page = await anyone.get("/verify", params={"q": words})
    assert shape(page.text) == harmless
    assert "\u202e" not in page.text


async def test_a_secret_in_the_question_is_not_shown(anyone):
    query = f"my private key is {SECRET}"
    page = await anyone.post("/verify", data={"q": query})
    assert SECRET not in page.text
    told = await anyone.get("/verify.json", params={"q": query})
    assert SECRET not in told.text


async def test_an_answer_nobody_knows_is_unknown(desk):
    async def strange(query):
        return Verified("perhaps", "oracle", "x")

    desk.app = create_app(replace(desk.services(), verify=strange))
    async with desk.client() as client:
        assert (await client.get("/verify.json?q=x")).json()["answer"] == "unknown"


async def test_programs_get_data(anyone):
    told = await anyone.get("/verify.json", params={"q": "@NordexSupport"})
    assert told.json() == {"answer": "official", "about": "handle", "what": "NordexSupport"}
    assert told.headers["cache-control"] == "no-store"
    assert (await anyone.get("/verify.json")).status_code == 400


async def test_it_speaks_the_readers_language(anyone):
    headers = {"Accept-Language": "zh-CN,zh;q=0.9"}
    page = await anyone.get("/verify", params={"q": "@x"}, headers=headers)
    assert "未知不等于安全" in page.text
    assert 'lang="zh"' in page.text


@pytest.mark.parametrize("path", ["/verify", "/verify.json"])
async def test_who_asks_too_often_waits(desk, anyone, path):
    for _ in range(20):
        assert (await anyone.get(path, params={"q": "@x"})).status_code == 200
    refused = await anyone.get(path, params={"q": "@x"})
    assert refused.status_code == 429
    desk.clock.advance(int(refused.headers["retry-after"]))
    assert (await anyone.get(path, params={"q": "@x"})).status_code == 200


async def test_the_empty_page_is_never_refused(anyone):
    for _ in range(30):
        assert (await anyone.get("/verify")).status_code == 200


@pytest.mark.parametrize("path", ["/verify?q=x", "/verify.json?q=x"])
async def test_a_desk_without_a_registry_has_no_check(desk, path):
    desk.app = create_app(replace(desk.services(), verify=None))
    async with desk.client() as client:
        assert (await client.get(path)).status_code == 404


def test_an_allowance_refills_with_time_and_never_beyond_its_burst():
    allowance = Allowance(burst=2, every_s=10)
    assert [allowance.take("a", NOON) for _ in range(3)] == [0, 0, 10]
    assert allowance.take("b", NOON) == 0
    assert allowance.take("a", NOON + timedelta(seconds=4)) == pytest.approx(6)
    later = NOON + timedelta(hours=1)
    assert [allowance.take("a", later) for _ in range(3)] == [0, 0, 10]


def test_a_clock_that_goes_back_gives_nothing_away():
    allowance = Allowance(burst=1, every_s=10)
    assert allowance.take("a", NOON) == 0
    assert allowance.take("a", NOON - timedelta(hours=1)) == 10


def test_the_table_of_clients_is_bounded():
    allowance = Allowance(burst=1, every_s=10, most=3)
    for number in range(10):
        allowance.take(str(number), NOON)
    assert len(allowance) == 3
    assert allowance.take("9", NOON) > 0
    assert allowance.take("0", NOON) == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("testclient", "testclient", True),
    ],
)
def test_a_network_is_one_client(one, other, same):
    assert (client_of(asked_by(one)) == client_of(asked_by(other))) is same


def test_a_client_without_an_address_is_one_too():
    assert client_of(asked_by(None)) == ""


class Client:
    def __init__(self, host):
        self.host = host


class Asked:
    def __init__(self, host):
        self.client = Client(host) if host else None


def asked_by(host):
    return Asked(host)
