"""Passwords, hashed by argon2id; few at once: a flood of sign-ins cannot eat the machine."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 64 MiB and three passes for each, RFC 9106's second choice: the library's own default.
HASHER = PasswordHasher()
AT_ONCE, WAITING = 2, 32
LONGEST = 256
# zxcvbn's scale runs from 0 to 4; from 3 on a stolen hash takes more than 10^8 guesses.
GOOD_ENOUGH = 3
JUDGED = 72  # its work grows with the square of the length


class Busy(Exception):  # noqa: N818
    """More people sign in at once than the machine hashes for; try again in a moment."""


class Passwords:
    """Makes and checks hashes, `at_once` at a time off the loop; `waiting` more may queue."""

    def __init__(
        self, *, at_once: int = AT_ONCE, waiting: int = WAITING, hasher: PasswordHasher = HASHER
    ) -> None:
        self._hasher = hasher
        self._room = asyncio.Semaphore(at_once)
        self._places = at_once + waiting
        self._nobodys = ""

    async def hash(self, password: str) -> str:
        """What is kept of a password; raises Busy."""
        async with self._turn():
            return await asyncio.to_thread(self._hasher.hash, _same(password))

    async def check(self, hashed: str, password: str) -> bool:
        """Whether it is the one; takes as long where there is none. Raises Busy."""
        async with self._turn():
            return await asyncio.to_thread(self._check, hashed, _same(password))

    def is_old(self, hashed: str) -> bool:
        """Whether it was made with less work than is asked for today."""
        return self._hasher.check_needs_rehash(hashed)

    def _check(self, hashed: str, password: str) -> bool:
        if not self._nobodys:
            self._nobodys = self._hasher.hash(token_urlsafe())
        try:
            self._hasher.verify(hashed or self._nobodys, password)
        except (VerificationError, InvalidHashError):
            return False
        return bool(hashed)

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        if not self._places:
            raise Busy
        self._places -= 1
        try:
            async with self._room:
                yield
        finally:
            self._places += 1


def weakness(password: str, shortest: int, *, about: tuple[str, ...] = ()) -> str:
    """Why a password will not do: short | long | guessable; empty where it will.

    `about` are words that others would try first, such as his name.
    """
    if len(password) < shortest:
        return "short"
    if len(password) > LONGEST:
        return "long"
    from zxcvbn import zxcvbn  # noqa: PLC0415 - 13 MB of words, and passwords are rarely chosen

    judged = zxcvbn(password[:JUDGED], user_inputs=list(about), max_length=JUDGED)
    return "" if judged["score"] >= GOOD_ENOUGH else "guessable"


def _same(password: str) -> str:
    """The same letters however a keyboard composes them; what is no text stays different."""
    whole = unicodedata.normalize("NFC", password[: LONGEST + 1])
    return whole.encode("utf-8", "backslashreplace").decode()
