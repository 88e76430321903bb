"""Every phrase that is said about accounts, and the variables that it has to carry."""

from __future__ import annotations

from core.accounts.desk import STATES, State, Topic

_NONE: frozenset[str] = frozenset()
_MONEY = frozenset({"amount", "at"})
_WHICH = frozenset({"list", "example"})


def _said(topic: Topic, state: State) -> frozenset[str]:
    if topic is Topic.KYC:
        return frozenset({"site"}) if state is State.MORE_NEEDED else _NONE
    return _MONEY | {"done", "needed"} if state is State.CONFIRMING else _MONEY


ACCOUNTS: dict[str, frozenset[str]] = {
    **{
        f"account_{topic}_{state}": _said(topic, state)
        for topic, states in STATES.items()
        for state in sorted(states)
    },
    **{f"account_no_{topic}": _NONE for topic in Topic},
    **{f"account_which_{topic}": _WHICH for topic in (Topic.WITHDRAWAL, Topic.DEPOSIT)},
    "account_choice": frozenset({"item"}),
    "account_txid": frozenset({"txid"}),
    "account_link_how": frozenset({"site"}),
    "account_linked": _NONE,
    "account_link_refused": frozenset({"site"}),
    "account_link_tries": _NONE,
    "account_link_gone": _NONE,
    "account_unlinked": _NONE,
    "account_unavailable": _NONE,
    "account_freeze_offer": frozenset({"minutes"}),
    "account_freeze_button": _NONE,
    "account_frozen": _NONE,
    "account_freeze_late": _NONE,
    "account_freeze_failed": frozenset({"site"}),
}
