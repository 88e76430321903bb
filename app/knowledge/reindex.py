"""Knowledge that changed is learnt by meaning in the background, in a process of its own."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor

from app.brain import build_second_anyhow
from app.house import Known
from app.knowledge.retrieval import make_layer, understanding
from core.reply.library import Library
from core.settings import Settings

log = logging.getLogger(__name__)


class Indexing:
    """Makes the layer that finds articles, one at a time; `made` hears of each."""

    def __init__(self, settings: Settings, made: Callable[[], None]) -> None:
        self._settings, self._made = settings, made
        self._task: asyncio.Task[None] | None = None
        self._wanted: Known | None = None

    def ring(self, known: Known) -> None:
        """These articles are in force now."""
        self._wanted = known
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())

    async def _work(self) -> None:
        while (known := self._wanted) is not None:
            self._wanted = None
            try:
                made = await asyncio.to_thread(_elsewhere, self._settings, known)
            except Exception:
                log.exception("articles that changed are found by the last index and by words")
                return
            if made:
                log.info("articles are found by what they mean again: %d questions", made)
                self._made()


def _elsewhere(settings: Settings, known: Known) -> int:
    """How many questions the new layer was fitted on; 0 where the last one still fits."""
    if settings.triage.encoder.use == "off" or not _outdated(known):
        return 0
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(index_known, settings, known).result()


def _outdated(known: Known) -> bool:
    import models.encoder as ours  # noqa: PLC0415 - light, and only where something changed

    change = ours.load_adapter()
    return change is not None and not understanding(known.library(), ours.name_of(change))[1]


def index_known(settings: Settings, known: Known) -> int:
    """Read the questions and fit the layer; how many questions there were, 0 without an encoder."""
    second = build_second_anyhow(settings)
    library: Library = known.library()
    if second.stage is None or understanding(library, second.stage.encoder.name)[1]:
        return 0
    make_layer(library.asked, second.stage.encoder, lambda _: None)
    return len(library.asked)
