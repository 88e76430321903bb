"""Whatever is sent, the sandbox answers as an API would: it never breaks."""

from __future__ import annotations

import asyncio
import json
import re
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.twitter import TwitterSandbox
from sandbox.twitter.backend import ENDPOINTS
from sandbox.twitter.dispatch import Raw, answer
from sandbox.twitter.identity import Seen
from sandbox.twitter.query import QueryError, parse

PROTECTED = "POST /2/webhooks"  # would call the address it is given
ROUTES = sorted(each.route for each in ENDPOINTS if each.route != PROTECTED)
NAMES = sorted({name for each in ENDPOINTS for name in each.query})
IDS = st.sampled_from(["1001", "501", "7", "0", "x", "9" * 25, "%00", "ann_a"])
VALUES = st.one_of(IDS, st.text(max_size=8), st.sampled_from(["true", "10", "author_id", "text"]))
QUERIES = st.dictionaries(st.sampled_from([*NAMES, "colour"]), VALUES, max_size=4)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), IDS)
NAMES_IN_BODIES = (
    "text reply in_reply_to_tweet_id quote_tweet_id media media_ids hidden target_user_id add "
    "delete value tag ids url event_type filter user_id colour reply_settings"
)
KEYS = st.sampled_from(NAMES_IN_BODIES.split())
BODIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=8,
)


@given(st.sampled_from(ROUTES), IDS, QUERIES, BODIES, st.booleans())
def test_every_endpoint_survives_every_request(route, number, query, body, as_user):
    sandbox = TwitterSandbox(limits=False)
    sandbox.control.create_user("Ann", "ann_a", id=501)
    sandbox.control.post(501, "@NordexSupport hi")
    token = sandbox.control.issue_tokens()["access_token"]
    method, _, path = route.partition(" ")
    seen = Seen(
        method=method,
        path=re.sub(r"\{\w+\}", number, path),
        query=urlencode(query),
        form="",
        authorization=f"Bearer {token if as_user else sandbox.credentials['BEARER_TOKEN']}",
    )
    sent = b"" if method == "GET" else json.dumps(body).encode()
    result = asyncio.run(answer(sandbox.backend, Raw(seen, "application/json", sent)))
    assert 200 <= result.status < 500
    assert json.loads(result.body()) == result.value
    if result.status >= 400:
        assert {"title", "detail", "type"} <= result.value.keys()


@given(st.text(max_size=60), st.text(max_size=20))
def test_every_query_is_understood_or_refused(query, said):
    sandbox = TwitterSandbox()
    ann = sandbox.world.add_user("Ann", "ann_a").id
    post = sandbox.scene.post(ann, said)
    try:
        test = parse(query, 512)
    except QueryError:
        return
    assert test(sandbox.world, post) in {True, False}


@pytest.mark.parametrize("header", ["OAuth \xff", "Bearer \xff", 'OAuth oauth_token="%ff"'])
def test_odd_headers_are_401(header):
    sandbox = TwitterSandbox()
    seen = Seen("GET", "/2/users/me", "", "", header)
    assert asyncio.run(answer(sandbox.backend, Raw(seen, "", b""))).status == 401
