"""The numbers inside the desk: what the console shows, and what others may ask for."""

from __future__ import annotations

from dataclasses import replace

from console.services import Services
from core.numbers.board import NumberRoom
from core.numbers.book import NumberBook
from core.ports import Clock
from core.settings import Settings


def number_room(book: NumberBook, clock: Clock, settings: Settings) -> NumberRoom:
    """The room over a memory; days are those of the zone in which service works."""
    return NumberRoom(book=book, clock=clock, zone=lambda: settings.service.zone)


def with_numbers(seen: Services, book: NumberBook, clock: Clock, settings: Settings) -> Services:
    """The console's services with the page."""
    return replace(seen, numbers=number_room(book, clock, settings))
