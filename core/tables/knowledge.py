"""`[knowledge]` of the settings: the files that the desk goes by."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class KnowledgeTable(BaseModel):
    """`[knowledge]`: what the desk may say, and who is real.

    An article that was not reviewed for `stale_after_days` is stale; every `look_every_s` seconds
    the desk looks for files that changed, with 0 only when it starts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    articles: str = "knowledge/articles"
    questions: str = "knowledge/questions"
    phrases: str = "knowledge/phrases.toml"
    protection: str = "knowledge/protection.toml"
    moderators: str = "knowledge/moderators.toml"
    dialogue: str = "knowledge/dialogue.toml"
    service: str = "knowledge/service.toml"
    incidents: str = "knowledge/incidents.toml"
    accounts: str = "knowledge/accounts.toml"
    privacy: str = "knowledge/privacy.toml"
    facts: str = "knowledge/facts.toml"
    identities: str = "knowledge/identities.toml"
    hosts: str = "knowledge/hosts.toml"
    feeds: str = "feeds"
    stale_after_days: Annotated[int, Field(ge=1, le=3650)] = 365
    look_every_s: Annotated[float, Field(ge=0, le=3600)] = 2.0
