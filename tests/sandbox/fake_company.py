"""A company's sign-in that speaks OpenID Connect over loopback, honest unless told otherwise."""

from __future__ import annotations

import asyncio
import hmac
import json
import socket
from base64 import urlsafe_b64encode
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_urlsafe
from urllib.parse import parse_qs, urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route

CLIENT, SECRET = "skerry", "made-up-for-tests"


def _packed(raw: bytes) -> bytes:
    return urlsafe_b64encode(raw).rstrip(b"=")


def now() -> int:
    return int(datetime.now(UTC).timestamp())


class FakeCompany:
    """`person` is who signs in next; `lies` change what the token says, `tricks` how it is made."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.reset()
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.about),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/keys", self.keys),
            ]
        )

    def reset(self) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": "k1"})
        self.person = {
            "sub": "s-1",
            "name": "Mira Solberg",
            "email": "mira@nordex.example",
            "email_verified": True,
            "groups": ["support"],
        }
        self.lies: dict[str, object] = {}
        self.tricks: set[str] = set()
        self.asked: list[dict[str, str]] = []
        self._codes: dict[str, dict[str, str]] = {}

    async def about(self, _: Request) -> JSONResponse:
        if "down" in self.tricks:
            return JSONResponse({}, 503)
        if "nonsense" in self.tricks:
            return JSONResponse(["no object"])
        scheme = "http://elsewhere.example" if "endpoint" in self.tricks else self.issuer
        return JSONResponse(
            {
                "issuer": "https://other.example" if "issuer" in self.tricks else self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{scheme}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        )

    async def authorize(self, request: Request) -> RedirectResponse:
        asked = dict(request.query_params)
        self.asked.append(asked)
        code = token_urlsafe(8)
        self._codes[code] = asked
        answer = {"code": code, "state": asked["state"], "iss": self.issuer}
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(answer)}", 303)

    async def token(self, request: Request) -> JSONResponse:
        form = {name: each[0] for name, each in parse_qs((await request.body()).decode()).items()}
        asked = self._codes.pop(form.get("code", ""), None)
        if "broken" in self.tricks:
            return JSONResponse({}, 502)
        proof = _packed(sha256(form["code_verifier"].encode()).digest())
        if asked is None or proof.decode() != asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        if form["redirect_uri"] != asked["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        if "no token" in self.tricks:
            return JSONResponse({"access_token": "x"})
        return JSONResponse({"id_token": self.sign(self.claims(asked)), "token_type": "Bearer"})

    def claims(self, asked: dict[str, str]) -> dict[str, object]:
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now(), "exp": now() + 300}
        claims = {**told, "nonce": asked["nonce"], **self.person, **self.lies}
        return {name: value for name, value in claims.items() if value is not None}

    def sign(self, claims: dict[str, object]) -> str:
        if "none" in self.tricks:
            parts = ({"alg": "none", "typ": "JWT"}, claims)
            encoded = [_packed(json.dumps(each).encode()) for each in parts]
            return b".".join([*encoded, b""]).decode()
        if "shared" in self.tricks:
            # the public key taken for a shared secret: the oldest trick of all
            parts = ({"alg": "HS256", "kid": "k1"}, claims)
            signed = b".".join(_packed(json.dumps(each).encode()) for each in parts)
            seal = hmac.digest(self.key.as_pem(private=False), signed, "sha256")
            return b".".join([signed, _packed(seal)]).decode()
        key = ECKey.generate_key("P-256", {"kid": "k1"}) if "forged" in self.tricks else self.key
        return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)

    async def keys(self, _: Request) -> JSONResponse:
        return JSONResponse(KeySet([self.key]).as_dict(private=False))

    def turn_keys(self) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": "k2"})


@asynccontextmanager
async def a_company():
    """It, on a port of its own."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        company = FakeCompany(f"http://127.0.0.1:{bound.getsockname()[1]}")
        config = uvicorn.Config(company.app, log_config=None, access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve([bound]))
        try:
            yield company
        finally:
            server.should_exit = True
            async with asyncio.timeout(10):
                await serving
