"""Why a text is stopped, and what to change: in the agent's language, for every reason there is."""

from __future__ import annotations

import pytest

from console.pages.acts import explained
from console.words import texts
from core.reply.problem import WHY, Problem


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("code", WHY)
def test_every_reason_has_words(language, code):
    said = explained(texts(language), Problem(code, "evil.invalid"))
    assert said.strip()
    assert "{" not in said
    assert ("evil.invalid" in said) is ("{value}" in WHY[code])


def test_no_words_are_left_over():
    assert set(texts("en").tree["lint"]) == set(WHY)


def test_what_somebody_else_wrote_is_shown_as_it_stands():
    assert explained(texts("zh"), "say what you need") == "say what you need"
