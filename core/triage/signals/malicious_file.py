"""Wants an installer, a screen-share tool, a macro document or a QR code opened."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.identities import Context
from core.triage.frames import CONTACT, LINK, Frame, first
from core.triage.polarity import about_a_name
from core.triage.reading import Reading, read
from core.types import Finding, Message, Stance

_CODE = "malicious_file"
_RUNS = (".apk", ".exe", ".scr", ".msi", ".dmg", ".bat", ".cmd", ".js", ".vbs", ".docm", ".xlsm",
         ".pkg", ".iso", ".lnk", ".ps1", ".jar")  # fmt: skip

_WANTED = frozenset({"file", "give"})
_PROGRAM = re.compile(
    r"[\w\-]{0,40}\.(?:apk|exe|scr|msi|dmg|bat|vbs|docm|xlsm|jar|ps1)\b", re.IGNORECASE
)

_FRAMES = (
    Frame(
        code=_CODE,
        anchor="file",
        does="wants a file or program opened",
        needs=frozenset({LINK}),
        any_of=frozenset({"i_am_staff", "offer_help", "remote", "wallet", "your", "validate"}),
        unless=frozenset({"hypothetical", "plea"}),
        support={"i_am_staff": 0.4, "remote": 0.4, "wallet": 0.3, CONTACT: 0.2},
    ),
    Frame(
        code=_CODE,
        anchor="remote",
        does="wants to see or steer the victim's screen",
        needs=frozenset({"give"}),
        unless=frozenset({"hypothetical"}),
        support={"i_am_staff": 0.4, "offer_help": 0.4, LINK: 0.2},
    ),
)


@dataclass(frozen=True, slots=True)
class Signal:
    """Looks at what is attached first, then at what the text wants done."""

    score: float = 0.6
    attached: float = 0.7
    talk: float = 0.4

    def __call__(self, message: Message, context: Context) -> Finding | None:
        for each in message.attachments:
            if each.name.casefold().endswith(_RUNS):
                reason = f"brings a file that can run: “{each.name[-60:]}”"
                return Finding(signal=_CODE, kind=_CODE, score=self.attached, reason=reason)
        reading = read(message.text)
        if found := self._named(reading):
            return found
        return first(_FRAMES, reading, context.identities, (self.score, self.talk))

    def _named(self, reading: Reading) -> Finding | None:
        """A program named in the text beside the wish that it be opened."""
        if reading.concepts.isdisjoint(_WANTED) or not (name := _PROGRAM.search(reading.raw)):
            return None
        about = about_a_name(reading)
        if about is Stance.ATTEMPT and "hypothetical" in reading.concepts:
            about = Stance.QUESTION
        attempt = about is Stance.ATTEMPT
        return Finding(
            signal=_CODE,
            kind=_CODE,
            score=self.attached if attempt else self.talk,
            reason=f"{'wants a program opened' if attempt else 'speaks of a program'}: “{name[0]}”",
            stance=about,
        )
