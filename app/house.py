"""What the desk knows: articles, phrases, identities, policy, and what each platform can take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import bots
from app.addresses import account_of
from app.hosts import build_judge
from app.risk_file import load_risk
from app.service.promises import build_service
from core.accounts.phrases import ACCOUNTS
from core.actions import Article
from core.errors import ConfigError
from core.house import House, Room
from core.identities import Identities
from core.ports import Adapter
from core.reply.asked import Asked
from core.reply.library import Library
from core.reply.wording import DIALOGUE, INCIDENTS, MODERATORS, PRIVACY, PROTECTION, SERVICE
from core.settings import KnowledgeTable, Settings
from core.types import Platform
from core.verify import Means
from knowledge import load_facts, load_identities, load_phrases, load_questions
from knowledge.article_files import ArticleFolder

NOTHING_TO_SAY = (
    "knowledge: no article may be said today: all are drafts, out of date, or not for all"
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the knowledge's files say, read once: it travels to the processes that read messages,
    so that a file which broke since never stops one of them."""

    articles: tuple[Article, ...]
    phrases: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, str]
    asked: tuple[Asked, ...]

    def library(self) -> Library:
        """All of it, indexed."""
        return Library(self.articles, self.phrases, self.facts, self.asked)


def build_library(knowledge: KnowledgeTable) -> Library:
    """Articles and phrases, checked and indexed; raises ConfigError naming file and field."""
    return read_known(knowledge).library()


def read_known(knowledge: KnowledgeTable, folder: ArticleFolder | None = None) -> Known:
    """Everything the desk may say today; raises ConfigError naming file and field.

    One article's file that is broken is left out, or stays as it was when `folder` read it last:
    `skerry doctor`, the log and the console tell of it.
    """
    facts = load_facts(Path(knowledge.facts))
    shelved = (folder or ArticleFolder(Path(knowledge.articles))).read(facts)
    today = datetime.now(UTC).date()
    articles = tuple(each for each in shelved.articles if each.said_on(today))
    if not articles:
        raise ConfigError(next(iter(shelved.broken.values()), NOTHING_TO_SAY))
    return Known(articles, _phrases(knowledge), facts, load_questions(Path(knowledge.questions)))


def _phrases(knowledge: KnowledgeTable) -> Mapping[str, Mapping[str, str]]:
    return {
        **load_phrases(Path(knowledge.phrases)),
        **load_phrases(Path(knowledge.protection), PROTECTION),
        **load_phrases(Path(knowledge.moderators), MODERATORS),
        **load_phrases(Path(knowledge.dialogue), DIALOGUE),
        **load_phrases(Path(knowledge.service), SERVICE),
        **load_phrases(Path(knowledge.incidents), INCIDENTS),
        **load_phrases(Path(knowledge.accounts), ACCOUNTS),
        **load_phrases(Path(knowledge.privacy), PRIVACY),
    }


def build_house(
    settings: Settings, adapters: Iterable[Adapter], known: Known | None = None
) -> House:
    """Everything that concluding a turn looks at besides the turn itself.

    Without `known` the knowledge's files are read.
    """
    library = (known or read_known(settings.knowledge)).library()
    identities = load_identities(Path(settings.knowledge.identities))
    return House(
        policy=settings.policy,
        desk=settings.desk,
        library=library,
        identities=identities,
        protect=settings.protect,
        dialogue=settings.dialogue,
        levels=load_risk().levels,
        means=means_of(settings, identities),
        rooms=rooms(settings),
        service=build_service(settings.service),
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
