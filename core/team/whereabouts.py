"""Everybody's whereabouts in memory: this console's pages, and what other consoles told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.actions import BOT
from core.team.presence import (
    GONE_AFTER,
    MOST_PAGES,
    Beat,
    Card,
    Doing,
    Heard,
    Spot,
    doing_of,
    is_here,
    merged,
)

# An agent's card is written at most this often, and again before others give him up.
CARD_EVERY = timedelta(seconds=10)
CARD_LATEST = timedelta(seconds=20)
People = tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """One open page: its last beat, and since when it shows the case."""

    beat: Beat
    since: datetime


class Whereabouts:
    """Who is where. `console` names this process; times are given, so that tests own them."""

    def __init__(self, console: str) -> None:
        self.console = console
        self._pages: dict[str, dict[str, _Page]] = {}
        self._cards: dict[tuple[str, str], Card] = {}
        self._bot: dict[str, Spot] = {}
        self._shown: dict[str, People] = {}
        self._posted: dict[str, Card] = {}

    def hear(self, beat: Beat) -> None:
        """A page is somewhere; the oldest of too many pages of one person is forgotten."""
        pages = self._pages.setdefault(beat.agent, {})
        known = pages.pop(beat.page, None)
        stays = known is not None and known.beat.case_id == beat.case_id
        pages[beat.page] = _Page(beat, known.since if known and stays else beat.at)
        if len(pages) > MOST_PAGES:
            del pages[next(iter(pages))]

    def leave(self, agent: str, page: str) -> None:
        """A page was closed: its reader is in no case, but perhaps about to load the next one."""
        pages = self._pages.get(agent, {})
        if page in pages:
            known = pages[page]
            pages[page] = _Page(replace(known.beat, case_id=""), known.since)

    def learn(self, cards: Iterable[Card]) -> None:
        """What other consoles know."""
        for card in cards:
            if card.console != self.console:
                self._cards[card.agent, card.console] = card

    def bot_is(self, at_work: Mapping[str, Doing], now: datetime) -> None:
        """The cases in which the bot is at work, and what it does there."""
        self._bot = {
            case_id: Spot(
                agent=BOT,
                doing=doing,
                since=self._bot[case_id].since if case_id in self._bot else now,
            )
            for case_id, doing in at_work.items()
        }

    def people(self, case_id: str, now: datetime) -> People:
        """Who is in a case, the bot included; who came first first."""
        return self._everywhere(now).get(case_id, ())

    def heard(self, agent: str) -> Heard | None:
        """When somebody's pages, here or elsewhere, were heard of last."""
        beats = [each.beat for each in self._pages.get(agent, {}).values()]
        cards = [card for (who, _), card in self._cards.items() if who == agent]
        known = [*((each.at, each.active_at) for each in beats)]
        known += [(each.at, each.active_at) for each in cards]
        if not known:
            return None
        return Heard(at=max(at for at, _ in known), active_at=max(active for _, active in known))

    def news(self, now: datetime) -> Mapping[str, People]:
        """The cases in which something changed since the last time, with who is in them now."""
        self._forget(now)
        everywhere = self._everywhere(now)
        changed = {
            case_id: everywhere.get(case_id, ())
            for case_id in everywhere.keys() | self._shown.keys()
            if everywhere.get(case_id) != self._shown.get(case_id)
        }
        self._shown = everywhere
        return changed

    def everywhere(self) -> Mapping[str, People]:
        """All cases with somebody in them, as told last."""
        return self._shown

    def to_post(self, now: datetime) -> Sequence[Card]:
        """The cards that other consoles should have by now; to be called when they are written."""
        due: list[Card] = []
        for agent in self._pages:
            card, posted = self._card(agent, now), self._posted.get(agent)
            if posted is None or _is_due(posted, card):
                due.append(card)
        self._posted |= {card.agent: card for card in due}
        return due

    def _card(self, agent: str, now: datetime) -> Card:
        pages = self._pages[agent].values()
        spots: dict[str, list[Spot]] = {}
        for case_id, spot in self._spots(agent, now):
            spots.setdefault(case_id, []).append(spot)
        return Card(
            agent=agent,
            console=self.console,
            at=max(page.beat.at for page in pages),
            active_at=max(page.beat.active_at for page in pages),
            spots={case_id: merged(here)[0] for case_id, here in spots.items()},
        )

    def _everywhere(self, now: datetime) -> dict[str, People]:
        spots: dict[str, list[Spot]] = {}
        for agent in self._pages:
            for case_id, spot in self._spots(agent, now):
                spots.setdefault(case_id, []).append(spot)
        for card in self._cards.values():
            # A card comes late by as much as it may stay unwritten.
            if now - card.at < GONE_AFTER + CARD_LATEST:
                for case_id, spot in card.spots.items():
                    spots.setdefault(case_id, []).append(spot)
        for case_id, spot in self._bot.items():
            spots.setdefault(case_id, []).append(spot)
        return {case_id: merged(here) for case_id, here in spots.items()}

    def _spots(self, agent: str, now: datetime) -> Iterable[tuple[str, Spot]]:
        for page in self._pages[agent].values():
            beat = page.beat
            if beat.case_id and is_here(beat.at, now):
                doing = doing_of(beat, now)
                yield beat.case_id, Spot(agent=agent, doing=doing, since=page.since)

    def _forget(self, now: datetime) -> None:
        """Pages and cards that nobody has heard of for a while."""
        for agent, pages in list(self._pages.items()):
            for name, page in list(pages.items()):
                if now - page.beat.at >= GONE_AFTER * 4:
                    del pages[name]
            if not pages:
                del self._pages[agent]
                self._posted.pop(agent, None)
        self._cards = {
            key: card for key, card in self._cards.items() if now - card.at < GONE_AFTER * 4
        }


def _is_due(posted: Card, card: Card) -> bool:
    """Whether a card says something new, or what was said would soon be given up."""
    passed = card.at - posted.at
    moved = {case: spot.doing for case, spot in card.spots.items()} != {
        case: spot.doing for case, spot in posted.spots.items()
    }
    return passed >= (CARD_EVERY if moved else CARD_LATEST)
