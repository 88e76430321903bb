"""CommonMark as the plain words a person would type: for drafts that agents send as their own."""

from __future__ import annotations

from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark", {"html": False})


def plain(markdown: str) -> str:
    """The text line by line without emphasis and brackets around addresses; lists keep their marks.

    A link with a label of its own becomes the label and the address.
    """
    return "\n".join(_line(line) for line in markdown.split("\n"))


def _line(line: str) -> str:
    words, address = "", ""
    for token in _PARSER.parseInline(line)[0].children or []:
        if token.type == "link_open":
            address = str(token.attrs["href"])
        elif token.type == "link_close":
            words += "" if words.endswith(address) else f" {address}"
        words += token.content
    return words
