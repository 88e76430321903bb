"""The catalogues: complete, alike, and chosen as the reader wishes."""

from __future__ import annotations

import string
from enum import StrEnum

import pytest

from console.pages.case import DONE
from console.pages.feed import VIEWS
from console.pages.identities import DONE as EDITS
from console.pages.protection import VIEWS as QUEUES
from console.pages.verify import ANSWERS
from console.scam_view import CAMPAIGN, SEES, WORDS
from console.view import CHOICES, MOVES
from console.words import LANGUAGES, choose, texts
from core.actions import Audience, Kind
from core.case import Holder, Status
from core.protection import ScamStatus
from core.registry import FIELDS, Section
from core.scams import Verb
from core.shelf import FIELDS as ARTICLE_FIELDS
from core.shelf import Standing
from core.types import RiskLevel, Sentiment, Stance, Urgency
from tests.console.fakes import a_case

# Source: the taxonomy's table of intents and list of secrets.
INTENTS = """
    login account_recovery account_security deposit withdrawal trading fees kyc fiat
    platform_outage api how_to asset_info promotion authenticity scam_report compliance
    complaint crisis praise business chatter spam
"""
SECRETS = "seed_phrase private_key api_secret password one_time_code card_number identity_document"


def leaves(language):
    tree = texts(language).tree
    return {f"{table}.{key}": text for table, keys in tree.items() for key, text in keys.items()}


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_the_same_things(language):
    english, other = leaves("en"), leaves(language)
    assert other.keys() == english.keys()
    assert {key for key in english if fields(english[key]) != fields(other[key])} == set()
    assert all(text.strip() for text in other.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("intent", INTENTS.split()),
        ("secret", SECRETS.split()),
        ("priority", Urgency),
        ("status", Status),
        ("holder", Holder),
        ("risk", RiskLevel),
        ("stance", Stance),
        ("sentiment", Sentiment),
        ("act", [kind for kind in Kind if kind is not Kind.SAY]),
        ("case", MOVES),
        ("feed", [*VIEWS, *(f"empty_{view}" for view in VIEWS)]),
        ("done", DONE),
        ("scam", CHOICES["scam"]),
        ("correct", CHOICES),
        ("kind", [kind for kind in Kind if kind is not Kind.SAY]),
        ("did", [kind for kind in Kind if kind is not Kind.SAY]),
        ("ruling", [f"act_{kind}" for kind in Kind]),
        ("verb", Verb),
        ("ruling", [f"{part}_{verb}" for part in ("means", "yes", "done") for verb in Verb]),
        ("scam_status", ScamStatus),
        ("protection", [*QUEUES, *(f"empty_{view}" for view in QUEUES)]),
        ("witness", {WORDS, CAMPAIGN, *SEES.values()}),
        (
            "identities",
            [*Section, *(f"{part}_{verb}" for part in ("done", "yes") for verb in EDITS)],
        ),
        ("identities", [f"field_{name}" for names in FIELDS.values() for name in names]),
        (
            "verify",
            [*ANSWERS, *(f"{each}_{part}" for each in ANSWERS for part in ("means", "how"))],
        ),
        ("about", ["handle", "link", "mail", "name"]),
        (
            "knowledge",
            [
                *(f"standing_{each}" for each in Standing),
                *(f"audience_{each}" for each in Audience),
                *(f"field_{each}" for each in ARTICLE_FIELDS),
                *(f"verb_{each}" for each in ("new", "save", "review", "restore")),
                *(f"part_{each}" for each in ("title", "short", "body")),
            ],
        ),
        ("event", ["message", "warning", "act", "ruling", "rename"]),
        ("trace", ["text", "host", "handle", "mail", "phone", "wallet"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_code_has_a_name(language, table, codes):
    names = texts(language).tree[table]
    assert [code for code in codes if code not in names] == []


@pytest.mark.parametrize(
    ("cookie", "accepted", "language"),
    [
        ("", "", "en"),
        ("", "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("", "de-DE,de;q=0.9,zh;q=0.5,en;q=0.3", "zh"),
        ("", "en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("", "zh;q=0,en;q=0.1", "en"),
        ("", "zh;q=0", "en"),
        ("", "*;q=x,;,", "en"),
        ("zh", "en", "zh"),
        ("en", "zh", "en"),
        ("xx", "zh", "zh"),
        ("../en", "", "en"),
    ],
)
def test_the_reader_chooses(cookie, accepted, language):
    assert choose(cookie, accepted).language == language


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 min left"),
        (59 * 60, "59 min left"),
        (60 * 60, "1 h left"),
        (47 * 3600, "47 h left"),
        (72 * 3600, "3 d left"),
        (-61, "1 min late"),
    ],
)
def test_time_left_in_words(seconds, words):
    assert texts("en").due(a_case(), seconds) == words


@pytest.mark.parametrize("status", [Status.WAITING_USER, Status.SNOOZED, Status.RESOLVED])
def test_a_case_that_waits_for_nobody_is_never_late(status):
    t = texts("en")
    assert t.due(a_case(status=status), -999) == t.name("status", status)


def test_codes_are_known_or_shown_readably():
    assert texts("zh").name("intent", "withdrawal") == "提现"
    assert texts("en").name("intent", "brand_new_code") == "brand new code"
    assert issubclass(Kind, StrEnum)
