"""The company's own sign-in by OpenID Connect: code flow with PKCE, state and nonce."""

from __future__ import annotations

import hmac
import logging
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from core.doors import CompanyRefused, Known
from core.errors import ConfigError
from core.ports import Clock
from core.tables.door import CompanyTable

log = logging.getLogger(__name__)

DISCOVERY = "/.well-known/openid-configuration"
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
# Signatures by a key that only the company has; `none` and shared secrets are none of those.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
SCOPE = "openid email profile"
DRIFT_S = 60
LARGEST = 256 * 1024
KNOWN_FOR_S = 3600.0
LONGEST = 200
MOST_GROUPS = 500
HERE = {"localhost", "127.0.0.1", "::1"}


@dataclass(slots=True)
class OidcCompany:
    """Implements `Company` over HTTP; `secret` is empty for a public client."""

    table: CompanyTable
    secret: str
    client: httpx.AsyncClient
    clock: Clock
    _about: dict[str, str] = field(default_factory=dict[str, str])
    _about_at: float = 0.0
    _keys: KeySet | None = None

    async def begin(self, back: str) -> tuple[str, Mapping[str, str]]:
        about = await self._discover()
        kept = {name: token_urlsafe(32) for name in ("state", "nonce", "verifier")}
        proof = urlsafe_b64encode(sha256(kept["verifier"].encode()).digest()).rstrip(b"=")
        query = {
            "response_type": "code",
            "scope": SCOPE,
            "client_id": self.table.client_id,
            "redirect_uri": back,
            "state": kept["state"],
            "nonce": kept["nonce"],
            "code_challenge": proof.decode(),
            "code_challenge_method": "S256",
        }
        place = about["authorization_endpoint"]
        return f"{place}{'&' if '?' in place else '?'}{urlencode(query)}", kept

    async def finish(self, back: str, given: Mapping[str, str], kept: Mapping[str, str]) -> Known:
        state = given.get("state", "")
        if not hmac.compare_digest(state.encode(), kept.get("state", "").encode()):
            raise CompanyRefused("company_refused", "the state is another browser's")
        # RFC 9207: an answer of another provider must not be taken to this one.
        if given.get("iss", self.table.issuer) != self.table.issuer:
            raise CompanyRefused("company_refused", "the answer is another provider's")
        if not given.get("code"):
            why = given.get("error", "no code")[:LONGEST]
            raise CompanyRefused("company_refused", f"the provider says {why!r}")
        token = await self._token(back, given["code"], kept.get("verifier", ""))
        return self._known(await self._claims(token, kept.get("nonce", "")))

    async def _discover(self) -> dict[str, str]:
        now = self.clock.now().timestamp()
        if self._about and now - self._about_at < KNOWN_FOR_S:
            return self._about
        told = await self._get(self.table.issuer.rstrip("/") + DISCOVERY)
        about = {name: str(told.get(name, "")) for name in ("issuer", *ENDPOINTS)}
        if about["issuer"] != self.table.issuer:
            raise CompanyRefused("company_down", f"it calls itself {about['issuer']!r}")
        if not all(_is_safe(about[name]) for name in ENDPOINTS):
            raise CompanyRefused("company_down", "it names an endpoint without https")
        self._about, self._about_at, self._keys = about, now, None
        return about

    async def _token(self, back: str, code: str, verifier: str) -> str:
        about = await self._discover()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": self.table.client_id,
            "code_verifier": verifier,
        }
        signed = httpx.BasicAuth(self.table.client_id, self.secret) if self.secret else httpx.Auth()
        try:
            answer = await self.client.post(about["token_endpoint"], data=form, auth=signed)
        except httpx.HTTPError as error:
            raise CompanyRefused("company_down", f"{type(error).__name__}") from None
        if answer.status_code >= 500:
            raise CompanyRefused("company_down", f"the token endpoint says {answer.status_code}")
        token = _object(answer).get("id_token")
        if answer.status_code != 200 or not isinstance(token, str):
            raise CompanyRefused("company_refused", f"no token: {answer.status_code}")
        return token

    async def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        try:
            decoded = jwt.decode(token, await self._key_set(), algorithms=ALGORITHMS)
        except (JoseError, ValueError, TypeError):
            # Its keys may have changed since they were fetched; they are fetched once more.
            self._keys = None
            try:
                decoded = jwt.decode(token, await self._key_set(), algorithms=ALGORITHMS)
            except (JoseError, ValueError, TypeError) as error:
                why = f"the token is not its own: {type(error).__name__}"
                raise CompanyRefused("company_refused", why) from None
        claims = dict(decoded.claims)
        if why := self._wrong(claims, nonce):
            raise CompanyRefused("company_refused", why)
        return claims

    def _wrong(self, claims: Mapping[str, Any], nonce: str) -> str:
        audience = claims.get("aud")
        meant = audience if isinstance(audience, list) else [audience]
        subject, asked_by = claims.get("sub"), claims.get("azp", self.table.client_id)
        checks = {
            "the token is of another issuer": claims.get("iss") == self.table.issuer,
            "the token is for another client": self.table.client_id in meant,
            "another client asked for the token": asked_by == self.table.client_id,
            "the token is of another sign-in": bool(nonce) and claims.get("nonce") == nonce,
            "the token is not of now": self._is_of_now(claims),
            "the token names nobody": isinstance(subject, str) and bool(subject),
        }
        return next((why for why, right in checks.items() if not right), "")

    def _is_of_now(self, claims: Mapping[str, Any]) -> bool:
        ends, made = claims.get("exp"), claims.get("iat")
        if not isinstance(ends, int | float) or not isinstance(made, int | float):
            return False
        now = self.clock.now().timestamp()
        return made - DRIFT_S <= now < ends + DRIFT_S

    def _known(self, claims: Mapping[str, Any]) -> Known:
        groups = claims.get(self.table.groups_claim, ())
        listed = groups if isinstance(groups, list) else [groups]
        return Known(
            issuer=self.table.issuer,
            subject=claims["sub"][:LONGEST],
            name=str(claims.get("name") or claims.get("preferred_username") or "")[:80],
            mail=str(claims.get("email") or "")[:LONGEST],
            mail_confirmed=claims.get("email_verified") is True,
            groups=tuple(str(each)[:LONGEST] for each in listed[:MOST_GROUPS] if each),
        )

    async def _key_set(self) -> KeySet:
        if self._keys is None:
            about = await self._discover()
            self._keys = KeySet.import_key_set(await self._get(about["jwks_uri"]))  # type: ignore[arg-type]
        return self._keys

    async def _get(self, url: str) -> dict[str, Any]:
        try:
            answer = await self.client.get(url)
        except httpx.HTTPError as error:
            raise CompanyRefused("company_down", f"{type(error).__name__}") from None
        if answer.status_code != 200:
            raise CompanyRefused("company_down", f"{url} answers {answer.status_code}")
        return _object(answer)


def check_company(table: CompanyTable) -> None:
    """Raises ConfigError where the issuer cannot be trusted with anything."""
    if table.issuer and not _is_safe(table.issuer):
        raise ConfigError(
            f"settings.toml: 'console.door.company.issuer' is {table.issuer!r}: it should begin"
            " with https://"
        )


def _is_safe(url: str) -> bool:
    try:
        split = urlsplit(url)
        return split.scheme == "https" or (split.scheme == "http" and split.hostname in HERE)
    except ValueError:
        return False


def _object(answer: httpx.Response) -> dict[str, Any]:
    try:
        told = answer.json() if len(answer.content) <= LARGEST else None
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise CompanyRefused("company_down", "its answer is no JSON object")
    return told
