"""Numbers, money, spans of time and dates, as each language writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.reply.formats import FORMS, localised, plural
from core.reply.wording import fill, mistakes, variables
from core.triage.lexicon import LANGUAGES

BLANK = "\xa0"
AS_WRITTEN = {
    "English money": ("50,000 EUR", "", "en", "50,000 EUR"),
    "German money": ("50,000 EUR", "", "de", "50.000 EUR"),
    "French money": ("50,000 EUR", "", "fr", f"50{BLANK}000 EUR"),
    "Hindi groups": ("200,000 EUR", "", "hi", "2,00,000 EUR"),
    "coins keep their decimals": ("0.0001 BTC", "", "es", "0,0001 BTC"),
    "a share": ("0.10 %", "", "en", "0.10%"),
    "a Turkish share": ("0.10 %", "", "tr", "%0,10"),
    "a Russian share": ("0.08 %", "", "ru", f"0,08{BLANK}%"),
    "an Arabic share has no hidden mark": ("80 %", "", "ar", "80%"),
    "a plain number stays": ("1200", "", "de", "1200"),
    "words stay": ("https://help.nordex.example", "", "de", "https://help.nordex.example"),
    "a number with groups": ("1200", "number", "de", "1.200"),
    "percent of a plain number": ("5", "percent", "fr", f"5{BLANK}%"),
    "nothing": ("0", "percent", "en", "0%"),
    "a currency": ("100,000 EUR", "currency", "en", "€100,000"),
    "a currency behind": ("1.50 EUR", "currency", "de", f"1,50{BLANK}€"),
    "one hour": ("1", "hours", "en", "1 hour"),
    "two hours": ("2", "hours", "en", "2 hours"),
    "a day of hours stays hours": ("24", "hours", "de", "24 Stunden"),
    "Russian few": ("2", "hours", "ru", "2 часа"),
    "Russian many": ("5", "days", "ru", "5 дней"),
    "Arabic two": ("2", "hours", "ar", "ساعتان"),
    "Arabic few": ("5", "days", "ar", "5 أيام"),
    "Chinese": ("30", "minutes", "zh", "30分钟"),
    "Korean": ("3", "days", "ko", "3일"),
    "months": ("12", "months", "vi", "12 tháng"),
    "a date": ("2026-01-15", "date", "en", "January 15, 2026"),
    "a Japanese date": ("2026-01-15", "date", "ja", "2026年1月15日"),
    "a moment": ("2026-01-15T10:30+00:00", "datetime", "de", "15. Januar 2026, 10:30 UTC"),
    "a moment without a zone": ("2026-01-15T10:30", "datetime", "fr", "15 janvier 2026, 10:30"),
    "another language": ("2", "hours", "it", "2 ore"),
    "no language": ("2", "hours", "und", "2 hours"),
    "no such language": ("2", "hours", "xx", "2 hours"),
    "no code at all": ("2", "hours", "?", "2 hours"),
    "a region": ("2", "hours", "zh-hans", "2小时"),
}


@pytest.mark.parametrize(
    ("value", "form", "language", "said"), AS_WRITTEN.values(), ids=AS_WRITTEN.keys()
)
def test_a_value_is_written_as_its_language_does(value, form, language, said):
    assert localised(value, form, language) == said


WRONG = {
    "words as a span": ("soon", "hours"),
    "a share as a currency": ("5 %", "currency"),
    "a number as a currency": ("5", "currency"),
    "words as a date": ("tomorrow", "date"),
    "no such form": ("5", "fathoms"),
}


@pytest.mark.parametrize(("value", "form"), WRONG.values(), ids=WRONG.keys())
def test_what_has_no_such_form_is_refused(value, form):
    with pytest.raises(ValueError, match=value if form != "fathoms" else form):
        localised(value, form, "en")


CASES = "=0 {none} one {# час} few {# часа} many {# часов} other {# часа}"


@pytest.mark.parametrize(
    ("value", "said"),
    [("0", "none"), ("1", "1 час"), ("2", "2 часа"), ("11", "11 часов"), ("1.5", "1,5 часа")],
)
def test_the_case_for_a_number(value, said):
    assert plural(value, CASES, "ru") == said


def test_a_number_without_a_case_is_refused():
    with pytest.raises(ValueError, match="other"):
        plural("5", "one {# hour}", "en")


def test_forms_stand_in_texts():
    text = "after {lock_hours:hours}, {n, plural, one {# try} other {# tries}}, fee {fee}"
    values = {"lock_hours": "2", "n": "1", "fee": "0.08 %"}
    assert variables(text) == {"lock_hours", "n", "fee"}
    assert fill(text, values, "de") == "after 2 Stunden, 1 try, fee 0,08\xa0%"


def test_what_cannot_be_written_is_said_as_it_stands():
    assert fill("{a:hours} {b} {c:hours}", {"a": "soon", "c": "2"}) == "soon {b} 2 hours"


def test_mistakes_are_told():
    told = list(mistakes("{a:hours} {b:fathoms} {c:days} {d}", {"a": "soon", "d": "x"}))
    assert told[0] == "{a}: 'soon' is no number"
    assert told[1].startswith("{b:fathoms}: there is no form 'fathoms': valid are currency, date")
    assert len(told) == 2


@given(
    st.integers(0, 10**9),
    st.sampled_from(sorted(FORMS - {"date", "datetime", "currency"})),
    st.sampled_from(LANGUAGES),
)
def test_every_number_has_every_form_in_every_language(number, form, language):
    if form in ("months", "years", "weeks", "days"):
        number %= 10_000
    said = localised(str(number), form, language)
    assert said.strip()
    assert "duration" not in said
