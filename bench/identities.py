"""How fast names are judged by the command's own path, and how well; pictures too.

Example: python -m bench.identities
"""

from __future__ import annotations

import json
import time
from pathlib import Path

from app.identities_command import answer
from bench.avatars_made import EDITS, drawn, encoded
from core.identities import Identities
from core.triage.avatars import SAME, closest, fingerprint, fingerprints
from knowledge import load_identities
from training.names_made import impostors, near_misses, ordinary, registries

_LINES, _PICTURES, _SEED = 20_000, 100, 41
_REGISTRY = Path("knowledge/identities.toml")


def main() -> None:
    """Print names a second, what is found of each kind, and what of edited pictures."""
    known = load_identities(_REGISTRY)
    for share in (0.0, 0.1, 1.0):
        print(f"{speed(known, share):10,.0f} lines/s, {share:.0%} of them impostors")
    for kind, found in quality().items():
        print(f"{found:10.3%} of {kind} at review or above")
    for kind, found in pictures().items():
        print(f"{found:10.1%} of pictures: {kind}")


def speed(known: Identities, impostors_share: float) -> float:
    """Lines a second of processor time, from JSON to JSON; few names come twice."""
    posing = [(each.handle, each.name) for each in impostors(known, _SEED)]
    people = list(ordinary(_SEED, _LINES))
    every = int(1 / impostors_share) if impostors_share else 0
    lines = []
    for number, person in enumerate(people):
        handle, name = person
        if every and number % every == 0:
            handle, worn = posing[number % len(posing)]
            name = f"{worn} {number}" if worn else ""
        record = {"id": f"n{number}", "platform": "telegram", "handle": handle, "name": name}
        lines.append(json.dumps(record))
    started = time.process_time()
    for number, line in enumerate(lines, start=1):
        json.dumps(answer(number, line, known), ensure_ascii=False)
    return len(lines) / (time.process_time() - started)


def quality() -> dict[str, float]:
    """The share that is reported of impostors, near misses and ordinary people."""
    counts: dict[str, list[bool]] = {}
    for identities in registries(_SEED):
        for made in (*impostors(identities, _SEED), *near_misses(identities, _SEED)):
            kind = "impostors" if made.poses else "near misses"
            counts.setdefault(kind, []).append(_reported(made.handle, made.name, identities))
        for handle, name in ordinary(_SEED, 500):
            counts.setdefault("people", []).append(_reported(handle, name, identities))
    return {kind: sum(found) / len(found) for kind, found in counts.items()}


def _reported(handle: str, name: str, known: Identities) -> bool:
    line = json.dumps({"id": "q", "platform": "none", "handle": handle, "name": name})
    return answer(1, line, known).get("level") in {"review", "alert"}


def pictures() -> dict[str, float]:
    """The share of edited copies that is known again, and of others that is taken for ours."""
    ours = [fingerprints(encoded(drawn(seed))) for seed in range(_PICTURES)]
    found = {}
    for edit, make in EDITS.items():
        worn = [fingerprint(encoded(make(drawn(seed)), "JPEG")) for seed in range(_PICTURES)]
        known = [
            print_ is not None and closest(print_, [own]) <= SAME
            for print_, own in zip(worn, ours, strict=True)
        ]
        found[f"{edit}, known again"] = sum(known) / len(known)
    others = [fingerprint(encoded(drawn(seed))) for seed in range(1000, 1000 + 4 * _PICTURES)]
    wrong = [each is not None and closest(each, ours[:10]) <= SAME for each in others]
    found["of others, taken for one of ten of ours"] = sum(wrong) / len(wrong)
    return found


if __name__ == "__main__":
    main()
