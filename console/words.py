"""The console's own sentences and the display names of codes: gettext catalogues, one folder a
language and one domain a part of the console."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from importlib.resources import files

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from core.case import Case, Status
from core.casebook import Health

DEFAULT = "en"
LANGUAGES = {"en": "English", "zh": "中文"}
COOKIE = "skerry_language"
WEIGHT = re.compile(r"q=([01](?:\.\d+)?)")
# States of an adapter or of a part of the desk that ask nothing of the operator.
FINE = {
    "page_read",
    "reachable",
    "listening",
    "starting",
    "standby",
    "ok",
    "off",
    "wording_ok",
    "answering",
    "fresh",
}


@dataclass(frozen=True, slots=True)
class Texts:
    """One language: `texts("feed.more")` is a sentence, `texts.name("intent", code)` a word.

    `tree` has the sentences by context and id, `plurals` those whose form depends on the value
    `n`, and `form` says which of them a number takes.
    """

    language: str
    tree: dict[str, dict[str, str]]
    plurals: dict[str, tuple[str, ...]]
    form: Callable[[int], int]

    def __call__(self, key: str, **values: object) -> str:
        table, _, name = key.rpartition(".")
        text = self.tree[table][name]
        number = values.get("n")
        if isinstance(number, int) and key in self.plurals:
            text = self.plurals[key][self.form(number)]
        return text.format(**values) if values else text

    def name(self, table: str, code: str) -> str:
        """A code's display name; unknown codes are shown as they are, made readable."""
        known: str | None = self.tree[table].get(code)
        return known or code.replace("_", " ")

    def choice(self, field: str, code: str) -> str:
        """What one may say of a message: an urgency is known by its code as well."""
        if field == "urgency":
            return f"{code} {self.name('priority', code)}"
        return self.name(field, code)

    def span(self, seconds: float) -> str:
        """A length of time in its largest fitting unit."""
        minutes = int(abs(seconds) // 60)
        if minutes < 60:
            return self("time.minutes", n=minutes)
        if minutes < 48 * 60:
            return self("time.hours", n=minutes // 60)
        return self("time.days", n=minutes // (24 * 60))

    def due(self, case: Case, seconds: float) -> str:
        """How long the author may still wait, or what the case waits for instead."""
        if case.status not in {Status.NEW, Status.OPEN}:
            return self.name("status", case.status)
        return self("due.late" if seconds < 0 else "due.left", span=self.span(seconds))

    def adapter(self, health: Health) -> str:
        """An adapter's state in a word."""
        return self.name("health", health.state)


@cache
def texts(language: str) -> Texts:
    """The texts of a supported language, from all of its catalogues."""
    tree: dict[str, dict[str, str]] = defaultdict(dict)
    plurals: dict[str, tuple[str, ...]] = {}
    form: Callable[[int], int] = int
    for plural, each in _messages(language):
        table, form = str(each.context), c2py(plural)
        name = each.id if isinstance(each.id, str) else each.id[0]
        if isinstance(each.string, str):
            tree[table][name] = each.string
        elif each.string:
            # the last form is the one of many, which a page's script fills in itself
            tree[table][name] = each.string[-1]
            plurals[f"{table}.{name}"] = tuple(each.string)
    return Texts(language, dict(tree), plurals, form)


def _messages(language: str) -> Iterator[tuple[str, Message]]:
    folder = files("console") / "locale" / language / "LC_MESSAGES"
    for source in sorted(folder.iterdir(), key=lambda each: each.name):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=language, charset="utf-8", abort_invalid=True)
        yield from ((catalogue.plural_expr, each) for each in catalogue if each.id)


def choose(cookie: str, accepted: str) -> Texts:
    """The reader's choice, else the best of Accept-Language, else English."""
    if cookie in LANGUAGES:
        return texts(cookie)
    ranked = sorted(map(_wish, accepted.lower().split(",")), reverse=True)
    return texts(next((code for weight, code in ranked if code in LANGUAGES and weight), DEFAULT))


def _wish(entry: str) -> tuple[float, str]:
    tag, _, options = entry.partition(";")
    weight = WEIGHT.search(options)
    return float(weight[1]) if weight else 1.0, tag.strip().partition("-")[0]
