"""Articles of other help centres: folders of Markdown or HTML, and exports as CSV or HTML."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from io import StringIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml

from core.errors import ConfigError
from core.triage.lexicon import LANGUAGES
from knowledge.front_matter import FENCE
from knowledge.html_text import markdown_of, text_of, tidy, titles_of, without_heading
from knowledge.reading import read_text

# How exports call their columns; the first that a file has counts.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "name", "subject", "article title", "question"),
    "body": (
        "body",
        "html_body",
        "content",
        "description",
        "article body",
        "html",
        "text",
        "answer",
    ),
    "locale": ("locale", "language", "lang", "source_locale"),
    "url": ("url", "html_url", "link", "slug", "permalink", "article url"),
    "id": ("id", "article_id", "article id", "external_id"),
}
PAGES = (".md", ".markdown", ".html", ".htm")
LARGEST_FIELD = 10_000_000
_TAG = re.compile(r"<(?:p|div|br|ul|ol|li|h\d|a|strong|b|em|span|table|html|body)\b", re.IGNORECASE)
_HEADING = re.compile(r"^#\s+(.+)\n?", re.MULTILINE)
_NOT_ID = re.compile(r"[^a-z0-9]+")
_LEADING_NUMBER = re.compile(r"^\d{4,}-")
_NUMBER = re.compile(r"/(\d{4,})(?:-|$)")
LONGEST_ID = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """One article as it came: Markdown; `locale` as told there, `hint` what its address says.

    The same article in several languages has one `key`; empty where the source gives none.
    """

    where: str
    title: str
    body: str
    locale: str = ""
    hint: str = ""
    key: str = ""


def read_source(source: Path) -> Iterator[Foreign]:
    """Every article of a folder or a file; raises ConfigError in one line."""
    if source.is_dir():
        paths = sorted(each for each in source.rglob("*") if each.suffix.lower() in PAGES)
        if not paths:
            raise ConfigError(f"{source}: holds no Markdown and no HTML")
        for path in paths:
            yield _page(path, path.relative_to(source))
        return
    suffix = source.suffix.lower()
    if suffix == ".csv":
        yield from _rows(source)
    elif suffix in PAGES:
        yield _page(source, Path(source.name))
    else:
        raise ConfigError(f"{source}: expected a folder, a .csv, or a page ({', '.join(PAGES)})")


def language_of(locale: str) -> str:
    """The desk's code for a locale such as zh-CN or pt_BR; empty for one that it does not speak."""
    code = re.split(r"[-_]", locale.strip().lower())[0]
    return code if code in LANGUAGES else ""


def identities_of(foreign: Sequence[Foreign]) -> list[str]:
    """An id each: languages of one article share the English one's, else the first's."""
    named: dict[str, str] = {}
    for each in sorted(foreign, key=lambda one: language_of(one.locale) != "en"):
        named.setdefault(each.key, _identity(each))
    return [named[each.key] if each.key else _identity(each) for each in foreign]


def _identity(foreign: Foreign) -> str:
    """From the address or the title; one of signs where neither has Latin letters."""
    last = unquote(urlsplit(foreign.hint).path).rstrip("/").rpartition("/")[2]
    for text in (_LEADING_NUMBER.sub("", last), foreign.title):
        latin = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        slug = _NOT_ID.sub("-", latin).strip("-")[:LONGEST_ID].strip("-")
        if re.search(r"[a-z]{3}", slug):
            return slug
    return f"article-{blake2b(foreign.title.encode(), digest_size=4).hexdigest()}"


def _page(path: Path, inside: Path) -> Foreign:
    text = read_text(path)
    folder = next((part for part in inside.parts[:-1] if language_of(part)), "")
    if path.suffix.lower() in (".html", ".htm"):
        title, locale = titles_of(text)
        body = markdown_of(without_heading(text))
    else:
        title, locale, body = _markdown(text)
    return Foreign(
        where=str(path),
        title=title or path.stem.replace("-", " ").replace("_", " "),
        body=body,
        locale=locale or folder,
        hint=path.stem,
    )


def _markdown(text: str) -> tuple[str, str, str]:
    """Title, locale and body of a Markdown file, with front matter or without."""
    fields: object = None
    head, closing, rest = text.removeprefix(FENCE).partition(f"\n{FENCE}")
    if text.startswith(FENCE) and closing:
        try:
            fields, text = yaml.safe_load(head), rest
        except (yaml.YAMLError, ValueError, RecursionError):
            fields = None
    given = fields if isinstance(fields, dict) else {}
    found = _HEADING.search(text)
    title = str(given.get("title") or (found[1] if found else ""))
    body = _HEADING.sub("", text, count=1) if found and not given.get("title") else text
    locale = str(given.get("locale") or given.get("lang") or given.get("language") or "")
    # Markdown may hold HTML, which nobody has cleaned.
    return tidy(title), locale, markdown_of(body) if _TAG.search(body) else tidy(body)


def _rows(source: Path) -> Iterator[Foreign]:
    csv.field_size_limit(LARGEST_FIELD)
    text = read_text(source).removeprefix("\ufeff")
    # Strict: a quote that is never closed would swallow all articles behind it.
    rows = csv.DictReader(StringIO(text, newline=""), strict=True)
    try:
        names = _columns(rows.fieldnames or (), source)
        for number, row in enumerate(rows, start=2):
            found = _row({ours: row.get(theirs) or "" for ours, theirs in names.items()})
            if found.title or found.body:
                yield replace(found, where=f"{source}:{number}")
    except csv.Error as error:
        raise ConfigError(f"{source}: is not CSV: {error}") from None


def _row(values: Mapping[str, str]) -> Foreign:
    body, address = values["body"], values.get("url", "").strip()
    return Foreign(
        where="",
        title=text_of(values["title"]),
        body=markdown_of(body) if _TAG.search(body) else tidy(body),
        locale=values.get("locale", "").strip(),
        hint=address,
        key=values.get("id", "").strip() or _number(address),
    )


def _number(address: str) -> str:
    """The number of an article in its address, which is the same in every language."""
    found = _NUMBER.search(address)
    return found[1] if found else ""


def _columns(found: Sequence[str], source: Path) -> dict[str, str]:
    """Our name of a column -> the file's."""
    plain = {name.strip().casefold(): name for name in found}
    names = {
        ours: plain[next(each for each in theirs if each in plain)]
        for ours, theirs in COLUMNS.items()
        if any(each in plain for each in theirs)
    }
    for needed in ("title", "body"):
        if needed not in names:
            told = ", ".join(COLUMNS[needed])
            raise ConfigError(f"{source}: has no column for the {needed}: name one of {told}")
    return names
