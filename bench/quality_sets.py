"""The public sets of `make bench-quality`: files, measures, and what others publish on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from training.measures import accuracy, macro_f1, macro_recall
from training.probe_rows import Label

Measure = Callable[[Sequence[Label], Sequence[Label], Sequence[str]], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A public set; without a `test` file every tenth line of `train` is held out.

    `published` are figures on the set's test part, which is another one than ours.
    """

    name: str
    metric: str
    measure: Measure
    train: str
    test: str = ""
    published: str


def by_accuracy(wanted: Sequence[Label], given: Sequence[Label], _groups: Sequence[str]) -> float:
    """Right answers among all."""
    return accuracy(wanted, given)


def by_recall(wanted: Sequence[Label], given: Sequence[Label], _groups: Sequence[str]) -> float:
    """Every label counts alike."""
    return macro_recall(wanted, given)


def by_group(wanted: Sequence[Label], given: Sequence[Label], groups: Sequence[str]) -> float:
    """Macro-F1 in each language, and the mean of those."""
    labels, answers, tags = np.asarray(wanted), np.asarray(given), np.asarray(groups)
    return float(
        np.mean([macro_f1(labels[tags == tag], answers[tags == tag]) for tag in set(groups)])
    )


SETS = (
    Set(
        name="BANKING77, 77 intents",
        metric="accuracy",
        measure=by_accuracy,
        train="intents/banking77-train.jsonl",
        published="ModernBERT-base 94.0, its frozen probe 89.5 (model card); fine-tuned BERT and "
        "RoBERTa about 93 to 94 (as commonly told)",
    ),
    Set(
        name="CLINC150 in scope, 150 intents",
        metric="accuracy",
        measure=by_accuracy,
        train="intents/clinc150-train.jsonl",
        test="intents/clinc150-val.jsonl",
        published="fine-tuned BERT about 96 to 97 (as commonly told)",
    ),
    Set(
        name="TweetEval sentiment, en",
        metric="macro recall",
        measure=by_recall,
        train="sentiment/semeval-train.jsonl",
        test="sentiment/tweeteval-val.jsonl",
        published="SVM 62.9, RoBERTa-base 71.3, BERTweet 73.4, TimeLMs 73.7 (TweetEval)",
    ),
    Set(
        name="UMSAB sentiment, 8 languages",
        metric="mean macro-F1",
        measure=by_group,
        train="sentiment/umsab-train.jsonl",
        test="sentiment/umsab-val.jsonl",
        published="FastText 51.0, XLM-R 64.8 to 66.8, XLM-T 69.4 (XLM-T)",
    ),
)
