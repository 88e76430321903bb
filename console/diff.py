"""What an edit changed, word by word; where people write without spaces, sign by sign."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

SAME, GONE, NEW = "same", "gone", "new"
# Words with the space behind them; signs of scripts without spaces alone.
_WORDS = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0eff]"
    r"|[^\s\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u0e00-\u0eff]+\s*|\s+"
)
# Comparing costs the product of both lengths; longer texts are compared by their ends alone.
MOST_WORDS = 600

Part = tuple[str, str]


def changes(before: str, after: str) -> list[Part]:
    """(same | gone | new, text) in order; the parts that are not new make up `before`, those that
    are not gone make up `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    parts = [
        (SAME, "".join(old[:head])),
        *_middle(old[head:old_end], new[head:new_end]),
        (SAME, "".join(old[old_end:])),
    ]
    return [each for each in parts if each[1]]


def _middle(old: list[str], new: list[str]) -> list[Part]:
    if max(len(old), len(new)) > MOST_WORDS:
        return [(GONE, "".join(old)), (NEW, "".join(new))]
    parts: list[Part] = []
    for _, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[a:b] == new[c:d]:
            parts.append((SAME, "".join(old[a:b])))
        else:
            parts += [(GONE, "".join(old[a:b])), (NEW, "".join(new[c:d]))]
    return parts


def _common(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
