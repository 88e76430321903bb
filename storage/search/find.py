"""Searching: hits of the index, newest first, as the cases in which they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, func, select

from core.case import Case
from core.feed import Facts, holds
from core.finding import Found, FoundPage, Search, excerpt, is_named
from core.search import Group, Query, of_conversation, parse
from storage import tables as t
from storage.case_codec import case_of
from storage.casework import leading
from storage.casework import rules as seating
from storage.codec import message_of, speaker, when
from storage.engine.dialect import VALUES, AnyRow, select_in
from storage.engine.dialect_feed import TOP, words_of
from storage.feed.columns import promising
from storage.feed.facts import facts_of
from storage.sealing.columns import MESSAGE_TEXT
from storage.sealing.sealed import key_of, ring_in_use
from storage.search import keep as search_keep
from storage.search.blind import says, widened

# Hits looked at in one call, how many at first and at most at once, and how many words a beginning
# is spelt out into.
MOST_LOOKED_AT, STEP, MOST_TAKEN, MOST_WORDS = 2_048, 64, 256, 400
# A case's later lines that are looked at to tell whether it was shown on an earlier page.
LATER = 50
MOST_ROWS, MOST_NAMED = 100, 5

_V, _ANY = t.verdict, t.message.alias("any_version")
_JUDGED = (
    select(func.min(_V.c.at))
    .join_from(_ANY, _V, _V.c.message_key == _ANY.c.key)
    .where(_ANY.c.stem == t.message.c.stem)
    .correlate(t.message)
    .scalar_subquery()
)
_LINES = (
    select(
        t.message,
        t.inbox.c.id.label("number"),
        t.case_line.c.case_id.label("put_into"),
        func.coalesce(_JUDGED, t.message.c.received_at).label("home_at"),
    )
    .join(t.inbox, t.inbox.c.key == t.message.c.key)
    .outerjoin(t.case_line, t.case_line.c.stem == t.message.c.stem)
    .where(t.inbox.c.id.in_(VALUES))
)
_DOCS = select(t.search_doc).where(t.search_doc.c.id.in_(VALUES))
_CASES = select(t.case).where(t.case.c.id.in_(VALUES))
_HERE = select(t.case).where(t.case.c.conversation.in_(VALUES))
_INTO = select(t.case_merge.c.case_id, t.case_merge.c.into_id).where(
    t.case_merge.c.case_id.in_(VALUES)
)
_TERMS = (
    select(t.search_term.c.term)
    .where(t.search_term.c.term >= bindparam("start"), t.search_term.c.term < bindparam("end"))
    .limit(MOST_WORDS + 1)
)
_NAMED = (
    select(t.case)
    .where(t.case.c.id >= bindparam("start"), t.case.c.id < bindparam("end"))
    .order_by(t.case.c.id)
    .limit(MOST_NAMED)
)


def find(connection: Connection, search: Search) -> FoundPage:
    """One page."""
    query = parse(search.words)
    looking = _Looking(connection, search, query)
    named = () if search.after else tuple(_named(connection, search, query))
    if not query.is_empty:
        looking.look()
    wanted = min(max(search.limit, 1), MOST_ROWS)
    rows = looking.rows[:wanted]
    more = len(looking.rows) > wanted or looking.cut
    last = looking.numbers[wanted - 1] if len(looking.rows) > wanted else looking.below
    return FoundPage(
        rows=tuple(rows),
        named=named,
        after=str(last) if more else "",
        cut=looking.cut and len(looking.rows) <= wanted,
        behind=search_keep.behind(connection),
    )


def _named(connection: Connection, search: Search, query: Query) -> Iterable[Case]:
    if query.number:
        span = {"start": query.number, "end": f"{query.number}g"}
        cases = [case_of(row) for row in connection.execute(_NAMED, span)]
        fitting = _fitting(connection, search, cases)
        yield from (each for each in cases if is_named(query, each) and each.id in fitting)


@dataclass
class _Looking:
    """A walk through the hits, from the newest down, until a page and one row are full."""

    connection: Connection
    search: Search
    query: Query
    rows: list[Found] = field(default_factory=list[Found])
    numbers: list[int] = field(default_factory=list[int])
    cut: bool = False

    def __post_init__(self) -> None:
        after = self.search.after
        self.start = self.below = int(after) if after.isdecimal() and len(after) < 19 else TOP
        self.plain = self.query.groups(lambda _: None)
        self.groups: Sequence[Group] = self.query.groups(self._expand)
        if ring := ring_in_use():
            self.groups = widened(self.groups, self.plain, ring)
        self._cases: set[str] = set()

    def look(self) -> None:
        """Collect rows; `cut` when enough was looked at."""
        wanted = min(max(self.search.limit, 1), MOST_ROWS) + 1
        for hits in self._stretches():
            self._take(hits, wanted)
            if len(self.rows) == wanted:
                return

    def _stretches(self) -> Iterator[Sequence[int]]:
        """Hits from the newest down, as many at a time as are worth a look."""
        looked, index = 0, words_of(self.connection)
        # Filters refuse most hits, and to begin anew in the index of a common word is dear.
        step = MOST_LOOKED_AT if self.search.filters.set else STEP
        while looked < MOST_LOOKED_AT:
            hits = index.hits(self.connection, self.groups, step, (0, self.below))
            for start in range(0, len(hits), MOST_TAKEN):
                yield hits[start : start + MOST_TAKEN]
            if len(hits) < step:
                return
            self.below = hits[-1]
            looked += len(hits)
            step = min(step * 2, MOST_TAKEN)
        self.cut = True

    def _take(self, hits: Sequence[int], wanted: int) -> None:
        lines = self._lines(self._promising(hits))
        homes = _homes(self.connection, lines)
        fitting = _fitting(self.connection, self.search, homes.values())
        for line in lines:
            home = homes.get(line.number)
            if home is None or home.id in self._cases or home.id not in fitting:
                continue
            self._cases.add(home.id)
            if self._is_new(line, home):
                self.rows.append(_found(self.query, home, line))
                self.numbers.append(line.number)
            if len(self.rows) == wanted:
                return

    def _promising(self, hits: Sequence[int]) -> Sequence[int]:
        """Hits in conversations that have, or lead to, a case that the filters mean: found without
        reading what was said."""
        filters = self.search.filters
        if not filters.set or not hits:
            return hits
        near = promising(self.connection, filters, self.search.agent, hits)
        docs = {
            row.id: row.conversation
            for row in select_in(self.connection, _DOCS, near)  # type: ignore[arg-type]
        }
        here = [case_of(row) for row in select_in(self.connection, _HERE, docs.values())]
        roots = _roots(self.connection, (each.id for each in here))
        gone = [root for each, root in roots.items() if root != each]
        ends = [case_of(row) for row in select_in(self.connection, _CASES, gone)]
        fitting = _fitting(self.connection, self.search, [*here, *ends])
        names = {each.conversation for each in here if roots[each.id] in fitting}
        return [each for each in hits if docs.get(each) in names]

    def _lines(self, hits: Sequence[int]) -> list[AnyRow]:
        """The messages of hits, the newest first, without those that only seem to fit."""
        rows = select_in(self.connection, _LINES, hits)  # type: ignore[arg-type]
        return sorted(filter(self._fits, rows), key=lambda row: -row.number)

    def _fits(self, row: AnyRow) -> bool:
        text = MESSAGE_TEXT.opened(row.text, row.key)
        if key_of(row.text) and not says(text, message_of(row).author.handle, self.plain):
            return False
        return self.query.fits(text)

    def _is_new(self, line: AnyRow, home: Case) -> bool:
        """Whether the case was not on an earlier page, with a later line."""
        if self.start == TOP:
            return True
        here = Group((of_conversation(line.conversation),))
        span = (self.start - 1, TOP)
        index = words_of(self.connection)
        later = self._lines(index.hits(self.connection, [*self.groups, here], LATER, span))
        return all(each.id != home.id for each in _homes(self.connection, later).values())

    def _expand(self, start: str) -> Sequence[str] | None:
        span = {"start": start, "end": f"{start}\U0010ffff"}
        words = list(self.connection.execute(_TERMS, span).scalars())
        return words if len(words) <= MOST_WORDS else None


def _found(query: Query, home: Case, line: AnyRow) -> Found:
    message = message_of(line)
    text, spans = excerpt(query, message.text)
    by = speaker(message.author)
    at = when(line.received_at)
    return Found(case=home, text=text, spans=spans, by=by, at=at, key=line.key)


def _homes(connection: Connection, lines: Sequence[AnyRow]) -> dict[int, Case]:
    """The case in which each line is shown now, by the line's number; few have none."""
    names = {line.conversation for line in lines}
    here = [case_of(row) for row in select_in(connection, _HERE, names)]
    seats = seating.seats(here, here, leading.apart(connection, names))
    cases = {each.id: each for each in here}
    at: dict[int, str] = {}
    for line in lines:
        own = (s for s in seats if s.conversation == line.conversation)
        home = line.put_into or next((s.case_id for s in own if s.covers(line.home_at)), "")
        if home:
            at[line.number] = home
    roots = _roots(connection, at.values())
    missing = {root for root in roots.values() if root not in cases}
    cases |= {row.id: case_of(row) for row in select_in(connection, _CASES, missing)}
    return {number: cases[roots[home]] for number, home in at.items() if roots[home] in cases}


def _roots(connection: Connection, case_ids: Iterable[str]) -> dict[str, str]:
    """Where each of these cases goes on: in itself where it was not merged."""
    roots = {each: each for each in case_ids}
    while rows := select_in(connection, _INTO, roots.values()):
        into = {row.case_id: row.into_id for row in rows}
        roots = {each: into.get(root, root) for each, root in roots.items()}
    return roots


def _fitting(connection: Connection, search: Search, cases: Iterable[Case]) -> set[str]:
    """The ids of those that the filters mean."""
    every = {each.id: each for each in cases}
    facts = facts_of(connection, search.filters, search.agent, list(every.values()))
    return {
        each.id
        for each in every.values()
        if holds(search.filters, each, search.agent, search.now, facts.get(each.id, Facts()))
    }
