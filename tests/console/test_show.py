"""Foreign text made harmless to look at."""

from __future__ import annotations

import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.show import UNSEEN, defang, plain, reveal, visible

# Characters that reorder, hide or fake text, whatever stands around them.
NEVER = (
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    "\ufeff\u2028\xad\x00\x1b"
)
NASTY = NEVER + "\u200d\u200c<>&\"'"
STRANGE = st.text(alphabet=st.one_of(st.characters(), st.sampled_from(NASTY)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hello", "hello"),
        ("a & b < c", "a &amp; b &lt; c"),
        ("line\r\nnext\rlast\ttab", "line\nnext\nlast\ttab"),
        ("exe\u202egpj", 'exe<span class="unseen" title="Right-To-Left Override">⟨RLO⟩</span>gpj'),
        ("a\u200bb", 'a<span class="unseen" title="Zero Width Space">⟨ZWSP⟩</span>b'),
        ("a\x07b", 'a<span class="unseen" title="U+0007">⟨U+0007⟩</span>b'),
        ("\u200dx", '<span class="unseen" title="Zero Width Joiner">⟨ZWJ⟩</span>x'),
        ("a\u200db", 'a<span class="unseen" title="Zero Width Joiner">⟨ZWJ⟩</span>b'),
        ("👩\u200d💻", "👩\u200d💻"),
        ("❤️\u200d🔥", "❤️\u200d🔥"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("提现 пожалуйста é", "提现 пожалуйста é"),
        ("e\u0301\u0301\u0301\u0301\u0301x", "e\u0301\u0301\u0301⟨+2⟩x"),
    ],
    ids=ascii,
)
def test_reveal(text, shown):
    assert str(reveal(text)) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://evil.example/a.b?c=d.e", "hxxps://evil[.]example/a.b?c=d.e"),
        ("HTTP://EVIL.COM", "hxxp://EVIL[.]COM"),
        ("go to evil.com now", "go to evil[.]com now"),
        ("请看evil.com谢谢", "请看evil[.]com谢谢"),
        ("It is evil.com. Or EVIL.COM!", "It is evil[.]com. Or EVIL[.]COM!"),
        ("mail a@b.co", "mail a@b[.]co"),
        ("sub.domain.evil.com/x", "sub[.]domain[.]evil[.]com/x"),
        ("1.5 BTC at 3.14, v1.2.3", "1.5 BTC at 3.14, v1.2.3"),
        ("done. Then", "done. Then"),
        ("xn--80ak6aa92e.com", "xn--80ak6aa92e[.]com"),
    ],
)
def test_defang(text, shown):
    assert defang(text) == shown


def test_our_own_links_stay_readable():
    assert str(plain("see https://nordex.example/help")) == "see https://nordex.example/help"


@given(STRANGE)
def test_nothing_unseen_and_no_markup_gets_through(text):
    for shown in (str(reveal(text)), str(plain(text)), visible(text)):
        assert not set(shown) & set(NEVER)
    rest = str(reveal(text)).replace("</span>", "")
    assert rest.count("<") == rest.count('<span class="unseen" title="')


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cf", "Cs", "Mn", "Me"])))
def test_plain_text_is_left_as_it_was(text):
    if not UNSEEN.search(text):
        assert unescape(str(plain(text))) == text


@pytest.mark.parametrize(
    "text", ["a-" * 20_000, "a." * 20_000, "\u0301" * 40_000, "\u202e" * 20_000, "http" * 10_000]
)
def test_no_text_takes_long(text):
    started = time.perf_counter()
    reveal(text)
    assert time.perf_counter() - started < 1
