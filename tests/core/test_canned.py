"""Prepared answers: languages, variables, CSV, what keeps one from being saved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.canned import (
    Canned,
    Deed,
    Step,
    faults,
    filled,
    found,
    from_csv,
    ordered,
    to_csv,
    values_of,
)
from core.casebook import CaseFile, Line
from core.composing import VARIABLES
from core.dialogue import Dialogue, Fact
from core.errors import ConfigError
from core.types import Leg, Verdict
from tests.conftest import NOON
from tests.core.test_case import a_case

CASE = a_case(author_name="Ann", language="zh-hant")


def a_canned(name="hi", **changes) -> Canned:
    values = {"id": name, "name": name, "texts": {"en": "Hello {name}"}, "at": NOON}
    return Canned(**(values | changes))


@pytest.mark.parametrize(
    ("texts", "language", "wanted"),
    [
        ({"en": "a", "zh": "b"}, "zh-Hant", ("zh", "b")),
        ({"en": "a", "zh": "b"}, "fr", ("en", "a")),
        ({"tr": "c", "fr": "d"}, "en", ("fr", "d")),
        ({"en": "", "tr": "c"}, "en", ("tr", "c")),
        ({}, "en", ("", "")),
    ],
)
def test_it_is_said_in_the_users_language_or_the_nearest(texts, language, wanted):
    assert a_canned(texts=texts).wording(language) == wanted


@pytest.mark.parametrize(
    ("leg", "where", "fits"),
    [(None, Leg.PUBLIC, True), (Leg.PUBLIC, Leg.PUBLIC, True), (Leg.PUBLIC, Leg.PRIVATE, False)],
)
def test_where_it_may_be_said(leg, where, fits):
    assert a_canned(leg=leg).fits(where) is fits


def test_variables_take_what_the_case_knows():
    lines = (
        Line(
            kind="message", at=NOON, by="Ann", text="x", verdict=Verdict(facts={"coin": ("BTC",)})
        ),
        Line(
            kind="message", at=NOON, by="Ann", text="y", verdict=Verdict(facts={"coin": ("ETH",)})
        ),
        Line(kind="note", at=NOON, by="mira", text="z"),
    )
    talk = Dialogue(
        conversation="c",
        facts={"network": Fact(("TRC20",), "m", NOON), "uid": Fact((), "m", NOON)},
    )
    file = CaseFile(case=CASE, lines=lines, decisions=(), dialogue=talk)
    values = values_of(file, "Mira", {"help": "help.nordex.example"})
    told = {"name": "Ann", "coin": "ETH", "network": "TRC20", "agent": "Mira", "case": CASE.id}
    assert told.items() <= values.items()
    text = "{name}: {coin} {network} {txid} {help}"
    shown = filled(a_canned(texts={"en": text}), CASE, values)
    assert shown == "Ann: ETH TRC20 {txid} help.nordex.example"


def test_without_a_name_the_variable_stays_open():
    file = CaseFile(case=replace(CASE, author_name=""), lines=(), decisions=())
    assert "name" not in values_of(file, "Mira", {})


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({}, ()),
        ({"name": "Two Words"}, ("name",)),
        ({"name": "a" * 41}, ("name",)),
        ({"texts": {}}, ("nothing",)),
        ({"texts": {}, "steps": (Step(Deed.RESOLVE),)}, ()),
        ({"texts": {"english": "x"}}, ("language:english",)),
        ({"texts": {"en": "x" * 8001}}, ("long:en",)),
        ({"texts": {"en": "{colour} {name}"}}, ("variable:colour",)),
        ({"steps": (Step(Deed.SNOOZE, "soon"),)}, ("step:snooze",)),
        ({"steps": (Step(Deed.SNOOZE, "0"),)}, ("step:snooze",)),
        ({"steps": (Step(Deed.SNOOZE, "24"), Step(Deed.TAG, "x"))}, ()),
        ({"steps": (Step(Deed.NOTE, " "),)}, ("step:note",)),
        ({"steps": (Step(Deed.TAG, "x"),) * 11}, ("steps",)),
    ],
)
def test_what_keeps_it_from_being_saved(changes, wanted):
    assert faults(a_canned(**changes), VARIABLES) == wanted


def test_what_ends_a_case_is_done_last():
    steps = [Step(each) for each in reversed(Deed)]
    assert [each.deed for each in ordered(steps)] == list(Deed)
    assert a_canned(steps=ordered(steps)).is_macro


def test_finding_by_name_before_text():
    every = [
        a_canned("bonus", texts={"en": "about fees"}),
        a_canned("refund-fees"),
        a_canned("fees"),
        a_canned("other"),
    ]
    assert [each.name for each in found(every, " FEES ")] == ["fees", "bonus", "refund-fees"]


words = (
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\x85\u2028\u2029"),
        min_size=1,
    )
    .map(str.strip)
    .filter(bool)
)


@given(
    texts=st.dictionaries(st.sampled_from(["en", "zh", "ar"]), words, max_size=3),
    leg=st.sampled_from([None, *Leg]),
    steps=st.lists(st.builds(Step, st.sampled_from(Deed), words), max_size=3),
)
def test_what_goes_out_as_csv_comes_back(texts, leg, steps):
    canned = a_canned("a-1", id="", texts=texts, leg=leg, steps=ordered(steps))
    assert from_csv(to_csv([canned]), "", NOON) == [canned]


@pytest.mark.parametrize("start", ["=1", "+1", "-1", "@x"])
def test_no_cell_is_run_by_a_spreadsheet(start):
    table = to_csv([a_canned(texts={"en": f"{start}+cmd"})])
    assert f"'{start}" in table


def test_rows_of_one_name_are_one_and_a_language_is_english_by_itself():
    (made,) = from_csv(
        "\ufeffname,text,language\n Hi ,Hello,\nhi,你好,zh-CN\nhi,,fr\n", "mira", NOON
    )
    assert (made.name, made.texts, made.owner) == ("hi", {"en": "Hello", "zh": "你好"}, "mira")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "line 1: the columns"),
        ("name\nx", "line 1: the columns"),
        ("name,text,leg\na,b,dm", "line 2: leg is public, private or both, not 'dm'"),
        ("name,text,steps\na,b,[1]", "line 2: steps are like"),
        ('name,text,steps\na,b,"[[""x"",""y""]]"', "line 2: steps are like"),
        ("name,text\n" + "a,b\n" * 2000, "line 2001: a file has at most"),
    ],
)
def test_a_file_that_cannot_be_read_names_its_line(text, why):
    with pytest.raises(ConfigError, match=why.replace("[", r"\[")):
        from_csv(text, "", NOON)
