"""HTML of other help centres as Markdown that is safe to keep: texts, lists and plain links."""

from __future__ import annotations

import re
import unicodedata

from bs4 import BeautifulSoup, Comment
from bs4.element import Tag
from markdownify import MarkdownConverter

# What holds no text for a reader, goes with all that stands in it.
_DROPPED = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "form",
    "input", "button", "select", "textarea", "head", "nav", "header", "footer", "audio", "video",
)  # fmt: skip
_WEB = re.compile(r"https?://", re.IGNORECASE)
_BLANKS = re.compile(r"\n{3,}")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.IGNORECASE)


def markdown_of(html: str) -> str:
    """The text of a page as CommonMark; scripts, forms, images and what is hidden are gone."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(_DROPPED):
        tag.decompose()
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        comment.extract()
    for tag in soup.find_all(name=re.compile(".")):
        _tame(tag)
    converter = MarkdownConverter(heading_style="ATX", bullets="-", strip=["img"])
    return tidy(str(converter.convert_soup(soup)))


def text_of(html: str) -> str:
    """The words alone, in one line."""
    return " ".join(tidy(BeautifulSoup(html, "html.parser").get_text()).split())


def titles_of(html: str) -> tuple[str, str]:
    """A page's title, and the language that it says it is in; empty where it says none."""
    soup = BeautifulSoup(html, "html.parser")
    root = soup.find("html")
    language = str(root.get("lang") or "") if isinstance(root, Tag) else ""
    for name in ("h1", "title"):
        found = soup.find(name)
        if found is not None and found.get_text(strip=True):
            return " ".join(tidy(found.get_text(" ")).split()), language
    return "", language


def without_heading(html: str) -> str:
    """The page without its first heading, which is its title."""
    soup = BeautifulSoup(html, "html.parser")
    found = soup.find("h1")
    if found is not None:
        found.extract()
    return str(soup)


def tidy(text: str) -> str:
    """Without characters that nobody sees, and without gaps."""
    kept = "".join(
        char
        for char in text.replace("\r\n", "\n").replace("\xa0", " ")
        if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf", "Co", "Cn", "Cs"}
    )
    lines = (line.rstrip() for line in kept.split("\n"))
    return _BLANKS.sub("\n\n", "\n".join(lines)).strip()


def _tame(tag: Tag) -> None:
    """Drop what is hidden; a link stays one only where it leads to a web page."""
    if tag.attrs is None:  # went with its parent
        return
    if tag.has_attr("hidden") or _HIDDEN.search(str(tag.get("style") or "")):
        tag.decompose()
        return
    if tag.name == "a" and not _WEB.match(str(tag.get("href") or "").strip()):
        tag.unwrap()
        return
    tag.attrs = {"href": str(tag["href"]).strip()} if tag.name == "a" else {}
