"""What users paste to ask whether it is ours: three answers, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identities import Account, Identities
from core.triage.hosts import Host
from core.types import RiskLevel
from core.verify import Answer, Means, verify

KNOWN = Identities(
    brand="Nordex",
    domains=("nordex.example",),
    accounts=(
        Account(platform="one", id="1", handle="NordexSupport", name="Nordex Support"),
        Account(platform="two", id="2", handle="mira_nordex", name="Mira Solberg", role="agent"),
    ),
    fans=("Nordex_Helpers",),
    fakes=(Account(platform="two", handle="nrdx_refunds"),),
)
HOSTS = {
    "nordex.example": Host("nordex.example", 0.0, "official", "ours"),
    "listed.example": Host("listed.example", 0.99, "listed", "", RiskLevel.ALERT),
    "nordex-verify.example": Host("n", 0.9, "suspect", "", RiskLevel.ALERT),
    "short.example": Host("short.example", 0.3, "suspect", "", RiskLevel.NOTE),
    "odd.example": Host("odd.example", 0.6, "suspect", "", RiskLevel.REVIEW, by_wording=True),
    "worse.example": Host("w", 0.97, "suspect", "", RiskLevel.ALERT, by_wording=True),
}


def judge(link: str) -> Host:
    name = link.removeprefix("https://").partition("/")[0]
    return HOSTS.get(name, Host(name, 0.05, "unknown", ""))


def address(text: str) -> tuple[str, str] | None:
    host, _, path = text.removeprefix("https://").partition("/")
    return ("one", path.partition("/")[0]) if host == "one.example" and path else None


MEANS = Means(KNOWN, judge, address)
YES, NO, UNKNOWN = Answer.OFFICIAL, Answer.NOT_OFFICIAL, Answer.UNKNOWN


@pytest.mark.parametrize(
    ("query", "answer", "about", "how"),
    [
        ("@NordexSupport", YES, "handle", "our_account"),
        ("nordexsupport", YES, "handle", "our_account"),
        ("MIRA_NORDEX#1234", YES, "handle", "our_account"),
        ("https://one.example/NordexSupport/status/1", YES, "handle", "our_account"),
        ("https://one.example/mira_nordex", NO, "handle", "same_name_elsewhere"),
        ("@NordexSupp0rt", NO, "handle", "imitates"),
        ("@NordexSuppоrt", NO, "handle", "imitates"),
        ("one.example/Nordex_Helpdesk", NO, "handle", "imitates"),
        ("@nrdx_refunds", NO, "handle", "known_fake"),
        ("one.example/nrdx_refunds", UNKNOWN, "handle", "not_known"),
        ("@Nordex_Helpers", UNKNOWN, "handle", "not_known"),
        ("@nordex_fan", UNKNOWN, "handle", "not_known"),
        ("support@nordex.example", YES, "mail", "our_domain_mail"),
        ("mailto:support@help.nordex.example", YES, "mail", "our_domain_mail"),
        ("nordexsupport@mail.example", NO, "mail", "imitates"),
        ("help@nordex-verify.example", NO, "mail", "suspect_link"),
        ("ann@listed.example", NO, "mail", "listed"),
        ("ann@mail.example", UNKNOWN, "mail", "not_known"),
        ("<https://nordex.example/a>", YES, "link", "our_domain"),
        ("nordex.example.", YES, "link", "our_domain"),
        ("https://listed.example/x", NO, "link", "listed"),
        ("nordex-verify.example", NO, "link", "suspect_link"),
        ("worse.example", NO, "link", "suspect_link"),
        ("odd.example", UNKNOWN, "link", "not_known"),
        ("short.example", UNKNOWN, "link", "not_known"),
        ("mira.nordex", NO, "handle", "imitates"),
        ("news.example/nordex today", UNKNOWN, "link", "not_known"),
        ("+44 7700 900123", UNKNOWN, "phone", "not_known"),
        ("12-34", UNKNOWN, "handle", "not_known"),
        ("Nordex", UNKNOWN, "name", "not_known"),
        ("Mira Solberg", UNKNOWN, "name", "not_known"),
        ("Mira Solberg Nordex", NO, "name", "imitates"),
        ("how are you today", UNKNOWN, "name", "not_known"),
        ("  ", UNKNOWN, "nothing", "not_known"),
        ("???", UNKNOWN, "nothing", "not_known"),
    ],
)
def test_the_three_answers(query, answer, about, how):
    found = verify(query, MEANS)
    assert (found.answer, found.about, found.how) == (answer, about, how)


def test_where_somebody_asks_decides_which_account_is_meant():
    assert verify("@NordexSupport", MEANS, "one").platform == "one"
    elsewhere = verify("@NordexSupport", MEANS, "two")
    assert (elsewhere.how, elsewhere.platform) == ("same_name_elsewhere", "one")
    assert verify("@nrdx_refunds", MEANS, "two").whom == "Nordex"


@given(st.text(max_size=400))
def test_anything_can_be_asked(query):
    found = verify(query, MEANS)
    assert found.answer in set(Answer)
    assert len(found.what) <= 300
