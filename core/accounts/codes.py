"""Linking codes, which a user makes while logged in: found, and sealed before anything is stored.

A code is LINK-XXXX-XXXX-XXXX in Crockford's letters with a digit among them. What is kept of one
is its keyed digest; whoever reads the database can neither guess the code back nor use it up.
"""

from __future__ import annotations

import re
from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from hmac import digest

from core.commands import LINK
from core.triage.secrets.linking import CODE
from core.types import Leg, Message

# What Crockford's alphabet leaves out, as what people mean by it.
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_DIGEST_BYTES = 20
_PROOF = re.compile(r"[a-z2-7]{32}")
_ORDER = re.compile(r"/(?:link|start)(?:@\w+)?\s*$", re.IGNORECASE)

# A code -> its proof.
Seal = Callable[[str], str]


def seal_with(token: str) -> Seal:
    """Seals by the token that desk and exchange share: 160 bits of an HMAC, in base32."""
    key = token.encode()

    def seal(code: str) -> str:
        return (
            b32encode(digest(key, normal(code).encode(), "sha256")[:_DIGEST_BYTES]).decode().lower()
        )

    return seal


def normal(code: str) -> str:
    """A code as both sides write it: LINK- and twelve letters and digits, no more hyphens."""
    return "LINK-" + re.sub(r"[-_]", "", code.upper())[4:].translate(_READ_AS)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A private message without its code: the proof, and whatever else was written."""

    message: Message
    proof: str

    def text(self, rest: str) -> str:
        """What is stored."""
        rest = rest.strip()
        return f"{LINK} {self.proof}\n{rest}" if rest else f"{LINK} {self.proof}"


def sealed(message: Message, seal: Seal) -> Sealed | None:
    """The message with its code taken out; None where there is none, or others read it.

    A code in public is left to be covered like any other secret.
    """
    found = CODE.search(message.text) if message.leg is Leg.PRIVATE else None
    if found is None:
        return None
    before = _ORDER.sub("", message.text[: found.start()])
    rest = CODE.sub("", f"{before}{message.text[found.end() :]}").strip()
    return Sealed(replace(message, text=rest), seal(found[0]))


def proof_in(argument: str) -> str:
    """The proof that an order to link carries; empty when it has none."""
    word = argument.split(maxsplit=1)[0] if argument.strip() else ""
    return word if _PROOF.fullmatch(word) else ""
