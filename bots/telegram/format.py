"""CommonMark as Telegram's HTML, and as plain text for when the HTML is refused. Pure.

Telegram knows no headings, lists or paragraphs: they become bold lines, bullets and newlines, as
many as the source has, so that a source within the limit stays within it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode as Node

BULLET, RULE = "• ", "———"
TAGS = {"em": "i", "strong": "b"}
# What Telegram makes a link of; anything else is shown as text.
LINKABLE = ("https://", "http://", "tg://", "mailto:")

# The dots and slashes by which clients know an address; decimals are none.
_FANGS = re.compile(r"(?<=\w)\.(?=[^\W\d])|(?<=\d)\.(?=\d+\.\d)|:(?=//)")
_NEWLINE = re.compile(r"\r\n?|\n")
# Raw HTML in a source is text like any other.
_PARSER = MarkdownIt("commonmark", {"html": False})


def to_html(markdown: str) -> str:
    """The text for `parse_mode=HTML`."""
    return _render(markdown, rich=True)


def to_plain(markdown: str) -> str:
    """The text without any markup; links keep their address."""
    return _render(markdown, rich=False)


def defanged(markdown: str) -> str:
    """The text with every address in it broken, visibly, so that no client makes a link of it."""
    return _FANGS.sub(lambda found: f"[{found[0]}]", markdown)


def _render(markdown: str, *, rich: bool) -> str:
    pen = _Pen(lines=_NEWLINE.split(markdown), rich=rich)
    return pen.blocks(Node(_PARSER.parse(markdown)).children)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes nodes; `lines` are the source's, `rich` is whether tags are written."""

    lines: Sequence[str]
    rich: bool
    quoting: bool = False
    depth: int = 0

    def blocks(self, nodes: Sequence[Node]) -> str:
        written = ""
        for node in nodes:
            gap = self._gap(node) if written else ""
            written += gap + self._block(node)
        return written

    def _gap(self, node: Node) -> str:
        """One newline or two, as in the source."""
        first = node.map[0] if node.map else 0
        before = self.lines[first - 1] if 0 < first <= len(self.lines) else ""
        return "\n" if before.strip(" \t>") else "\n\n"

    def _block(self, node: Node) -> str:
        match node.type:
            case "heading":
                return self._tag("b", self._inline(node.children, ("b",)))
            case "bullet_list" | "ordered_list":
                return self._list(node)
            case "fence" | "code_block":
                return self._tag("pre", self._text(node.content.rstrip("\n")))
            case "blockquote":
                return self._quote(node)
            case "hr":
                return RULE
            case _:
                return self._inline(node.children)

    def _list(self, node: Node) -> str:
        ordered, first = node.type == "ordered_list", int(node.attrs.get("start", 1))
        inner, indent = replace(self, depth=self.depth + 1), "  " * self.depth
        written = ""
        for number, item in enumerate(node.children, first):
            mark = f"{number}. " if ordered else BULLET
            gap = self._gap(item) if written else ""
            written += gap + indent + mark + inner.blocks(item.children)
        return written

    def _quote(self, node: Node) -> str:
        """Quotations cannot be nested there: an inner one is written like its paragraphs."""
        inner = replace(self, quoting=True).blocks(node.children)
        return inner if self.quoting else self._tag("blockquote", inner)

    def _inline(self, nodes: Sequence[Node], open_tags: tuple[str, ...] = ()) -> str:
        return "".join(self._span(node, open_tags) for node in nodes)

    def _span(self, node: Node, open_tags: tuple[str, ...]) -> str:
        match node.type:
            case "inline":
                return self._inline(node.children, open_tags)
            case "em" | "strong":
                return self._styled(node, open_tags)
            case "code_inline":
                return self._code(node, open_tags)
            case "link":
                return self._link(node, open_tags)
            case "softbreak" | "hardbreak":
                return "\n"
            case _:
                return self._text(node.content)

    def _styled(self, node: Node, open_tags: tuple[str, ...]) -> str:
        tag = TAGS[node.type]
        if tag in open_tags:
            return self._inline(node.children, open_tags)
        return self._tag(tag, self._inline(node.children, (*open_tags, tag)))

    def _code(self, node: Node, open_tags: tuple[str, ...]) -> str:
        """Code can be inside no other tag: the others are closed around it."""
        if not self.rich or "a" in open_tags:
            return self._text(node.content)
        before = "".join(f"</{tag}>" for tag in reversed(open_tags))
        after = "".join(f"<{tag}>" for tag in open_tags)
        return f"{before}<code>{escape(node.content, quote=False)}</code>{after}"

    def _link(self, node: Node, open_tags: tuple[str, ...]) -> str:
        address = str(node.attrs.get("href", ""))
        label = self._inline(node.children, (*open_tags, "a"))
        if self.rich and address.startswith(LINKABLE):
            return f'<a href="{escape(address)}">{label}</a>'
        shown = self._text(address)
        return label if label == shown else f"{label} ({shown})"

    def _text(self, text: str) -> str:
        return escape(text, quote=False) if self.rich else text

    def _tag(self, tag: str, inner: str) -> str:
        if not self.rich or not inner:
            return inner
        return f"<{tag}>{inner}</{tag}>".replace(f"<{tag}></{tag}>", "")
