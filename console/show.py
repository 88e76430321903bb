"""Hostile text as HTML that is harmless to look at: what is invisible is marked, links are dead."""

from __future__ import annotations

import unicodedata
from typing import Protocol, cast

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from core.personal import hidden, masked
from core.unseen import UNSEEN, defang, name_of, tidy, visible

__all__ = ["defang", "personal", "plain", "reveal", "visible"]
# What a line says of itself, and what is nothing but somebody's number.
TEXT, NUMBER = "text", "number"


class _Looker(Protocol):
    """Whoever looks at a page: his role and session decide what he is shown."""

    def masks(self, case_id: str = "") -> bool: ...


@pass_context
def personal(context: Context, value: str, case_id: str = "", what: str = TEXT) -> str:
    """A text without personal data, or a number but for its end, until somebody asked to see them
    in this case. Comes before `reveal`: `{{ line.text | personal(case.id) | reveal }}`."""
    visit = cast(_Looker | None, context.get("visit"))
    if visit is None or not visit.masks(case_id):
        return value
    return masked(value) if what == TEXT else hidden(value)


def reveal(text: str) -> Markup:
    """Foreign text as safe HTML: unseen characters marked, links defanged."""
    return _marked(defang(tidy(text)))


def plain(text: str) -> Markup:
    """Our own text as safe HTML: unseen characters marked, links left readable."""
    return _marked(tidy(text))


def _marked(text: str) -> Markup:
    parts: list[str] = []
    end = 0
    for found in UNSEEN.finditer(text):
        parts.append(str(escape(text[end : found.start()])))
        name = name_of(found, text)
        parts.append(name if name == found[0] else _mark(name, found[0]))
        end = found.end()
    parts.append(str(escape(text[end:])))
    return Markup("".join(parts))  # noqa: S704 - every part is escaped above


def _mark(name: str, char: str) -> str:
    title = unicodedata.name(char, f"U+{ord(char):04X}").title()
    return f'<span class="unseen" title="{escape(title)}">{escape(name)}</span>'
