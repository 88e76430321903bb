"""`[feeds.<name>]` of the settings: what an operator says about a list of bad hosts to copy."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

# It names a file and stands in reasons.
FeedName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,39}$")]


class FeedTable(BaseModel):
    """`source`: an address or a file; `sha256` a digest or where it is published.

    `signature`: where a minisign signature is published; `public_key` whose it has to be.
    `key`: under which the hosts stand in JSON. `everybodys`: what to do about hosts that many
    sites share, since a list that names one is wrong about the others.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Annotated[str, Field(min_length=1)]
    format: Literal["lines", "json", "hosts"] = "lines"
    key: str = ""
    sha256: str = ""
    signature: str = ""
    public_key: str = ""
    everybodys: Literal["refuse", "leave_out"] = "refuse"
    most_mb: Annotated[float, Field(gt=0, le=500)] = 50.0
