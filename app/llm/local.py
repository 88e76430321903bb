"""Words from a model on this machine, through transformers; loaded when it is first asked."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

from app.llm.prompt import messages
from core.reply.ports import Wish, WordingUnavailable
from core.tables.wording import WordingTable

MOST_TOKENS = 400
MISSING = "transformers or torch is missing: install the extra [torch]"


class LocalWording:
    """The `Wording` port around a causal language model; nothing is ever downloaded."""

    def __init__(self, table: WordingTable) -> None:
        self._model, self._seconds = table.model, table.timeout_s
        self._loaded: tuple[Any, Any] | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        return self._model.rstrip("/").rpartition("/")[2]

    async def word(self, wish: Wish) -> str:
        """What the model continues the conversation with; raises WordingUnavailable."""
        return await self.say(messages(wish))

    async def say(self, told: list[dict[str, str]]) -> str:
        """What the model says to a conversation; raises WordingUnavailable."""
        return await asyncio.to_thread(self._said, told)

    async def close(self) -> None:
        """Forget the model."""
        self._loaded = None

    def _said(self, told: list[dict[str, str]]) -> str:
        """One at a time: a second one would halve both."""
        if not self._lock.acquire(blocking=False):
            raise WordingUnavailable("it is busy with another answer")
        try:
            if self._loaded is None:
                self._loaded = _load(self._model)
            return self._generate(*self._loaded, told)
        finally:
            self._lock.release()

    def _generate(self, tokenizer: Any, model: Any, told: list[dict[str, str]]) -> str:
        given = tokenizer(_prompt(tokenizer, told), return_tensors="pt")
        made = model.generate(
            **given,
            do_sample=False,
            max_new_tokens=MOST_TOKENS,
            max_time=self._seconds,
            pad_token_id=tokenizer.eos_token_id,
        )
        fresh = made[0][given["input_ids"].shape[1] :]
        return str(tokenizer.decode(fresh, skip_special_tokens=True))


def _prompt(tokenizer: Any, told: list[dict[str, str]]) -> str:
    if getattr(tokenizer, "chat_template", None):
        made = tokenizer.apply_chat_template(told, tokenize=False, add_generation_prompt=True)
        return str(made)
    return "\n\n".join(each["content"] for each in told) + "\n\n"


def _load(name: str) -> tuple[Any, Any]:
    try:
        from transformers import AutoModelForCausalLM, AutoTokenizer  # noqa: PLC0415 - heavy
    except ImportError:
        raise WordingUnavailable(MISSING) from None
    try:
        tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=True)
        model = AutoModelForCausalLM.from_pretrained(name, local_files_only=True)
    except (OSError, ValueError, ImportError) as error:
        why = (str(error).splitlines() or [""])[0][:120]
        raise WordingUnavailable(f"cannot load {name}: {why}") from None
    model.eval()
    return tokenizer, model
