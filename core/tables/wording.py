"""`[wording]`: whether a model may word answers, and which; off unless somebody asks for it."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, model_validator

KEY = "SKERRY_WORDING_KEY"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class WordingTable(BaseModel):
    """`use`: "off", "endpoint" (anything that speaks OpenAI's chat API) or "local" (transformers).

    A call may take `timeout_s`; after `failures` in a row nobody is asked for `pause_s`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    use: Literal["off", "endpoint", "local"] = "off"
    base_url: str = ""
    model: str = ""
    timeout_s: Annotated[float, Field(gt=0, le=20)] = 4.0
    failures: Annotated[int, Field(ge=1, le=100)] = 3
    pause_s: Annotated[float, Field(ge=0, le=86_400)] = 60.0
    at_once: Annotated[int, Field(ge=1, le=100)] = 4
    drafts: bool = True

    @model_validator(mode="after")
    def _complete(self) -> WordingTable:
        if self.use != "off" and not self.model:
            raise ValueError("'model' is missing: name the model that is to word answers")
        if self.use == "endpoint":
            address = urlsplit(self.base_url)
            if not address.hostname:
                raise ValueError("'base_url' is missing: like https://models.example/v1")
            if address.scheme != "https" and address.hostname not in LOOPBACK:
                raise ValueError("'base_url' has to begin with https: the key travels with it")
        return self
