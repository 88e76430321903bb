"""`[console.door]` of settings.toml: how people come in, and how long they stay."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.access import Role
from core.doors import Way

Minutes = Annotated[float, Field(ge=1, le=43_200)]
CLIENT_SECRET = "SKERRY_CONSOLE_COMPANY_SECRET"  # noqa: S105 - the name of the variable


class CompanyTable(BaseModel):
    """`[console.door.company]`: a sign-in service that speaks OpenID Connect.

    Where `domains` are named, somebody needs a confirmed mail address at one of them; where
    `groups` are, he needs to be in one, and the best role of his groups is his, else `role`.
    Without `create`, only those who connected the two on their account page come in so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str = ""
    client_id: str = ""
    name: str = ""
    domains: tuple[str, ...] = ()
    groups: dict[str, Role] = {}
    groups_claim: str = "groups"
    role: Role = Role.VIEWER
    create: bool = False
    timeout_s: Annotated[float, Field(gt=0, le=60)] = 5.0

    @model_validator(mode="after")
    def _whole(self) -> CompanyTable:
        if bool(self.issuer) != bool(self.client_id):
            raise ValueError("issuer and client_id go together: set both or neither")
        if self.create and not (self.domains or self.groups):
            raise ValueError("create needs domains or groups, or everybody there could come in")
        return self


class DoorTable(BaseModel):
    """`[console.door]`: which ways lead in, whether two proofs are asked for, how long one stays.

    A passkey and the company's own sign-in count as two proofs. `idle_min` counts from the last
    thing somebody did, not from what an open page asks for by itself.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    ways: tuple[Way, ...] = (Way.LINK, Way.PASSWORD, Way.PASSKEY, Way.COMPANY)
    second_factor: Literal["optional", "required"] = "optional"
    idle_min: Minutes = 120
    session_min: Minutes = 720
    fresh_min: Minutes = 15
    shortest_password: Annotated[int, Field(ge=8, le=128)] = 12
    at_once: Annotated[int, Field(ge=1, le=64)] = 2
    mask_for: tuple[Role, ...] = tuple(Role)
    reveal_min: Minutes = 15
    company: CompanyTable = CompanyTable()

    def is_open(self, way: Way) -> bool:
        """Whether somebody may come in so."""
        return way in self.ways and (way is not Way.COMPANY or bool(self.company.issuer))
