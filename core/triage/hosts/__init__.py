"""Web addresses: what host they really lead to, and what that host is to us."""

from __future__ import annotations

from functools import lru_cache

from core.identities import Identities
from core.triage.hosts.address import host_of, is_host
from core.triage.hosts.judge import Host, HostJudge
from core.triage.hosts.lists import HostSet
from core.triage.hosts.scorer import Scorer

__all__ = ["Host", "HostJudge", "HostSet", "Scorer", "host_of", "is_host", "judge", "plain_judge"]


@lru_cache(maxsize=8)
def plain_judge(identities: Identities) -> HostJudge:
    """Who judges by rules and identities alone, where nobody built better."""
    return HostJudge(identities)


def judge(link: str, identities: Identities) -> Host:
    """What an address is to us by rules alone; nothing is ever opened or looked up."""
    return plain_judge(identities).judge(link)
