"""One edit of identities.toml as text: everything that the edit does not name stays as written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Table

from core.errors import ConfigError
from core.registry import FIELDS, Edit, Entry, Section

GONE = "there is no such entry any more: look at the registry again"
LAST_BRAND = "the brand cannot be removed: change its name instead"
ACCOUNT = (
    "'accounts' line {number} is not an account: write its platform, its id and, where there is "
    "one, its handle"
)
_Tree = tomlkit.TOMLDocument
# Sections that are lists of [brand].
LISTS = {Section.ALIAS: "aliases", Section.DOMAIN: "domains", Section.FAN: "fans"}
TABLES = (Section.OFFICIAL, Section.STAFF, Section.FAKE)


def entries(text: str, where: str) -> Iterable[Entry]:
    """What stands in the file, section by section."""
    tree = _parsed(text, where)
    brand: Mapping[str, Any] = tree.get("brand", {})
    yield Entry(section=Section.BRAND, number=0, values={"name": str(brand.get("name", ""))})
    for section, name in LISTS.items():
        for number, value in enumerate(brand.get(name, ())):
            values = {FIELDS[section][0]: str(value)}
            yield Entry(section=section, number=number, values=values)
    for section in TABLES:
        for number, table in enumerate(tree.get(section, ())):
            yield Entry(section=section, number=number, values=_values(section, table))


def edited(text: str, edit: Edit, where: str) -> str:
    """The file's text after the edit; raises ConfigError where it cannot be made."""
    tree = _parsed(text, where)
    _EDITS[edit.section](tree, edit)
    return tomlkit.dumps(tree).rstrip("\n") + "\n"


def _parsed(text: str, where: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise ConfigError(f"{where}: is not valid TOML: {error}") from None


def _values(section: Section, table: Mapping[str, Any]) -> dict[str, str]:
    plain = {name: str(table.get(name, "")) for name in FIELDS[section] if name != "accounts"}
    if section is Section.STAFF:
        plain["accounts"] = "\n".join(map(_account_line, table.get("accounts", ())))
    return plain


def _account_line(account: Mapping[str, Any]) -> str:
    parts = (str(account.get(name, "")) for name in ("platform", "id", "handle"))
    return " ".join(part for part in parts if part)


def _edit_brand(tree: _Tree, edit: Edit) -> None:
    if not edit.values:
        raise ConfigError(LAST_BRAND)
    tree["brand"]["name"] = edit.values.get("name", "").strip()


def _edit_list(tree: _Tree, edit: Edit) -> None:
    brand, name = tree["brand"], LISTS[edit.section]
    listed: Array = brand.get(name, tomlkit.array())
    value = edit.values.get(FIELDS[edit.section][0], "").strip().removeprefix("@")
    value = value.lower() if edit.section is Section.DOMAIN else value
    if edit.number is None:
        listed.append(value)
        brand[name] = listed
    elif edit.number >= len(listed):
        raise ConfigError(GONE)
    elif edit.values:
        listed[edit.number] = value
    else:
        del listed[edit.number]


def _edit_table(tree: _Tree, edit: Edit) -> None:
    tables = tree.get(edit.section)
    if edit.number is None:
        if tables is None:
            tree.add(tomlkit.nl())
            tree[edit.section] = tables = tomlkit.aot()
        _append(tables, _filled(tomlkit.table(), edit))
    elif tables is None or edit.number >= len(tables):
        raise ConfigError(GONE)
    elif edit.values:
        _filled(tables[edit.number], edit)
    else:
        del tables[edit.number]


def _append(tables: AoT, table: Table) -> None:
    """A blank line parts the new entry from its neighbours."""
    parted = not len(tables) or tables[-1].as_string().endswith("\n\n")
    table.trivia.indent = "" if parted else "\n"
    table.add(tomlkit.nl())
    tables.append(table)


def _filled(table: Table, edit: Edit) -> Table:
    """Fields of the form as they are wanted; what the form does not know stays."""
    for name in FIELDS[edit.section]:
        value = edit.values.get(name, "").strip()
        if name == "accounts":
            wanted: Any = _accounts(value, table.get("accounts", ()))
        else:
            wanted = value.removeprefix("@") if name == "handle" else value
        if wanted and table.get(name) != wanted:
            table[name] = wanted
        elif not wanted:
            table.pop(name, None)
    return table


def _accounts(text: str, before: Iterable[Mapping[str, Any]]) -> Array | None:
    """One inline table a line, as the file writes them; None when there is no account."""
    lines = [line.split() for line in text.splitlines() if line.strip()]
    found = tomlkit.array().multiline(multiline=True)
    known = {(each.get("platform"), each.get("id")): each for each in before}
    for number, parts in enumerate(lines, start=1):
        if len(parts) not in {2, 3}:
            raise ConfigError(ACCOUNT.format(number=number))
        account = tomlkit.inline_table()
        # What the form does not show of an account stays with it.
        account.update(known.get((parts[0], parts[1]), {}))
        account.pop("handle", None)
        names = ("platform", "id", "handle")
        account.update(dict(zip(names, (*parts[:2], *_handle(parts)), strict=False)))
        found.append(account)
    return found if lines else None


def _handle(parts: list[str]) -> list[str]:
    return [part.removeprefix("@") for part in parts[2:]]


_EDITS: Mapping[Section, Callable[[_Tree, Edit], None]] = {
    Section.BRAND: _edit_brand,
    **dict.fromkeys(LISTS, _edit_list),
    **dict.fromkeys(TABLES, _edit_table),
}
