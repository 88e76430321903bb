"""Who is calling: OAuth 1.0a signatures, the app's bearer token, OAuth 2.0 user tokens."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, unquote

from sandbox.twitter.errors import ApiError, unauthorized
from sandbox.twitter.model import Json
from sandbox.twitter.settings import Settings
from sandbox.twitter.world import World

PAIR = re.compile(r'(\w+)="([^"]*)"')
NEEDED = frozenset(
    f"oauth_{each}" for each in ("consumer_key", "token", "signature", "timestamp", "nonce")
)
KEPT_NONCES = 100_000
ALL_SCOPES = (
    "tweet.read tweet.write users.read dm.read dm.write offline.access tweet.moderate.write "
    "mute.read mute.write block.read block.write"
)
BAD_TOKEN = {
    "error": "invalid_request",
    "error_description": "Value passed for the token was invalid.",
}
BAD_CLIENT = {
    "error": "unauthorized_client",
    "error_description": "Missing valid authorization header",
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who proved who they are; `kind`: app | oauth1 | oauth2."""

    kind: str
    key: str
    scopes: frozenset[str] = frozenset()


@dataclass(slots=True)
class Credentials:
    """What the sandbox's one app and one account hold; never shown in a repr."""

    user: int
    consumer_key: str = field(default_factory=lambda: secrets.token_hex(12), repr=False)
    consumer_secret: str = field(default_factory=lambda: secrets.token_hex(25), repr=False)
    access_token: str = field(default="", repr=False)
    access_token_secret: str = field(default_factory=lambda: secrets.token_hex(22), repr=False)
    bearer_token: str = field(default_factory=lambda: f"AAAA{secrets.token_hex(40)}", repr=False)
    client_id: str = field(default_factory=lambda: secrets.token_hex(17), repr=False)
    client_secret: str = field(default_factory=lambda: secrets.token_hex(25), repr=False)

    def __post_init__(self) -> None:
        self.access_token = self.access_token or f"{self.user}-{secrets.token_hex(20)}"


@dataclass(frozen=True, slots=True)
class Seen:
    """The parts of a request that a signature covers."""

    method: str
    path: str
    query: str
    form: str
    authorization: str


class Identity:
    """Tells callers apart and hands out OAuth 2.0 tokens."""

    def __init__(self, credentials: Credentials, world: World, settings: Settings) -> None:
        self.credentials, self.world, self.settings = credentials, world, settings
        self.access: dict[str, tuple[float, str]] = {}
        self.refresh: dict[str, tuple[str, str]] = {}
        self.revoked = False
        self._nonces: deque[tuple[str, str]] = deque(maxlen=KEPT_NONCES)
        self._known_nonces: set[tuple[str, str]] = set()

    def of(self, seen: Seen) -> Caller:
        """Who sent this, or 401."""
        scheme, _, rest = seen.authorization.partition(" ")
        if scheme.lower() == "bearer":
            return self._bearer(rest.strip())
        if scheme == "OAuth" and not self.revoked:
            return self._signed(seen, rest)
        raise unauthorized()

    def _bearer(self, token: str) -> Caller:
        if same(token, self.credentials.bearer_token):
            return Caller("app", "app")
        expires, scope = self.access.get(token, (0.0, ""))
        if self.revoked or expires <= self.world.time():
            raise unauthorized()
        return Caller("oauth2", "user", frozenset(scope.split()))

    def _signed(self, seen: Seen, header: str) -> Caller:
        given = {name: unquote(value) for name, value in PAIR.findall(header)}
        if not given.keys() >= NEEDED or given.get("oauth_signature_method") != "HMAC-SHA1":
            raise unauthorized()
        held = self.credentials
        known = same(given["oauth_consumer_key"], held.consumer_key) and same(
            given["oauth_token"], held.access_token
        )
        if not known or not self._fresh(given) or not self._matches(seen, given):
            raise unauthorized()
        return Caller("oauth1", "user", frozenset(ALL_SCOPES.split()))

    def _fresh(self, given: dict[str, str]) -> bool:
        stamp = given["oauth_timestamp"]
        late = abs(float(stamp) - self.world.real_time()) if stamp.isdecimal() else float("inf")
        once = (stamp, given["oauth_nonce"])
        if late > self.settings.clock_tolerance or once in self._known_nonces:
            return False
        if len(self._nonces) == KEPT_NONCES:
            self._known_nonces.discard(self._nonces[0])
        self._nonces.append(once)
        self._known_nonces.add(once)
        return True

    def _matches(self, seen: Seen, given: dict[str, str]) -> bool:
        signature = given["oauth_signature"]
        signed = [each for each in given.items() if each[0] not in {"oauth_signature", "realm"}]
        for text in (seen.query, seen.form):
            signed += parse_qsl(text, keep_blank_values=True)
        base = signature_base(seen.method, self.settings.signed_for + seen.path, signed)
        held = self.credentials
        key = f"{encode(held.consumer_secret)}&{encode(held.access_token_secret)}"
        digest = hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()
        return same(signature, base64.b64encode(digest).decode())

    def issue(self, scope: str = ALL_SCOPES) -> Json:
        """A fresh pair of tokens, as the token endpoint answers."""
        token, life = secrets.token_urlsafe(40), self.settings.access_token_life
        self.access[token] = (self.world.time() + life, scope)
        answer: Json = {
            "token_type": "bearer",
            "expires_in": int(life),
            "access_token": token,
            "scope": scope,
        }
        if "offline.access" in scope.split():
            answer["refresh_token"] = secrets.token_urlsafe(40)
            self.refresh[answer["refresh_token"]] = (scope, token)
        return answer

    def exchange(self, form: dict[str, str], authorization: str) -> Json:
        """A refresh token against a new pair; the old refresh and access tokens die."""
        self._check_client(form, authorization)
        old = form.get("refresh_token", "")
        if form.get("grant_type") != "refresh_token" or old not in self.refresh or self.revoked:
            raise TokenError(BAD_TOKEN)
        scope, token = self.refresh.pop(old)
        self.access.pop(token, None)
        return self.issue(scope)

    def _check_client(self, form: dict[str, str], authorization: str) -> None:
        held = self.credentials
        pair = base64.b64encode(f"{held.client_id}:{held.client_secret}".encode()).decode()
        if authorization:
            known = same(authorization, f"Basic {pair}")
        else:
            known = same(form.get("client_id", ""), held.client_id)
        if not known:
            raise TokenError(BAD_CLIENT)

    def expire(self) -> None:
        """Every OAuth 2.0 access token runs out now."""
        self.access = dict.fromkeys(self.access, (0.0, ""))


class TokenError(ApiError):
    """The token endpoint's own form of refusal."""

    def __init__(self, said: Json) -> None:
        super().__init__(400, said["error"])
        self.said = said

    def body(self) -> Json:
        return dict(self.said)


def signature_base(method: str, url: str, parameters: Sequence[tuple[str, str]]) -> str:
    """The signature base string of RFC 5849, section 3.4.1."""
    pairs = sorted((encode(name), encode(value)) for name, value in parameters)
    joined = "&".join(f"{name}={value}" for name, value in pairs)
    return "&".join((method.upper(), encode(url), encode(joined)))


def encode(text: str) -> str:
    """Percent-encoding that spares only the unreserved characters."""
    return quote(text, safe="~")


def same(given: str, held: str) -> bool:
    """Equality in constant time."""
    return hmac.compare_digest(given.encode(), held.encode())
