"""identities.toml: who is real."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from core.errors import ConfigError
from core.identities import Account, Identities
from knowledge.reading import Strict, read_toml, shaped

OFFICIAL_ROLE = "official account"


def _domain(value: str) -> str:
    if "/" in value or "." not in value or value != value.strip().lower():
        raise ValueError(f"is not a domain: {value!r}: write it like nordex.example")
    return value


def _handle(value: str) -> str:
    if value.startswith("@"):
        raise ValueError(f"starts with @: write '{value[1:]}'")
    return value


Text = Annotated[str, Field(min_length=1)]
Handle = Annotated[str, AfterValidator(_handle)]
Domain = Annotated[str, AfterValidator(_domain)]


class _Brand(Strict):
    name: Text
    domains: Annotated[list[Domain], Field(min_length=1)]


class _Official(Strict):
    platform: Text
    id: str = ""
    handle: Handle = ""
    name: str = ""


class _StaffAccount(Strict):
    platform: Text
    id: Text
    handle: Handle = ""


class _Staff(Strict):
    name: Text
    role: str = ""
    accounts: list[_StaffAccount] = Field(default_factory=list)


class _File(Strict):
    brand: _Brand
    official: list[_Official] = Field(default_factory=list)
    staff: list[_Staff] = Field(default_factory=list)


def load_identities(path: Path) -> Identities:
    """The registry of brand, official accounts and staff; raises ConfigError."""
    file = shaped(_File, read_toml(path), str(path))
    accounts = (*_official(file, path), *_staff(file))
    _refuse_doubles(accounts, path)
    return Identities(brand=file.brand.name, domains=tuple(file.brand.domains), accounts=accounts)


def _official(file: _File, path: Path) -> list[Account]:
    for number, each in enumerate(file.official):
        if not (each.id or each.handle or each.name):
            raise ConfigError(f"{path}: 'official.{number}' names nobody: add id, handle or name")
    return [
        Account(
            platform=each.platform,
            id=each.id,
            handle=each.handle,
            name=each.name,
            role=OFFICIAL_ROLE,
        )
        for each in file.official
    ]


def _staff(file: _File) -> list[Account]:
    return [
        Account(
            platform=account.platform,
            id=account.id,
            handle=account.handle,
            name=person.name,
            role=person.role,
        )
        for person in file.staff
        for account in person.accounts
    ]


def _refuse_doubles(accounts: tuple[Account, ...], path: Path) -> None:
    counts = Counter((each.platform, each.id) for each in accounts if each.id)
    for (platform, identity), count in counts.items():
        if count > 1:
            raise ConfigError(
                f"{path}: id '{identity}' on {platform} stands there {count} times: keep one"
            )
