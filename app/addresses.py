"""Which account an address such as t.me/NordexBot leads to; platforms' names live outside core."""

from __future__ import annotations

import re

# Host -> platform. Paths that are no handles on them.
_HOSTS = {
    "t.me": "telegram",
    "telegram.me": "telegram",
    "telegram.dog": "telegram",
    "x.com": "twitter",
    "twitter.com": "twitter",
    "nitter.net": "twitter",
}
_RESERVED = frozenset({
    "addstickers", "c", "compose", "explore", "hashtag", "home", "i", "intent", "invite",
    "joinchat", "messages", "notifications", "proxy", "search", "settings", "share", "socks",
})  # fmt: skip
_ADDRESS = re.compile(
    r"^(?:https?://)?(?:www\.|mobile\.|m\.)?([a-z.]{3,20})/(?:s/|@)?([\w.]{2,64})(?:[/?#].*)?$",
    re.IGNORECASE,
)
_OWN_HOST = re.compile(r"^(?:https?://)?(\w{4,32})\.t\.me/?$", re.IGNORECASE)
_APP = re.compile(r"^tg://resolve\?domain=(\w{2,64})", re.IGNORECASE)


def account_of(address: str) -> tuple[str, str] | None:
    """Platform and handle that a link leads to; None where it is no link to an account."""
    if found := _OWN_HOST.match(address) or _APP.match(address):
        return "telegram", found[1]
    if not (found := _ADDRESS.match(address)):
        return None
    platform, handle = _HOSTS.get(found[1].casefold()), found[2]
    if platform is None or handle.casefold() in _RESERVED:
        return None
    return platform, handle
