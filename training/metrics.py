"""The figures that an evaluation prints: names, headings, and what each means in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One figure; `heading` is for narrow columns. `falls` when less is better."""

    name: str
    heading: str
    title: str
    meaning: str
    falls: bool = False
    share: bool = True
    gated: bool = True

    def text(self, value: float | None) -> str:
        """The figure as people read it: shares in per cent, errors and times as they are."""
        if value is None:
            return "–"
        if self.share:
            return f"{100 * value:.1f}"
        return f"{value:.3f}"


READING = "What the author says"
TRUST = "How far it can be trusted alone"
WORK = "Danger, facts and cost"

TABLES: Mapping[str, tuple[Metric, ...]] = {
    READING: (
        Metric(
            name="intent_accuracy", heading="intent\nright %", title="Intent: right",
            meaning="Of 100 messages, how many are given the intent that a person gave them.",
        ),
        Metric(
            name="intent_macro_f1", heading="intent\nF1", title="Intent: macro-F1",
            meaning="The same, but every intent counts alike, however rare it is.",
        ),
        Metric(
            name="p0_recall", heading="P0\nfound", title="Emergencies found",
            meaning="Of 100 messages where money, an account or a life is being lost now, how "
            "many are noticed.",
        ),
        Metric(
            name="p0_precision", heading="P0\nright", title="Emergencies right",
            meaning="Of 100 alarms, how many are emergencies.",
        ),
        Metric(
            name="urgency_macro_f1", heading="urg.\nF1", title="Urgency: macro-F1",
            meaning="How well the four levels are told apart, each level counting alike.",
        ),
        Metric(
            name="urgency_macro_recall", heading="urg.\nfound", title="Urgency: macro recall",
            meaning="Of 100 messages of a level, how many are given it; mean over the levels.",
        ),
        Metric(
            name="sentiment_macro_recall", heading="tone\nfound", title="Tone: macro recall",
            meaning="Of 100 messages of a tone, how many are given it; mean over the three.",
        ),
        Metric(
            name="stance_macro_f1", heading="stance\nF1", title="Stance: macro-F1",
            meaning="How well scammers are told from those who warn, report or ask.",
        ),
        Metric(
            name="language_accuracy", heading="lang.\nright", title="Language: right",
            meaning="Of 100 messages, how many are taken for the language they are in.",
        ),
    ),
    TRUST: (
        Metric(
            name="intent_ece", heading="intent\nECE", title="Intent: calibration error",
            meaning="How far stated confidence lies from the truth on average: 0.03 means that "
            "“90 % sure” is right 87 to 93 times in 100.", falls=True, share=False,
        ),
        Metric(
            name="urgency_ece", heading="urg.\nECE", title="Urgency: calibration error",
            meaning="The same for urgency.", falls=True, share=False,
        ),
        Metric(
            name="sentiment_ece", heading="tone\nECE", title="Tone: calibration error",
            meaning="The same for the tone.", falls=True, share=False,
        ),
        Metric(
            name="answer_precision_60", heading="right at\n60 %", title="Right in the surest 60 %",
            meaning="Of the messages that an article settles, take the 60 % with the surest "
            "intent: of 100 of them, how many have the right one.",
        ),
        Metric(
            name="answered_precision", heading="answered\nright", title="Answered: right",
            meaning="Of 100 messages that the settings in force let the desk answer unseen, how "
            "many have the right intent.",
        ),
        Metric(
            name="answered_coverage", heading="answered\n% of fit", title="Answered: share",
            meaning="Of 100 messages that an article settles, how many the desk answers unseen.",
        ),
        Metric(
            name="answered_unasked", heading="answered\nunfit", title="Answered: should not be",
            meaning="Of 100 messages that no article settles, how many get one all the same.",
            falls=True,
        ),
    ),
    WORK: (
        Metric(
            name="attempts_caught", heading="attacks\nfound", title="Attacks found",
            meaning="Of 100 messages of scammers, how many stand at review or alert.",
        ),
        Metric(
            name="false_alarms", heading="false\nalarms", title="False alarms",
            meaning="Of 100 other messages, how many stand at review or alert.", falls=True,
        ),
        Metric(
            name="facts_precision", heading="facts\nright", title="Facts: right",
            meaning="Of 100 facts read (amounts, coins, networks, ids), how many are labelled.",
        ),
        Metric(
            name="facts_recall", heading="facts\nfound", title="Facts: found",
            meaning="Of 100 labelled facts, how many are read, letter by letter.",
        ),
        Metric(
            name="encoder_share", heading="encoder\n%", title="Reached the encoder",
            meaning="Of 100 messages, how many the cheap stage hands on to the encoder.",
            falls=True,
        ),
        Metric(
            name="ms", heading="ms each", title="Milliseconds a message",
            meaning="Reading time a message in batches, one process.", falls=True, share=False,
            gated=False,
        ),
    ),
}  # fmt: skip

WORST_LANGUAGE = Metric(
    name="intent_worst_language",
    heading="worst\nlanguage",
    title="Intent: right in the weakest language",
    meaning="The intent figure of the language where it is lowest.",
)
METRICS: Mapping[str, Metric] = {
    each.name: each for each in (*(m for table in TABLES.values() for m in table), WORST_LANGUAGE)
}
GATED: Mapping[str, Metric] = {name: each for name, each in METRICS.items() if each.gated}
