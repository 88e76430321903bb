"""Triage off the event loop: in processes of its own, so that no heartbeat ever waits for it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import TypeVar

from app.encoder.build import Second, without
from app.encoder.guard import STATES, EncoderState, state_of
from app.explain import build_explainer
from app.house import Known
from app.inference.child import Answer, explain_here, read, read_here, start
from core.identities import Question
from core.settings import Settings
from core.triage.explain import Reason
from core.triage.secrets import mask
from core.triage.signals import load, read_back
from core.types import Masked, Verdict
from core.understand import Reader

# A text longer than this is masked in the other process: it could hold the loop for too long.
LONG_TEXT = 20_000
BATCH, TIMEOUT_S = 128, 20.0
# A process that starts on a busy machine reads its models for long, and is not hung.
START_S = 60.0
REPLACED = "the process was replaced"
# Stands for the processes that have not said anything yet.
NOBODY = 0

T = TypeVar("T")


@dataclass(slots=True)
class InlineTriage:
    """Reads in the desk's own process: for small jobs, tools and tests."""

    reader: Reader
    second: Second = field(default_factory=lambda: without("off"))
    build: Callable[..., Reader] | None = None
    known: Known | None = None

    @property
    def encoder(self) -> EncoderState:
        """How the encoder is doing."""
        return self.second.state()

    def refresh(self) -> None:
        """Read the registry anew."""
        if self.build is not None:
            self.reader = self.build(known=self.known)

    async def know(self, known: Known) -> None:
        """Answer from other articles from now on."""
        self.known = known
        if self.build is not None:
            self.reader = await asyncio.to_thread(self.build, known=known)

    async def mask(self, texts: Sequence[str]) -> list[Masked]:
        return [mask(text) for text in texts]

    async def assess(self, questions: Sequence[Question]) -> list[Answer]:
        return read(self.reader, questions)

    async def explain(self, text: str, verdict: Verdict) -> tuple[Reason, ...]:
        """Why a masked text was judged so."""
        return build_explainer(self.reader.brain).explain(text, verdict)


@dataclass(slots=True)
class ProcessTriage:
    """Reads in `workers` processes; one that dies or hangs is replaced, its texts tried singly."""

    settings: Settings
    workers: int = 1
    known: Known | None = None
    _pool: ProcessPoolExecutor = field(init=False)
    _reads_back: bool = field(init=False)
    _encoders: dict[int, EncoderState] = field(init=False, default_factory=dict[int, EncoderState])

    def __post_init__(self) -> None:
        self._pool = self._fresh_pool()
        self._reads_back = read_back(load(self.settings.triage.signals))

    @property
    def encoder(self) -> EncoderState:
        """How the encoder is doing, as the processes last said; the worst of them counts."""
        return min(self._encoders.values(), key=lambda each: STATES.index(each.state))

    def begin(self) -> None:
        """Start every process at once: they read their models while the rest is built."""
        for _ in range(self.workers):
            self._pool.submit(read_here, [])

    async def warm(self) -> None:
        """Wait until every process has read its models, and hear how they are."""
        await asyncio.gather(*(self._run([]) for _ in range(self.workers)))

    async def mask(self, texts: Sequence[str]) -> list[Masked]:
        return [
            mask(text) if len(text) <= LONG_TEXT else await self._mask_elsewhere(text)
            for text in texts
        ]

    async def assess(self, questions: Sequence[Question]) -> list[Answer]:
        if not self._reads_back:  # what nobody reads need not travel
            questions = [Question(message=each.message, now=each.now) for each in questions]
        size = max(1, min(BATCH, -(-len(questions) // self.workers)))
        chunks = [questions[start : start + size] for start in range(0, len(questions), size)]
        answers = await asyncio.gather(*(self._read(chunk) for chunk in chunks))
        return [answer for chunk in answers for answer in chunk]

    async def explain(self, text: str, verdict: Verdict) -> tuple[Reason, ...]:
        """Why a masked text was judged so; nothing where the process cannot be asked."""
        pool = self._pool
        try:
            return await _bounded(pool.submit(explain_here, text, verdict), self._patience())
        except (BrokenProcessPool, TimeoutError):
            self._replace(pool)
            return ()

    def refresh(self) -> None:
        """Read with fresh processes from now on; the old ones end when their work is done."""
        old, self._pool = self._pool, self._fresh_pool()
        old.shutdown(wait=False)

    async def know(self, known: Known) -> None:
        """Answer from other articles, once processes that have read them are there."""
        self.known, encoders = known, self._encoders
        fresh, self._encoders = self._fresh_pool(), encoders
        started = [_bounded(fresh.submit(read_here, []), START_S) for _ in range(self.workers)]
        try:
            ready = await asyncio.gather(*started)
        except BaseException:
            fresh.shutdown(wait=False, cancel_futures=True)
            raise
        old, self._pool = self._pool, fresh
        self._encoders = {pid: state for pid, state, _ in ready}
        old.shutdown(wait=False)

    def close(self) -> None:
        """Stop the processes; one that has not begun to read holds nothing up."""
        if NOBODY in self._encoders:
            _kill(self._pool)
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _read(self, questions: Sequence[Question]) -> list[Answer]:
        try:
            return await self._run(questions)
        except (BrokenProcessPool, TimeoutError) as error:
            if len(questions) == 1:
                return [RuntimeError(f"triage process failed: {type(error).__name__}")]
            return [(await self._read([each]))[0] for each in questions]

    async def _run(self, questions: Sequence[Question]) -> list[Answer]:
        pool = self._pool
        try:
            answered = _bounded(pool.submit(read_here, list(questions)), self._patience())
            pid, state, answers = await answered
        except (BrokenProcessPool, TimeoutError):
            self._replace(pool)
            raise
        self._encoders.pop(NOBODY, None)
        self._encoders[pid] = state
        return answers

    async def _mask_elsewhere(self, text: str) -> Masked:
        pool = self._pool
        try:
            return await _bounded(pool.submit(mask, text), self._patience())
        except (BrokenProcessPool, TimeoutError):
            self._replace(pool)
            return mask(text)

    def _patience(self) -> float:
        """Seconds until a process counts as hung; more while one has still to start."""
        return TIMEOUT_S + (START_S if NOBODY in self._encoders else 0)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        if self._pool is broken:
            self._pool = self._fresh_pool()
            _kill(broken)
            broken.shutdown(wait=False, cancel_futures=True)

    def _fresh_pool(self) -> ProcessPoolExecutor:
        self._encoders = {NOBODY: state_of("starting")}
        return ProcessPoolExecutor(
            self.workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=start,
            initargs=(self.settings, os.getpid(), self.known),
        )


def _kill(pool: ProcessPoolExecutor) -> None:
    for process in list((pool._processes or {}).values()):  # noqa: SLF001 - no public way to end a hung one
        process.kill()


async def _bounded(future: Future[T], seconds: float) -> T:
    try:
        return await asyncio.wait_for(asyncio.wrap_future(future), seconds)
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if task and task.cancelling():
            raise
        # It went with its process, which somebody else's message had hung; we were not cancelled.
        raise BrokenProcessPool(REPLACED) from None
