"""`[triage.labels.<name>]` of the settings: what an operator says about a label of his own."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

# It names a file and stands in every verdict.
LabelName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,31}$")]


class LabelTable(BaseModel):
    """`examples`: lines of {"text", "label"} to learn from; `from`: where the fitted head is kept.

    An empty `from` is `models/own/<name>.npz`. `enabled = false` keeps it from being read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", validate_by_name=True)

    examples: str = ""
    weights: Annotated[str, Field(alias="from")] = ""
    least_precision: Annotated[float, Field(gt=0, le=1)] = 0.9
    enabled: bool = True
