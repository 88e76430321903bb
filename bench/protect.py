"""How fast protection works on one core, beside what bots commonly do, in one run.

    OPENBLAS_NUM_THREADS=1 python -m bench.protect [--data FOLDER] [--rounds N]

Names by edit distance to every account (rapidfuzz), hosts by a list with a fuzzy part (every
brand, Levenshtein <= 1), and whole messages with author and links through the brain without its
encoder. `FOLDER` holds public lists of hosts (`*.tsv`); without one, hosts are made up. Times are
CPU seconds of this process, warm, so that neighbours on the machine count little; as in a process
that reads, what is built before is left out of the collector's rounds.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from app.brain import build_brain
from app.commands.hosts import BATCH, answers_of
from app.hosts import build_judge
from bench.messages import CORPUS, SETTINGS
from bench.protect_naive import alike, edits_away, fuzzy_list
from core.identities import Identities, Question
from core.triage.assess import Brain
from core.triage.hosts import HostJudge, HostSet
from core.triage.hosts.names import borrowed, lures
from core.triage.likeness import judge_actor
from core.triage.secrets import mask
from core.types import Author, Message, Place, Platform, RiskLevel
from knowledge import load_identities
from training.names_made import impostors, ordinary

LISTED, NAMES, SEED = 400_000, 20_000, 41
# One line in ten is about scams, one author in ten an impostor, one message in three has a link.
SCAM_EVERY, POSING_EVERY, LINK_EVERY = 10, 10, 3
# So many are enough for a variant that takes milliseconds each.
FUZZY, TURN = 150, 128
_ENDINGS = ("com", "xyz", "org", "net", "pages.dev", "vercel.app", "io", "co.uk", "app")
_PLATFORM = Platform("telegram")
_GRAVE = frozenset({RiskLevel.REVIEW, RiskLevel.ALERT})


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to do a kind of work; the first of its kind is what others are compared with."""

    kind: str
    what: str
    count: int
    work: Callable[[], int]  # how many it reports


def main() -> None:
    """Alternate the variants; print medians, and how many times faster the first of its kind is."""
    options = _options()
    people = load_identities(Path(SETTINGS.knowledge.identities))
    hosts = made_or_public(options.data, options.hosts)
    variants = [
        *of_names(people),
        *of_hosts(people, hosts),
        *of_messages(people, hosts, options.messages),
    ]
    gc.collect()
    gc.freeze()
    rates: dict[str, list[float]] = {each.what: [] for each in variants}
    reported: dict[str, float] = {}
    for turn in track(range(options.rounds + 1), "rounds", console=Console(stderr=True)):
        for each in variants:
            started = time.process_time()
            reported[each.what] = each.work() / each.count
            if turn:  # the first round warms what is built once
                rates[each.what].append(each.count / (time.process_time() - started))
    _print(variants, rates, reported)


def of_names(people: Identities) -> list[Variant]:
    """Who imitates us, on ordinary people and with impostors among them."""
    plain, mixed = authors(people, NAMES, 0), authors(people, NAMES, POSING_EVERY)
    ours = [each for account in people.accounts for each in (account.handle, account.name) if each]
    return [
        Variant("names", "names, one in ten an impostor", NAMES, lambda: _judged(people, mixed)),
        Variant("names", "names, all ordinary", NAMES, lambda: _judged(people, plain)),
        Variant("names", "loop: Levenshtein <= 1", NAMES, lambda: edits_away(ours, mixed)),
        Variant("names", "loop: Jaro-Winkler >= 0.9", NAMES, lambda: alike(ours, mixed)),
    ]


def of_hosts(people: Identities, hosts: Sequence[str]) -> list[Variant]:
    """What hosts are to us, with 400,000 of them listed."""
    built = build_judge(SETTINGS, people)
    listed = [f"host{number}.example" for number in range(LISTED)]
    digests = HostSet.of("made up", listed)
    judge = HostJudge(people, built.scorer, (digests,), built.allowed, built.shared)
    brands = sorted(name for name in borrowed() if len(name) > 4)
    few, known = hosts[:FUZZY], frozenset(listed)
    return [
        Variant("hosts", "hosts", len(hosts), lambda: _graded(judge, hosts)),
        Variant("hosts", "hosts check, JSON included", len(hosts), lambda: _told(judge, hosts)),
        Variant("hosts", "fuzzy list, plain Python", FUZZY, lambda: fuzzy_list(few, known, brands)),
    ]


def of_messages(people: Identities, hosts: Sequence[str], count: int) -> list[Variant]:
    """Text, author and links together; and secrets alone."""
    brain = build_brain(SETTINGS)
    asked = questions(people, hosts, count)
    texts = [each.message.text for each in asked]
    return [
        Variant("messages", "text, author, links", count, lambda: _assessed(brain, asked)),
        Variant("secrets", "secrets masked", count, lambda: _masked(texts)),
    ]


def authors(people: Identities, count: int, every: int) -> list[Author]:
    """Made-up people; each `every`-th poses as one of ours, none with 0."""
    posing = cycle([(each.handle, each.name) for each in impostors(people, SEED)])
    return [
        Author(id=f"n{number}", handle=handle, name=f"{name} {number}" if name else "")
        for number, (handle, name) in enumerate(
            next(posing) if every and number % every == 0 else person
            for number, person in enumerate(ordinary(SEED, count))
        )
    ]


def questions(people: Identities, hosts: Sequence[str], count: int) -> list[Question]:
    """Lines of the corpus that nothing was fitted on, each with its author, some with a link."""
    scams, plain, now = cycle(_lines("scam")), cycle(_lines("evaluation")), datetime.now(UTC)
    found = []
    for number, author in enumerate(authors(people, count, POSING_EVERY)):
        text = next(scams if number % SCAM_EVERY == 0 else plain)
        link = f" https://{hosts[number % len(hosts)]}/a" if number % LINK_EVERY == 0 else ""
        message = Message(
            platform=_PLATFORM,
            account="bench",
            id=str(number),
            conversation=f"{_PLATFORM}:bench:{author.id}",
            address=author.id,
            author=author,
            place=Place.GROUP,
            # A number of its own in each, so that no text is answered from a cache.
            text=f"{text} {number}{link}",
            sent_at=now,
            received_at=now,
        )
        found.append(Question(message=message, now=now))
    return found


def made_or_public(folder: Path | None, count: int) -> list[str]:
    """Hosts of public lists, or put together from the words such hosts are made of."""
    dice = random.Random(7)
    if folder:
        paths = sorted(folder.glob("*.tsv"))
        lines = [line for path in paths for line in path.read_text("utf-8").splitlines()[1:]]
        return dice.choices([line.split("\t")[0] for line in lines], k=count)
    words = [*sorted(borrowed()), *sorted(lures()), "blue", "garden", "studio", "maria", "news"]
    return [
        f"{dice.choice(words)}{dice.choice(('', '-', '.'))}{dice.choice(words)}"
        f"{dice.randint(0, 99)}.{dice.choice(_ENDINGS)}"
        for _ in range(count)
    ]


def _lines(part: str) -> list[str]:
    texts = [
        json.loads(line)["text"]
        for path in sorted((CORPUS / part).glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    random.Random(SEED).shuffle(texts)
    return texts


def _judged(people: Identities, authors: Sequence[Author]) -> int:
    return sum(judge_actor(_PLATFORM, each, people).level in _GRAVE for each in authors)


def _graded(judge: HostJudge, hosts: Sequence[str]) -> int:
    turns = (hosts[at : at + BATCH] for at in range(0, len(hosts), BATCH))
    return sum(each.level in _GRAVE for turn in turns for each in judge.judge_many(turn))


def _told(judge: HostJudge, hosts: Sequence[str]) -> int:
    turns = (hosts[at : at + BATCH] for at in range(0, len(hosts), BATCH))
    lines = [line for turn in turns for line, _ in answers_of(judge, turn)]
    return sum('"level": "review"' in line or '"level": "alert"' in line for line in lines)


def _assessed(brain: Brain, asked: Sequence[Question]) -> int:
    turns = (asked[at : at + TURN] for at in range(0, len(asked), TURN))
    return sum(each.risk.level in _GRAVE for turn in turns for each in brain.assess_many(turn))


def _masked(texts: Sequence[str]) -> int:
    return sum(bool(mask(text).secrets) for text in texts)


def _print(
    variants: Sequence[Variant], rates: dict[str, list[float]], reported: dict[str, float]
) -> None:
    table = Table(
        "of one core", "a second (median)", "min", "max", "reported", "Skerry's speed beside it"
    )
    first: dict[str, float] = {}
    for each in variants:
        found = rates[each.what]
        middle = statistics.median(found)
        ratio = first.setdefault(each.kind, middle) / middle
        figures = (f"{figure:,.0f}" for figure in (middle, min(found), max(found)))
        share = f"{reported[each.what]:.1%}"
        table.add_row(each.what, *figures, share, f"{ratio:,.2f}x" if ratio != 1 else "")
    Console(width=120).print(table)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.protect", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with public lists of hosts")
    parser.add_argument("--hosts", type=int, default=40_000)
    parser.add_argument("--messages", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


if __name__ == "__main__":
    main()
