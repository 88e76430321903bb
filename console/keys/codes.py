"""Codes of an authenticator (RFC 6238), and spare ones for the day the device is lost."""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256
from secrets import choice

import pyotp
import segno

STEP_S = 30
# Clocks of phones drift: the code before and the one after are good as well.
DRIFT = 1
SPARES = 10
# 80 bits without letters that look like digits, in groups that one can copy by hand.
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_GROUPS, _GROUP = 4, 4


def new_secret() -> str:
    """The secret that the authenticator and the desk share."""
    return pyotp.random_base32()


def address(secret: str, agent: str, place: str) -> str:
    """What the authenticator reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=agent, issuer_name=f"Skerry {place}")


def picture(text: str) -> str:
    """It as a square to point a camera at: the path of an SVG, one unit a module."""
    code = segno.make_qr(text, error="m")
    rows = code.matrix
    return "".join(
        f"M{x + 4} {y + 4}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )


def side(text: str) -> int:
    """How many units such a picture is wide, its margin included."""
    return int(segno.make_qr(text, error="m").symbol_size()[0])


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """The number of the time step that this code belongs to; None when it is wrong or old."""
    digits = "".join(each for each in code if each.isascii() and each.isdigit())
    current, totp = int(now.timestamp()) // STEP_S, pyotp.TOTP(secret)
    # Every step is compared, so that the time taken does not tell which was near.
    found = [
        step
        for step in range(current - DRIFT, current + DRIFT + 1)
        if hmac.compare_digest(totp.generate_otp(step), digits)
    ]
    return found[-1] if found else None


def new_spares() -> list[str]:
    """Codes that work once each."""
    return [
        "-".join("".join(choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
        for _ in range(SPARES)
    ]


def spare_digest(code: str) -> str:
    """What is kept of a spare code, however it was typed."""
    plain = "".join(each for each in code.upper() if each in _LETTERS)
    return sha256(plain.encode()).hexdigest()
