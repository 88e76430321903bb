"""Passkeys (WebAuthn): bound to this console's address, and only with the owner's consent.

The library is loaded with the first passkey that somebody makes or shows: it takes 13 MB, and a
console that holds ten thousand open pages has better uses for them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlsplit

from console.guard import is_number
from core.casebook import Agent
from core.doors import Passkey

# A form of ours has no room for more; a real answer has less than 4 kB.
LONGEST = 16 * 1024


class BadPasskey(Exception):  # noqa: N818
    """The browser's answer proves nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """The address that passkeys are bound to."""

    host: str
    origin: str


def place_of(public_url: str, host: str) -> Place | None:
    """Where this visitor's passkeys belong; None where browsers know none: they ask for https and
    a name, or for localhost."""
    public = urlsplit(public_url)
    if host.partition(":")[0].lower() == "localhost":
        return Place("localhost", f"http://{host.lower()}")
    name = public.hostname or ""
    if public.scheme != "https" or is_number(name):
        return None
    return Place(name, f"{public.scheme}://{public.netloc}")


def offer(agent: Agent, place: Place, known: tuple[Passkey, ...], challenge: bytes) -> str:
    """What the browser needs to make a new one, as JSON."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import base64url_to_bytes, structs  # noqa: PLC0415

    options = webauthn.generate_registration_options(
        rp_id=place.host,
        rp_name="Skerry",
        user_id=sha256(agent.id.encode()).digest()[:16],
        user_name=agent.id,
        user_display_name=agent.name,
        challenge=challenge,
        authenticator_selection=structs.AuthenticatorSelectionCriteria(
            resident_key=structs.ResidentKeyRequirement.REQUIRED,
            user_verification=structs.UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            structs.PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.id)) for each in known
        ],
    )
    return webauthn.options_to_json(options)


def ask(place: Place, challenge: bytes) -> str:
    """What the browser needs to show that it has one, as JSON; it need not say whose."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import structs  # noqa: PLC0415

    options = webauthn.generate_authentication_options(
        rp_id=place.host,
        challenge=challenge,
        user_verification=structs.UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(options)


@dataclass(frozen=True, slots=True)
class Maker:
    """Who makes a passkey, how he calls it, and when."""

    agent: str
    name: str
    at: datetime


def made(answer: str, challenge: bytes, place: Place, maker: Maker) -> Passkey:
    """The new one; raises BadPasskey."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import bytes_to_base64url, exceptions  # noqa: PLC0415

    try:
        proof = webauthn.verify_registration_response(
            credential=_object(answer),
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            require_user_verification=True,
        )
    except (exceptions.WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise BadPasskey(str(error)) from None
    return Passkey(
        id=bytes_to_base64url(proof.credential_id),
        agent=maker.agent,
        public_key=bytes_to_base64url(proof.credential_public_key),
        counter=proof.sign_count,
        name=maker.name,
        made_at=maker.at,
    )


def identity_of(answer: str) -> str:
    """Which passkey somebody says he has; raises BadPasskey."""
    identity = _object(answer).get("id")
    if not isinstance(identity, str):
        raise BadPasskey("no id")
    return identity


def shown(answer: str, challenge: bytes, place: Place, known: Passkey) -> int:
    """Its counter now, where the answer proves that he has it; raises BadPasskey."""
    import webauthn  # noqa: PLC0415
    from webauthn.helpers import base64url_to_bytes, exceptions  # noqa: PLC0415

    try:
        proof = webauthn.verify_authentication_response(
            credential=_object(answer),
            expected_challenge=challenge,
            expected_rp_id=place.host,
            expected_origin=place.origin,
            credential_public_key=base64url_to_bytes(known.public_key),
            # The store looks at the counter, in the same stroke as it keeps it.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except (exceptions.WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise BadPasskey(str(error)) from None
    return proof.new_sign_count


def _object(answer: str) -> dict[str, object]:
    try:
        read = json.loads(answer[:LONGEST])
    except (ValueError, RecursionError):
        raise BadPasskey("not JSON") from None
    if not isinstance(read, dict):
        raise BadPasskey("no object")
    return read
