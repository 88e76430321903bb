"""The key by which the schema spreads over machines: whatever grows with messages carries the
conversation. A table without it says here why it stays in one place."""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from storage import tables as t

TABLES = {each.name: each for each in vars(t).values() if isinstance(each, Table)}

PEOPLE = "people who work here, and what they set up"
SETTINGS = "settings and lists of the whole desk, a handful of rows"
ONE_A_DESK = "one row a name or day; each shard keeps its own, added up when read"
BY_AUTHOR = "belongs to an author wherever he writes; spread by author"
BY_WORDS = "found by the same words in any conversation; spread by digest or word"
BY_ADDRESS = "belongs to an address or a platform, not to what was said there"

APART = {
    "account_link": BY_AUTHOR,
    "account_try": BY_AUTHOR,
    "agent": PEOPLE,
    "agent_keys": PEOPLE,
    "api_once": PEOPLE,
    "api_token": PEOPLE,
    "audit_chain": "one chain of digests over all acts; one a shard",
    "bulk": PEOPLE,
    "canned": SETTINGS,
    "canned_past": SETTINGS,
    "checkpoint": BY_ADDRESS,
    "company_identity": PEOPLE,
    "counter": ONE_A_DESK,
    "dead_letter": "what could not be read, so that nobody knows its conversation",
    "door_step": PEOPLE,
    "erasure": BY_AUTHOR,
    "heard_hour": ONE_A_DESK,
    "hold": SETTINGS,
    "incident": SETTINGS,
    "legal_hold": BY_AUTHOR,
    "name_seen": BY_AUTHOR,
    "number_own": ONE_A_DESK,
    "number_sum": ONE_A_DESK,
    "pass": PEOPLE,
    "passkey": PEOPLE,
    "reach": BY_ADDRESS,
    "retention_mark": SETTINGS,
    "saved_view": PEOPLE,
    "sealing_key": SETTINGS,
    "search_state": SETTINGS,
    "search_term": BY_WORDS,
    "session": PEOPLE,
    "sighting": BY_ADDRESS,
    "spare_code": PEOPLE,
    "switch": SETTINGS,
    "tag": SETTINGS,
    "team_member": PEOPLE,
    "trace": BY_WORDS,
    "webhook": SETTINGS,
    "webhook_mark": SETTINGS,
    "whereabouts": PEOPLE,
}


@pytest.mark.parametrize("name", sorted(TABLES.keys() - APART.keys()))
def test_what_grows_with_messages_carries_the_conversation(name):
    columns = TABLES[name].columns
    assert "conversation" in columns, f"{name}: add the conversation, or say in APART why not"
    assert not columns["conversation"].nullable


def test_what_stays_in_one_place_is_still_there_and_has_no_conversation():
    assert not [name for name in APART if name in TABLES and "conversation" in TABLES[name].columns]
    assert APART.keys() <= TABLES.keys()


@pytest.mark.parametrize("name", ["lane", "message", "inbox", "outbox", "case", "dialogue"])
def test_what_a_turn_reads_by_its_conversation_has_an_index_that_begins_with_it(name):
    table = TABLES[name]
    firsts = [next(iter(each.columns)).name for each in table.indexes]
    assert "conversation" in [next(iter(table.primary_key)).name, *firsts]
