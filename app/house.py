"""What the desk knows: articles, phrases, identities, policy, and what each platform can take."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

import bots
from app.addresses import account_of
from app.hosts import build_judge
from app.risk_file import load_risk
from core.house import House, Room
from core.identities import Identities
from core.ports import Adapter
from core.reply.library import Library
from core.reply.lint import check
from core.reply.wording import MODERATORS, PROTECTION
from core.settings import KnowledgeTable, Settings
from core.types import Leg, Platform
from core.verify import Means
from knowledge import load_articles, load_facts, load_identities, load_phrases

log = logging.getLogger(__name__)


def build_library(knowledge: KnowledgeTable) -> Library:
    """Articles and phrases, checked and indexed; raises ConfigError naming file and field."""
    facts = load_facts(Path(knowledge.facts))
    articles = load_articles(Path(knowledge.articles), facts)
    phrases = {
        **load_phrases(Path(knowledge.phrases)),
        **load_phrases(Path(knowledge.protection), PROTECTION),
        **load_phrases(Path(knowledge.moderators), MODERATORS),
    }
    return Library(articles, phrases, facts)


def build_house(settings: Settings, adapters: Iterable[Adapter]) -> House:
    """Everything that concluding a turn looks at besides the turn itself."""
    library = build_library(settings.knowledge)
    identities = load_identities(Path(settings.knowledge.identities))
    _warn_of_unsafe(library, identities)
    return House(
        policy=settings.policy,
        desk=settings.desk,
        library=library,
        identities=identities,
        protect=settings.protect,
        levels=load_risk().levels,
        means=means_of(settings, identities),
        rooms=rooms(settings),
        capabilities={
            **{Platform(name): bots.capabilities(name) for name in settings.bots},
            **{adapter.platform: adapter.capabilities for adapter in adapters},
        },
    )


def means_of(settings: Settings, identities: Identities) -> Means:
    """What answers /verify: the registry, the judge of links, and addresses of accounts."""
    return Means(identities, build_judge(settings, identities).judge, account_of)


def rooms(settings: Settings) -> dict[Platform, Room]:
    """Where moderators are told, by platform."""
    named = {name: bots.room(name, table) for name, table in settings.bots.items()}
    return {
        Platform(name): Room(
            platform=Platform(name),
            account="",
            address=address,
            language=settings.protect.language,
        )
        for name, address in named.items()
        if address
    }


def _warn_of_unsafe(library: Library, identities: Identities) -> None:
    """Say at start which articles the lint would stop; what it read is remembered from then on."""
    for article in library.articles:
        for text, leg in ((article.body, Leg.PRIVATE), (article.short, Leg.PUBLIC)):
            for problem in check(text, identities, leg=leg) if text else ():
                log.warning("article %s (%s) %s", article.id, article.language, problem)
