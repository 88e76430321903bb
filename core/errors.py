"""What can go wrong, as the desk sees it; each type says what to do next.

DeskError
├── ConfigError            settings, articles or identities are wrong: stop at start, one line
├── StorageUnavailable     the database cannot take writes: stop reading, say so, try again
├── IllegalTransition      a case cannot move that way
├── NotYours               somebody else holds the case
├── Outdated               somebody changed it since it was looked at: look again
├── UnsafeText             the lint refuses a text that was about to leave
└── AdapterError           a platform call failed
    ├── RateLimited        wait `retry_after` seconds; nothing was sent
    ├── Unavailable        try again with back-off; nothing was sent
    ├── MaybeSent          nobody knows; never repeat it blindly
    ├── Rejected           refused; `permanent` says whether this place is closed for good
    └── CredentialsRefused this account cannot work until an operator acts
"""

from __future__ import annotations


class DeskError(Exception):
    """Base of every error the desk raises on purpose."""


class ConfigError(DeskError):
    """Something an operator wrote cannot be used; the message names file, key and mend."""


class StorageUnavailable(DeskError):  # noqa: N818
    """The database does not take writes now (full disk, lock, damage)."""


class IllegalTransition(DeskError):  # noqa: N818
    """A case was asked to move against its table."""


class NotYours(DeskError):  # noqa: N818
    """The case is held by somebody else, or changed since you looked."""


class Outdated(DeskError):  # noqa: N818
    """It was changed since you looked; nothing was done."""


class UnsafeText(DeskError):  # noqa: N818
    """A text that must not leave; `problems` says what to change, one line each."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class AdapterError(DeskError):
    """A platform call failed."""


class RateLimited(AdapterError):  # noqa: N818
    """The platform asked us to slow down, for the whole account or for one address."""

    def __init__(self, retry_after: float, *, everywhere: bool = False) -> None:
        super().__init__(f"rate limited for {retry_after:g} s")
        self.retry_after = retry_after
        self.everywhere = everywhere


class Unavailable(AdapterError):  # noqa: N818
    """The platform did not take the call; nothing was sent."""


class MaybeSent(AdapterError):  # noqa: N818
    """The call left and no answer came back."""


class Rejected(AdapterError):  # noqa: N818
    """The platform refused; `permanent` when nothing will ever get through to this address."""

    def __init__(self, why: str, *, permanent: bool = False, moved_to: str | None = None) -> None:
        super().__init__(why)
        self.permanent = permanent
        self.moved_to = moved_to


class CredentialsRefused(AdapterError):  # noqa: N818
    """The platform does not accept our token."""


class EncoderUnavailable(DeskError):  # noqa: N818
    """The encoder cannot be asked now: missing, broken, or too slow; the cheap stage decides."""
