"""Hostile text as HTML that is harmless to look at: what is invisible is marked, links are dead."""

from __future__ import annotations

import unicodedata

from markupsafe import Markup, escape

from core.unseen import UNSEEN, defang, name_of, tidy, visible

__all__ = ["defang", "plain", "reveal", "visible"]


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
