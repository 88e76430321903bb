"""The stream's rules: they live on at X, so what is there is compared with what is wanted."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from tweepy import StreamRule
from tweepy.asynchronous import AsyncStreamingClient

from core.errors import Rejected

log = logging.getLogger(__name__)

# Tags of ours begin like this; a rule without a tag, or with another, belongs to somebody else.
OURS = "skerry:"
STRANGERS = "%d rules of the stream are not ours; what they bring is read, and paid for"
REFUSED = "the stream's rule %s was refused: %s"


def desired(handle: str, more: Mapping[str, str]) -> list[StreamRule]:
    """The rules we want: our name, answers to us, and what the settings add."""
    rules = [
        StreamRule(value=f"@{handle} -is:retweet -from:{handle}", tag=f"{OURS}mentions"),
        StreamRule(value=f"to:{handle} -is:retweet -from:{handle}", tag=f"{OURS}replies"),
    ]
    return rules + [StreamRule(value=rule, tag=f"{OURS}{tag}") for tag, rule in more.items()]


async def reconcile(wire: AsyncStreamingClient, wanted: list[StreamRule]) -> None:
    """Delete what we left behind, add what is missing; never twice, never somebody else's.

    Tags cannot be changed: a rule whose tag differs is deleted and added again.
    """
    present = [each for each in _listed(await wire.get_rules()) if isinstance(each, dict)]
    ours = [each for each in present if str(each.get("tag", "")).startswith(OURS)]
    if len(ours) < len(present):
        log.warning(STRANGERS, len(present) - len(ours))
    names = {(each.value, each.tag) for each in wanted}
    stale = [str(each["id"]) for each in ours if (each.get("value"), each.get("tag")) not in names]
    known = {(each.get("value"), each.get("tag")) for each in ours}
    missing = [each for each in wanted if (each.value, each.tag) not in known]
    good = [each for each in missing if await _is_accepted(wire, each)]
    if stale:
        await wire.delete_rules(stale)
    for each in good:
        await _add(wire, each)


async def _is_accepted(wire: AsyncStreamingClient, rule: StreamRule) -> bool:
    """Whether X takes it: a rule that is wrong must not cost us those that work."""
    try:
        await wire.add_rules(rule, dry_run=True)
    except Rejected as error:
        log.error(REFUSED, rule.tag, error)
        return False
    return True


async def _add(wire: AsyncStreamingClient, rule: StreamRule) -> None:
    try:
        await wire.add_rules(rule)
    except Rejected as error:
        log.error(REFUSED, rule.tag, error)


def _listed(answer: Any) -> list[Any]:
    data = answer.get("data") if isinstance(answer, dict) else None
    return data if isinstance(data, list) else []
