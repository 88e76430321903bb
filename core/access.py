"""Who may do what in the console: a role is a set of permissions, and nothing else decides."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Permission(StrEnum):
    """One thing that somebody may be allowed to do; every act of the console names the one it
    needs."""

    READ = "read"  # the feed, the cases, the pictures of the numbers
    REVEAL = "reveal"  # what is masked of a person until somebody asks for it
    NOTE = "note"  # notes, tags and corrections: words that stay in the desk
    WORK = "work"  # claim, answer, snooze, resolve, merge
    MODERATE = "moderate"  # delete, restrict and ban; verdicts on scams
    ASSIGN = "assign"  # other people's cases, many at once, shifts
    TEACH = "teach"  # articles, prepared answers and macros
    ANNOUNCE = "announce"  # incidents: what is said to many at once
    VOUCH = "vouch"  # who is official and who is staff
    EXPORT = "export"  # files that leave the desk
    AUDIT = "audit"  # what everybody did
    MANAGE = "manage"  # people, roles, sessions, tokens, webhooks


class Role(StrEnum):
    """What somebody is here for."""

    VIEWER = "viewer"
    MODERATOR = "moderator"
    AGENT = "agent"
    LEAD = "lead"
    ADMIN = "admin"


_VIEWER = frozenset({Permission.READ})
_MODERATOR = _VIEWER | {Permission.NOTE, Permission.MODERATE, Permission.REVEAL}
_AGENT = _VIEWER | {Permission.NOTE, Permission.WORK, Permission.REVEAL, Permission.MODERATE}
_LEAD = _AGENT | {
    Permission.ASSIGN,
    Permission.TEACH,
    Permission.ANNOUNCE,
    Permission.EXPORT,
    Permission.AUDIT,
}

ROLES: Mapping[Role, frozenset[Permission]] = {
    Role.VIEWER: _VIEWER,
    Role.MODERATOR: _MODERATOR,
    Role.AGENT: _AGENT,
    Role.LEAD: _LEAD,
    Role.ADMIN: frozenset(Permission),
}


def may(role: Role, permission: Permission) -> bool:
    """Whether this role has this permission."""
    return permission in ROLES[role]
