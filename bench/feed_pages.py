"""Addresses of every kind of page that the feed's bench asks for, made of what is there."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import quote, urlencode

from sqlalchemy import Connection, func, select

from bench.feed_data import AGENTS
from core.search import parse
from storage import tables as t

_WORDS = re.compile(r"[^\W\d_]{5,}")
_DENSE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{4,}")


def samples_of(connection: Connection) -> dict[str, list[str]]:
    """Addresses of every kind of page, made of what is there."""
    dice = random.Random(7)
    last = connection.execute(select(func.max(t.inbox.c.id))).scalar() or 1
    numbers = dice.sample(range(1, last), min(2000, last - 1))
    lines = select(t.message.c.text).join(t.inbox, t.inbox.c.key == t.message.c.key)
    texts = [row.text for row in connection.execute(lines.where(t.inbox.c.id.in_(numbers)))]
    runs = [run for text in texts for run in _DENSE.findall(text)]
    words = [each for text in texts for each in _WORDS.findall(text) if parse(each).words]
    proofs = re.findall(r"0x[0-9a-f]{64}|UID (\d{8})", " ".join(texts))
    proofs = [each for each in proofs if each] or ["12345678"]
    hashes = re.findall(r"0x[0-9a-f]{64}", " ".join(texts))
    ids = list(connection.execute(select(t.case.c.id).limit(200)).scalars())
    return {
        "feed, first page": [f"/?view={view}" for view in ("open", "queue", "p0", "resolved")],
        "feed, live refresh": ["/?view=open&rows=50"],
        "feed, one filter": [f"/?view=open&{each}" for each in _single()],
        "feed, several filters": [f"/?view=open&{each}" for each in _several()],
        "feed, deep page": _deep(connection),
        "search, words": [_question(each) for each in words[:500]],
        "search, two words": [_question(f"{a} {b}") for a, b in pairwise(words[:300])],
        "search, beginnings": [_question(each[:5]) for each in words[:300]],
        "search, transactions": [_question(each[:10]) for each in hashes[:200]],
        "search, account numbers": [_question(each) for each in proofs[:200]],
        "search, handles": [_question(f"@user{n}") for n in numbers[:200]],
        "search, case numbers": [_question(each[:8]) for each in ids],
        "dense, 1 character": [_question(run[0]) for run in runs[:300]],
        "dense, 2 characters": [_question(run[:2]) for run in runs[:300]],
        "dense, 4 characters": [_question(run[:4]) for run in runs[:300]],
        "search, filtered": [
            f"{_question(each)}&status=unresolved&language=de" for each in words[:200]
        ],
    }


def _single() -> Iterator[str]:
    yield from (f"topic={each}" for each in ("kyc", "withdrawal", "business"))
    yield from (f"language={each}" for each in ("hi", "en", "ja"))
    yield from ("risk=alert", "due=breaching", "due=breached", "tag=tag-3", "status=snoozed")
    yield from ("platform=discord", f"holder=agent:{AGENTS[3]}", "unread=yes", "holder=unassigned")


def _several() -> Iterator[str]:
    for language in ("hi", "en", "ko"):
        for topic in ("kyc", "api"):
            yield f"language={language}&topic={topic}&urgency=P0"
            yield f"language={language}&topic={topic}&platform=telegram&unread=yes"
            yield f"language={language}&topic={topic}&status=resolved&risk=review"
            yield f"language={language}&due=breached&holder=queue"


def _deep(connection: Connection) -> list[str]:
    """A third of the way into the open cases, and as far into those of a filter."""
    case, found = t.case.c, list[str]()
    order = (case.priority, case.due_at, case.id)
    ordered = select(*order).where(case.status != "resolved").order_by(*order)
    for more, rows in (("", ordered), ("&language=en", ordered.where(case.language == "en"))):
        count = connection.execute(select(func.count()).select_from(rows.subquery())).scalar() or 1
        row = connection.execute(rows.offset(count // 3).limit(1)).one()
        found.append(f"/?view=open{more}&after={quote('|'.join(map(str, row)))}")
    return found


def _question(words: str) -> str:
    return f"/search?{urlencode({'q': words})}"
