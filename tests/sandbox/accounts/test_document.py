"""The document, the connector and the reference server say the same."""

from __future__ import annotations

import json
from datetime import timedelta

import httpx
import pytest
from openapi_spec_validator import validate

from app.accounts.http import HttpAccounts
from core.accounts.codes import seal_with
from core.accounts.desk import STATES, CodeRefused, Handle, LinkGone, State, Topic
from core.accounts.freezing import Freezing
from core.accounts.visit import Tools, Visit
from core.tables.account import AccountsTable
from core.types import Platform
from sandbox.accounts import AccountsSandbox, Item
from sandbox.accounts.people import TXID, settle
from tests.conftest import NOON, a_message
from tests.core.accounts.kit import ORDER, Office, a_turn
from tests.sandbox.accounts.spec import answer_problems, document, question_problems

pytestmark = pytest.mark.anyio
ANN = Handle(platform=Platform("discord"), account="1", author_id="2", name="")


class Overheard(httpx.AsyncHTTPTransport):
    """Keeps every exchange of words, and lets it through."""

    def __init__(self):
        super().__init__()
        self.heard = []

    async def handle_async_request(self, request):
        answer = await super().handle_async_request(request)
        content = await answer.aread()
        body = json.loads(request.content) if request.content else None
        said = (request.method.lower(), request.url.path)
        self.heard.append((said, body, answer.status_code, json.loads(content)))
        stream = httpx.ByteStream(content)
        return httpx.Response(answer.status_code, headers=answer.headers, stream=stream)


@pytest.fixture
async def exchange():
    async with AccountsSandbox() as running:
        settle(running.world)
        yield running


@pytest.fixture
async def wire():
    return Overheard()


@pytest.fixture
async def desk(exchange, wire):
    made = HttpAccounts(AccountsTable(base_url=exchange.base_url, timeout_s=15), exchange.token)
    made._client._transport = wire
    yield made
    await made.close()


def fits(wire):
    """Everything that was said fits the document; what was said."""
    for (method, path), body, status, answer in wire.heard:
        if method == "post":
            assert question_problems(path, body) == []
        assert answer_problems(method, path, status, answer) == []
    return {said for said, *_ in wire.heard}


def test_the_document_is_one():
    validate(document())


def test_the_document_knows_every_state_and_topic():
    schemas = document()["components"]["schemas"]
    names = {Topic.WITHDRAWAL: "Withdrawal", Topic.DEPOSIT: "Deposit", Topic.KYC: "Verification"}
    assert set(schemas["Topic"]["enum"]) == set(Topic)
    for topic, name in names.items():
        assert set(schemas[name]["properties"]["state"]["enum"]) == STATES[topic]


async def test_everything_that_connector_and_server_say_fits_the_document(exchange, desk, wire):
    await desk.check()
    with pytest.raises(CodeRefused):
        await desk.link("a" * 32, ANN)
    for key in exchange.world.accounts:
        reference = await desk.link(seal_with(exchange.token)(exchange.world.issue_code(key)), ANN)
        for topic in Topic:
            await desk.progress(reference, topic)
    office = await Office().linked(reference=reference)
    freezing = Freezing(Tools(desk=desk, links=office.links, table=office.table))
    await _freeze(freezing, office)
    await desk.unlink(reference)
    with pytest.raises(LinkGone):
        await desk.progress(reference, Topic.KYC)
    wrong = HttpAccounts(AccountsTable(base_url=exchange.base_url), "wrong-and-made-up")
    wrong._client._transport = wire
    with pytest.raises(Exception, match="does not accept"):
        await wrong.check()
    assert fits(wire) == {
        (method, path) for path, methods in document()["paths"].items() for method in methods
    }


async def _freeze(freezing, office):

    message = a_message("/freeze yes")
    visit = Visit(turn=a_turn(), message=message, verdict=ORDER, now=NOON)
    await freezing.ask(visit, await office.link())
    await freezing.confirm(visit, await office.link())


@pytest.mark.parametrize(
    ("topic", "state"), [(topic, state) for topic in Topic for state in sorted(STATES[topic])]
)
async def test_every_state_travels(exchange, desk, wire, topic, state):
    at = exchange.world.now() - timedelta(hours=1)
    money = {} if topic is Topic.KYC else {
        "requested_at": at, "amount": "1.5", "coin": "BTC", "txid": TXID,
    }  # fmt: skip
    counted = {"confirmations": (1, 3)} if state is State.CONFIRMING else {}
    item = Item(id="x", state=state.value, late=True, **money, **counted)
    exchange.world.account("ann", **{topic.value: [item]})
    code = seal_with(exchange.token)(exchange.world.issue_code("ann"))
    [progress] = await desk.progress(await desk.link(code, ANN), topic)
    assert (progress.state, progress.late) == (state, True)
    fits(wire)


BROKEN = {
    "no state": ({"id": "x"}, "deposit"),
    "a state of another topic": ({"id": "x", "state": "sent"}, "kyc"),
    "no amount": (
        {"id": "x", "state": "sent", "requested_at": "2026-01-01T00:00:00Z", "coin": "BTC"},
        "withdrawal",
    ),
    "words": ({"id": "x", "state": "approved! write to us"}, "kyc"),
}


@pytest.mark.parametrize(("item", "topic"), BROKEN.values(), ids=BROKEN)
async def test_what_the_document_refuses_the_connector_refuses(exchange, desk, item, topic):
    code = seal_with(exchange.token)(exchange.world.issue_code("dana"))
    reference = await desk.link(code, ANN)
    body = {"account": reference, "topic": topic, "items": [item]}
    assert answer_problems("post", "/v1/progress", 200, body)
    exchange.faults.inject("lie", body=body)
    with pytest.raises(Exception, match="answers nonsense"):
        await desk.progress(reference, Topic(topic))


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b'{"account": 7, "topic": "kyc"}', b'{"account":"x","topic":"gossip"}'],
)
async def test_the_server_refuses_what_the_document_does(exchange, content):
    headers = {"Authorization": f"Bearer {exchange.token}"}
    async with httpx.AsyncClient(base_url=exchange.base_url, headers=headers) as client:
        answer = await client.post("/v1/progress", content=content)
    assert answer.status_code == 400


async def test_faults_have_names(exchange):
    with pytest.raises(ValueError, match="there is no fault 'lightning'"):
        exchange.faults.inject("lightning")
    exchange.faults.inject("status", "/v1/links", status=500)
    async with httpx.AsyncClient(base_url=exchange.base_url) as client:
        assert (await client.get("/v1/health")).status_code == 401
        assert (await client.post("/v1/links")).status_code == 500
        exchange.faults.clear()
        assert (await client.post("/v1/links")).status_code == 401
