"""`[protect]` of settings.toml: what the desk may do against attackers by itself."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Act = Literal["delete", "restrict", "ban"]


class PlaceRules(BaseModel):
    """`[protect.platforms.<name>]`: what differs on one platform; what is not said is as above."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Literal["", "off", "dry_run", "on"] = ""
    warn: bool | None = None
    alert: tuple[Act, ...] | None = None
    review: tuple[Act, ...] | None = None


class ProtectTable(BaseModel):
    """`[protect]`: what the desk may do against attackers by itself, and for whom.

    `alert` and `review` list the acts at those levels; whatever cannot be undone needs two
    independent signals besides. In `dry_run` the moderators only read what would be done.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Literal["off", "dry_run", "on"] = "dry_run"
    warn: bool = True
    remove_secrets: bool = True
    alert: tuple[Act, ...] = ("delete", "restrict")
    review: tuple[Act, ...] = ()
    language: Literal["en", "zh"] = "en"
    watch_min: Annotated[float, Field(ge=0, le=1440)] = 30.0
    looks_per_hour: Annotated[int, Field(ge=0)] = 600
    newcomer_h: Annotated[float, Field(ge=0, le=720)] = 24.0
    hold_newcomers_links: bool = False
    platforms: dict[str, PlaceRules] = {}

    def on(self, platform: str) -> ProtectTable:
        """The rules of one platform."""
        own = self.platforms.get(platform)
        if own is None:
            return self
        said = {name: value for name, value in own if value not in (None, "")}
        return self.model_copy(update=said)
