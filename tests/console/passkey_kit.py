"""A security key in software: makes passkeys and shows them, honestly or not."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256
from secrets import token_bytes

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def packed(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def unpacked(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class SoftKey:
    """One passkey at one site; `flags` and `origin` may be made to lie."""

    def __init__(self, origin: str, host: str) -> None:
        self.origin, self.host, self.counter = origin, host, 0
        self.flags = PRESENT | VERIFIED
        self.id, self.key = token_bytes(16), ec.generate_private_key(ec.SECP256R1())

    def make(self, options: str) -> str:
        """What the browser answers to an offer."""
        asked = json.loads(options)
        assert asked["authenticatorSelection"]["residentKey"] == "required"
        assert asked["authenticatorSelection"]["userVerification"] == "required"
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        held = bytes(16) + len(self.id).to_bytes(2) + self.id + cbor2.dumps(public)
        data = self._data(self.flags | ATTESTED) + held
        told = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer({"clientDataJSON": packed(client), "attestationObject": packed(told)})

    def show(self, options: str) -> str:
        """What the browser answers when it is asked."""
        asked = json.loads(options)
        assert asked["userVerification"] == "required"
        assert "allowCredentials" not in asked or asked["allowCredentials"] == []
        self.counter += 1
        data = self._data(self.flags)
        client = self._client("webauthn.get", asked["challenge"])
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": packed(client),
                "authenticatorData": packed(data),
                "signature": packed(signature),
                "userHandle": None,
            }
        )

    def _data(self, flags: int) -> bytes:
        return sha256(self.host.encode()).digest() + bytes([flags]) + self.counter.to_bytes(4)

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(told | {"crossOrigin": False}).encode()

    def _answer(self, response: dict[str, object]) -> str:
        identity = packed(self.id)
        return json.dumps(
            {"id": identity, "rawId": identity, "type": "public-key", "response": response}
        )
