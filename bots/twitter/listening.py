"""The `[bots.twitter.listening]` table: how patiently we listen. Times in seconds."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Listening(BaseModel):
    """Defaults are X's own figures where it names any."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # At the very first start, what is older than this is nobody's question any more.
    first_look_back_s: float = Field(default=300, ge=0)
    # A gap beyond this many pages of 100 is reported, not read.
    gap_pages: int = Field(default=50, ge=1)
    # X sends a keep-alive every 20 s. Source: X docs, Filtered stream.
    stream_silence_s: float = Field(default=21, gt=0)
    # X allows 50; a stream that flaps is covered by polling.
    stream_connects_per_quarter_hour: int = Field(default=10, ge=1)
    stream_first_pause_s: float = Field(default=1, gt=0)
    stream_longest_pause_s: float = Field(default=320, gt=0)
    # Rules beside those for our own name, as tag = "rule".
    stream_rules: dict[str, str] = Field(default_factory=dict[str, str])
    # X waits ten seconds for an answer. Source: X docs, Webhooks.
    webhook_answer_s: float = Field(default=8, gt=0)
    webhook_largest_bytes: int = Field(default=1_000_000, ge=1_000)
