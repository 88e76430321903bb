"""Templates: one environment that escapes everything it is not told to trust."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from console import assets, diff, show
from console.scam_view import deeds
from console.view import CHOICES
from console.words import FINE, LANGUAGES, Texts
from core.attached import size_of, warning


def page(
    request: Request, template: str, texts: Texts, status: int, values: Mapping[str, object]
) -> Response:
    """A template as a response; fragments and pages differ by request headers, so caches must."""
    address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    body = environment().get_template(template).render(t=texts, address=address, **values)
    headers = {"Vary": "HX-Request, HX-Target, Cookie", "Content-Language": texts.language}
    return HTMLResponse(body.encode("utf-8", "replace"), status, headers)


@cache
def environment() -> Environment:
    """The console's templates with their filters."""
    built = Environment(
        loader=PackageLoader("console"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    built.filters.update(
        reveal=show.reveal, plain=show.plain, visible=show.visible, clock=clock, percent=percent
    )
    built.filters["personal"] = show.personal
    built.globals.update(asset=assets.address, languages=LANGUAGES, fine=FINE)
    built.globals.update(changes=diff.changes)
    built.globals.update(choices=CHOICES, deeds=deeds)
    built.globals.update(file_warning=warning, file_size=size_of)
    return built


def clock(moment: datetime) -> Markup:
    """A point in time; the script turns it into the reader's own zone."""
    text = f"{moment:%d %b %H:%M} UTC"
    return Markup('<time datetime="{}">{}</time>').format(moment.isoformat(), escape(text))


def percent(share: float) -> str:
    """0.934 as 93 %."""
    return f"{share:.0%}".replace("%", "\u202f%")
