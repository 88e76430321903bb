"""HTML as strict as Telegram's, and what Telegram marks by itself."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.telegram.entities import cut, detect, merge, utf16_length
from sandbox.telegram.errors import ApiError
from sandbox.telegram.markup import parse_html, trim


def brief(entities):
    return [(each["type"], each["offset"], each["length"]) for each in entities]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>a</b><i>b</i>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
        ("<b>x <i>y</i></b>", "x y", [("bold", 0, 3), ("italic", 2, 1)]),
        ("😀<code>x</code>", "😀x", [("code", 2, 1)]),
        ("<STRONG>x</Strong>", "x", [("bold", 0, 1)]),
        ("<pre>x</pre>", "x", [("pre", 0, 1)]),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ('<tg-emoji emoji-id="5">👍</tg-emoji>', "👍", [("custom_emoji", 0, 2)]),
        ("<a href='https://a.example/?x=1&amp;y=2'>x</a>", "x", [("text_link", 0, 1)]),
        ("<a href=a.example>x</a>", "x", [("text_link", 0, 1)]),
        ("<a>a.example</a>", "a.example", [("text_link", 0, 9)]),
        ("<a href='nothing'>x</a>", "x", []),
        ('<a href="tg://user?id=7">x</a>', "x", [("text_mention", 0, 1)]),
        ("<b></b>x", "x", []),
        ("a</>", None, "Unexpected end tag at byte offset 1"),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("&lt;b&gt; &amp; &quot;&#65;&#x42;", '<b> & "AB', []),
        ("&nbsp; & &#xD800;", "&nbsp; & &#xD800;", []),
        ("a > b", "a > b", []),
        ("<b>x", None, 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", None, 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("é</b>", None, "Unexpected end tag at byte offset 2"),
        ("<h1>x</h1>", None, 'Unsupported start tag "h1" at byte offset 0'),
        ("5 < 7", None, "Unclosed start tag at byte offset 2"),
        ("5 < 7 > 3", None, 'Unsupported start tag "" at byte offset 2'),
        ("x</b", None, "Unclosed end tag at byte offset 1"),
        ("<span>x</span>", None, 'Tag "span" must have class "tg-spoiler"'),
        (
            "<a href>x</a>",
            None,
            'Expected equal sign in declaration of an attribute of the tag "a"',
        ),
        ("<a =x>x</a>", None, 'Empty attribute name in the tag "a" at byte offset 0'),
    ],
)
def test_html(source, text, entities):
    if text is None:
        with pytest.raises(ApiError) as refused:
            parse_html(source)
        assert refused.value.description.startswith(
            f"Bad Request: can't parse entities: {entities}"
        )
    else:
        parsed, found = parse_html(source)
        assert (parsed, brief(found)) == (text, entities)


def test_attributes_of_entities_are_read():
    _, (link,) = parse_html("<a href='https://a.example/?x=1&amp;y=2'>x</a>")
    assert link["url"] == "https://a.example/?x=1&y=2"
    _, (code,) = parse_html('<code class="language-py">x</code>')
    assert code["type"] == "code"
    _, (block,) = parse_html('<pre><code class="language-py">x</code></pre>')
    assert block == {"type": "pre", "language": "py", "offset": 0, "length": 1}


def test_escaped_text_in_a_tag_is_that_text_whatever_it_is():
    @given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
    def holds(text):
        parsed, entities = parse_html(f"<b>{html.escape(text)}</b>")
        assert parsed == text.replace("'", "'")
        assert brief(entities) == ([("bold", 0, utf16_length(text))] if text else [])

    holds()


def test_any_text_is_parsed_within_bounds_or_refused():
    @given(st.text(alphabet="<>&/=\"' abpre😀;#x1", max_size=40))
    def holds(source):
        try:
            text, entities = parse_html(source)
        except ApiError:
            return
        for each in entities:
            assert 0 <= each["offset"] < each["offset"] + each["length"] <= utf16_length(text)

    holds()


def test_trimming_moves_and_drops_entities():
    marks = [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "italic", "offset": 0, "length": 2},
        {"type": "code", "offset": 5, "length": 9},
    ]
    text, kept = trim("  ab 😀  ", marks)
    assert text == "ab 😀"
    assert brief(kept) == [("bold", 0, 2), ("code", 3, 2)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nothing here", []),
        ("/start now", [("bot_command", "/start")]),
        ("/help@NordexBot", [("bot_command", "/help@NordexBot")]),
        ("and/or 1/2", []),
        ("ask @NordexBot!", [("mention", "@NordexBot")]),
        ("mail me@nordex.example", [("email", "me@nordex.example")]),
        ("see https://nordex.example/a?b=1.", [("url", "https://nordex.example/a?b=1")]),
        ("see nordex.example, ok", [("url", "nordex.example")]),
        ("NORDEX.EXAMPLE", [("url", "NORDEX.EXAMPLE")]),
        ("v1.2 and file.py", []),
        ("$BTC #moon #2024", [("cashtag", "$BTC"), ("hashtag", "#moon")]),
        ("call +44 20 7946 0958", [("phone_number", "+44 20 7946 0958")]),
        ("😀😀 @ann_a 😀 /x", [("mention", "@ann_a"), ("bot_command", "/x")]),
    ],
)
def test_what_telegram_marks_by_itself(text, found):
    assert [(each["type"], cut(text, each)) for each in detect(text)] == found


def test_offsets_count_utf16_units():
    assert brief(detect("😀 @ann_a")) == [("mention", 3, 6)]


def test_marks_of_its_own_keep_out_of_code():
    marked = [{"type": "code", "offset": 0, "length": 6}]
    assert merge(marked, detect("@ann_a @bob_b")) == [
        marked[0],
        {"type": "mention", "offset": 7, "length": 6},
    ]
    bold = [{"type": "mention", "offset": 0, "length": 6}]
    assert merge(bold, detect("@ann_a")) == bold


def test_found_marks_never_overlap_and_stay_inside():
    @given(st.text(alphabet="@/#$+.:ab1 😀é", max_size=60))
    def holds(text):
        end = 0
        for each in detect(text):
            assert each["offset"] >= end
            end = each["offset"] + each["length"]
        assert end <= utf16_length(text)

    holds()
