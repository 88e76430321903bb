"""Addresses in running text: those that are meant as such, in any language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.triage.links import find, replaced


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "go to https://a.example/x?y=1, now", ["https://a.example/x?y=1"], id="comma after"
        ),
        pytest.param("hxxps://evil[.]example", ["hxxps://evil[.]example"], id="defanged"),
        pytest.param("hxxps : //evil.example", ["hxxps : //evil.example"], id="split scheme"),
        pytest.param("evil [dot] com/x", ["evil [dot] com/x"], id="dot in brackets"),
        pytest.param("evil{.}com", ["evil{.}com"], id="braces"),
        pytest.param("go evil dot com now", ["evil dot com"], id="dot in words"),
        pytest.param("evil . com", ["evil . com"], id="spaces"),
        pytest.param("ev\u200bil.com", ["evil.com"], id="unseen characters"),
        pytest.param("nordex-verify.claims", ["nordex-verify.claims"], id="any ending"),
        pytest.param("claimdrop.claims", ["claimdrop.claims"], id="a long name, any ending"),
        pytest.param("www.abc.museum", ["www.abc.museum"], id="www"),
        pytest.param("see nordex.id", ["nordex.id"], id="a word for an ending, a long name"),
        pytest.param("abc.is/claim", ["abc.is/claim"], id="with a path"),
        pytest.param("a.b.example.com:8080/x", ["a.b.example.com:8080/x"], id="a port"),
        pytest.param("访问abc.com查看", ["abc.com"], id="zh bare"),
        pytest.param("请访问https://abc.com查看详情", ["https://abc.com"], id="zh scheme"),
        pytest.param("ここhttps://abc.com/xで", ["https://abc.com/xで"], id="ja path"),
        pytest.param("abc.com에서 확인", ["abc.com"], id="ko"),
        pytest.param("https://localhost查看.x", ["https://localhost查看.x"], id="no ending before"),
        pytest.param(
            "https://a.nosuchending查看", ["https://a.nosuchending查看"], id="unknown ending before"
        ),
        pytest.param("зайди на nоrdex.com", ["nоrdex.com"], id="mixed script"),
        pytest.param("сайт.рф", ["сайт.рф"], id="ru ending"),
        pytest.param("शुरू करें abc.com।", ["abc.com"], id="hi"),
        pytest.param("زوروا abc.com، الآن", ["abc.com"], id="ar"),
        pytest.param("Nordex.com. EVIL.COM", ["Nordex.com", "EVIL.COM"], id="capitals"),
        pytest.param("x.com t.co 1688.com", ["x.com", "t.co", "1688.com"], id="short and digits"),
        pytest.param(
            "src.zip/evil http://evil.zip", ["http://evil.zip"], id="a file ending with a scheme"
        ),
        pytest.param(
            "cdn.files.zip/evil", ["cdn.files.zip/evil"], id="a file ending deep in a path"
        ),
    ],
)
def test_links_are_found(text, found):
    assert find(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "readme.md and node.js, main.rs, setup.py, run.sh",
        "src/main.rs ../a.py",
        "e.g.something vs.my i.e.today a.m.",
        "thanks.now i go. done.My friend",
        "tell.me more, ok.so what",
        "version 1.5.in v1.2.3 3.14.me",
        "Oi . com isso, dinheiro. com",
        "help@nordex.example john.me@gmail.com @user.com",
        "hello. world... end.",
        "foo.bar.baz",
        "12.top",
        "a1b.py",
    ],
)
def test_what_is_no_link(text):
    assert find(text) == []


def test_links_make_room_for_a_word():
    assert replaced("see abc.com, or evil dot com!", "X") == "see X, or X!"
    assert replaced("nothing here", "X") == "nothing here"


@given(st.text())
def test_what_is_found_stands_in_the_text(text):
    assert all(link in text or not text.isascii() for link in find(text))
    assert isinstance(replaced(text, "X"), str)
