"""Several static files as one: a page that needs one answer is ready before one that needs twenty.

The files stay what one works on. A script's modules are put behind one another in the order in
which they need each other, each in a scope of its own; only the plain forms of `import` and
`export` that they use are known, and any other stops the start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

IMPORT = re.compile(
    r'^import (?:\* as (\w+)|\{ (\w+(?:, \w+)*) \}) from "\./([\w.]+)";$', re.MULTILINE
)
EXPORT = re.compile(r"^export (?=(?:const|function|async function) (\w+))", re.MULTILINE)
OTHER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
SCOPE = "const {name} = (() => {{\n{code}\nreturn {{ {exports} }};\n}})();\n"
WHOLE = '"use strict";\n(() => {{\n{code}}})();\n'

# The text of a file by its name.
Source = Callable[[str], str]


def joined_script(entry: str, source: Source) -> str:
    """A module and all that it imports, as one script; raises ValueError for a form of import or
    export that is not known here, and for modules that need each other in a circle."""
    needed = [each for each in _order(entry, source) if each != entry]
    scopes = (_scope(each, source(each)) for each in needed)
    return WHOLE.format(code="\n".join([*scopes, _plain(entry, source(entry))]))


def joined_sheet(names: Iterable[str], source: Source) -> str:
    """Style sheets one after the other: what comes later counts more, as with links."""
    return "\n".join(source(each) for each in names)


def _order(entry: str, source: Source) -> list[str]:
    """What a module needs, each before whoever needs it."""
    done: list[str] = []
    on_the_way: list[str] = []

    def visit(name: str) -> None:
        if name in on_the_way:
            raise ValueError(f"{' -> '.join([*on_the_way, name])} is a circle")
        if name in done:
            return
        on_the_way.append(name)
        for _, _, each in IMPORT.findall(source(name)):
            visit(each)
        on_the_way.pop()
        done.append(name)

    visit(entry)
    return done


def _scope(name: str, text: str) -> str:
    exports = ", ".join(EXPORT.findall(text))
    return SCOPE.format(name=_name(name), code=_plain(name, text), exports=exports)


def _plain(name: str, text: str) -> str:
    """The code with names that stand in this file instead of imports and exports."""
    text = EXPORT.sub("", IMPORT.sub(_taken, text))
    if found := OTHER.search(text):
        raise ValueError(f"{name}: {found[0]!r} cannot be joined")
    return text


def _taken(found: re.Match[str]) -> str:
    whole, some, name = found.groups()
    return f"const {whole or f'{{ {some} }}'} = {_name(name)};"


def _name(file: str) -> str:
    return f"${file.partition('.')[0]}"
