"""The second stage: where the cheap one doubts, the encoder reads too, and both are weighed.

A weights mapping holds, for heads as in `core.triage.linear` with C columns together:
  version  (1,)  int64      of this layout
  encoder  (1,)  str        name of the encoder whose vectors these heads read
  heads    (H,)  str        "name=code,code,…" in column order
  weights  (width, C) float32, bias (C,) float32   vectors -> scores
  cheap    (H,)  float32    weight of the cheap stage's log-shares
  own      (H,)  float32    weight of the log-shares of these heads
  shift    (C,)  float32    added to the weighed sum
  lean     (C,)  float32    added to the logs of the shares when one code has to be named
  doubt    (H,)  float32    the cheap stage is sure when its best share is at least this; 0: always
  suspect  (1,)  float32    a share of P0 between this and the cheap stage's alarm is doubt, where
                            an intent that emergencies have is at least thinkable
  alarm    (1,)  float32    from this share of P0 on a message is P0
  answers  (1,)  float32    from this share of "answerable" on it is always doubt: what the desk may
                            answer by itself both stages have read
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import EncoderUnavailable
from core.ports import Encoder
from core.triage.labels import ALARMING
from core.triage.linear import Head, Said, read_heads
from core.triage.reading import Reading
from core.triage.text import for_encoder
from core.types import Urgency

VERSION = 1
ENCODER = "encoder"
ATTACK, HARMLESS = "attack", "no"
ANSWERABLE, YES = "answerable", "yes"
SPAM = "spam"
# A share that nothing reaches.
NEVER = 2.0
# Below this, together, the intents that most emergencies have are out of the question.
THINKABLE = 0.1
# Half a per cent more of an ordinary day is read twice, and a tenth of what was overlooked is seen.
_THINKABLE_SPAM = 0.02
# Shares below this are all the same: never.
_LEAST = 1e-5

Arrays = Mapping[str, NDArray[Any]]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fusion:
    """How much each stage weighs in one head, and when the cheap one is sure alone."""

    head: Head
    cheap: float
    own: float
    doubt: float


@dataclass(frozen=True, slots=True)
class SecondStage:
    """Heads on the encoder's vectors, fused with what the cheap stage said."""

    encoder: Encoder
    weights: Floats
    bias: Floats
    shift: Floats
    fusions: tuple[Fusion, ...]
    suspect: float
    alarm: float
    answers: float = NEVER

    @classmethod
    def from_arrays(cls, arrays: Arrays, encoder: Encoder) -> SecondStage:
        """Build from a weights mapping; ValueError when it was made for another encoder."""
        made_for = str(arrays["encoder"][0])
        if int(arrays["version"][0]) != VERSION or made_for != encoder.name:
            raise ValueError(
                f"the heads were fitted on {made_for}, the encoder is {encoder.name}: "
                "run `skerry train`"
            )
        lines = [str(line) for line in arrays["heads"]]
        heads = read_heads(lines, np.ones(len(lines)), arrays["lean"].tolist())
        tuned = zip(heads, arrays["cheap"], arrays["own"], arrays["doubt"], strict=True)
        return cls(
            encoder=encoder,
            weights=arrays["weights"].astype(np.float32),
            bias=arrays["bias"].astype(np.float32),
            shift=arrays["shift"].astype(np.float32),
            fusions=tuple(Fusion(head, *map(float, rest)) for head, *rest in tuned),
            suspect=float(arrays["suspect"][0]),
            alarm=float(arrays["alarm"][0]),
            answers=float(arrays["answers"][0]) if "answers" in arrays else NEVER,
        )

    def revise(
        self, readings: Sequence[Reading], said: Sequence[Said], wary: Sequence[bool] = ()
    ) -> list[Said]:
        """What both stages say; what the cheap stage said stands where it is sure alone.

        So it does everywhere while the encoder cannot be asked. `wary` tells of which texts
        nobody should be sure after one reading.
        """
        doubtful = [
            place
            for place, each in enumerate(said)
            if (wary and wary[place]) or advertises(each) or self.doubts(each)
        ]
        revised = list(said)
        if not doubtful:
            return revised
        try:
            vectors = self.encoder.encode([for_encoder(readings[each].raw) for each in doubtful])
        except EncoderUnavailable:
            return revised
        together = self.fused([said[place] for place in doubtful], vectors)
        for place, each in zip(doubtful, together, strict=True):
            revised[place] = each
        return revised

    def doubts(self, said: Said) -> bool:
        """Whether the cheap stage alone is not sure enough."""
        if suspected(said, self.suspect):
            return True
        if ANSWERABLE in said.heads and said.share(ANSWERABLE, YES) >= self.answers:
            return True
        return any(sureness(said, each.head.name) < each.doubt for each in self.fusions)

    def fused(self, said: Sequence[Said], vectors: Floats) -> list[Said]:
        """One answer from two, head by head; heads that are not here stay as they were."""
        logs = self.logs(vectors)
        rows = np.log(np.maximum(np.array([each.row for each in said], dtype=np.float32), _LEAST))
        known = said[0].heads
        result = np.exp(rows)
        heads = dict(known)
        for each in self.fusions:
            here, there = each.head.columns, known[each.head.name].columns
            mixed = each.cheap * rows[:, there] + each.own * logs[:, here] + self.shift[here]
            result[:, there] = np.exp(_log_shares(mixed))
            heads[each.head.name] = Head(
                each.head.name, each.head.codes, there.start, 1.0, each.head.favour
            )
        return [Said(row, heads, self.alarm, ENCODER) for row in result.tolist()]

    def logs(self, vectors: Floats) -> Floats:
        """Log-shares of these heads alone, (texts, columns)."""
        scores = vectors @ self.weights + self.bias
        for each in self.fusions:
            columns = each.head.columns
            scores[:, columns] = _log_shares(scores[:, columns])
        return scores


def suspected(said: Said, least: float) -> bool:
    """Whether an emergency may be overlooked: neither seen nor excluded by the cheap stage."""
    if not least <= said.share("urgency", Urgency.P0) < said.alarm:
        return False
    return sum(said.share("intent", code) for code in ALARMING) >= THINKABLE


def advertises(said: Said) -> bool:
    """Whether the cheap stage does not rule out that the author is after others' money."""
    intents = said.heads["intent"]
    return SPAM in intents.codes and said.share("intent", SPAM) >= _THINKABLE_SPAM


def sureness(said: Said, head: str) -> float:
    """The best share of a head; of an attack nobody is sure unless it surely is none."""
    if head == ATTACK:
        return said.share(ATTACK, HARMLESS)
    return max(said.row[said.heads[head].columns])


def _log_shares(scores: Floats) -> Floats:
    top = scores.max(axis=1, keepdims=True)
    shares: Floats = scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
    return shares
