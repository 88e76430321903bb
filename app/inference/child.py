"""What runs in an inference process: its models, and the reading that the desk asks for."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from app.brain import build_reader, build_second_anyhow
from app.encoder.build import Second
from app.encoder.guard import EncoderState
from app.explain import build_explainer
from app.house import Known
from app.inference.travel import travel_light
from app.newborn import give_back_memory, settle
from app.seeing import logs
from core.identities import Question
from core.settings import Settings
from core.triage.explain import Reason
from core.types import Verdict
from core.understand import Reader

Answer = Verdict | Exception

travel_light()


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


@dataclass(frozen=True, slots=True)
class _Here:
    """What one inference process has built."""

    reader: Reader
    second: Second


_here: dict[str, _Here] = {}


def start(settings: Settings, parent: int, known: Known | None) -> None:
    """Run in each new process: load the models, leave Ctrl-C to the parent, end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logs.setup(settings.log, role="read")
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    second = build_second_anyhow(settings)
    _here["now"] = _Here(build_reader(settings, second=second, known=known), second)
    give_back_memory()
    settle()


def _end_with(parent: int) -> None:
    # Not `time.sleep`: where the clock jumps that may fail, and this thread must not.
    never = threading.Event()
    while os.getppid() == parent:
        never.wait(1)
    os._exit(0)


def read_here(questions: list[Question]) -> tuple[int, EncoderState, list[Answer]]:
    """This process, how its encoder is doing, and the answers."""
    here = _here["now"]
    answers = read(here.reader, questions)
    return os.getpid(), here.second.state(), answers


def explain_here(text: str, verdict: Verdict) -> tuple[Reason, ...]:
    """Why a masked text was judged so."""
    return build_explainer(_here["now"].reader.brain).explain(text, verdict)
