"""Reasons of a verdict in the reader's language; quotes stay as they were written."""

from __future__ import annotations

from collections.abc import Sequence

from console.words import Texts
from core.triage.explain import FINDING, INTENT, LIKE, RULE, SHIFT, URGENCY, Reason

# The text the desk keeps is English; elsewhere the rule's name and the quote have to do.
_KEPT_IN = "en"


def sentence(t: Texts, reason: Reason) -> str:
    """One reason as a sentence."""
    return _WORDED.get(reason.kind, _spoken)(t, reason)


def _ruled(t: Texts, reason: Reason) -> str:
    if reason.text and t.language == _KEPT_IN:
        return f"{reason.code}: {reason.text}"
    what = t.name("rule", reason.rule)
    return f"{reason.code}: {what}" + (f" {_quotes(t, reason.words)}" if reason.words else "")


def _found(t: Texts, reason: Reason) -> str:
    if t.language == _KEPT_IN:
        return t("why.found", what=reason.text, share=_percent(reason.share))
    what = t.name("danger", reason.rule)
    return t("why.found", what=what, share=_percent(reason.share))


def _spoken(t: Texts, reason: Reason) -> str:
    named, rival = (_named(t, reason.label, code) for code in (reason.code, reason.rival))
    return t("why.words", code=named, rival=rival, words=_quotes(t, reason.words))


def _shifted(t: Texts, reason: Reason) -> str:
    return t(
        "why.encoder",
        code=_named(t, reason.label, reason.code),
        share=_percent(reason.share),
        rival=_named(t, reason.label, reason.rival),
        rival_share=_percent(reason.rival_share),
    )


def _alike(t: Texts, reason: Reason) -> str:
    intent, urgency = _named(t, INTENT, reason.code), _named(t, URGENCY, reason.rule)
    return t("why.like", text=reason.text, intent=intent, urgency=urgency)


def _named(t: Texts, label: str, code: str) -> str:
    return code if label == URGENCY else t.name(label, code)


def _quotes(t: Texts, words: Sequence[str]) -> str:
    shown = (
        t.name("standin", word) if word in t.tree["standin"] else f"“{word}”" for word in words
    )
    return t("why.comma").join(shown)


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", "\u202f%")


_WORDED = {RULE: _ruled, FINDING: _found, SHIFT: _shifted, LIKE: _alike}
