"""What agents say and do: their words pass the same lint and the same outbox as the bot's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b

from core.actions import Kind, Outgoing, Purpose
from core.case import Case
from core.casebook import CaseFile, Line
from core.conclude import House
from core.errors import IllegalTransition, UnsafeText
from core.reply.lint import check
from core.reply.plain import plain
from core.reply.split import split
from core.reword import DRAFT


@dataclass(frozen=True, slots=True)
class AgentWords:
    """Turns an agent's words and presses into outbox rows, and drafts a first answer."""

    house: House

    def compose(self, case: Case, text: str, agent: str, now: datetime) -> tuple[Outgoing, ...]:
        """The agent's answer, in as many parts as the platform needs; raises UnsafeText."""
        limits = self.house.capabilities[case.platform]
        problems = check(text, self.house.identities, leg=case.leg, capabilities=limits)
        if problems:
            raise UnsafeText(problems)
        words = blake2b(text.strip().encode(), digest_size=8).hexdigest()
        stem = f"agent:{case.id}:{case.version}:{words}"  # a second press sends nothing twice
        parts = split(text.strip(), limits.on(case.leg))
        return tuple(
            self._row(case, agent, now, key=f"{stem}:{number}", text=part, sequence=number)
            for number, part in enumerate(parts)
        )

    def act(self, case: Case, line: Line, kind: Kind, agent: str, now: datetime) -> Outgoing:
        """A moderator's act on a message or its author; once for each message and kind."""
        if kind not in self.house.capabilities[case.platform].acts:
            raise IllegalTransition(f"{case.platform} has no way to {kind} here")
        target = line.native_id if kind is Kind.DELETE else case.author_id
        key = f"act:{kind}:{case.platform}:{line.native_id}"
        row = self._row(case, agent, now, key=key, kind=kind, target=target)
        return replace(row, purpose=Purpose.ACT)

    def suggestion(self, file: CaseFile) -> str:
        """A draft for the user's last message: a model's, else the article; empty if none fits."""
        heard = [line for line in file.lines if line.kind == "message" and line.verdict]
        if not heard or heard[-1].verdict is None:
            return ""
        for decision in reversed(file.decisions):
            drafted = decision.act.startswith(f"{DRAFT}:")
            if drafted and decision.message_key == heard[-1].key:
                return plain(decision.evidence)
        verdict = heard[-1].verdict
        article = self.house.library.article(verdict.article, verdict.labels.language)
        return plain(article.body) if article else ""

    def _row(self, case: Case, agent: str, now: datetime, **fields: object) -> Outgoing:
        return Outgoing(
            platform=case.platform,
            account=case.account,
            conversation=case.conversation,
            address=case.address,
            due_at=now,
            by=agent,
            case_id=case.id,
            leg=case.leg,
            **fields,  # type: ignore[arg-type]
        )
