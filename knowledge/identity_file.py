"""identities.toml: who is real."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field

from core.errors import ConfigError
from core.identities import Account, Identities
from core.triage.avatars import fingerprints
from knowledge.reading import Strict, read_toml, shaped

OFFICIAL_ROLE, STAFF_ROLE = "official account", "staff"


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
    aliases: list[Text] = Field(default_factory=list)
    fans: list[Handle] = Field(default_factory=list)


class _Official(Strict):
    platform: Text
    id: str = ""
    handle: Handle = ""
    name: str = ""
    avatar: str = ""


class _Fake(Strict):
    platform: Text
    id: str = ""
    handle: Handle = ""


class _StaffAccount(Strict):
    platform: Text
    id: Text
    handle: Handle = ""


class _Staff(Strict):
    name: Text
    role: str = ""
    avatar: str = ""
    accounts: list[_StaffAccount] = Field(default_factory=list)


class _File(Strict):
    brand: _Brand
    official: list[_Official] = Field(default_factory=list)
    staff: list[_Staff] = Field(default_factory=list)
    fake: list[_Fake] = Field(default_factory=list)


def load_identities(path: Path, beside: Path | None = None) -> Identities:
    """The registry of brand, official accounts and staff; raises ConfigError.

    `beside`: the folder of its pictures, where that is not the file's own.
    """
    file = shaped(_File, read_toml(path), str(path))
    accounts = (*_official(file, path), *_staff(file))
    _refuse_doubles(accounts, path)
    return Identities(
        brand=file.brand.name,
        domains=tuple(file.brand.domains),
        accounts=accounts,
        aliases=tuple(file.brand.aliases),
        fans=tuple(file.brand.fans),
        fakes=tuple(_fakes(file, path)),
        avatars=tuple(_avatars(file, path, beside or path.parent)),
    )


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


def _staff(file: _File) -> Iterator[Account]:
    """An account each; who has none is still known by name, on no platform."""
    for person in file.staff:
        role = person.role or STAFF_ROLE
        if not person.accounts:
            yield Account(platform="", name=person.name, role=role)
        for each in person.accounts:
            yield Account(
                platform=each.platform,
                id=each.id,
                handle=each.handle,
                name=person.name,
                role=role,
            )


def _fakes(file: _File, path: Path) -> Iterator[Account]:
    for number, each in enumerate(file.fake):
        if not (each.id or each.handle):
            raise ConfigError(f"{path}: 'fake.{number}' names nobody: add id or handle")
        yield Account(platform=each.platform, id=each.id, handle=each.handle)


def _avatars(file: _File, path: Path, folder: Path) -> Iterator[tuple[int, ...]]:
    """Fingerprints of each picture that is named."""
    named = [each.avatar for each in file.official] + [each.avatar for each in file.staff]
    for name in dict.fromkeys(filter(None, named)):
        try:
            hashes = fingerprints((folder / name).read_bytes())
        except OSError as error:
            raise ConfigError(f"{path}: avatar '{name}' cannot be read: {error.strerror}") from None
        if not hashes:
            raise ConfigError(
                f"{path}: avatar '{name}' is no picture that can be told from others: "
                "name a PNG, JPEG, GIF or WebP with more than initials on it"
            )
        yield hashes


def _refuse_doubles(accounts: tuple[Account, ...], path: Path) -> None:
    counts = Counter((each.platform, each.id) for each in accounts if each.id)
    for (platform, identity), count in counts.items():
        if count > 1:
            raise ConfigError(
                f"{path}: id '{identity}' on {platform} stands there {count} times: keep one"
            )
