"""Forms for safe facts: what a person needs to look into a case, and never a secret."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import discord

from bots.discord.words import say

# The beginning of everything we put into a custom id.
ASK, FACTS = "skerry:form:ask", "skerry:form:facts"
TITLES = {ASK: "form_title", FACTS: "facts_title"}
# Most characters of a title, and of what stands under a label. Source: documentation, Components.
MAX_TITLE, MAX_LABEL, MAX_HINT = 45, 45, 100
QUESTION = "question"
SHORTEST_QUESTION, LONGEST_QUESTION = 3, 1500
# fact -> how the desk writes it, whatever the language of the form; most characters
WRITTEN = {
    "uid": ("UID", 20),
    "order": ("Order number", 40),
    "txid": ("Transaction ID", 120),
    "coin": ("Coin", 20),
    "network": ("Network", 30),
}
FIELDS = {ASK: (QUESTION, "uid", "txid", "coin", "network"), FACTS: tuple(WRITTEN)}


def form(kind: str, language: str) -> discord.ui.Modal:
    """The form of a kind (ASK, FACTS): five fields, and under the first what not to write."""
    modal = discord.ui.Modal(title=say(TITLES[kind], language), custom_id=kind)
    for place, name in enumerate(FIELDS[kind]):
        warning = None if place else say("no_secrets", language)
        modal.add_item(_field(name, language, warning))
    # A form that is finished is not kept by the library: answers are read from the wire, so that
    # they are understood after a restart as well.
    modal.stop()
    return modal


def is_form(custom_id: str) -> bool:
    """Whether a submitted form is one of ours."""
    return custom_id in TITLES


def answers(data: Mapping[str, Any]) -> str:
    """A submitted form as one text: the question, then a line a fact; empty when nothing is told.

    Total: of a form of any shape only our own fields are read, at their own lengths.
    """
    told = dict(_values(data.get("components"), depth=3))
    lines = [told.get(QUESTION, "")[:LONGEST_QUESTION].strip()]
    for name, (label, longest) in WRITTEN.items():
        value = " ".join(told.get(name, "").split())[:longest]
        lines.append(f"{label}: {value}" if value else "")
    return "\n".join(filter(None, lines))


def _field(name: str, language: str, warning: str | None) -> discord.ui.Label[discord.ui.View]:
    long = name == QUESTION
    written = discord.ui.TextInput[discord.ui.View](
        custom_id=name,
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        required=long,
        min_length=SHORTEST_QUESTION if long else None,
        max_length=LONGEST_QUESTION if long else WRITTEN[name][1],
    )
    return discord.ui.Label(text=say(name, language), description=warning, component=written)


def _values(components: Any, *, depth: int) -> Iterator[tuple[str, str]]:
    """Field and text of every input, inside rows and labels."""
    for each in components if isinstance(components, list) and depth else ():
        if not isinstance(each, Mapping):
            continue
        name, value = each.get("custom_id"), each.get("value")
        if isinstance(name, str) and isinstance(value, str):
            yield name, value
        yield from _values(each.get("components"), depth=depth - 1)
        yield from _values([each.get("component")], depth=depth - 1)
