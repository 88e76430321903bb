"""facts.toml and phrases.toml: what is true of the exchange, and the short texts it says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.errors import ConfigError
from core.reply.wording import PHRASES, SHARED_FACTS, mistakes, variables
from core.triage.lexicon import LANGUAGES
from knowledge.reading import read_toml, unknown

FALLBACK = "en"


def load_facts(path: Path) -> Mapping[str, str]:
    """Facts of the exchange by name, as texts ready to be said; raises ConfigError."""
    facts = read_toml(path)
    for name, value in facts.items():
        if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
            raise ConfigError(f"{path}: '{name}' has to be a text or a whole number")
    for name in sorted(SHARED_FACTS - facts.keys()):
        raise ConfigError(f"{path}: '{name}' is missing: add it, phrases and links use it")
    return {name: str(value) for name, value in facts.items()}


def load_phrases(
    path: Path, known: Mapping[str, frozenset[str]] = PHRASES
) -> Mapping[str, Mapping[str, str]]:
    """Phrase key -> language -> text; `known` are those it has to hold. Raises ConfigError."""
    tables = read_toml(path)
    for key, table in tables.items():
        _check_table(key, table, path, known)
    for key in known:
        if key not in tables:
            raise ConfigError(f"{path}: [{key}] is missing: add it, in {FALLBACK} at least")
    return tables


def _check_table(key: str, table: Any, path: Path, known: Mapping[str, frozenset[str]]) -> None:
    if key not in known:
        raise ConfigError(f"{path}: {unknown('phrase', key, list(known))}")
    if not isinstance(table, dict) or FALLBACK not in table:
        raise ConfigError(f"{path}: [{key}] has no '{FALLBACK}': every other language falls back")
    for language, text in table.items():
        where = f"{path}: '{key}.{language}'"
        if language not in LANGUAGES:
            raise ConfigError(
                f"{path}: {unknown('language', language, list(LANGUAGES))} in [{key}]"
            )
        if not isinstance(text, str) or not text.strip():
            raise ConfigError(f"{where} is empty: write it or leave the line out")
        _check_variables(text, known[key], where)


def _check_variables(text: str, needed: frozenset[str], where: str) -> None:
    used = variables(text)
    for name in sorted(used - needed - SHARED_FACTS):
        raise ConfigError(f"{where}: {unknown('variable', name, sorted(needed | SHARED_FACTS))}")
    for problem in mistakes(text, {}):
        raise ConfigError(f"{where}: {problem}")
    for name in sorted(needed - used):
        raise ConfigError(f"{where}: says nothing of {{{name}}}: put it in")
