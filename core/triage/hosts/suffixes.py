"""Where one site ends and the next begins: the Public Suffix List with its private domains."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_PRIVATE_FROM = "===BEGIN PRIVATE DOMAINS==="
# What the list says of a name, bit by bit; 0: only that rules end with it.
_WITHIN, _SUFFIX, _EACH_BELOW, _NOT, _PRIVATE = 0, 1, 2, 4, 8
_ANY = _SUFFIX | _EACH_BELOW | _NOT


class Place(NamedTuple):
    """Where in a host its own name starts and its public suffix; who shares that suffix.

    `name` is the offset of the registrable domain, `suffix` that of the public suffix; they are
    equal where a host is nothing but a suffix. `shared`: a company lets anybody in below it.
    """

    name: int
    suffix: int
    shared: bool


@dataclass(frozen=True, slots=True)
class Suffixes:
    """The list, ready to be asked; hosts are lower case and decoded."""

    rules: dict[str, int]

    @classmethod
    def from_lines(cls, lines: Iterable[str]) -> Suffixes:
        """From the lines of the published file."""
        rules: dict[str, int] = {}
        private = 0
        for line in map(str.strip, lines):
            if _PRIVATE_FROM in line:
                private = _PRIVATE
            if not line or line.startswith("//"):
                continue
            kind = _NOT if line[0] == "!" else _SUFFIX
            if line.startswith("*."):
                kind = _EACH_BELOW
            _add(rules, line.lstrip("!*."), kind | private)
        return cls(rules)

    def place(self, host: str) -> Place:
        """Where its registrable domain and its public suffix start."""
        rules = self.rules
        at = suffix = host.rfind(".") + 1
        shared = 0
        while (kind := rules.get(host[at:])) is not None:
            before = host.rfind(".", 0, at - 1) + 1 if at else 0
            if kind & _ANY:
                suffix, shared = _under(host, kind, at, before), kind & _PRIVATE
            if not at:
                break
            at = before
        name = host.rfind(".", 0, suffix - 1) + 1 if suffix else 0
        return Place(name, suffix, bool(shared))

    def knows(self, ending: str) -> bool:
        """Whether there is such a top-level domain."""
        return bool(self.rules.get(ending, 0) & _ANY)

    def is_suffix(self, host: str) -> bool:
        """Whether a host is a public suffix itself, so that it belongs to nobody."""
        return not self.place(host).suffix


@cache
def suffixes() -> Suffixes:
    """The list as the installed package carries it; read once."""
    data = files("publicsuffixlist") / "public_suffix_list.dat"
    return Suffixes.from_lines(data.read_text("utf-8").splitlines())


def _add(rules: dict[str, int], name: str, kind: int) -> None:
    rules[name] = rules.get(name, 0) | kind
    parent = name
    while "." in parent:
        parent = parent.partition(".")[2]
        rules.setdefault(parent, _WITHIN)


def _under(host: str, kind: int, at: int, before: int) -> int:
    """Where the suffix starts by one rule."""
    if kind & _NOT:
        return host.index(".", at) + 1
    return before if kind & _EACH_BELOW else at
