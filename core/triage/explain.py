"""Why a message was read as it was: rules, words, the second stage, and lines that are like it.

Asked for on demand: words cost about a millisecond, the encoder some more. Reasons are codes and
quotes; whoever shows them words them in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.commands import command
from core.errors import EncoderUnavailable
from core.triage.examples import Examples
from core.triage.linear import Floats, Head, LinearModel, Said
from core.triage.reading import Reading, read
from core.triage.second import ENCODER, SecondStage
from core.triage.spoken import Spoken
from core.triage.text import for_encoder
from core.triage.urgency import rules
from core.types import Sentiment, Urgency, Verdict

INTENT, URGENCY, SENTIMENT, STANCE = LABELS = ("intent", "urgency", "sentiment", "stance")
RULE, FINDING, WORDS, SHIFT, LIKE = KINDS = ("rule", "finding", "words", "encoder", "like")
NO_STANCE = "none"
# What is said of a text that nothing speaks for needs no words as its reason.
_NOTHING = frozenset({NO_STANCE, Urgency.P3.value, Sentiment.NEUTRAL.value})
ORDERED = "command"
# What the second stage changed less than this is not worth a line.
_SHIFTED = 0.05
_QUOTE = re.compile("“(.*)”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why one label is what it is; `kind` says what else is filled in.

    rule     the rule `rule` asks for `code`; `text` says it in English, `words` quote the message
    finding  a danger of kind `rule` was seen, with chance `share`; `text` says it in English
    words    `words` of the message spoke most for `code`, against `rival`
    encoder  the second stage reads `code` at `share`; the words alone `rival` at `rival_share`
    like     `text` is a line of the corpus at cosine `share`, labelled `code` and `rule` (urgency)
    """

    label: str
    kind: str
    code: str
    rule: str = ""
    text: str = ""
    words: tuple[str, ...] = ()
    share: float = 0.0
    rival: str = ""
    rival_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains verdicts with what they were made with; what is absent has no say."""

    model: LinearModel | None
    second: SecondStage | None = None
    examples: Examples | None = None

    def explain(self, text: str, verdict: Verdict) -> tuple[Reason, ...]:
        """The reasons for a masked text's verdict, label by label; none for a text that is gone."""
        if not text.strip():
            return ()
        if given := command(text):
            code = verdict.labels.intent
            return (Reason(label=INTENT, kind=RULE, code=code, rule=ORDERED, words=(given,)),)
        reading = read(text)
        reasons = [*_by_rules(reading, verdict), *_by_findings(verdict)]
        if self.model is not None:
            reasons += self._by_models(self.model, reading, verdict)
        return tuple(sorted(reasons, key=lambda each: LABELS.index(each.label)))

    def _by_models(
        self, model: LinearModel, reading: Reading, verdict: Verdict
    ) -> Iterator[Reason]:
        (cheap,) = model.read([reading])
        spoken, vector = Spoken.of(model, reading), self._vector(reading)
        both = self._both(cheap, vector, verdict)
        for label, code in _named(verdict).items():
            yield from _by_words(spoken, cheap, label, code)
            if both is not None:
                yield from _by_encoder(both, cheap, label, code)
        if self.examples is not None and vector is not None:
            yield from _by_likeness(self.examples, vector)

    def _vector(self, reading: Reading) -> Floats | None:
        """The text as the encoder sees it; None where there is none, or it cannot be asked now."""
        if self.second is None:
            return None
        try:
            vectors = self.second.encoder.encode([for_encoder(reading.raw)])
        except EncoderUnavailable:
            return None
        first: Floats = vectors[0]
        return first

    def _both(self, cheap: Said, vector: Floats | None, verdict: Verdict) -> Said | None:
        """What both stages said, where the second had a say in this verdict."""
        if self.second is None or vector is None or verdict.stage != ENCODER:
            return None
        return self.second.fused([cheap], vector[None, :])[0]


def _named(verdict: Verdict) -> dict[str, str]:
    """What the verdict says, label by label; the urgency before rules raised it."""
    labels, stance = verdict.labels, verdict.risk.stance
    return {
        INTENT: labels.intent,
        URGENCY: labels.urgency.value,
        SENTIMENT: labels.sentiment.value,
        STANCE: stance.value if stance else NO_STANCE,
    }


def _by_rules(reading: Reading, verdict: Verdict) -> Iterator[Reason]:
    for level, why, rule in rules(reading, verdict.findings, frozenset(verdict.secrets)):
        yield Reason(
            label=URGENCY,
            kind=RULE,
            code=level.value,
            rule=rule,
            text=why,
            words=tuple(_QUOTE.findall(why)),
        )


def _by_findings(verdict: Verdict) -> Iterator[Reason]:
    for each in verdict.findings:
        yield Reason(
            label=STANCE,
            kind=FINDING,
            code=each.stance.value,
            rule=each.kind,
            text=each.reason,
            share=each.score,
        )


def _by_words(spoken: Spoken, cheap: Said, label: str, code: str) -> Iterator[Reason]:
    head = cheap.heads.get(label)
    if head is None or code not in head.codes or code in _NOTHING:
        return
    rival = _rival(head, cheap, code)
    if words := spoken.words(head, code, rival):
        yield Reason(label=label, kind=WORDS, code=code, words=words, rival=rival)


def _rival(head: Head, said: Said, code: str) -> str:
    """The likeliest of the other codes."""
    shares = said.shares(head.name)
    return max((each for each in head.codes if each != code), key=shares.__getitem__)


def _by_encoder(both: Said, cheap: Said, label: str, code: str) -> Iterator[Reason]:
    """What the second stage changed; of the intent also that it changed nothing."""
    if label not in cheap.heads or code not in cheap.heads[label].codes:
        return
    by_words, share = cheap.named(label), both.share(label, code)
    before = cheap.share(label, by_words)
    shifted = by_words != code or abs(share - before) >= _SHIFTED
    if label == INTENT or shifted:
        yield Reason(
            label=label,
            kind=SHIFT,
            code=code,
            share=share,
            rival=by_words,
            rival_share=before,
        )


def _by_likeness(examples: Examples, vector: Floats) -> Iterator[Reason]:
    for line, cosine in examples.nearest(vector):
        yield Reason(
            label=INTENT,
            kind=LIKE,
            code=line.intent,
            rule=line.urgency,
            text=line.text,
            share=cosine,
        )
