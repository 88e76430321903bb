"""A person's file as it is handed over: JSON for programs, one page of HTML to read. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape

from core.privacy.rights import PersonFile

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1>
{sections}
</body></html>
"""
_TITLE = "Everything this desk keeps about {who}"


def as_json(file: PersonFile) -> str:
    """One object: the accounts, then section by section what is kept."""
    body = {"accounts": [str(each) for each in file.identities], **file.sections}
    return json.dumps(body, ensure_ascii=False, indent=1, default=str) + "\n"


def as_html(file: PersonFile) -> str:
    """The same to be read by a person, without a script, a style or a link."""
    title = escape(_TITLE.format(who=", ".join(map(str, file.identities))))
    return _PAGE.format(title=title, sections="\n".join(_sections(file)))


def _sections(file: PersonFile) -> Iterator[str]:
    for name, records in file.sections.items():
        yield f"<h2>{escape(name.replace('_', ' '))} ({len(records)})</h2>"
        yield from map(_record, records)


def _record(record: Mapping[str, object]) -> str:
    lines = (
        f"<dt>{escape(name)}</dt><dd>{escape(_words(value))}</dd>" for name, value in record.items()
    )
    return f"<dl>{''.join(lines)}</dl>"


def _words(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
