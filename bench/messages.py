"""Messages to measure with: the corpus' own sentences as an ordinary day brings them, dealt over
conversations. The corpus itself holds far more scams and emergencies than any day does."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import accumulate, count
from pathlib import Path
from typing import NamedTuple

from core.settings import EncoderTable, Settings, TriageTable
from core.types import Author, Message, Place, Platform
from training.stream import weights

CORPUS = Path(__file__).parents[1] / "models" / "corpus"
PLATFORM, ACCOUNT = Platform("replay"), "bench"
CONVERSATIONS = 500
# What a desk that has just started hears before it is measured.
WARM_UP = 3000
# The path is measured, not the encoder (that is `bench.brain`): both sides read by the cheap stage.
SETTINGS = Settings(triage=TriageTable(encoder=EncoderTable(use="off")))


class Line(NamedTuple):
    """A sentence of the corpus, and what it is about."""

    text: str
    intent: str


def stream(seed: int) -> Iterator[Message]:
    """Endless messages, in 500 conversations, each with its own id and the time of its making."""
    dice = random.Random(seed)
    lines = _lines()
    often = list(accumulate(weights(lines)))
    for number in count(seed * 10_000_000):
        person = str(dice.randrange(CONVERSATIONS))
        now = datetime.now(UTC)
        yield Message(
            platform=PLATFORM,
            account=ACCOUNT,
            id=str(number),
            conversation=f"{PLATFORM}:{ACCOUNT}:{person}",
            address=person,
            author=Author(id=person, handle=f"user{person}", name=f"User {person}"),
            place=Place.DM,
            # A word of its own, so that no text is answered from a cache.
            text=f"{dice.choices(lines, cum_weights=often)[0].text} {_word(number)}",
            sent_at=now,
            received_at=now,
        )


@cache
def _lines() -> tuple[Line, ...]:
    rows = (
        json.loads(line)
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return tuple(Line(row["text"], row["intent"]) for row in rows)


def _word(number: int) -> str:
    letters = ""
    while number:
        number, letter = divmod(number, 20)
        letters += "bcdfghjklmnpqrstvwxz"[letter]
    return letters
