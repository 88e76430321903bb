"""Words from anything that speaks OpenAI's chat API; the key never stands in an error or a log."""

from __future__ import annotations

import httpx

from app.llm.prompt import messages
from core.reply.ports import Wish, WordingUnavailable
from core.tables.wording import WordingTable

# Bytes; an answer is a thousand characters.
MOST_BYTES = 65_536
TEMPERATURE, MOST_TOKENS = 0.2, 700


class EndpointWording:
    """The `Wording` port over HTTP."""

    def __init__(
        self, table: WordingTable, key: str, *, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._model = table.model
        self._client = httpx.AsyncClient(
            base_url=table.base_url.rstrip("/") + "/",
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=table.timeout_s,
            follow_redirects=False,
            trust_env=False,
            transport=transport,
        )

    @property
    def name(self) -> str:
        return self._model

    async def word(self, wish: Wish) -> str:
        """The first choice's words; raises WordingUnavailable."""
        return await self.say(messages(wish))

    async def say(self, told: list[dict[str, str]]) -> str:
        """What the model says to a conversation; raises WordingUnavailable."""
        asked = {
            "model": self._model,
            "messages": told,
            "temperature": TEMPERATURE,
            "max_tokens": MOST_TOKENS,
        }
        try:
            answer = await self._client.post("chat/completions", json=asked)
        except httpx.HTTPError as error:
            raise WordingUnavailable(f"cannot be reached ({type(error).__name__})") from None
        if answer.status_code != httpx.codes.OK:
            raise WordingUnavailable(f"answers {answer.status_code}")
        return _words(answer)

    async def close(self) -> None:
        """End the connections."""
        await self._client.aclose()


def _words(answer: httpx.Response) -> str:
    if len(answer.content) > MOST_BYTES:
        raise WordingUnavailable("answers more than anybody can read")
    try:
        words = answer.json()["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError):
        raise WordingUnavailable("answers something else than words") from None
    if not isinstance(words, str) or not words.strip():
        raise WordingUnavailable("answers nothing")
    return words
