"""Messages to measure with: the corpus' own sentences, dealt over conversations."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from core.settings import EncoderTable, Settings, TriageTable
from core.types import Author, Message, Place, Platform

CORPUS = Path(__file__).parents[1] / "models" / "corpus"
PLATFORM, ACCOUNT = Platform("replay"), "bench"
CONVERSATIONS = 500
# The path is measured, not the encoder (that is `bench.brain`): both sides read by the cheap stage.
SETTINGS = Settings(triage=TriageTable(encoder=EncoderTable(use="off")))


def stream(seed: int) -> Iterator[Message]:
    """Endless messages, in 500 conversations, each with its own id and the time of its making."""
    dice = random.Random(seed)
    texts = [
        json.loads(line)["text"]
        for path in sorted(CORPUS.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
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
            text=f"{dice.choice(texts)} {_word(number)}",
            sent_at=now,
            received_at=now,
        )


def _word(number: int) -> str:
    letters = ""
    while number:
        number, letter = divmod(number, 20)
        letters += "bcdfghjklmnpqrstvwxz"[letter]
    return letters
