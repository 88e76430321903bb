"""hosts.toml: sites that everybody knows, and places where anybody can put a page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import Field

from core.errors import ConfigError
from core.triage.hosts import host_of, is_host
from core.triage.hosts.suffixes import suffixes
from knowledge.reading import Strict, read_toml, shaped


@dataclass(frozen=True, slots=True)
class KnownHosts:
    """Hosts that never raise an alarm, and shared ones that no feed may condemn."""

    allowed: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()


class _File(Strict):
    allow: list[str] = Field(default_factory=list)
    shared: list[str] = Field(default_factory=list)


def load_hosts(path: Path) -> KnownHosts:
    """The operator's lists; raises ConfigError, also for an ending that would allow everybody's."""
    file = shaped(_File, read_toml(path), str(path))
    for number, host in enumerate(file.allow):
        if suffixes().is_suffix(host):
            raise ConfigError(
                f"{path}: 'allow.{number}' {host!r} is an ending that many sites share"
            )
    return KnownHosts(_checked(path, "allow", file.allow), _checked(path, "shared", file.shared))


def _checked(path: Path, field: str, hosts: list[str]) -> frozenset[str]:
    for number, host in enumerate(hosts):
        if host != host_of(host) or not is_host(host):
            raise ConfigError(
                f"{path}: '{field}.{number}' is not a host: {host!r}: write it like nordex.example"
            )
    return frozenset(hosts)
