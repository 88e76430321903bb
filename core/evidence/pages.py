"""Messages of an evidence pack as people see them: one page to print, one picture each. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from html import escape

from core.protection import ScamCase
from core.scams import ScamEvent
from core.unseen import UNSEEN, defang, visible

WIDTH, MARGIN, LINE = 720, 24, 22
# Columns of a line of a picture; a Chinese character takes two.
COLUMNS = 68
NOTE = (
    "Characters that hide or reorder text are named in ⟨ ⟩. Addresses are broken on purpose "
    "(hxxp, [.]) and are no links; evidence.json holds every text as it was received, with "
    "secrets removed."
)
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #16202c; background: #fff; margin: 2rem auto;
 max-width: 46rem; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1rem; margin: 0; }
article { border: 1px solid #8a95a3; border-radius: 6px; padding: .8rem 1rem; margin: 1rem 0;
 break-inside: avoid; }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .1rem .8rem; margin: .5rem 0; }
dt { color: #4c5866; } dd { margin: 0; overflow-wrap: anywhere; }
.words { white-space: pre-wrap; overflow-wrap: anywhere; border-left: 3px solid #8a95a3;
 padding-left: .8rem; unicode-bidi: plaintext; }
code { font: 12px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; } }
"""


def page(scam: ScamCase, messages: Sequence[ScamEvent], made_at: datetime) -> str:
    """All messages on one page that needs nothing else and runs nothing."""
    title = f"Evidence {scam.id}"
    head = _pairs(
        ("Platform", scam.platform),
        ("Account id", scam.author_id),
        ("Handle", scam.handle),
        ("Name", scam.name),
        ("Messages", str(len(messages))),
        ("Made", _time(made_at)),
    )
    bodies = "\n".join(_article(each, number) for number, each in enumerate(messages, start=1))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n{head}\n<p>{escape(NOTE)}</p>\n{bodies}\n</body>\n</html>\n"
    )


def card(scam: ScamCase, event: ScamEvent, number: int) -> str:
    """One message as a picture: who, which id, when, and the words as they showed."""
    head = [
        f"{visible(event.by or scam.name)}  @{visible(scam.handle)}",
        f"{scam.platform}  account id {visible(scam.author_id)}",
        f"message id {visible(event.native_id)}  version {event.version}  {_time(sent(event))}",
    ]
    words = list(_wrapped(visible(event.text)))
    height = MARGIN * 3 + LINE * (len(head) + len(words))
    lines = [
        *_texts([(line, False) for line in head], MARGIN + 14, "#4c5866"),
        *_texts(words, _below(head), "#16202c"),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" font-family="monospace" font-size="15">\n'
        f"<title>Message {number} of case {escape(scam.id)}</title>\n"
        f'<rect x="1" y="1" width="{WIDTH - 2}" height="{height - 2}" rx="8" fill="#ffffff" '
        f'stroke="#8a95a3"/>\n' + "\n".join(lines) + "\n</svg>\n"
    )


def sent(event: ScamEvent) -> datetime:
    """When it was written, else when it reached us."""
    return event.sent_at or event.at


def raw(text: str) -> str:
    """The characters that were named, as escapes that stand for exactly one of them."""
    return UNSEEN.sub(lambda found: f"\\u{{{ord(found[0]):x}}}", text)


def _article(event: ScamEvent, number: int) -> str:
    facts = _pairs(
        ("Message id", f"{event.native_id} (version {event.version})"),
        ("Place", event.scene),
        ("Sent", _time(sent(event))),
        ("Received", _time(event.at)),
        ("Level", f"{event.level} ({event.score:.2f})"),
        ("Findings", "; ".join(event.reasons)),
        ("SHA-256", event.sha256),
    )
    hidden = (
        f"<p><code>{escape(raw(defang(event.text)))}</code></p>"
        if UNSEEN.search(event.text)
        else ""
    )
    return (
        f"<article>\n<h2>{number}. {escape(visible(event.by))}</h2>\n{facts}\n"
        f'<div class="words" dir="auto">{escape(visible(event.text))}</div>\n{hidden}</article>'
    )


def _pairs(*pairs: tuple[str, str]) -> str:
    rows = (f"<dt>{name}</dt><dd>{escape(visible(value))}</dd>" for name, value in pairs if value)
    return f"<dl>{''.join(rows)}</dl>"


def _texts(lines: Iterable[tuple[str, bool]], y: int, colour: str) -> Iterable[str]:
    """One element a line; the second of each pair says whether it reads from the right."""
    for number, (line, right) in enumerate(lines):
        side = f'x="{WIDTH - MARGIN}" direction="rtl"' if right else f'x="{MARGIN}"'
        words = escape(line)
        yield (
            f'<text {side} y="{y + number * LINE}" fill="{colour}" xml:space="preserve">'
            f"{words}</text>"
        )


def _below(head: Sequence[str]) -> int:
    return MARGIN * 2 + 14 + LINE * len(head)


def _wrapped(text: str) -> Iterable[tuple[str, bool]]:
    """Lines that fit, each with the direction of the paragraph that it is from."""
    for line in text.split("\n"):
        part, used, right = "", 0, _is_right_to_left(line)
        for char in line.expandtabs(4):
            width = 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
            if used + width > COLUMNS:
                space = part.rfind(" ") + 1
                cut = space if space > COLUMNS // 2 else len(part)
                yield part[:cut].rstrip(), right
                part = part[cut:]
                used = _columns(part)
            part, used = part + char, used + width
        yield part, right


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1 for char in text)


def _is_right_to_left(line: str) -> bool:
    sides = (unicodedata.bidirectional(char) for char in line)
    return next((side for side in sides if side in {"L", "R", "AL"}), "L") != "L"


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
