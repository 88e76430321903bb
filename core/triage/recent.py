"""An encoder that remembers what it has just read: the same text is asked about twice a message,
once for its labels and once for the article that answers it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.ports import Encoder

MOST = 512


class Recent:
    """The `Encoder` port around another one; the oldest of `most` texts are forgotten first."""

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self._encoder, self._most = encoder, most
        self._known: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    @property
    def name(self) -> str:
        return self._encoder.name

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """As the encoder does; raises what it raises."""
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        found = {text: self._known[text] for text in texts if text in self._known}
        if fresh or not texts:
            vectors = self._encoder.encode(fresh)
            if not texts:
                return vectors
            found |= dict(zip(fresh, vectors, strict=True))
        self._known |= found
        while len(self._known) > self._most:
            self._known.popitem(last=False)
        return np.stack([found[text] for text in texts])
