"""CommonMark as Discord shows it: what is said is kept, what it would set off is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.discord.format import GAP, length, plain, to_discord

CASES = {
    "plain": ("Hi Ann", "Hi Ann"),
    "styles": ("**now** *or* `never`", "**now** *or* `never`"),
    "underscores are not underlines": ("__a__ _b_", "**a** *b*"),
    "other marks are text": ("~~a~~ ||b||", "\\~\\~a\\~\\~ \\|\\|b\\|\\|"),
    "a name is no style": ("snake_case_name", "snake\\_case\\_name"),
    "html is text": ("a < b & <b>", "a \\< b & \\<b>"),
    "mentions are text": ("<@1> <@&2> <#3> <t:4>", "\\<@1> \\<@&2> \\<#3> \\<t:4>"),
    "nobody is everybody": ("@everyone @Here a@b.c", f"@{GAP}everyone @{GAP}Here a@b.c"),
    "heading": ("# Deposits\n\ntext", "# Deposits\n\ntext"),
    "deep heading": ("##### a *b*", "### a *b*"),
    "empty heading": ("#", ""),
    "no heading": ("\\# a", "\\# a"),
    "no list": ("\\- a\n\\+ b", "\\- a\n\\+ b"),
    "no number": ("1\\. a", f"1{GAP}. a"),
    "no quotation": ("\\> a", "\\> a"),
    "no small print": ("-# a", "\\-# a"),
    "lines": ("a\nb  \nc\n\nd", "a\nb\nc\n\nd"),
    "bullets": ("- a\n* b", "- a\n- b"),
    "nested": ("- a\n  - b\n    - c\n- d", "- a\n  - b\n    - c\n- d"),
    "loose": ("- a\n\n- b", "- a\n\n- b"),
    "numbers": ("3. a\n4. b", "3. a\n4. b"),
    "list after text": ("Send:\n- a", "Send:\n- a"),
    "fence": ("```sh\na < b\n```", "```sh\na < b\n```"),
    "fence in fence": ("~~~\n```\n~~~", f"```\n`{GAP}`{GAP}`\n```"),
    "indented": ("    a", "```\na\n```"),
    "quotation": ("> a\n> > b", "> a\n> b"),
    "empty quotation": (">", ""),
    "rule": ("a\n\n---\n\nb", "a\n\n———\n\nb"),
    "link": ("[help](https://nordex.example/a_b)", "[help](<https://nordex.example/a_b>)"),
    "bare link": ("<https://nordex.example>", "<https://nordex.example>"),
    "link in a sentence": ("See https://nordex.example/a_b.", "See <https://nordex.example/a_b>."),
    "link before letters": ("见https://nordex.example。好", "见<https://nordex.example>。好"),
    "masked link": ("[https://a.example](https://b.example)", "<https://b.example>"),
    "link to nowhere": ("[a](/b)", "a (/b)"),
    "mail": ("<mailto:a@b.example>", "mailto:a@b.example"),
    "picture": ("![chart](c.png)", "chart"),
    "ticks in code": ("`` a`b ``", "``a`b``"),
    "ticks at the edge": ("`` `a` ``", f"``{GAP}`a`{GAP}``"),
    "many ticks": ("```` a```b ````", f"``a`{GAP}``b``"),
    "neighbours": ("**a**__b__", f"**a**{GAP}**b**"),
    "bold in bold": ("**a __b__ c**", "**a b c**"),
    "nothing": ("", ""),
}
PINGS = re.compile(r"(?<!\\)<[@#:t]|@(?:everyone|here)", re.IGNORECASE)
markdown = st.text(
    st.one_of(
        st.sampled_from("*_`#>-[]()<>!&\\~|@1. \n\té😀ab"), st.characters(exclude_categories="C")
    ),
    max_size=60,
)
calls = st.sampled_from(["@everyone", "@here", "<@1>", "<@!1>", "<@&1>", "<#1>", "<:a:1>", "<t:1>"])


@pytest.mark.parametrize(("source", "shown"), CASES.values(), ids=CASES.keys())
def test_rendering(source, shown):
    assert to_discord(source) == shown
    assert length(source) == len(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**a** _b_", "\\*\\*a\\*\\* \\_b\\_"),
        ("# a\n> b\n- c", "\\# a\n\\> b\n\\- c"),
        ("(https://nordex.example/a)", "(<https://nordex.example/a>)"),
        ("1. a", f"1{GAP}. a"),
    ],
)
def test_plain_text_is_shown_as_it_is(text, shown):
    assert plain(text) == shown


@given(markdown, calls, markdown)
def test_c9_no_text_calls_anybody(before, call, after):
    outside_code = re.sub(r"`+[^`]*`+", "", to_discord(f"{before} {call} {after}"))
    assert not PINGS.search(plain(f"{before}{call}{after}"))
    if "`" not in before + after and "\t" not in before and "    " not in before:
        assert not PINGS.search(outside_code)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=80))
def test_letters_come_through_untouched(word):
    assert to_discord(word) == word
    assert plain(word) == word


@given(markdown)
def test_every_text_has_a_rendering(source):
    assert isinstance(to_discord(source), str)
    assert "\r" not in to_discord(source.replace("\n", "\r\n"))
