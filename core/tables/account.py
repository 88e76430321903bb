"""`[accounts]` of the settings: where an exchange lets the desk look into accounts."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, field_validator

# The one secret of this table; it comes from the environment alone.
TOKEN = "SKERRY_ACCOUNTS_TOKEN"  # noqa: S105 - the variable's name


class AccountsTable(BaseModel):
    """Without `base_url` the desk looks into no account; docs/accounts.openapi.yaml is the answer.

    `timeout_s` is for one question, all its `tries` together: conversations wait for it. After
    `fails` questions in a row without an answer nothing is asked for `pause_s`. Who sends more
    than `links_per_h` linking codes in an hour has to wait; a freeze is to be confirmed within
    `confirm_min`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    base_url: str = ""
    timeout_s: Annotated[float, Field(gt=0, le=20)] = 4.0
    tries: Annotated[int, Field(ge=1, le=5)] = 2
    fails: Annotated[int, Field(ge=1, le=100)] = 3
    pause_s: Annotated[float, Field(gt=0, le=3600)] = 30.0
    links_per_h: Annotated[int, Field(ge=1, le=100)] = 5
    confirm_min: Annotated[float, Field(gt=0, le=60)] = 10.0
    freeze: bool = True

    @field_validator("base_url")
    @classmethod
    def _reachable(cls, url: str) -> str:
        """Accounts are asked after over TLS; plain text never leaves this machine."""
        if not url:
            return url
        try:
            parts = urlsplit(url)
            host = parts.hostname or ""
        except ValueError:
            raise ValueError(
                "it should be an address such as https://desk.nordex.example"
            ) from None
        if parts.query or parts.fragment or parts.username is not None or not host:
            raise ValueError("it should be an address such as https://desk.nordex.example")
        if parts.scheme != "https" and not (parts.scheme == "http" and _is_here(host)):
            raise ValueError("it should begin with https:// (http:// on this machine alone)")
        return url.rstrip("/")


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
