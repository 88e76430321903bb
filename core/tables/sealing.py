"""`[sealing]` of settings.toml: where the keys come from that private words are kept under."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

# What the environment may hold: the key, or several, the one in force first.
KEY = "SKERRY_SEALING_KEY"


class SealingTable(BaseModel):
    """Keys come from the environment, a `command` or a `file`, of which one is used.

    Of several keys the first seals and the others only open. Without any, a desk with a file for
    a database makes itself a key beside it, and one on a server does not start. `key = "none"`
    seals nothing. `lost` names keys by their ids that nobody has any more: what they sealed is
    given up, and the desk starts without them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Literal["auto", "none"] = "auto"
    file: str = ""
    command: tuple[str, ...] = ()
    timeout_s: Annotated[float, Field(gt=0, le=120)] = 10.0
    lost: tuple[str, ...] = ()
