"""Wants an installer, a screen-share tool, a macro document or a QR code opened."""

from __future__ import annotations

from dataclasses import dataclass

from core.triage.frames import CONTACT, LINK, Frame, first
from core.triage.reading import read
from core.types import Context, Finding, Message

_CODE = "malicious_file"
_RUNS = (".apk", ".exe", ".scr", ".msi", ".dmg", ".bat", ".cmd", ".js", ".vbs", ".docm", ".xlsm",
         ".pkg", ".iso", ".lnk", ".ps1", ".jar")  # fmt: skip

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
        return first(_FRAMES, reading, context.identities, (self.score, self.talk))
