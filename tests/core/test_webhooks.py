"""Webhooks: signatures, tries, addresses."""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.tables.api import ApiTable
from core.webhooks.address import is_public, problem_of
from core.webhooks.kinds import (
    BOTH_VALID,
    GIVE_UP,
    SPREAD,
    WAITS,
    Event,
    Fate,
    Sending,
    Webhook,
    after_try,
    headers,
    new_secret,
    next_try,
    rotated,
)
from tests.conftest import NOON

BODY = b'{"type":"case.opened"}'


def a_webhook(**changes) -> Webhook:
    values = {
        "id": "wh_1",
        "url": "https://hooks.nordex.example/in",
        "events": frozenset({Event.CASE_OPENED}),
        "secret": new_secret(),
        "made_at": NOON,
        "made_by": "amara",
    }
    return Webhook(**(values | changes))


def signed_with(secret: str, given: dict[str, str], body: bytes = BODY) -> str:
    """As a receiver reckons it."""
    text = f"{given['webhook-id']}.{given['webhook-timestamp']}.".encode() + body
    key = b64decode(secret.removeprefix("whsec_"))
    return "v1," + b64encode(hmac.new(key, text, sha256).digest()).decode()


def test_a_receiver_finds_the_signature_that_it_reckons():
    hook = a_webhook()
    given = headers(hook, "evt_1", BODY, NOON)
    assert given["webhook-timestamp"] == str(int(NOON.timestamp()))
    assert given["webhook-signature"] == signed_with(hook.secret, given)
    assert signed_with(new_secret(), given) != given["webhook-signature"]


def test_after_a_rotation_both_secrets_sign_for_a_day():
    old = a_webhook()
    hook = rotated(old, NOON)
    assert (hook.version, hook.old_secret) == (1, old.secret)
    given = headers(hook, "evt_1", BODY, NOON)
    both = [signed_with(each, given) for each in (hook.secret, old.secret)]
    assert given["webhook-signature"].split(" ") == both
    later = headers(hook, "evt_1", BODY, NOON + BOTH_VALID)
    assert later["webhook-signature"] == signed_with(hook.secret, later)


def test_waits_grow_and_end_after_more_than_two_days():
    moments = [next_try(count, NOON, 0.0) for count in range(1, len(WAITS) + 2)]
    waits = [each - NOON for each in moments[:-1]]
    assert waits == sorted(waits) == list(WAITS)
    assert moments[-1] is None
    assert timedelta(days=2) < sum(WAITS, timedelta()) < GIVE_UP
    assert next_try(1, NOON, 1.0) - NOON == WAITS[0] * (1 + SPREAD)


def fate(state=Sending.PENDING, **late) -> Fate:
    return Fate(number=1, state=state, at=NOON + timedelta(**late))


def test_failures_that_go_on_switch_off_and_a_success_forgives():
    hook = a_webhook()
    assert after_try(hook, fate(Sending.SENT)) is hook
    failing = after_try(hook, fate())
    assert (failing.failing_since, failing.is_on) == (NOON, True)
    still = after_try(failing, fate(hours=71))
    assert (still.failing_since, still.is_on) == (NOON, True)
    assert after_try(still, fate(Sending.SENT)).failing_since is None
    off = after_try(still, fate(Sending.FAILED, hours=72))
    assert (off.off_why, off.is_on) == ("failing", False)
    by_hand = replace(failing, off_why="by_hand")
    assert after_try(by_hand, fate(hours=1)).off_why == "by_hand"


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.nordex.example/in?x=1",
        "https://hooks.nordex.example:8443",
        "https://1.1.1.1/in",
        "https://[2606:4700::1111]/in",
        "http://hooks.internal/in",
        "http://10.0.0.9/in",
    ],
)
def test_an_address_on_the_internet_or_named_in_the_settings_is_fine(url):
    assert problem_of(url, ("hooks.internal", "10.0.0.9")) == ""


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "whole address"),
        ("hooks.nordex.example", "whole address"),
        ("ftp://hooks.nordex.example", "whole address"),
        ("https://", "whole address"),
        ("https://hooks.nordex.example:99999", "whole address"),
        ("https://hooks.nordex.example:0", "whole address"),
        ("https://[::1", "whole address"),
        ("https://hooks.nordex.example/a b", "whole address"),
        ("https://hooks.nordex.example/\n", "whole address"),
        ("https://höoks.example", "whole address"),
        ("https://hooks.nordex.example/" + "x" * 2000, "whole address"),
        ("http://hooks.nordex.example/in", "https://"),
        ("https://me:secret@hooks.nordex.example", "user name"),
        ("https://hooks.nordex.example/#part", "user name"),
        ("https://localhost/in", "inside"),
        ("https://LOCALHOST./in", "inside"),
        ("https://desk.localhost", "inside"),
        ("https://printer.local", "inside"),
        ("https://metadata.google.internal/", "inside"),
        ("https://intranet/in", "inside"),
        ("https://127.0.0.1/in", "inside"),
        ("https://169.254.169.254/latest", "inside"),
        ("https://192.168.1.1", "inside"),
        ("https://100.64.0.1", "inside"),
        ("https://[::1]/in", "inside"),
        ("https://[fe80::1]/in", "inside"),
        ("https://[fd00:ec2::254]/", "inside"),
        ("https://[::ffff:127.0.0.1]/", "inside"),
    ],
)
def test_any_other_address_is_refused_with_what_to_write(url, words):
    assert words in problem_of(url, ())


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("10.1.2.3", False),
        ("0.0.0.0", False),  # noqa: S104
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::a00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
        ("2001:0:4136:e378:8000:63bf:f5ff:fffe", False),
        ("fe80::1%eth0", False),
        ("ff02::1", False),
        ("not an address", False),
    ],
)
def test_what_belongs_to_the_internet(address, public):
    assert is_public(address) is public


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8"))
def test_no_way_of_writing_an_inner_address_makes_it_public(inner):
    number = int(inner)
    ways = [str(inner), f"::ffff:{inner}", str(ip_address(0x64FF9B << 96 | number))]
    ways.append(str(ip_address(0x2002 << 112 | number << 80)))
    assert not any(map(is_public, ways))


@pytest.mark.parametrize("host", ["http://hooks.internal", "hooks.internal:80", " "])
def test_the_settings_take_hosts_alone(host):
    with pytest.raises(ValidationError, match="names or addresses alone"):
        ApiTable(inside_hosts=(host,))


def test_hosts_of_the_settings_are_compared_as_addresses_spell_them():
    assert ApiTable(inside_hosts=("Hooks.Internal.",)).inside_hosts == ("hooks.internal",)
