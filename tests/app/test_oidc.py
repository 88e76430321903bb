"""The company's own sign-in, against a provider over loopback that lies in every way we know."""

from __future__ import annotations

import ssl
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.oidc import OidcCompany, check_company
from console import create_app
from console.entry import Entry
from core.access import Role
from core.casebook import Agent
from core.doors import CompanyRefused
from core.errors import ConfigError
from core.tables.door import CompanyTable, DoorTable
from tests.conftest import NOON, FakeClock
from tests.console.conftest import Desk
from tests.sandbox.fake_company import CLIENT, SECRET, a_company, now

pytestmark = pytest.mark.anyio
# loading the roots of trust takes longer than most of these tests, and loopback needs none
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
BACK = "http://desk.example/sign-in/company/back"


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
async def provider():
    async with a_company() as company:
        yield company


@pytest.fixture
def company(provider):
    provider.reset()
    return provider


@asynccontextmanager
async def door_to(company, **table):
    table = CompanyTable(issuer=company.issuer, client_id=CLIENT, **table)
    async with httpx.AsyncClient(timeout=5, verify=PLAIN) as client:
        yield OidcCompany(table, SECRET, client, FakeClock(datetime.now(UTC)))


async def went(place: str) -> dict[str, str]:
    """What the provider sends the browser back with."""
    async with httpx.AsyncClient(verify=PLAIN) as browser:
        answer = await browser.get(place)
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    return {name: values[0] for name, values in query.items()}


async def test_an_honest_provider_vouches_for_somebody(company):
    async with door_to(company) as door:
        place, kept = await door.begin(BACK)
        known = await door.finish(BACK, await went(place), kept)
    assert (known.issuer, known.subject) == (company.issuer, "s-1")
    assert (known.name, known.mail, known.mail_confirmed) == (
        "Mira Solberg", "mira@nordex.example", True,
    )  # fmt: skip
    assert known.groups == ("support",)
    (asked,) = company.asked
    assert (asked["code_challenge_method"], asked["response_type"]) == ("S256", "code")
    # neither what proves the browser nor the secret goes through the browser's address bar
    assert kept["verifier"] not in place
    assert SECRET not in place


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://other.example"},
        {"aud": "another"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"azp": "another"},
        {"aud": None},
        {"nonce": "another sign-in's"},
        {"nonce": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": 4_000_000_000},
        {"iat": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
    ],
    ids=str,
)
async def test_a_token_that_does_not_fit_vouches_for_nobody(company, lie):
    company.lies = lie
    async with door_to(company) as door:
        place, kept = await door.begin(BACK)
        with pytest.raises(CompanyRefused) as refused:
            await door.finish(BACK, await went(place), kept)
    assert refused.value.code == "company_refused"


@pytest.mark.parametrize("trick", ["none", "shared", "forged", "no token"])
async def test_a_signature_that_is_not_its_own_vouches_for_nobody(company, trick):
    company.tricks = {trick}
    async with door_to(company) as door:
        place, kept = await door.begin(BACK)
        with pytest.raises(CompanyRefused) as refused:
            await door.finish(BACK, await went(place), kept)
    assert refused.value.code == "company_refused"


@pytest.mark.parametrize(
    "change",
    [
        {"state": "another browser's"},
        {"state": ""},
        {"state": "ключ"},
        {"iss": "https://other.example"},
        {"code": ""},
        {"code": "made up"},
        {"code": "", "error": "access_denied"},
    ],
    ids=str,
)
async def test_an_answer_that_is_not_this_browsers_is_refused(company, change):
    async with door_to(company) as door:
        place, kept = await door.begin(BACK)
        with pytest.raises(CompanyRefused) as refused:
            await door.finish(BACK, await went(place) | change, kept)
    assert refused.value.code == "company_refused"


async def test_another_browsers_proof_gets_no_token(company):
    async with door_to(company) as door:
        place, kept = await door.begin(BACK)
        _, others = await door.begin(BACK)
        given = await went(place)
        with pytest.raises(CompanyRefused, match="no token"):
            await door.finish(BACK, given, {**kept, "verifier": others["verifier"]})


async def test_nothing_kept_is_no_sign_in(company):
    async with door_to(company) as door:
        place, _ = await door.begin(BACK)
        given = await went(place)
        with pytest.raises(CompanyRefused):
            await door.finish(BACK, given | {"state": ""}, {})


async def test_new_keys_are_fetched(company):
    async with door_to(company) as door:
        for _ in range(2):
            place, kept = await door.begin(BACK)
            known = await door.finish(BACK, await went(place), kept)
            assert known.subject == "s-1"
            company.turn_keys()


@pytest.mark.parametrize("trick", ["down", "nonsense", "issuer", "endpoint"])
async def test_a_provider_that_cannot_be_trusted_is_down(company, trick):
    company.tricks = {trick}
    async with door_to(company) as door:
        with pytest.raises(CompanyRefused) as refused:
            await door.begin(BACK)
    assert refused.value.code == "company_down"


async def test_a_provider_that_breaks_in_between_is_down(company):
    company.tricks = {"broken"}
    async with door_to(company) as door:
        place, kept = await door.begin(BACK)
        with pytest.raises(CompanyRefused) as refused:
            await door.finish(BACK, await went(place), kept)
    assert refused.value.code == "company_down"


@pytest.mark.parametrize("when", ["before", "between"])
async def test_nobody_there_is_down(company, when):
    async with door_to(company) as door:
        place, kept = await door.begin(BACK)
        given = await went(place)
        await door.client.aclose()
        door.client = httpx.AsyncClient(transport=httpx.MockTransport(_nobody))
        if when == "before":
            door._about = {}
        with pytest.raises(CompanyRefused) as refused:
            await door.finish(BACK, given, kept)
    assert refused.value.code == "company_down"


def _nobody(request):
    raise httpx.ConnectError("refused", request=request)


async def test_a_flood_is_no_answer(company):
    def flood(request):
        return httpx.Response(200, content=b'{"a": "' + b"x" * 300_000 + b'"}')

    async with door_to(company) as door:
        door.client = httpx.AsyncClient(transport=httpx.MockTransport(flood))
        with pytest.raises(CompanyRefused) as refused:
            await door.begin(BACK)
    assert refused.value.code == "company_down"


@pytest.mark.parametrize(
    "issuer", ["http://id.nordex.example", "ftp://x.example", "id", "http://[x"]
)
def test_an_issuer_without_https_stops_the_start(issuer):
    with pytest.raises(ConfigError, match="it should begin with https://"):
        check_company(CompanyTable(issuer=issuer, client_id="x"))
    check_company(CompanyTable())


# through the console


class Browser:
    """A visitor who follows the company's sign-in there and back."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client

    async def sign_in(self) -> httpx.Response:
        answer = await self.client.get("/sign-in/company")
        assert answer.status_code == 303, answer.text
        given = await went(answer.headers["location"])
        return await self.client.get("/sign-in/company/back", params=given)


@asynccontextmanager
async def staged(company, **table):
    desk = Desk(FakeClock(datetime.fromtimestamp(now(), UTC)))
    table = CompanyTable(issuer=company.issuer, client_id=CLIENT, **table)
    async with httpx.AsyncClient(timeout=5, verify=PLAIN) as client:
        port = OidcCompany(table, SECRET, client, desk.clock)
        entry = Entry(table=DoorTable(company=table), company=port)
        desk.app = create_app(replace(desk.services(), entry=entry))
        yield desk


async def test_a_stranger_with_the_right_address_becomes_an_agent(company):
    table = {"domains": ("nordex.example",), "create": True, "role": Role.AGENT}
    company.person["email"] = "ama.ra@nordex.example"
    async with staged(company, **table) as desk, desk.client() as client:
        answer = await Browser(client).sign_in()
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        assert (await client.get("/account")).status_code == 200
        new = desk.door.people["ama.ra"]
        assert (new.name, new.role) == ("Mira Solberg", Role.AGENT)
        # the same subject is the same agent, whatever his address is called tomorrow
        company.person["email"] = "other@nordex.example"
        await Browser(client).sign_in()
        assert set(desk.door.people) == {"mira", "tomasz", "ama.ra"}


async def test_a_known_name_is_not_taken_over(company):
    table = {"domains": ("nordex.example",), "create": True}
    async with staged(company, **table) as desk, desk.client() as client:
        await Browser(client).sign_in()
        assert desk.door.people["mira-2"].role is Role.VIEWER
        assert (await client.get("/people")).status_code == 403


@pytest.mark.parametrize(
    "person",
    [
        {"email": "mira@evil.example"},
        {"email": "mira@nordex.example.evil.example"},
        {"email_verified": False},
        {"email_verified": "true"},
        {"email": None},
    ],
    ids=str,
)
async def test_strangers_stay_outside(company, person):
    company.person |= person
    table = {"domains": ("nordex.example",), "create": True}
    async with staged(company, **table) as desk, desk.client() as client:
        answer = await Browser(client).sign_in()
        assert answer.status_code == 401
        assert "may not enter this desk" in answer.text
        assert set(desk.door.people) == {"mira", "tomasz"}


async def test_without_create_only_the_connected_come_in(company):
    async with staged(company, domains=("nordex.example",)) as desk:
        async with desk.client() as client:
            answer = await Browser(client).sign_in()
            assert (answer.status_code, "connect it on your account page" in answer.text) == (
                401, True,
            )  # fmt: skip
        async with desk.agent("tomasz") as tomasz:
            answer = await Browser(tomasz.client).sign_in()
            assert answer.status_code == 303
        async with desk.client() as client:
            assert (await Browser(client).sign_in()).status_code == 303
            assert "(tomasz)" in (await client.get("/account")).text


async def test_groups_say_what_somebody_is_today(company):
    groups = {"support": Role.AGENT, "support-leads": Role.LEAD}
    async with staged(company, groups=groups, create=True) as desk, desk.client() as client:
        await Browser(client).sign_in()
        assert desk.door.people["mira-2"].role is Role.AGENT
        company.person["groups"] = ["cooks", "support", "support-leads"]
        await Browser(client).sign_in()
        assert desk.door.people["mira-2"].role is Role.LEAD
        company.person["groups"] = "support"
        await Browser(client).sign_in()
        assert desk.door.people["mira-2"].role is Role.AGENT
        company.person["groups"] = ["cooks"]
        assert (await Browser(client).sign_in()).status_code == 401


async def test_the_last_admin_stays_one_whatever_his_groups_say(company):
    async with staged(company, groups={"support": Role.AGENT}, create=True) as desk:
        desk.door.admit(Agent(id="tomasz", name="T", created_at=NOON, role=Role.LEAD))
        async with desk.agent("mira") as mira:
            assert (await Browser(mira.client).sign_in()).status_code == 303
            assert desk.door.people["mira"].role is Role.ADMIN


async def test_who_was_shut_out_stays_out(company):
    async with staged(company, domains=("nordex.example",), create=True) as desk:
        async with desk.client() as client:
            await Browser(client).sign_in()
        await desk.door.disable("mira-2", desk.clock.now())
        async with desk.client() as client:
            answer = await Browser(client).sign_in()
            assert (answer.status_code, "shut out" in answer.text) == (401, True)
        assert set(desk.door.people) >= {"mira", "mira-2"}


async def test_the_answer_counts_in_the_browser_that_asked_and_once(company):
    staging = staged(company, domains=("nordex.example",), create=True)
    async with staging as desk, desk.client() as victim, desk.client() as attacker:
        answer = await attacker.get("/sign-in/company")
        given = await went(answer.headers["location"])
        # the attacker's own answer, slipped to somebody else: no session of the attacker's
        back = "/sign-in/company/back"
        slipped = await victim.get(back, params=given)
        assert (slipped.status_code, "skerry" in victim.cookies) == (401, False)
        await victim.get("/sign-in/company")
        mixed = await victim.get(back, params=given)
        assert (mixed.status_code, "skerry" in victim.cookies) == (401, False)
        assert (await attacker.get(back, params=given)).status_code == 303
        assert (await attacker.get(back, params=given)).status_code == 401


async def test_another_site_cannot_start_it(company):
    async with staged(company, domains=("nordex.example",)) as desk, desk.client() as client:
        elsewhere = {"Sec-Fetch-Site": "cross-site"}
        assert (await client.get("/sign-in/company", headers=elsewhere)).status_code == 403


async def test_a_provider_that_is_down_is_told_in_words(company):
    company.tricks = {"down"}
    async with staged(company) as desk, desk.client() as client:
        answer = await client.get("/sign-in/company")
        assert (answer.status_code, "does not answer" in answer.text) == (401, True)


async def test_without_a_company_there_is_no_such_page():
    desk = Desk(FakeClock())
    async with desk.client() as client:
        assert (await client.get("/sign-in/company")).status_code == 404
        assert (await client.get("/sign-in/company/back")).status_code == 404


@pytest.mark.parametrize(
    "table",
    [{"issuer": "https://x.example"}, {"client_id": "x"}, {"create": True}],
    ids=str,
)
def test_half_a_table_is_refused(table):
    with pytest.raises(ValueError, match=r"go together|everybody there"):
        CompanyTable(**table)
