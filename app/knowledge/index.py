"""`skerry knowledge index`: learn to find the articles at hand by what they mean."""

from __future__ import annotations

import time

from rich.console import Console

from app import config
from app.brain import build_second
from app.commands.lines import progress
from app.house import read_known
from app.knowledge.retrieval import make_layer, understanding
from core.errors import ConfigError, EncoderUnavailable

UP_TO_DATE = "The articles at hand are found by meaning already."


def index(settings: str | None) -> None:
    """Make the layer if it is not there; ConfigError where there is no encoder to read with."""
    loaded = config.load(settings, {}).settings
    library, second = read_known(loaded.knowledge).library(), build_second(loaded)
    out = Console()
    if second.stage is None:
        raise ConfigError(f"articles are found by their words: {second.state().why}")
    encoder = second.stage.encoder
    if understanding(library, encoder.name)[1]:
        out.print(UP_TO_DATE)
        return
    started = time.perf_counter()
    try:
        with progress("read questions", len(library.asked)) as advance:
            dense = make_layer(library.asked, encoder, advance)
    except EncoderUnavailable as error:
        raise ConfigError(f"the encoder cannot be asked: {error}") from None
    seconds = time.perf_counter() - started
    out.print(f"{len(library.asked)} questions, {len(dense.ids)} articles: {seconds:.0f} s")
