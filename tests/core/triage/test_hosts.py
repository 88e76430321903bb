"""What host a link leads to, and what that host is to us."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identities import Identities
from core.triage.hosts import HostJudge, HostSet, host_of, is_host, judge
from core.triage.hosts.address import is_number
from core.triage.hosts.letters import plain_letters
from core.triage.hosts.lists import covering, is_everybodys
from core.triage.hosts.suffixes import Suffixes, suffixes
from core.types import RiskLevel
from tests.core.triage.cases import NORDEX


@pytest.mark.parametrize(
    ("link", "host"),
    [
        pytest.param("evil.example", "evil.example", id="bare"),
        pytest.param("https://evil.example/a@b?c=d.com", "evil.example", id="path"),
        pytest.param("HTTPS://EVIL.Example", "evil.example", id="case"),
        pytest.param("hxxps://evil[.]example/x", "evil.example", id="brackets"),
        pytest.param("hxxp[://]evil{dot}example", "evil.example", id="bracketed colon"),
        pytest.param("h**ps://evil.example", "evil.example", id="starred scheme"),
        pytest.param("evil dot example", "evil.example", id="dot in words"),
        pytest.param("evil . example", "evil.example", id="spaces"),
        pytest.param("evil(.example", "evil.example", id="half a bracket"),
        pytest.param("ev\u200bil.exam\u00adple", "evil.example", id="unseen characters"),
        pytest.param("ｅｖｉｌ．ｅｘａｍｐｌｅ", "evil.example", id="full width"),
        pytest.param("evil。example", "evil.example", id="ideographic dot"),
        pytest.param("https：／／evil.example", "evil.example", id="full-width colon and slashes"),
        pytest.param("https://nordex.example@evil.example/", "evil.example", id="user part"),
        pytest.param("https://a:b@evil.example:8443/", "evil.example", id="password and port"),
        pytest.param("https:\\\\evil.example\\@nordex.example", "evil.example", id="backslashes"),
        pytest.param("https:evil.example/x", "evil.example", id="no slashes"),
        pytest.param("evil.example.", "evil.example", id="trailing dot"),
        pytest.param("https://%65vil.example/", "evil.example", id="percent-encoded"),
        pytest.param(
            "https://evil.example%2fnordex.example",
            "evil.example/nordex.example",
            id="encoded slash",
        ),
        pytest.param("http://2130706433/", "127.0.0.1", id="one number"),
        pytest.param("http://0x7f.1", "127.0.0.1", id="hexadecimal"),
        pytest.param("http://0177.0.0.01/", "127.0.0.1", id="octal"),
        pytest.param("http://1.2.3.4.5/", "1.2.3.4.5", id="five numbers"),
        pytest.param("http://1.2.3.456/", "1.2.3.456", id="a number too large"),
        pytest.param("http://08.1.1.1/", "08.1.1.1", id="no octal number"),
        pytest.param("http://256.1.1.1/", "256.1.1.1", id="a first number too large"),
        pytest.param("http://1.0x.1/", "1.0.0.1", id="an empty number"),
        pytest.param("2130706433", "2130706433", id="a number alone is none"),
        pytest.param("http://[2001:db8::1]:80/", "2001:db8::1", id="version six"),
        pytest.param("https://xn--nrdex-jye.example", "nоrdex.example", id="punycode"),
        pytest.param("https://xn--\udc80.example", "xn--\udc80.example", id="broken punycode"),
        pytest.param("https://xn--.example", "xn--.example", id="empty punycode"),
        pytest.param("https://a\u0378b.example", "a\u0378b.example", id="no such letter"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_hosts_are_read_through_their_dress(link, host):
    assert host_of(link) == host


@given(st.text())
def test_any_text_has_a_host_or_none(text):
    host = host_of(text)
    assert host_of(host) is not None
    assert judge(text, NORDEX).score <= 1


@pytest.mark.parametrize(
    ("host", "possible"),
    [
        ("a.example", True),
        ("::1", True),
        ("1.2.3.4", True),
        ("two words.example", False),
        ("localhost", False),
        ("", False),
        ("a." * 130 + "example", False),
    ],
)
def test_what_can_be_a_host(host, possible):
    assert is_host(host) is possible


def test_numbers_are_no_names():
    assert is_number("1.2.3.4")
    assert is_number("::1")
    assert not is_number("1.2.3.456")
    assert not is_number("")
    assert not is_number("a.b")


@pytest.mark.parametrize(
    ("host", "name", "suffix", "shared"),
    [
        pytest.param("a.b.com", "b.com", "com", False, id="plain"),
        pytest.param("a.b.co.uk", "b.co.uk", "co.uk", False, id="two labels"),
        pytest.param("x.y.vercel.app", "y.vercel.app", "vercel.app", True, id="shared"),
        pytest.param("vercel.app", "vercel.app", "vercel.app", True, id="a shared suffix itself"),
        pytest.param("com", "com", "com", False, id="an ending alone"),
        pytest.param("a.b.ck", "a.b.ck", "b.ck", False, id="wildcard"),
        pytest.param("x.www.ck", "www.ck", "ck", False, id="exception"),
        pytest.param("a.unknownending", "a.unknownending", "unknownending", False, id="unknown"),
        pytest.param("ck", "ck", "ck", False, id="a wildcard's own ending"),
    ],
)
def test_sites_end_where_the_list_says(host, name, suffix, shared):
    place = suffixes().place(host)
    assert (host[place.name :], host[place.suffix :], place.shared) == (name, suffix, shared)


def test_a_list_of_suffixes_is_read_line_by_line():
    small = Suffixes.from_lines(["// note", "", "com", "*.wide", "!not.wide", "b.deep.com"])
    assert small.knows("com")
    assert not small.knows("deep.com")
    assert small.is_suffix("x.wide")
    assert not small.is_suffix("a.deep.com")
    assert small.place("a.not.wide").suffix == len("a.not.")


def test_sets_of_hosts_are_small_and_exact():
    hosts = [f"host{number}.example" for number in range(1000)]
    found = HostSet.of("made up", hosts)
    assert len(found) == 1000
    assert found.digests.itemsize * len(found) == 8000
    assert all(host in found for host in hosts)
    assert "host1000.example" not in found
    assert "a.example" not in HostSet.of("empty", [])


def test_parents_end_at_the_own_domain():
    assert covering("a.b.c.com", 4) == ["a.b.c.com", "b.c.com", "c.com"]
    assert covering("c.com", 0) == ["c.com"]


@pytest.mark.parametrize(
    "host", ["sites.google.com", "bit.ly", "vercel.app", "com", "mine.example.com"]
)
def test_what_belongs_to_everybody(host):
    assert is_everybodys(host, frozenset({"mine.example.com"}))
    assert not is_everybodys("evil.example")


LISTED = HostSet.of(
    "made up",
    ["bad.example", "user.vercel.app", "vercel.app", "sites.google.com", "bit.ly", "mine.example"],
)
EVERYTHING = HostJudge(
    NORDEX,
    listed=(HostSet.of("empty", []), LISTED),
    allowed=frozenset({"known.example", "deep.host.example", "listed.example", "wa.me"}),
    shared=frozenset({"pages.known.example", "mine.example"}),
)


@pytest.mark.parametrize(
    ("link", "verdict", "level"),
    [
        pytest.param("nordex.example", "official", "none", id="ours"),
        pytest.param("https://a.help.nordex.example", "official", "none", id="below ours"),
        pytest.param("known.example", "unknown", "none", id="known"),
        pytest.param("claim.airdrop.known.example", "unknown", "none", id="below known"),
        pytest.param(
            "claim-airdrop.pages.known.example", "suspect", "review", id="shared below known"
        ),
        pytest.param("deep.host.example", "unknown", "none", id="known itself"),
        pytest.param("other.host.example", "unknown", "none", id="beside known"),
        pytest.param("bad.example", "listed", "alert", id="listed"),
        pytest.param("www.bad.example", "listed", "alert", id="below listed"),
        pytest.param("user.vercel.app", "listed", "alert", id="a listed page"),
        pytest.param("other.vercel.app", "unknown", "none", id="beside a listed page"),
        pytest.param("sites.google.com", "unknown", "none", id="a shared host is not believed"),
        pytest.param("bit.ly", "suspect", "note", id="a shortener neither"),
        pytest.param("x.mine.example", "unknown", "none", id="nor what the operator shares"),
        pytest.param("nordex-desk.example", "suspect", "alert", id="brand and lure"),
        pytest.param("nordexa.example", "suspect", "review", id="brand"),
        pytest.param(
            "ποrdex.example", "suspect", "review", id="one letter off, and another script"
        ),
        pytest.param("noordex-x.example", "suspect", "review", id="a part one letter off"),
        pytest.param("раураӏ.com", "suspect", "review", id="another script"),
        pytest.param("müller.de", "unknown", "none", id="marks are no disguise"),
        pytest.param("яндекс.рф", "unknown", "none", id="a script of its own"),
        pytest.param("пример.com", "unknown", "none", id="letters like no others"),
        pytest.param("xn--\udc80.com", "suspect", "note", id="not to be read"),
        pytest.param("free-airdrop.pages.dev", "suspect", "review", id="a lure on a shared host"),
        pytest.param("https://nordex.example@evil.example", "suspect", "alert", id="user part"),
        pytest.param("https://other@evil.example", "unknown", "none", id="a user's name"),
        pytest.param("https://evil.example\\x", "suspect", "review", id="backslash"),
        pytest.param("https://x.vercel.app/nordex", "suspect", "review", id="our name on a page"),
        pytest.param("https://x.vercel.app/other", "unknown", "none", id="another page"),
        pytest.param("claim-garden.example", "suspect", "note", id="one lure"),
        pytest.param("10.1.2.3", "suspect", "note", id="a number"),
    ],
)
def test_hosts_are_judged(link, verdict, level):
    host = EVERYTHING.judge(link)
    assert (host.verdict, host.level) == (verdict, RiskLevel(level)), host


def test_reasons_say_what_an_agent_can_check():
    assert EVERYTHING.judge("www.bad.example").reason == "on a list: made up"
    assert "carries our name and is not ours" in EVERYTHING.judge("nordexa.example").reason
    assert "one letter" in EVERYTHING.judge("nordax.example").reason


def test_long_names_may_be_two_letters_off():
    people = Identities(brand="Northern Exchange", domains=("northernexchange.example",))
    found = judge("nortern-xchange.example", people)
    assert found.verdict == "suspect"
    assert "northernexchange" in plain_letters("northernexchange")
    assert judge("northern-lights.example", people).verdict == "unknown"
    assert "a letter or two" in judge("norternxchange.example", people).reason


def test_many_are_judged_like_each():
    links = ["nordex.example", "bad.example", "evil.example", "claim-nordex.example", ""] * 5
    assert EVERYTHING.judge_many(links) == [EVERYTHING.judge(link) for link in links]
    assert EVERYTHING.judge_many([]) == []


def test_what_is_looked_at_ahead_is_judged_like_the_rest():
    judged, plain = HostJudge(NORDEX), HostJudge(NORDEX)
    links = ["n0rdex.example", "https://nordex.example/a", "evil.example", "n0rdex.example"]
    judged.look_ahead(links)
    for asked in (links, links[:1], ["bit.ly", links[0]], []):
        assert judged.judge_many(asked) == plain.judge_many(asked)
    judged.look_ahead([])
    assert judged.judge_many(links) == plain.judge_many(links)


def test_a_new_line_in_a_host_moves_no_other():
    links = ["http://a%0Ab.example/x", "n0rdex.example", "evil.example"]
    together = HostJudge(NORDEX).judge_many(links)
    assert together == [HostJudge(NORDEX).judge(link) for link in links]
    assert together[1].verdict == "suspect"


def test_the_first_list_that_names_a_host_is_told():
    lists = (HostSet.of("one", ["evil.example"]), HostSet.of("two", ["evil.example", "t.me"]))
    judged = HostJudge(NORDEX, listed=(*lists, HostSet.of("none", [])))
    found = judged.judge_many(["a.evil.example", "t.me", "fine.example"])
    assert [each.reason for each in found[:1]] == ["on a list: one"]
    assert [each.verdict for each in found] == ["listed", "unknown", "unknown"]


def test_a_shared_host_with_a_short_name_of_ours_in_its_link_is_left_alone():
    short = HostJudge(Identities(brand="Nor", domains=("nor.example",)))
    assert short.judge("https://x.vercel.app/nor").verdict == "unknown"
    assert short.judge("nor-x.example").verdict == "unknown"
