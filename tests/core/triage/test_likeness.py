"""Names that imitate ours, and names that only share a word with us."""

from __future__ import annotations

import pytest

from core.identities import Identities
from core.triage.contacts import is_official, leads_away, outside, stays_home
from core.triage.hosts import host_of, judge
from core.triage.likeness import likeness
from core.triage.reading import read
from core.types import Author, Platform, Stance
from tests.core.triage.cases import NORDEX, look


def wears(handle: str = "", name: str = "", **changes):
    author = Author(id=changes.pop("id", "9"), handle=handle, name=name, **changes)
    return look("impersonator", author=author, platform=Platform("telegram"))


@pytest.mark.parametrize(
    ("handle", "name"),
    [
        pytest.param("NordexSupp0rt", "", id="leet"),
        pytest.param("N0rdexSupport", "", id="zero"),
        pytest.param("nordex_support", "", id="separator"),
        pytest.param("NоrdexSupport", "", id="cyrillic o"),
        pytest.param("NordexSuport", "", id="a letter missing"),
        pytest.param("NordexSupport1", "", id="a digit added"),
        pytest.param("nordex_help_desk", "", id="brand and role"),
        pytest.param("helpdesk_norde", "", id="misspelt brand and role"),
        pytest.param("", "Nordex Support ✅", id="display name"),
        pytest.param("x", "Mira Solberg", id="a member of staff by full name"),
        pytest.param("amara.nordex", "", id="a member of staff by handle"),
        pytest.param("mira_nordex_official", "", id="decorated"),
        pytest.param("", "Поддержка Nordex", id="russian role"),
        pytest.param("", "Nordex 客服", id="chinese role"),
        pytest.param("", "Nordex サポート", id="japanese role"),
        pytest.param("", "Soporte Nordex", id="spanish role"),
    ],
)
def test_imitations(handle, name):
    found = wears(handle, name)
    assert found is not None
    assert found.score >= 0.6
    assert found.stance is Stance.ATTEMPT


@pytest.mark.parametrize(
    ("handle", "name"),
    [
        pytest.param("nordex_fan", "", id="a fan"),
        pytest.param("nordex_memes", "", id="memes"),
        pytest.param("NordexTrader", "", id="a trader"),
        pytest.param("mira", "Mira", id="a first name"),
        pytest.param("ian", "Ian Clark", id="somebody else"),
        pytest.param("nordex_support_sucks", "", id="a critic"),
        pytest.param("li", "Li Wei", id="a short near name"),
        pytest.param("", "", id="nobody"),
        pytest.param("anna_support", "Anna", id="a role without brand"),
    ],
)
def test_near_misses(handle, name):
    assert wears(handle, name) is None


def test_ids_and_rank_prove_who_is_real():
    assert wears("mira_nordex", "Mira Solberg", id="2001") is None
    assert wears("NordexSupport", is_moderator=True) is None


def test_without_a_brand_only_people_are_compared():
    people = Identities(accounts=NORDEX.accounts)
    assert likeness("brand_help_desk", people) is None
    assert likeness("mira_nordex1", people) is not None


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        pytest.param("contact @NordexSupp0rt now", Stance.ATTEMPT, id="handle"),
        pytest.param("write to help@nordex-desk.example", Stance.ATTEMPT, id="mail at a lookalike"),
        pytest.param("write to nordexsupport@gmail.com", Stance.ATTEMPT, id="brand at free mail"),
        pytest.param("is @Nordex_Help_Desk one of yours?", Stance.QUESTION, id="question"),
        pytest.param("@Nordex_Help_Desk messaged me", Stance.REPORT, id="report"),
        pytest.param("my mail: ann@nordexfans.example please help", Stance.QUESTION, id="plea"),
    ],
)
def test_lookalike_mentions(text, stance):
    assert look("lookalike_mention", text).stance is stance


@pytest.mark.parametrize(
    "text", ["@NordexSupport help", "support@nordex.example", "@nordex_fan hi", "no names"]
)
def test_no_lookalikes(text):
    assert look("lookalike_mention", text) is None


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://nordex.example/a", "nordex.example"),
        ("hxxps://evil[.]com/x", "evil.com"),
        ("http://user:pw@evil.com:8080/", "evil.com"),
        ("evil (dot) com", "evil.com"),
        ("https://xn--nrdex-jye.com", "nоrdex.com"),
        ("https://xn--\udc80.com", "xn--\udc80.com"),
        ("https://evil.com\\@nordex.example", "evil.com"),
    ],
)
def test_hosts_are_read_through_their_dress(link, host):
    assert host_of(link) == host


@pytest.mark.parametrize(
    ("link", "verdict", "least"),
    [
        pytest.param("https://nordex.example/x", "official", 0.0, id="ours"),
        pytest.param("https://www.help.nordex.example", "official", 0.0, id="below ours"),
        pytest.param("https://nordex-verify.com", "suspect", 0.9, id="brand and lure"),
        pytest.param("https://mynordex.com", "suspect", 0.8, id="brand"),
        pytest.param("https://n0rdex.com", "suspect", 0.8, id="leet"),
        pytest.param("https://nordax.com", "suspect", 0.85, id="one letter"),
        pytest.param("https://nordex.example@evil.com", "suspect", 0.95, id="user part"),
        pytest.param("https://evil.com\\nordex", "suspect", 0.6, id="backslash"),
        pytest.param("https://sites.google.com/nordex-help", "suspect", 0.7, id="brand in path"),
        pytest.param("https://claim-now.netlify.app", "suspect", 0.65, id="lure on a free host"),
        pytest.param("https://wallet-claim.com", "suspect", 0.6, id="two lures"),
        pytest.param("https://wallets-claim.com", "suspect", 0.35, id="one lure"),
        pytest.param("http://1.2.3.4/a", "suspect", 0.5, id="numbers"),
        pytest.param("https://xn--80ak6aa92e.com", "suspect", 0.45, id="other letters"),
        pytest.param("https://bit.ly/abc", "suspect", 0.3, id="shortened"),
        pytest.param("https://news.com/nordex", "unknown", 0.05, id="a page about us"),
        pytest.param("https://github.com/a", "unknown", 0.05, id="unknown"),
    ],
)
def test_hosts_are_judged(link, verdict, least):
    host = judge(link, NORDEX)
    assert (host.verdict, host.score >= least) == (verdict, True), host


def test_without_a_brand_nothing_is_imitated():
    assert judge("https://nordex-page.com", Identities()).verdict == "unknown"


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        pytest.param("verify at https://nordex-verify.com", Stance.ATTEMPT, id="attempt"),
        pytest.param("is https://nordex-verify.com legit?", Stance.QUESTION, id="question"),
        pytest.param("https://nordex-verify.com is it your site", Stance.QUESTION, id="ours?"),
        pytest.param("beware of https://nordex-verify.com", Stance.WARNING, id="warning"),
        pytest.param("someone sent me https://nordex-verify.com", Stance.REPORT, id="report"),
        pytest.param(
            "please help, my login at https://nordex-verify.com fails", Stance.QUESTION, id="victim"
        ),
    ],
)
def test_phishing_links(text, stance):
    assert look("phishing_link", text).stance is stance


@pytest.mark.parametrize("text", ["https://nordex.example", "https://github.com", "no link"])
def test_harmless_links(text):
    assert look("phishing_link", text) is None


def test_contacts_outside():
    text = "@NordexSupport ask @helper_1, a@b.example, +44 7700 900123, t.me/xyz, @NordexHQ"
    found = outside(read(text), NORDEX)
    assert found[:2] == ("@helper_1", "a@b.example")
    assert "+44 7700 900123" in found
    assert any("t.me" in each for each in found)
    assert "@NordexHQ" not in found
    assert outside(read("call 0900 123 456 on whatsapp"), NORDEX) == ("0900 123 456",)
    assert outside(read("paid 0900 123 456"), NORDEX) == ()


@pytest.mark.parametrize(
    ("text", "away"),
    [
        pytest.param("ask @helper_1 about it", True, id="a handle"),
        pytest.param("@someone @NordexSupport my coins", False, id="whom it is written to"),
        pytest.param("write to a@b.example", True, id="a mail"),
        pytest.param("see nordex.example.evil.example", True, id="a host that begins like ours"),
        pytest.param("see help.nordex.example", False, id="our host"),
        pytest.param("use TQx9…7fRk from now on", True, id="an address, shortened"),
        pytest.param("to 0x52908400098527886E0F7030069857D2E4169EE7", True, id="a whole one"),
        pytest.param("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", True, id="another"),
        pytest.param("Trust wallet... no", False, id="a word and dots"),
        pytest.param("fax0x12…34 is no address", False, id="the middle of a word"),
    ],
)
def test_what_leads_away(text, away):
    assert leads_away(read(text), NORDEX) is away


@pytest.mark.parametrize(
    ("text", "home"),
    [
        pytest.param("all about it at help.nordex.example", True, id="our host"),
        pytest.param("write to support@nordex.example", True, id="our mail"),
        pytest.param("nordex.example or t.me/nordex_desk", False, id="and another way out"),
        pytest.param("@NordexSupport hello", False, id="our handle is named by anybody"),
        pytest.param("hello", False, id="no address at all"),
    ],
)
def test_what_stays_home(text, home):
    assert stays_home(read(text), NORDEX) is home


def test_official_addresses():
    assert is_official("support@nordex.example", NORDEX)
    assert is_official("help.nordex.example", NORDEX)
    assert not is_official("nordex.example.evil.com", NORDEX)


def test_an_ordinary_word_behind_the_brand_is_no_misspelling_of_it():
    assert wears(name="nordex abandon") is None
