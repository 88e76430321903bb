"""The first stage of triage: labels, findings and reasons, from rules and one matrix."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.commands import command
from core.identities import Context, Identities, Question
from core.ports import Signal
from core.triage.contacts import leads_away, stays_home
from core.triage.facts import facts
from core.triage.hosts import HostJudge
from core.triage.hosts.judge import MOST_LINKS
from core.triage.labels import label
from core.triage.language import UNKNOWN
from core.triage.linear import CHEAP, LinearModel, Said
from core.triage.own import Known, OwnLabels, knowing
from core.triage.reading import Reading, read
from core.triage.risk import RiskModel, by_wording, combine
from core.triage.second import SecondStage
from core.triage.signals import read_back
from core.triage.urgency import Raised, rules
from core.types import Finding, Labels, Message, Urgency, Verdict
from core.wishes import heard

RULES = "rules"
_SURE_OF_LANGUAGE, _HINTED = 0.45, 0.3
_FEW_SIGNS = 12


@dataclass(frozen=True, slots=True)
class Brain:
    """Reads messages; pure, and total on any text. Without a model the rules answer alone."""

    model: LinearModel | None
    signals: tuple[Signal, ...]
    identities: Identities
    risk: RiskModel = field(default_factory=RiskModel)
    second: SecondStage | None = None
    own: OwnLabels | None = None
    hosts: HostJudge | None = None
    reads_back: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "reads_back", read_back(self.signals))

    def assess(self, question: Question) -> Verdict:
        """The verdict on one message."""
        return self.assess_many((question,))[0]

    def assess_many(self, questions: Sequence[Question]) -> list[Verdict]:
        """One verdict each, in order; the model reads all of them at once."""
        started = time.perf_counter()
        readings = self._read(questions)
        known = self.own.read(readings) if self.own and readings else None
        said = self._heard(readings, known)
        read_ms = 1000 * (time.perf_counter() - started) / max(1, len(readings))
        verdicts = [
            self._judge(question, reading, each, read_ms)
            for question, reading, each in zip(questions, readings, said, strict=True)
        ]
        if self.own is None or not readings:
            return verdicts
        return [
            replace(verdict, tags=tags)
            for verdict, tags in zip(verdicts, self.own.tags(readings, known), strict=True)
        ]

    def evidence(
        self, questions: Sequence[Question]
    ) -> list[tuple[tuple[Finding, ...], Said, bool]]:
        """What the risk of each message is weighed from; for those who fit the weights."""
        readings = self._read(questions)
        heard = zip(questions, readings, self._heard(readings, None), strict=True)
        return [
            (self._findings(each, said), said, stays_home(reading, self.identities))
            for each, reading, said in heard
            if said is not None
        ]

    def _read(self, questions: Sequence[Question]) -> list[Reading]:
        """The texts read, and their links looked at all together."""
        readings = [read(question.message.text) for question in questions]
        if self.hosts is not None:
            links = (link for each in readings for link in each.links[:MOST_LINKS])
            self.hosts.look_ahead(links)
        return readings

    def _heard(self, readings: Sequence[Reading], known: Known | None) -> list[Said | None]:
        """What both stages say; None for each text that no model can make sense of."""
        if self.model is None:
            return [None] * len(readings)
        sure, second = self.model.read(readings), knowing(self.second, known)
        heard = second.revise(readings, sure, self._astray(readings)) if second else sure
        return [
            None if _wordless(reading) else each
            for reading, each in zip(readings, heard, strict=True)
        ]

    def _astray(self, readings: Sequence[Reading]) -> list[bool]:
        """Which texts lead away from us: whatever the cheap stage says, they are read twice."""
        return [leads_away(reading, self.identities) for reading in readings]

    def _judge(
        self, question: Question, reading: Reading, said: Said | None, read_ms: float
    ) -> Verdict:
        started, message = time.perf_counter(), question.message
        if given := command(message.text):
            return _ordered(message, given)
        findings = self._findings(question, said)
        secrets = tuple(dict.fromkeys(secret.kind for secret in message.secrets))
        labels = label(reading, findings, said)
        raised = rules(reading, findings, frozenset(secrets))
        told = _spoken(labels, message)
        wish, mocks = heard(reading.tokens, told.language)
        return Verdict(
            labels=told,
            findings=findings,
            risk=combine(findings, said, self.risk, home=stays_home(reading, self.identities)),
            urgency=_final(labels, raised),
            reasons=_reasons(labels, raised, said),
            facts=facts(reading.raw),
            secrets=secrets,
            wish=wish,
            mocks=mocks,
            stage=CHEAP if said is None else said.stage,
            model=RULES if self.model is None else self.model.name,
            ms=read_ms + 1000 * (time.perf_counter() - started),
        )

    def _findings(self, question: Question, said: Said | None) -> tuple[Finding, ...]:
        """What the signals and the model have to say about danger; nothing about our own people."""
        message = question.message
        if message.author.is_moderator or self.identities.is_real(message.platform, message.author):
            return ()
        history = question.history if self.reads_back else ()
        context = Context(
            now=question.now, history=history, identities=self.identities, hosts=self.hosts
        )
        found = [each for signal in self.signals if (each := signal(message, context))]
        return (*found, *by_wording(said))


def _wordless(reading: Reading) -> bool:
    """A long row of signs without one letter: what the models make of it means nothing."""
    return len(reading.tokens) > _FEW_SIGNS and not any(map(str.isalnum, reading.plain))


def _ordered(message: Message, given: str) -> Verdict:
    """A button or a command says itself what it wants."""
    language = message.author.language.partition("-")[0].lower() or UNKNOWN
    labels = Labels(
        language=language,
        language_confidence=0.5 if language != UNKNOWN else 0.0,
        intent="chatter",
        intent_confidence=1.0,
        intents=(("chatter", 1.0),),
        urgency_confidence=1.0,
    )
    return Verdict(labels=labels, reasons=(f"the command {given}",), model=RULES)


def _spoken(labels: Labels, message: Message) -> Labels:
    """Where the text does not tell its language, what the platform says of its author counts."""
    hint = message.author.language.partition("-")[0].lower()
    if not hint or labels.language_confidence >= _SURE_OF_LANGUAGE:
        return labels
    if labels.language == hint:
        return replace(labels, language_confidence=_SURE_OF_LANGUAGE)
    return replace(labels, language=hint, language_confidence=_HINTED)


def _final(labels: Labels, raised: Sequence[Raised]) -> Urgency:
    return min([labels.urgency, *(each.level for each in raised)])


def _reasons(labels: Labels, raised: Sequence[Raised], said: Said | None) -> tuple[str, ...]:
    by = "cue words" if said is None else "wording"
    reads = (
        f"reads as {labels.intent.replace('_', ' ')} by its {by} ({labels.intent_confidence:.2f})"
    )
    return (*(f"{each.level.value}: {each.reason}" for each in raised), reads)
