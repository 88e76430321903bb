"""How well names are judged by the command's own path, on names made up; pictures too.

Example: python -m bench.identities
"""

from __future__ import annotations

import json

from app.commands.identities import answer
from bench.avatars_made import EDITS, drawn, encoded
from core.identities import Identities
from core.triage.avatars import SAME, closest, fingerprint, fingerprints
from training.names_made import impostors, near_misses, ordinary, registries

_PICTURES, _SEED = 100, 41


def main() -> None:
    """Print what is found of each kind, and what of edited pictures."""
    for kind, found in quality().items():
        print(f"{found:10.3%} of {kind} at review or above")
    for kind, found in pictures().items():
        print(f"{found:10.1%} of pictures: {kind}")


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
