"""What the desk knows: articles, phrases, identities, policy, and what each platform can take."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from core.conclude import House
from core.ports import Adapter
from core.reply.library import Library
from core.settings import KnowledgeTable, Settings
from knowledge import load_articles, load_facts, load_identities, load_phrases


def build_library(knowledge: KnowledgeTable) -> Library:
    """Articles and phrases, checked and indexed; raises ConfigError naming file and field."""
    facts = load_facts(Path(knowledge.facts))
    articles = load_articles(Path(knowledge.articles), facts)
    return Library(articles, load_phrases(Path(knowledge.phrases)), facts)


def build_house(settings: Settings, adapters: Iterable[Adapter]) -> House:
    """Everything that concluding a turn looks at besides the turn itself."""
    return House(
        policy=settings.policy,
        desk=settings.desk,
        library=build_library(settings.knowledge),
        identities=load_identities(Path(settings.knowledge.identities)),
        capabilities={adapter.platform: adapter.capabilities for adapter in adapters},
    )
