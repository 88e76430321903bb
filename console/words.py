"""The console's own sentences and the display names of codes, one TOML file a language."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

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
    """One language: `texts("feed.more")` is a sentence, `texts.name("intent", code)` a word."""

    language: str
    tree: dict[str, Any]

    def __call__(self, key: str, **values: object) -> str:
        table, _, name = key.rpartition(".")
        text: str = self.tree[table][name]
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
    """The texts of a supported language."""
    source = files("console") / "texts" / f"{language}.toml"
    return Texts(language, tomllib.loads(source.read_text("utf-8")))


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
