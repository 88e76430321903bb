"""Signatures, bearer tokens, OAuth 2.0 tokens and who may use which endpoint."""

from __future__ import annotations

import base64

import aiohttp
import pytest
import tweepy

from sandbox.twitter.identity import signature_base
from tests.sandbox.twitter.conftest import REAL_HOST

pytestmark = pytest.mark.anyio

ME = "/2/users/me"
TOKEN = "/2/oauth2/token"


async def status_of(raw, header, path=ME):
    async with raw.session.get(
        raw.sandbox.base_url + path, headers={"Authorization": header} if header else {}
    ) as answer:
        return answer.status


def signed(raw, url=REAL_HOST + ME, method="GET", **changes):
    return raw.signer(**changes).sign(url, method)[1]["Authorization"]


def test_the_base_string_is_that_of_the_standard():
    pairs = [("b5", "=%3D"), ("a3", "a"), ("c@", ""), ("a2", "r b"), ("a3", "2 q")]
    base = signature_base("post", "http://example.com/request", pairs)
    assert base == (
        "POST&http%3A%2F%2Fexample.com%2Frequest&"
        "a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D"
    )


async def test_signatures_are_verified(sandbox, raw):
    assert await status_of(raw, signed(raw)) == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"CONSUMER_KEY": "other"},
        {"CONSUMER_SECRET": "other"},
        {"ACCESS_TOKEN": "1001-other"},
        {"ACCESS_TOKEN_SECRET": "other"},
    ],
    ids=str,
)
async def test_wrong_keys_are_refused(sandbox, raw, changes):
    assert await status_of(raw, signed(raw, **changes)) == 401


@pytest.mark.parametrize(
    "tamper",
    [
        {"url": f"{REAL_HOST}/2/users/you"},
        {"url": f"{REAL_HOST}{ME}?user.fields=name"},
        {"url": f"http://127.0.0.1:1{ME}"},
        {"method": "POST"},
    ],
    ids=["path", "query", "host", "method"],
)
async def test_a_signature_covers_the_whole_request(sandbox, raw, tamper):
    assert await status_of(raw, signed(raw, **tamper)) == 401


async def test_a_signature_works_once(sandbox, raw):
    header = signed(raw)
    assert [await status_of(raw, header) for _ in range(2)] == [200, 401]


@pytest.mark.parametrize("header", ["", "Bearer nonsense", "OAuth nothing", "Basic eDp5"])
async def test_nonsense_is_refused(sandbox, raw, header):
    assert await status_of(raw, header) == 401


async def test_odd_characters_survive_signing(sandbox, client, ann):
    sandbox.control.post(ann, "what's up: 100% + more? (yes!) ü 漢 $BTC")
    for query in ('"what\'s up: 100% + more?"', "ü 漢", "$BTC"):
        found = await client.search_recent_tweets(query, user_auth=True)
        assert found.data, query
    at = "2020-01-01T00:00:00Z"
    found = await client.get_users_mentions(1001, user_auth=True, start_time=at)
    assert found.meta["result_count"] == 0


async def test_a_clock_far_off_refuses_signatures(sandbox, raw):
    sandbox.control.skew(400)
    assert await status_of(raw, signed(raw)) == 401
    sandbox.control.skew(-200)
    assert await status_of(raw, signed(raw)) == 200
    sandbox.control.skew(0)
    sandbox.control.advance(10_000)
    assert await status_of(raw, signed(raw)) == 200


async def test_every_endpoint_knows_its_callers(sandbox, client, raw):
    status, said = await raw("GET", ME)
    assert (status, said["title"]) == (403, "Unsupported Authentication")
    status, said = await raw("GET", "/2/tweets/search/stream/rules", auth="oauth1")
    assert "OAuth 2.0 Application-Only]" in said["detail"]
    with pytest.raises(tweepy.Forbidden):
        await client.create_tweet(text="x", user_auth=False)


async def test_scopes_are_checked(sandbox, raw):
    token = sandbox.control.issue_tokens("tweet.read users.read")["access_token"]
    assert (await raw("GET", ME, auth=token))[0] == 200
    status, said = await raw("POST", "/2/tweets", {"text": "x"}, auth=token)
    assert (status, said["detail"]) == (403, "Your client is missing the scope tweet.write.")


async def exchange(raw, token, basic=False, **changes):
    keys = raw.sandbox.client
    form = {"grant_type": "refresh_token", "refresh_token": token} | changes
    headers = {}
    if basic:
        pair = f"{keys['CLIENT_ID']}:{keys['CLIENT_SECRET']}".encode()
        headers["Authorization"] = f"Basic {base64.b64encode(pair).decode()}"
    else:
        form.setdefault("client_id", keys["CLIENT_ID"])
    url = raw.sandbox.base_url + TOKEN
    async with raw.session.post(url, data=form, headers=headers) as answer:
        return answer.status, await answer.json()


@pytest.mark.parametrize("basic", [False, True], ids=["public", "confidential"])
async def test_a13_refresh_tokens_rotate(sandbox, raw, basic):
    old = sandbox.control.issue_tokens()
    status, new = await exchange(raw, old["refresh_token"], basic)
    assert (status, new["expires_in"]) == (200, 7_200)
    assert (await raw("GET", ME, auth=new["access_token"]))[0] == 200
    assert (await raw("GET", ME, auth=old["access_token"]))[0] == 401
    assert (await exchange(raw, old["refresh_token"], basic))[0] == 400


async def test_access_tokens_run_out(sandbox, raw):
    sandbox.control.configure(access_token_life=60)
    held = sandbox.control.issue_tokens()
    sandbox.control.advance(61)
    assert (await raw("GET", ME, auth=held["access_token"]))[0] == 401
    _, new = await exchange(raw, held["refresh_token"])
    assert (await raw("GET", ME, auth=new["access_token"]))[0] == 200
    sandbox.control.expire_tokens()
    assert (await raw("GET", ME, auth=new["access_token"]))[0] == 401


async def test_without_offline_access_there_is_nothing_to_refresh(sandbox):
    assert "refresh_token" not in sandbox.control.issue_tokens("users.read")


async def test_strangers_get_no_tokens(sandbox, raw):
    held = sandbox.control.issue_tokens()["refresh_token"]
    assert (await exchange(raw, held, client_id="other"))[1]["error"] == "unauthorized_client"
    assert (await exchange(raw, held, grant_type="password"))[0] == 400
    assert (await exchange(raw, "nonsense"))[0] == 400


async def test_a_withdrawn_authorization_shuts_every_door_of_the_account(sandbox, raw):
    token = sandbox.control.issue_tokens()
    sandbox.control.revoke()
    assert await status_of(raw, signed(raw)) == 401
    assert (await raw("GET", ME, auth=token["access_token"]))[0] == 401
    assert (await exchange(raw, token["refresh_token"]))[0] == 400
    assert (await raw("GET", "/2/tweets/search/stream/rules"))[0] == 200


async def test_the_token_endpoint_can_fail_too(sandbox, raw):
    held = sandbox.control.issue_tokens()["refresh_token"]
    route = "POST /2/oauth2/token"
    sandbox.control.inject("status", route, status=503)
    assert (await exchange(raw, held))[0] == 503
    sandbox.control.inject("delay", route, seconds=0.01)
    status, new = await exchange(raw, held)
    assert status == 200
    sandbox.control.inject("drop", route, after=True)
    with pytest.raises(aiohttp.ClientError):
        await exchange(raw, new["refresh_token"])
    assert (await exchange(raw, new["refresh_token"]))[0] == 400


async def test_no_secret_is_recorded_or_shown(sandbox, raw):
    held = sandbox.control.issue_tokens()
    _, new = await exchange(raw, held["refresh_token"])
    await raw("GET", ME, auth=new["access_token"])
    kept = repr(sandbox.control.calls()) + repr(sandbox.backend.identity.credentials)
    secrets = [*sandbox.credentials.values(), *sandbox.client.values()]
    for secret in [*secrets, held["refresh_token"], new["access_token"], new["refresh_token"]]:
        assert secret not in kept
