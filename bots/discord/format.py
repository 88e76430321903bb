"""CommonMark as Discord reads it. Pure.

Discord's own markup looks like CommonMark and is not: two underscores underline, a link may unfold
into a picture, `<@1>` is a person. What a text says is kept, what it would set off is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

RULE, DEEPEST_HEADING = "———", 3
MARKS = {"em": "*", "strong": "**"}
# What Discord makes a link of; anything else is shown as text.
LINKABLE = ("https://", "http://")
# Invisible, and enough to keep two signs from being read as one.
GAP = "\u200b"

_NEWLINE = re.compile(r"\r\n?|\n")
_SPECIAL = re.compile(r"[\\*_~`|\[\]<]")
_LINE_START = re.compile(r"^([ \t]*)(#{1,3}(?= )|-(?=#? )|\+(?= )|>|\d+(?=[.)] ))", re.MULTILINE)
_CROWD = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_BARE_LINK = re.compile(r"https?://[!-;=?-~]*[\w/#=&%+-]", re.IGNORECASE | re.ASCII)
_TICKS = re.compile(r"`+")
# Raw HTML in a source is text like any other.
_PARSER = MarkdownIt("commonmark", {"html": False})


@lru_cache(maxsize=1024)
def to_discord(markdown: str) -> str:
    """A message's content for a CommonMark text; addresses in it unfold into nothing.

    Kept, as the desk says the same few hundred texts, and measures each before it sends it.
    """
    lines = _NEWLINE.split(markdown)
    return _Pen(lines=lines).blocks(Node(_PARSER.parse(markdown)).children)


def plain(text: str) -> str:
    """A message's content that shows a plain text as it is."""
    kept, last = "", 0
    for found in _BARE_LINK.finditer(text):
        kept += _escaped(text[last : found.start()]) + f"<{found[0]}>"
        last = found.end()
    return kept + _escaped(text[last:])


def length(text: str) -> int:
    """How long a CommonMark text is as a message, in characters."""
    return len(to_discord(text))


def _escaped(text: str) -> str:
    """Signs that are nothing but signs, and a name for everybody that calls nobody."""
    signs = _SPECIAL.sub(r"\\\g<0>", text)
    starts = _LINE_START.sub(_at_line_start, signs)
    return _CROWD.sub(f"@{GAP}", starts)


def _at_line_start(found: re.Match[str]) -> str:
    indent, sign = found[1], found[2]
    return f"{indent}{sign}{GAP}" if sign.isdecimal() else f"{indent}\\{sign}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pen:
    """Writes nodes; `lines` are the source's, `around` are the marks already open."""

    lines: Sequence[str]
    depth: int = 0
    quoting: bool = False

    def blocks(self, nodes: Sequence[Node]) -> str:
        written = "".join(self._block(node) for node in nodes[:1])
        for _, node in pairwise(nodes):
            written += self._gap(node) + self._block(node)
        return written

    def _gap(self, node: Node) -> str:
        """One newline or two, as in the source, so that what fits stays fitting."""
        first = node.map[0] if node.map else 0
        before = self.lines[first - 1] if 0 < first <= len(self.lines) else ""
        return "\n" if before.strip(" \t>") else "\n\n"

    def _block(self, node: Node) -> str:
        match node.type:
            case "heading":
                return self._heading(node)
            case "bullet_list" | "ordered_list":
                return self._list(node)
            case "fence" | "code_block":
                return _fence(node)
            case "blockquote":
                return self._quote(node)
            case "hr":
                return RULE
            case _:
                return _inline(node.children)

    def _heading(self, node: Node) -> str:
        words = _inline(node.children)
        level = min(int(node.tag[1:]), DEEPEST_HEADING)
        return f"{'#' * level} {words}" if words else ""

    def _list(self, node: Node) -> str:
        ordered, first = node.type == "ordered_list", int(node.attrs.get("start", 1))
        inner, indent = replace(self, depth=self.depth + 1), "  " * self.depth
        written = ""
        for number, item in enumerate(node.children, first):
            gap = self._gap(item) if written else ""
            mark = f"{number}. " if ordered else "- "
            written += gap + indent + mark + inner.blocks(item.children)
        return written

    def _quote(self, node: Node) -> str:
        """Quotations cannot be nested there: an inner one is written like its paragraphs."""
        inner = replace(self, quoting=True).blocks(node.children)
        if self.quoting or not inner:
            return inner
        return "\n".join(f"> {line}" for line in inner.split("\n"))


def _inline(nodes: Sequence[Node], around: tuple[str, ...] = ()) -> str:
    written = ""
    for node in nodes:
        span = _span(node, around)
        # Stars of two neighbours would be read as the stars of one.
        touching = written.endswith("*") and not written.endswith("\\*") and span.startswith("*")
        written += GAP + span if touching else span
    return written


def _span(node: Node, around: tuple[str, ...]) -> str:
    match node.type:
        case "inline":
            return _inline(node.children, around)
        case "em" | "strong":
            return _styled(node, around)
        case "code_inline":
            return _code(node.content)
        case "link":
            return _link(node, around)
        case "softbreak" | "hardbreak":
            return "\n"
        case _:
            return plain(node.content)


def _styled(node: Node, around: tuple[str, ...]) -> str:
    mark = MARKS[node.type]
    words = _inline(node.children, (*around, mark))
    return words if mark in around or not words.strip() else f"{mark}{words}{mark}"


def _link(node: Node, around: tuple[str, ...]) -> str:
    """Pointed brackets keep a preview from unfolding; a label that looks like an address would
    not be accepted as one."""
    address, label = str(node.attrs.get("href", "")), _inline(node.children, around)
    shown = "".join(child.content for child in node.walk() if child.type == "text")
    if not address.startswith(LINKABLE) or ")" in address or ">" in address:
        return label if shown == address else f"{label} ({plain(address)})"
    if shown == address or "://" in shown or not shown.strip():
        return f"<{address}>"
    return f"[{label}](<{address}>)"


def _code(content: str) -> str:
    """Longer ticks than any inside; a gap where a tick would touch them."""
    longest = max((len(run) for run in _TICKS.findall(content)), default=0)
    fence = "``" if longest == 1 else "`"
    inner = content.replace("``", f"`{GAP}`") if longest > 1 else content
    fence = "``" if longest else fence
    left = GAP if inner.startswith("`") else ""
    right = GAP if inner.endswith("`") else ""
    return f"{fence}{left}{inner}{right}{fence}" if inner.strip() else content


def _fence(node: Node) -> str:
    content = node.content.rstrip("\n").replace("```", f"`{GAP}`{GAP}`")
    language = re.sub(r"\W", "", node.info.split(" ")[0]) if node.info else ""
    return f"```{language}\n{content}\n```"
