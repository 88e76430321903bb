"""Triage off the event loop: in processes of its own, so that no heartbeat ever waits for it."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import TypeVar

from app.brain import build_reader
from core.identities import Question
from core.settings import Settings
from core.triage.secrets import mask
from core.triage.signals import load, read_back
from core.types import Masked, Verdict
from core.understand import Reader

# A text longer than this is masked in the other process: it could hold the loop for too long.
LONG_TEXT = 20_000
BATCH, TIMEOUT_S = 128, 20.0

Answer = Verdict | Exception
T = TypeVar("T")


@dataclass(slots=True)
class InlineTriage:
    """Reads in the desk's own process: for small jobs, tools and tests."""

    reader: Reader

    async def mask(self, texts: Sequence[str]) -> list[Masked]:
        return [mask(text) for text in texts]

    async def assess(self, questions: Sequence[Question]) -> list[Answer]:
        return read(self.reader, questions)


@dataclass(slots=True)
class ProcessTriage:
    """Reads in `workers` processes; one that dies or hangs is replaced, its texts tried singly."""

    settings: Settings
    workers: int = 1
    _pool: ProcessPoolExecutor = field(init=False)
    _reads_back: bool = field(init=False)

    def __post_init__(self) -> None:
        self._pool = self._fresh_pool()
        self._reads_back = read_back(load(self.settings.triage.signals))

    async def warm(self) -> None:
        """Start every process now instead of at the first message."""
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

    def close(self) -> None:
        """Stop the processes."""
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
            return await _bounded(pool.submit(_read_here, list(questions)))
        except (BrokenProcessPool, TimeoutError):
            self._replace(pool)
            raise

    async def _mask_elsewhere(self, text: str) -> Masked:
        pool = self._pool
        try:
            return await _bounded(pool.submit(mask, text))
        except (BrokenProcessPool, TimeoutError):
            self._replace(pool)
            return mask(text)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        if self._pool is broken:
            self._pool = self._fresh_pool()
            for process in list((broken._processes or {}).values()):  # noqa: SLF001 - no public way to end a hung one
                process.kill()
            broken.shutdown(wait=False, cancel_futures=True)

    def _fresh_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start,
            initargs=(self.settings, os.getpid()),
        )


def read(reader: Reader, questions: Sequence[Question]) -> list[Answer]:
    """A verdict each; when the batch fails, the one that is to blame fails alone."""
    try:
        return [*reader.read(questions)]
    except Exception:
        return [_read_one(reader, question) for question in questions]


def _read_one(reader: Reader, question: Question) -> Answer:
    try:
        return reader.read([question])[0]
    except Exception as error:  # a foreign exception may not survive the way between processes
        return RuntimeError(f"{type(error).__name__}: {error}")


async def _bounded(future: Future[T]) -> T:
    return await asyncio.wait_for(asyncio.wrap_future(future), TIMEOUT_S)


_here: dict[str, Reader] = {}


def _start(settings: Settings, parent: int) -> None:
    """Run in each new process: load the models, leave Ctrl-C to the parent, end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _here["reader"] = build_reader(settings)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(0)


def _read_here(questions: list[Question]) -> list[Answer]:
    return read(_here["reader"], questions)
