"""CommonMark as Telegram shows it; the simulated server's own strict parser is the judge."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.telegram.format import defanged, to_html, to_plain
from sandbox.telegram.entities import detect
from sandbox.telegram.markup import parse_html

CASES = {
    "plain": ("Hi Ann", "Hi Ann", "Hi Ann"),
    "escapes": ("a < b & <b>c</b>", "a &lt; b &amp; &lt;b&gt;c&lt;/b&gt;", "a < b & <b>c</b>"),
    "styles": ("**now** *or* `never`", "<b>now</b> <i>or</i> <code>never</code>", "now or never"),
    "bold in bold": ("**a __b__ c**", "<b>a b c</b>", "a b c"),
    "code inside bold": ("**a `b` c**", "<b>a </b><code>b</code><b> c</b>", "a b c"),
    "code ends bold": ("**a `b`**", "<b>a </b><code>b</code>", "a b"),
    "heading": ("# Deposits\n\ntext", "<b>Deposits</b>\n\ntext", "Deposits\n\ntext"),
    "lines": ("a\nb  \nc\n\nd", "a\nb\nc\n\nd", "a\nb\nc\n\nd"),
    "bullets": ("- a\n- b", "• a\n• b", "• a\n• b"),
    "loose bullets": ("- a\n\n- b", "• a\n\n• b", "• a\n\n• b"),
    "nested": ("- a\n  - b\n  - c\n- d", "• a\n  • b\n  • c\n• d", "• a\n  • b\n  • c\n• d"),
    "numbers": ("3. a\n4. b", "3. a\n4. b", "3. a\n4. b"),
    "list after text": ("Send:\n- a", "Send:\n• a", "Send:\n• a"),
    "fence": ("```sh\na < b\n```", "<pre>a &lt; b</pre>", "a < b"),
    "quotation": ("> a\n> > b", "<blockquote>a\nb</blockquote>", "a\nb"),
    "rule": ("a\n\n---\n\nb", "a\n\n———\n\nb", "a\n\n———\n\nb"),
    "link": (
        "[help](https://help.nordex.example/?a=1&b=2)",
        '<a href="https://help.nordex.example/?a=1&amp;b=2">help</a>',
        "help (https://help.nordex.example/?a=1&b=2)",
    ),
    "bare link": (
        "<https://nordex.example>",
        '<a href="https://nordex.example">https://nordex.example</a>',
        "https://nordex.example",
    ),
    "link with code": (
        "[`txid`](https://nordex.example)",
        '<a href="https://nordex.example">txid</a>',
        "txid (https://nordex.example)",
    ),
    "link to nowhere": ("[a](/b)", "a (/b)", "a (/b)"),
    "script link": ("[a](javascript:b)", "[a](javascript:b)", "[a](javascript:b)"),
    "picture": ("![chart](c.png)", "chart", "chart"),
    "nothing": ("", "", ""),
    "empty heading": ("#", "", ""),
}
markdown = st.text(
    st.one_of(
        st.sampled_from("*_`#>-[]()<>!&\\~1. \n\té😀ab"), st.characters(exclude_categories="C")
    ),
    max_size=60,
)
sentences = st.text(st.sampled_from("abc é😀.,\n"), max_size=80)


@pytest.mark.parametrize(("source", "rich", "plain"), CASES.values(), ids=CASES.keys())
def test_rendering(source, rich, plain):
    assert to_html(source) == rich
    assert to_plain(source) == plain


@settings(max_examples=200, deadline=None)
@given(markdown)
def test_b14_the_server_can_read_every_rendering(source):
    text, entities = parse_html(to_html(source))
    units = text.encode("utf-16-le", "surrogatepass")
    for each in entities:
        assert 0 <= each["offset"] < each["offset"] + each["length"] <= len(units) // 2


@settings(max_examples=150, deadline=None)
@given(markdown.filter(lambda source: "](" not in source and ":" not in source))
def test_both_renderings_say_the_same(source):
    assert parse_html(to_html(source))[0] == to_plain(source)


@settings(max_examples=200, deadline=None)
@given(sentences)
def test_a_text_within_the_limit_stays_within_it(source):
    shown = parse_html(to_html(source))[0]
    assert len(shown.encode("utf-16-le")) <= len(source.encode("utf-16-le"))


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("https://nordex-help.example/a", "https[:]//nordex-help[.]example/a"),
        ("see t.me/nordex\\_help now", "see t[.]me/nordex_help now"),
        ("10.0.0.1/x", "10[.]0[.]0.1/x"),
        ("sure (0.92) of it. Really.", "sure (0.92) of it. Really."),
        ("a[.]b.example", "a[.]b[.]example"),
    ],
    ids=["scheme", "no scheme", "number", "decimals", "broken already"],
)
def test_a_report_holds_no_address_that_can_be_pressed(source, shown):
    text, marks = parse_html(to_html(defanged(source)))
    assert text == shown
    assert not [each for each in (*marks, *detect(text)) if each["type"] in {"url", "text_link"}]
    assert defanged(defanged(source)) == defanged(source)
