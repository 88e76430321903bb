"""Tokens: what they look like, what is kept of them, what they may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.access import Role, may
from core.casebook import Agent
from core.tokens import NEEDS, Order, Scope, digest, granted, looks_like_one, make, traced
from tests.conftest import NOON

ORDER = Order(name="crm", agent="mira", scopes=frozenset(Scope), by="amara")
LATER = NOON + timedelta(days=1)


def owner(role: Role = Role.ADMIN, **changes) -> Agent:
    return Agent(id="mira", name="Mira", created_at=NOON, role=role, **changes)


def test_a_token_is_shown_once_and_only_its_digest_is_kept():
    shown, kept = make(ORDER, NOON)
    assert looks_like_one(shown)
    assert kept.digest == digest(shown)
    assert shown.startswith(f"{kept.prefix}_")
    assert shown.removeprefix(f"{kept.prefix}_") not in repr(kept)
    assert make(ORDER, NOON)[0] != shown


@pytest.mark.parametrize(
    "other", ["", "skerry_", "skerry_abc_def", "Bearer x", "skerry_aaaaaaaaaa_" + "x" * 42]
)
def test_what_is_no_token_is_not_looked_for(other):
    assert not looks_like_one(other)


@pytest.mark.parametrize(
    ("changes", "now", "state"),
    [
        ({}, LATER, "good"),
        ({"expires_at": LATER}, NOON, "good"),
        ({"expires_at": LATER}, LATER, "expired"),
        ({"expires_at": LATER, "revoked_at": NOON}, LATER, "revoked"),
    ],
)
def test_a_token_ends(changes, now, state):
    _, token = make(ORDER, NOON)
    token = replace(token, **changes)
    assert token.state(now) == state
    assert bool(granted(token, owner(), now)) == (state == "good")


@pytest.mark.parametrize("role", Role)
def test_no_token_may_more_than_its_owner(role):
    _, token = make(ORDER, NOON)
    may_do = granted(token, owner(role), NOON)
    assert may_do == {each for each in Scope if may(role, NEEDS[each])}


def test_a_token_may_no_more_than_it_was_made_for():
    _, token = make(replace(ORDER, scopes=frozenset({Scope.TRIAGE})), NOON)
    assert granted(token, owner(), NOON) == {Scope.TRIAGE}


def test_the_token_of_somebody_who_is_gone_or_disabled_is_dead():
    _, token = make(ORDER, NOON)
    assert granted(token, None, NOON) == granted(token, owner(disabled_at=NOON), NOON) == set()


def test_that_it_was_used_is_kept_once_a_minute():
    _, token = make(ORDER, NOON)
    assert token.is_due(NOON)
    used = replace(token, used_at=NOON)
    assert not used.is_due(NOON + timedelta(seconds=59))
    assert used.is_due(NOON + timedelta(seconds=60))


def test_the_audit_names_a_token_by_what_may_be_shown():
    shown, token = make(replace(ORDER, scopes=frozenset({Scope.TRIAGE})), NOON)
    trace = traced(token, "add", "amara", NOON)
    assert trace.act == "token:add"
    assert trace.reason == f"{token.prefix} of mira: triage"
    assert shown not in repr(trace)
